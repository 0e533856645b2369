# %% [markdown]
r"""
# GPU: where does the time go?

You find out why a fast machine stands idle, time it honestly, and climb a ladder on which the same network trains many times faster.

<!-- time -->
|:---|:---|
| **You need** | [09 · pytorch](09_pytorch.ipynb) and [11 · cnn](11_cnn.ipynb); no GPU: everything runs on a CPU too, smaller |
| **You will be able to** | say what a training step waits for · time work that nobody waits for · choose data path, batch and precision by measuring · train with two processes |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Who is waiting for whom?

A [**GPU**](glossary.ipynb#GPU) is a second computer beside the first: thousands of small calculators that all do the same thing to different numbers. Python sends it work, and pictures.

**Look at** the lower lane. **Task:** with four controls, bring the device from idle to busy. Which control does nothing at first, and a lot at the end?
"""

# %%
ll.widgets.WhereTheTimeGoes()

# %% [markdown]
r"""
The picture shows one training step in two lanes. Python converts pictures one at a time, and meanwhile the device waits.
This is a *model* with assumed costs. Now for your own machine.

<details><summary>Which control was it?</summary>

The *precision*. While the device waits for pictures, computing faster gains 3%. With *resident* data and a batch of 512, computing is nearly all that is left, and the step takes less than half of its time.
</details>
"""

# %%
import io
import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn.functional import cross_entropy

device = ll.device()
cakes = ll.data.load("bakery", n=512)

# %% [markdown]
r"""
Here are 512 pictures of lesson 11 as they would lie on a disk: 512 small PNG files, compressed, each of 32 by 32 points (`io.BytesIO` is a file in memory, and `:=` names it in passing).
And a loader as many people write their first one: open, convert, put on the list, next.
"""

# %%
def png(picture):
    Image.fromarray(picture).save(file := io.BytesIO(), "png")
    return file.getvalue()

shelf = [png(picture) for picture in cakes.X]
labels = torch.as_tensor(cakes.y).long().to(device)

def one_by_one(rows):
    pictures = []
    for i in rows:
        points = np.asarray(Image.open(io.BytesIO(shelf[i])))     # (32, 32, 3), bytes
        pictures.append(torch.from_numpy(points / 255.0).float().permute(2, 0, 1))
    return torch.stack(pictures).to(device)                       # (B, 3, 32, 32)

one_by_one([0, 1]).shape

# %% [markdown]
r"""
The network is small. One function makes it, one takes a step with pictures that are already there.
"""

# %%
def make():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 16, 5, stride=4), nn.ReLU(),
                         nn.Flatten(), nn.Linear(16 * 7 * 7, 10)).to(device)

def learn(net, opt, x, y):
    opt.zero_grad()
    loss = cross_entropy(net(x), y)
    loss.backward()
    opt.step()

# %% [markdown]
r"""
Before we time anything, here is a step like this that was recorded with torch's [**profiler**](glossary.ipynb#Profiler), a tool that notes when each operation begins and ends. It was made on a CPU; no GPU was at hand.
"""

# %%
trace = ll.props.cpu_step()
ll.figures.parts_of_a_step(trace["parts"])

# %%
total = sum(length for start, length in trace["parts"].values())
print(trace["where"]["date"], "·", trace["where"]["what"])
print(trace["operations"])
{name: f"{length / total:.0%}" for name, (start, length) in trace["parts"].items()}

# %% [markdown]
r"""
Loading takes by far the largest share: hundreds of tiny operations, several for each picture.
Learning itself needs fewer than a hundred. In the gap, old gradients are cleared. (The profiler notes each operation and slows tiny ones down most, so a trace shows *where* to look; a clock says how much.)

<details><summary>Would a GPU help this program?</summary>

It would make the short bars shorter. Loading stays as it is, and each small hand-over to the GPU costs time of its own. So a run like this can be slower on a GPU than on a CPU.
</details>

The part that all others wait for is called the [**bottleneck**](glossary.ipynb#Bottleneck). The cure must begin there. But first: is your clock honest?
"""

