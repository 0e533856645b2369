# %% [markdown]
r"""
# Speedrun: every rung at once

A readable residual network, trained as fast as this machine allows: on a GPU the ten classes of CIFAR-10, on a CPU a miniature on the bakery, in well under a minute.

<!-- time -->
|:---|:---|
| **You need** | [12 · depth](12_depth.ipynb) and [13 · gpu](13_gpu.ipynb) |
| **You will be able to** | read a fast training run from end to end, and change one thing at a time |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What is measured, and what is not?

The stored outputs of this page come from a CPU with two cores. **The run on a GPU was not measured**: none was at hand when the page was made. The same cells run there unchanged; what they aim at is 94% on CIFAR-10, and whether they reach it is for you to see.
"""

# %%
import time
import torch
from torch import nn
from torch.nn import functional as F

device = ll.device()
big = device.type == "cuda"
device.type, torch.__version__.split("+")[0]

# %% [markdown]
r"""
The recipe is a handful of numbers. A GPU gets the full one, everything else the miniature.
"""

# %%
if big:
    recipe = {"width": 64, "n": None, "epochs": 16, "batch": 512, "lr": 0.4}
else:
    recipe = {"width": 12, "n": 2000, "epochs": 6, "batch": 32, "lr": 0.2}
seed = 0

# %% [markdown]
r"""
## Where are the pictures?

On the device, all of them, as bytes, from beginning to end: no loader, no copies. Where CIFAR-10 cannot be had, the bakery takes its place.
"""

# %%
name = "cifar10" if big else "bakery"
train = ll.data.load(name, n=recipe["n"], fallback=True)
test = ll.data.load(name, split="test", n=None if big else 500, fallback=True)
len(train.X), len(test.X)

# %% [markdown]
r"""
Colours move from the last axis to the second, where torch expects them; in memory they stay last, which fast convolutions like.
"""

# %%
def resident(data):
    X = torch.as_tensor(data.X).permute(0, 3, 1, 2).to(device)
    y = torch.as_tensor(data.y).long().to(device)
    return X.contiguous(memory_format=torch.channels_last), y

(X, y), (X_test, y_test) = resident(train), resident(test)
classes = int(y.max()) + 1
tuple(X.shape), X.dtype, classes

# %%
ll.figures.training_pictures(train.X[:8])

# %% [markdown]
r"""
A batch is picked, turned into numbers around 0, shifted and flipped, all at once on the device. The shift differs from picture to picture: a table of indices says which point goes where.
"""

# %%
rows = X[:2000].float()
mean, std = rows.mean((0, 2, 3), keepdim=True), rows.std((0, 2, 3), keepdim=True)

def normalise(xb):
    return ((xb.float() - mean) / std).contiguous(memory_format=torch.channels_last)

# %%
def augment(xb, rng, pad=3):
    B, C, H, W = xb.shape
    wide = F.pad(xb, (pad,) * 4, mode="reflect")
    dy, dx = torch.randint(0, 2 * pad + 1, (2, B, 1, 1), generator=rng).to(device)
    flip = torch.rand(B, 1, 1, generator=rng).to(device) < 0.5
    i, j = torch.arange(H, device=device)[:, None] + dy, torch.arange(W, device=device)
    j = torch.where(flip, W - 1 - j, j) + dx                               # (B, 1, W)
    b = torch.arange(B, device=device)[:, None, None]
    return wide[b, :, i, j].permute(0, 3, 1, 2)                            # (B, C, H, W)

# %% [markdown]
r"""
## What is the network?

A *residual network* in the fewest lines: convolution, normalisation and ReLU make a layer; two layers and a skip make a block; three stages halve the picture and double the channels.
"""

# %%
def layer(c_in, c_out, stride=1):
    return nn.Sequential(nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False),
                         nn.BatchNorm2d(c_out), nn.ReLU())

# %% [markdown]
r"""
The block adds what its layers find to what came in, so there is always a short way back for the gradient.
"""

# %%
class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.layers = nn.Sequential(layer(c, c), layer(c, c))

    def forward(self, x):
        return x + self.layers(x)