# %% [markdown]
r"""
## When has a GPU finished?

A baker's boy takes an order and says "yes" at once; the cake comes later. So does a GPU.
**Look at** this pretended device: `work` hands over work of 2 seconds, and only `sync` waits.
"""

# %%
class Pretended:
    now, free = 0.0, 0.0                       # seconds; free: when all work is done

    def work(self, seconds=2.0):
        self.now += 0.01                       # to hand it over
        self.free = max(self.free, self.now) + seconds

    def sync(self):
        self.now = max(self.now, self.free)

oven = Pretended()
start = oven.now
oven.work()
handed_over = oven.now - start
oven.sync()
handed_over, round(oven.now - start, 2)

# %% [markdown]
r"""
A clock that is read too early says 0.01 seconds for 2 seconds of work. Whoever reads it then has wonderful speeds to report.

<!-- predict: three_waiting -->
Three pieces of work are handed over, then a fourth, and you time only that last one, with a `sync` after it. What does the clock say?
Number: 8 ± 0.1 seconds
Check: abs(result - 8) < 0.1
Why: The last piece queues behind the three others. Whoever times it must wait *before* starting the clock as well.
"""

# %%
before = 3   # pieces handed over earlier; nobody waited
oven = Pretended()
for k in range(before):
    oven.work()
start = oven.now
oven.work()
oven.sync()
round(oven.now - start, 2)

# %% [markdown]
r"""
Work that is handed over and not waited for is called [**asynchronous**](glossary.ipynb#Asynchronous); to wait for it is to **synchronise**.
In torch, `torch.cuda.synchronize()` waits; and so does, without saying so, everything that needs a number now: `.item()`, `float(loss)`, `if loss > 3`, printing.

One such line in a training step stops the machine each time. How do you find them, without a GPU? Torch has a device that knows shapes and no numbers: **meta**.
"""

# %%
x = torch.ones(8, 3, device="meta")
W = torch.ones(3, 4, device="meta")
y = torch.relu(x @ W)
y.shape, y.device

# %% tags=["raises-exception"]
if y.sum() > 3:
    print("large")

# %% [markdown]
r"""
It breaks, as it should: `if` wants to know a number, and here is none. The first line of the error names the hidden reader, `.item()`.
A step that runs on meta has no hidden wait, and leaves no tensor behind on the CPU.

**Your turn:** [Exercises 13.1 · train_step](../exercises/13_gpu.ipynb) (10 minutes) and [13.2 · bench](../exercises/13_gpu.ipynb) (15 minutes).
"""

# %% [markdown]
r"""
## How high does the ladder go?

The lowest rung is the loader above. We take the pictures through it and learn, 64 at a time, and count pictures per second.
From here on torch's own [Timer](https://docs.pytorch.org/docs/stable/benchmark_utils.html) is the clock: it warms up, synchronises, repeats, and takes the median. It wants the code as text, and the names in it.
"""

# %%
from torch.utils.benchmark import Timer

def seconds(code, **names):
    return Timer(code, globals=names).blocked_autorange(min_run_time=0.1).median

net = make()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
rungs = {}

def slow_step():
    learn(net, opt, one_by_one(range(64)), labels[:64])

rungs["one by one"] = 64 / seconds("f()", f=slow_step)

# %% [markdown]
r"""
**Second rung.** Open the files once, keep all pictures on the device as bytes, and convert a whole batch there: data that stays is called **resident**.

<!-- predict: memory -->
512 of these pictures: how much memory is that as bytes, in megabytes? And as float32? Would 50,000 fit?
Number: 1.6 ± 0.2 MB
Check: abs(512 * points / 1e6 - 1.6) < 0.05
Why: $512 \cdot 32 \cdot 32 \cdot 3$ bytes, and four times that as float32. 50,000 of them are 154 MB as bytes: any graphics card holds that. Before writing a clever loader, ask whether you need one at all.
"""

# %%
pictures = 512   # try 50_000
points = 32 * 32 * 3
f"{pictures * points / 1e6:.1f} MB as bytes, {pictures * points * 4 / 1e6:.1f} MB as float32"

# %% [markdown]
r"""
Here is the second rung.
"""

# %%
resident = torch.as_tensor(cakes.X).permute(0, 3, 1, 2).contiguous().to(device)   # bytes

def whole(size):
    x = resident[:size].float() / 255     # one operation for the whole batch
    learn(net, opt, x, labels[:size])

rungs["resident"] = 64 / seconds("f(64)", f=whole)
rungs["larger batch"] = 512 / seconds("f(512)", f=whole)

# %% [markdown]
r"""
The third rung is there, too: 512 pictures in one step. Each operation has a price to be launched, whatever its size, and a large batch pays it once.

Now the layout. A picture's numbers lie in memory either channel after channel, or with the three colours of a point side by side, *channels last*. Shapes and results stay the same; speed may not.
"""

# %% tags=["nbval-ignore-output"]
net = net.to(memory_format=torch.channels_last)
resident = resident.contiguous(memory_format=torch.channels_last)
rungs["channels last"] = 512 / seconds("f(512)", f=whole)

ll.figures.rungs_of_speed(rungs, device.type)

# %% [markdown]
r"""
These bars are measured on the machine that ran this page, and yours will differ. (The course's own was measured on a CPU with two cores; GPU timings were not measured for this lesson.)
Resident data gain most, because loading was the bottleneck. What a later rung gains, or even loses, depends on the machine: channels last may do nothing here and much on a GPU.
So measure each one, and keep what pays. Put your own costs into the model, and see what it would say:
"""

# %% tags=["nbval-ignore-output"]
mine = {"decode": 1e6 / 64 * seconds("f(range(64))", f=one_by_one),
        "compute": 1e6 / 3 / rungs["larger batch"]}
ll.widgets.WhereTheTimeGoes(batch=512, costs=mine)

# %% [markdown]
r"""
The picture shows the model again, with two of its costs measured here. Choose *resident*, and compare its gain with your bars. Where the model is wrong, a cost is missing in it.

Larger batches are not free: fewer steps an epoch, each the same size, learn less. The usual cure is a larger learning rate that first rises and then falls, the *one cycle* of lesson 09.
It is the next rung, and the last is a smaller network. Both change what is learned, so they count only at *equal accuracy*.
"""

# %%
train = ll.data.load("bakery", n=2000)
unseen = ll.data.load("bakery", split="test", n=500)

def stack(width):
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, width, 3, stride=2, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(width, 2 * width, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * width, 10))

# %% [markdown]
r"""
At the bottom: 16 channels, a constant rate, five epochs, and each picture converted by itself, at the cost measured above.
At the top: resident, 8 channels, one cycle, four epochs.

<!-- predict: ladder -->
Which part of the time does the upper run take, for as many right answers?
- less than a half  ← right
- about two thirds
- nearly all of it
Check: high / low < 0.5
Why: The ladder as a whole gave the factor in the last line, and about half of the pictures are right both times.
"""

# %% tags=["nbval-ignore-output"]
def run(width, epochs, lr, schedule):
    found = ll.training.fit(stack(width), train, unseen, epochs=epochs, lr=lr,
                            batch_size=64, schedule=schedule, progress=False)
    return sum(found.seconds), max(found.val_accuracy)

low, right = run(16, epochs=5, lr=0.003, schedule="constant")
low += 5 * 2000 * mine["decode"] / 1e6                # its pictures, one by one
high, as_right = run(8, epochs=4, lr=0.02, schedule="one_cycle")
print(f"{low:.1f} s: {right:.0%} right; {high:.1f} s: {as_right:.0%} right")
f"1/{low / high:.1f} of the time"

# %% [markdown]
r"""
The factor is small on a CPU, where learning itself takes long. The faster the device, the more the bottom run is loading, and the more the first rung gives.

**Your turn:** [Exercises 13.3 · pairwise_distances](../exercises/13_gpu.ipynb) (15 minutes) and [13.4 · batches](../exercises/13_gpu.ipynb) (15 minutes).
"""