# %%
class ResNet(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        w = width
        self.stem = layer(3, w, stride=1 if big else 2)
        self.stages = nn.Sequential(layer(w, 2 * w, 2), Block(2 * w),
                                    layer(2 * w, 4 * w, 2), Block(4 * w))
        self.head = nn.Linear(4 * w, classes)

    def forward(self, x):
        return self.head(self.stages(self.stem(x)).amax((2, 3)))

# %% [markdown]
r"""
## What pays on this machine?

Half precision is probed before it is used: some CPUs have no circuits for it and are many times slower.
"""

# %%
from torch.utils.benchmark import Timer

def median(A):
    return Timer("A @ A", globals={"A": A}).blocked_autorange(min_run_time=0.1).median

# %%
half = torch.bfloat16
A = torch.randn(512, 512, device=device)
pays = device.type != "mps" and median(A) > 1.2 * median(A.to(half))

# %% [markdown]
r"""
bfloat16 reaches as far as float32, so no scaler is needed. `torch.compile` joins small operations; it takes long to begin with, so it is left to the GPU.
"""

# %%
torch.manual_seed(seed)
net = ResNet(recipe["width"], classes).to(device, memory_format=torch.channels_last)
fast = torch.compile(net) if big else net

# %%
steps = recipe["epochs"] * -(-len(X) // recipe["batch"])
opt = torch.optim.SGD(net.parameters(), lr=recipe["lr"], momentum=0.9,
                      weight_decay=5e-4, nesterov=True)
pace = torch.optim.lr_scheduler.OneCycleLR(opt, recipe["lr"], total_steps=steps, pct_start=0.3)

# %% [markdown]
r"""
## How fast does it learn?

The whole run in one cell. The rate rises and falls once, *one cycle*. **Label smoothing** asks for about 90% instead of certainty, which keeps the scores moderate. No line reads a number from the device before the end of an epoch.
"""

# %%
def epoch(rng):
    losses = []
    for index in torch.randperm(len(X), generator=rng).to(device).split(recipe["batch"]):
        opt.zero_grad()
        with torch.autocast(device.type, dtype=half, enabled=pays):
            scores = fast(augment(normalise(X[index]), rng))
        loss = F.cross_entropy(scores.float(), y[index], label_smoothing=0.1)
        loss.backward()
        opt.step()
        pace.step()
        losses.append(loss.detach())
    return float(torch.stack(losses).mean())

# %% tags=["nbval-ignore-output"]
rng, start = torch.Generator().manual_seed(seed), time.perf_counter()
losses = [epoch(rng) for _ in range(recipe["epochs"])]
seconds = time.perf_counter() - start
[round(loss, 2) for loss in losses]

# %% [markdown]
r"""
The test pictures are only looked at now, in one go, without shifts and flips.
"""

# %%
def accuracy(X, y):
    net.eval()
    with torch.inference_mode():
        right = [(net(normalise(xb)).argmax(1) == yb).sum()
                 for xb, yb in zip(X.split(500), y.split(500))]
    net.train()
    return float(sum(right)) / len(y)

# %%
found = accuracy(X_test, y_test)
found > 0.6, seconds < 120

# %% [markdown]
r"""
Both are true where this page was made: the test pictures, which the network has never seen, are mostly right, within two minutes at most. The exact share and the seconds are your machine's:
"""

# %% tags=["nbval-ignore-output"]
f"{train.name} on {device.type}: {found:.1%} of the test set"

# %% [markdown]
r"""
## What you may try

Change one thing, run all, and write down what it gave: no augmentation; batch 512 on the CPU; `pays = True` where the probe said no; the rate without its rise; twice the width for half the epochs.
One run proves little: change `seed`, too, and look at how far runs differ before you call one better.

Where this stops being the whole truth: speed on a benchmark is a sport. On your own data, the first rung is still to look at the pictures.

Back to [13 · gpu](13_gpu.ipynb), or to [the start](00_start_here.ipynb).
"""