# %% [markdown]
r"""
## How few digits are enough?

A float32 has 32 bits. Half of them travel and multiply faster, on machines made for it. **Look at** what 16 bits can hold:
"""

# %%
for dtype in (torch.float32, torch.float16, torch.bfloat16):
    f = torch.finfo(dtype)
    print(f"{str(dtype):15} largest {f.max:.1e}  smallest normal {f.tiny:.1e}"
          f"  step after 1: {f.eps:.1e}")

# %% [markdown]
r"""
*float16* keeps more digits, but ends at 65,504: beyond is infinity, an **overflow**. (Below the smallest *normal* number, digits are lost.) *bfloat16* reaches as far as float32 and keeps only two to three digits.

<!-- predict: bfloat16 -->
A weight of 1 is moved by 0.001, a thousand times, in bfloat16. Where does it arrive?
- at 2, as it should
- a little beside 2
- it stays at 1  ← right
Check: float(result) == 1
Why: The next number after 1 is 1.0078. A step of 0.001 is less than half of the way, so the sum is rounded back to 1, a thousand times.
"""

# %%
dtype = torch.bfloat16   # try torch.float16, torch.float32
w = torch.tensor(1.0, dtype=dtype)
for step in range(1000):
    w = w + torch.tensor(0.001, dtype=dtype)
w

# %% [markdown]
r"""
So the weights stay float32, and only the large products are done in half precision. This is [**mixed precision**](glossary.ipynb#Mixed-precision); in torch, [**autocast**](https://docs.pytorch.org/docs/stable/amp.html) makes the short copies.
The other danger is a gradient too small to exist:
"""

# %%
g = 2e-8   # a gradient
scale = 2.0**16
torch.tensor(g, dtype=torch.float16), torch.tensor(g * scale, dtype=torch.float16).float() / scale

# %% [markdown]
r"""
The first became 0. Multiplied by a large number before, it survives; afterwards one divides, in float32. A **gradient scaler** ([Micikevicius and others](https://arxiv.org/abs/1710.03740)) chooses that number: it halves it when something overflows to infinity and leaves out that step. bfloat16, with float32's range, needs none.

Does it pay? Ask your machine before you believe it: some CPUs compute bfloat16 by detours and are many times *slower*.
"""

# %% tags=["nbval-ignore-output"]
A = torch.randn(256, 256, device=device)
half = {"cuda": torch.float16, "mps": torch.float16}.get(device.type, torch.bfloat16)
B = A.to(half)
gain = seconds("A @ A", A=A) / seconds("B @ B", B=B)
use = half if gain > 1.2 else torch.float32
f"half precision takes {1 / gain:.1f} times as long here: use {use}"

# %% [markdown]
r"""
And memory? The backward pass needs what the forward pass computed. Torch tells whoever asks what it keeps:
"""

# %%
def kept(net, x, y):
    found = {}
    def note(t):
        found[t.data_ptr()] = t.untyped_storage().nbytes()
        return t
    with torch.autograd.graph.saved_tensors_hooks(note, lambda t: t):
        cross_entropy(net(x), y)
    return sum(found.values()) / 1e6   # MB

x = resident.float() / 255
[round(kept(net, x[:n].clone(), labels[:n]), 1) for n in (128, 256, 512)]

# %% [markdown]
r"""
It grows with the batch, nearly in proportion. So a batch that does not fit is cut into pieces whose gradients add up: the same step, a fraction of the memory.
The other way is to keep less and compute it again on the way back, [checkpointing](https://arxiv.org/abs/1604.06174).

In the *cake's* words: these tricks change the oven, never the recipe. Where that stops being true: fewer digits do change the result a little.

**Your turn:** [Exercises 13.5 · amp_step](../exercises/13_gpu.ipynb) (15 minutes) and [13.6 · accumulate](../exercises/13_gpu.ipynb) (12 minutes).
"""

# %% [markdown]
r"""
## Can two do it in half the time?

A **process** is a running program. Give two of them the same network, and to each one half of every batch. Here are their gradients, by hand: four pictures, two each.

<!-- predict: shares -->
How do you get the gradient of all four pictures from those of the two halves?
- their sum
- their mean  ← right
- the larger of the two
- not from these two alone
Check: abs(result[0] - (result[1] + result[2]) / 2) < 1e-5
Why: The loss is a mean over pictures, so the slope of the whole is the mean of the halves' slopes. With shares of 3 and 1 the first would count three times.
"""

# %%
X = torch.tensor([[1.0], [2.0], [3.0], [6.0]])
target = torch.tensor([[2.0], [2.0], [4.0], [4.0]])

def slope(rows):
    w = torch.tensor([[0.5]], requires_grad=True)
    ((X[rows] @ w - target[rows]) ** 2).mean().backward()
    return w.grad.item()

slope([0, 1, 2, 3]), slope([0, 1]), slope([2, 3])

# %% [markdown]
r"""
So after each backward pass the processes must learn the mean of their gradients. To add up over all processes and tell everybody is an [**all-reduce**](glossary.ipynb#All-reduce). How much must each send?
"""

# %%
n = np.arange(2, 17)
ll.figures.arrays_sent(n, to_everybody=n - 1, round_a_ring=2 * (n - 1) / n)

# %% [markdown]
r"""
In a ring each process speaks only with its neighbours, and sends *parts* of the array: once round to add, once round to tell ([Patarasuk and Yuan](https://doi.org/10.1016/j.jpdc.2008.09.002)).

Torch does all of this. `DistributedDataParallel` wraps the network, and its backward pass includes the all-reduce. This is the heart of a file that comes with the course:
"""

# %%
from layerlab.props import train_ddp

ll.peek(train_ddp.train)
alone = train_ddp.main(["--device", "cpu", "--epochs", "1"])

# %% [markdown]
r"""
The last line was printed by one process, this one. The program **torchrun** starts several, and tells each its number, the `rank`. On GPUs they speak through *nccl*, on CPUs through *gloo*; the file is the same.
"""

# %%
recipe = "--device", "cpu", "--epochs", "1"
print(ll.training.torchrun("layerlab.props.train_ddp", *recipe, processes=2))

# %% [markdown]
r"""
The same losses from two processes, each of which saw half of the pictures. (The whole file: `ll.peek(train_ddp)`.)
Here both share one small machine, so nothing was gained in time; with a GPU each, the work of a batch is halved and the sending is added.

**Your turn:** [Exercises 13.7 · ring_all_reduce](../exercises/13_gpu.ipynb) (25 minutes) and [13.8 · train_ddp](../exercises/13_gpu.ipynb) (20 minutes).
"""

# %% [markdown]
r"""
## What we have

- Find the bottleneck first; usually somebody waits for pictures.
- Synchronise before you read a clock, and take the median.
- Resident data, whole batches, few launches.
- Half precision for products, float32 for weights; measured, not believed.
- Shares of a batch, averaged gradients: the same step by many.

**What we have not shown:** `torch.compile`, which joins operations and pays off in long runs; networks too large for one device; and a GPU's numbers, since none was at hand. The [speedrun](speedrun.ipynb) takes every rung at once.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. A step takes 10 ms by the clock, without synchronising. You make the network twice as large, and it still takes 10 ms. Is the device that fast?</summary>

*You cannot tell.* The clock saw the hand-over, which is as long for large work as for small. It may also be that the device was idle before; either way, synchronise and time again.
</details>
<details><summary>2. The device computes 20% of the time. Will a device twice as fast halve the step?</summary>

*No.* It shortens the 20% to 10% and leaves the rest. Nor does half precision help there. Whatever fills the other 80% is the bottleneck.
</details>"""

# %% [markdown]
r"""
<details><summary>3. Four processes add their gradients and forget to divide. What happens?</summary>

*Each step is four times too long.* The direction is right, so the loss may even fall at first; an error message would be kinder. It is not the same as a batch four times as large, whose gradient is a mean.
</details>

Next: [the speedrun](speedrun.ipynb), a readable network at full speed.
"""
