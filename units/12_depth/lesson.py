# %% [markdown]
r"""
# Depth: why was deeper worse, until it was better?

You follow a number through fifty tiers, see it die, keep it alive by three ideas, and look at measurements in which more tiers hurt, and one plus sign mends most of it.

<!-- time -->
|:---|:---|
| **You need** | [07 · backprop](07_backprop.ipynb), [09 · pytorch](09_pytorch.ipynb), [11 · cnn](11_cnn.ipynb) |
| **You will be able to** | choose the size of the first weights · measure a signal in every layer · write a batch normalisation and a residual block · say from curves whether a net overfits or cannot be trained |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What becomes of a signal in fifty tiers?

Lesson 01 said: stack tiers, and each works on what the tier below made. So stack fifty. Nothing is trained here; the weights are drawn by chance.

**Look at** the left half: each column is a histogram of the numbers that one tier gives out. The right half shows the [gradients](glossary.ipynb#Gradient), which come back from the top. The *gain* is a factor on all weights. **Task:** find one at which neither signal nor gradient dies or explodes.
"""

# %%
ll.widgets.SignalThroughDepth(50, gain=1.0)

# %% [markdown]
r"""
The picture shows a signal that fades: after ten tiers all columns have shrunk to a line at 0, and the curve below falls without end.
The gradient fades in the same way, from the top down.
By hand: 32 examples of 100 numbers, and tiers of 100 units.
"""

# %%
import torch
from torch import nn

g = torch.Generator().manual_seed(0)
x = torch.randn(32, 100, generator=g)    # examples, numbers

def size(x):
    return x.detach().square().mean().sqrt().item()   # root of the mean square

W = 0.1 * torch.randn(100, 100, generator=g)
size(x), size(torch.relu(x @ W))

# %% [markdown]
r"""
The **size** of a signal is the root of its mean square: 1 at the start, because the numbers are standard normal. One tier (multiply, add, bend) leaves about 0.7.

<!-- predict: fifty_tiers -->
And what do fifty such tiers leave?
- about 0.5
- about 0.01
- nothing that you could see  ← right
Check: sizes[-1] < 1e-6
Why: Each tier multiplies the size by about 0.7, and $0.7^{50}$ is about $2 \cdot 10^{-8}$. With 0.2 each tier multiplies by about 1.4, and $1.4^{50}$ is about twenty million. A factor that looks harmless once is not harmless fifty times.
"""

# %%
def chain(std, tiers=50, n=100):   # std: standard deviation of the weights
    g = torch.Generator().manual_seed(0)
    x = torch.randn(32, n, generator=g).requires_grad_()
    h, sizes = x, [size(x)]
    for tier in range(tiers):
        W = std * torch.randn(n, n, generator=g)
        h = torch.relu(h @ W)                # (32, n)
        sizes.append(size(h))
    h.backward(torch.randn(32, n, generator=g))   # blame of size 1 from the top
    return sizes, size(x.grad)

# %%
std = 0.1   # 0.2, too
sizes, gradient = chain(std)
f"signal {sizes[-1]:.1e}, gradient {gradient:.1e}"

# %% [markdown]
r"""
A signal (or gradient) that shrinks from tier to tier is said to [**vanish**](glossary.ipynb#Vanishing-and-exploding), one that grows to **explode**. [Hochreiter](https://doi.org/10.1142/S0218488598000094) described it for gradients. A weight whose gradient has vanished does not learn.

How bad can the other side become?
"""

# %%
sizes, gradient = chain(std=1.0)
[f"{s:.0e}" for s in sizes[::10]], gradient

# %% [markdown]
r"""
No error, and no number either. A float32 ends near $3 \cdot 10^{38}$; beyond is infinity, infinity less infinity is *not a number*, and `nan` spreads to all that it touches. If your loss becomes `nan`, look for a size that explodes.

In a real model you watch each layer by a **hook**: a function that torch calls whenever the layer has run.
"""

# %%
layer = nn.Linear(100, 3)
handle = layer.register_forward_hook(lambda module, inputs, output: print(tuple(output.shape)))
y = layer(x)
handle.remove()    # otherwise it would go on printing

# %% [markdown]
r"""
**Your turn:** [Exercise 12.2 · signal_statistics](../exercises/12_depth.ipynb) (15 minutes) hangs a hook on every layer of any model.

With weights of standard deviation (**spread**, for short) 0.1 the signal fades, with 0.2 it explodes. Some spread between must keep it. Which one?

## How large should the first weights be?

**Look at** the middle line.
"""

# %%
ll.figures.sizes_by_spread({std: chain(std)[0] for std in (0.1, 0.141, 0.2)})

# %% [markdown]
r"""
0.141 holds it for fifty tiers, give or take a little chance. It was not found by trying. One unit computes a **score** from $n$ inputs:

$$z = w_1 x_1 + w_2 x_2 + \dots + w_n x_n$$

The weights have mean 0 and know nothing of the inputs, so the mean of each $(w_i x_i)^2$ is $\sigma^2$ times the mean of $x^2$, and the mixed products cancel on average:

$$\text{mean of } z^2 = n\,\sigma^2 \cdot \text{mean of } x^2$$

where $\sigma$ is the spread of the weights. Here is the tier from above, with $n = 100$ and $\sigma = 0.1$.

<!-- predict: after_relu -->
Which part of the mean square is left after ReLU?
- a quarter
- a half  ← right
- about 0.7
- all of it
Check: 0.4 < result[2] / result[1] < 0.6
Why: Scores are as often negative as positive, and as large on either side. Tanh takes another part, which depends on their size.
"""

# %%
bend = torch.relu   # try torch.tanh
z = x @ W
by_formula = 100 * 0.1**2 * float(x.square().mean())
by_formula, float(z.square().mean()), float(bend(z).square().mean())

# %% [markdown]
r"""
The first two agree but for chance.

So a tier with ReLU multiplies the mean square by $n \sigma^2 / 2$. To keep it, $n \sigma^2 = 2$: for 100 inputs $\sigma = \sqrt{0.02} \approx 0.141$.

Weights drawn with this spread are called **Kaiming [initialisation](glossary.ipynb#Initialisation)**, after the first author of [He and others, 2015](https://arxiv.org/abs/1502.01852). $n$ is the *fan-in*, and the $\sqrt 2$ that ReLU asks for is its *gain*. For a gradient the *fan-out* counts: it comes from there. [Glorot and Bengio](https://proceedings.mlr.press/v9/glorot10a.html) took the middle of the two: **Xavier initialisation**.

<!-- predict: fresh_linear -->
A fresh `nn.Linear(100, 100)`: what is the spread of its weights?
- smaller, less than half of that  ← right
- Kaiming's, 0.141
- larger than Kaiming's
Check: spread < 0.07
Why: By [default](https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html) torch draws evenly between $-1/\sqrt n$ and $1/\sqrt n$, which has the spread $1/\sqrt{3n}$, 0.058 here. Each tier with ReLU then keeps a sixth of the mean square. For three tiers that does no harm; for fifty it does.
"""

# %%
n = 100
torch.manual_seed(0)
spread = nn.Linear(n, n).weight.std().item()
spread, n * spread**2 / 2

# %% [markdown]
r"""
**Your turn:** [Exercises 12.1.1 and 12.1.2 · kaiming_std, xavier_std](../exercises/12_depth.ipynb) (10 minutes).

A good start holds for the first step only: then the weights change. Could a layer look after its size itself?
"""

# %% [markdown]
r"""
## Why not measure, and correct?

**Look at** the left half: the same fifty tiers and the same gain of 1, but each tier measures its scores and corrects them. **Task:** move the gain. What changes?
"""

# %%
ll.widgets.SignalThroughDepth(50, gain=1.0, norm="batch")

# %% [markdown]
r"""
The signal keeps its size, and the gain does nothing any more. (The right half shows a catch; we come to it.)

Take one unit, and its scores for a batch of four examples. Subtract their mean, divide by their spread:
"""

# %%
z = torch.tensor([1.0, 3.0, 5.0, 7.0])
mean, var = z.mean(), ((z - z.mean())**2).mean()
(z - mean) / var.sqrt()

# %% [markdown]
r"""
The mean is 4, the mean square of what is left, the [**variance**](glossary.ipynb#Variance), is 5, and $(1 - 4)/\sqrt 5 = -1.34$. Whatever comes in, mean 0 and size 1 come out.

<!-- predict: times_1000 -->
Multiply all four scores by 1000. What comes out?
- a thousand times as much
- the same as before  ← right
- four zeros
Check: torch.allclose(result, (z - mean) / var.sqrt(), atol=1e-3)
Why: A factor that all scores share goes out again with the spread. So it does not matter how large the weights of the tier below are. (A tiny `eps` under the root keeps the division safe where all scores are alike.)
"""

# %%
factor = 1000
bn = nn.BatchNorm1d(1)
scores = factor * z[:, None]   # (4, 1): four examples, one unit
bn(scores).flatten().detach()

# %% [markdown]
r"""
[**Batch normalisation**](glossary.ipynb#Batch-normalisation) makes the scores of each unit (or channel) standard over the batch, then lets it choose a size and a centre of its own, $\gamma$ and $\beta$, which are learned:

$$\hat z = \gamma\,\frac{z - \text{mean}}{\sqrt{\text{variance} + \epsilon}} + \beta$$

[Ioffe and Szegedy](https://arxiv.org/abs/1502.03167) proposed it. When training is over, somebody shows the network a single picture:
"""

# %% tags=["raises-exception"]
bn(z[:1, None])   # a batch of one

# %% [markdown]
r"""
*Expected more than 1 value per channel when training*: one number has no spread. Worse, in a batch your answer would depend on your neighbours.
So the layer keeps **running statistics**: in training, each batch moves them a little; in evaluation they take the place of the batch's own.
"""

# %%
bn.eval()                        # evaluation: the running statistics count
bn(z[:1, None]).item(), bn.running_mean.item()

# %% [markdown]
r"""
It saw one batch, with the mean 4000, and moved a tenth of the way there: 400. (To forget `eval()` is a bug in the lab of lesson 09.)

In evaluation the norm uses fixed numbers only. Then it is a line that follows a line, and two lines make one. Take a layer of one weight, $3x + 1$, behind it a norm with mean 4, spread 0.5, $\gamma = 2$, $\beta = 5$.

<!-- predict: fused -->
Which weight and which bias give the same in one go? Put yours in; the last line says whether they do.
- 6 and 1
- 12 and 5
- 12 and −7  ← right
- 6 and −3
Check: bool(torch.allclose(12 * x5 - 7, two))
Why: $2 \cdot (3x + 1 - 4) / 0.5 + 5 = 4 \cdot (3x - 3) + 5 = 12x - 7$. The factor $2 / 0.5 = 4$ multiplies the weight; what is left gathers in the bias.
"""

# %%
weight, bias = 6, 1   # your guess
x5 = torch.linspace(-1, 1, 5)
two = 2 * ((3 * x5 + 1) - 4) / 0.5 + 5
bool(torch.allclose(weight * x5 + bias, two))

# %% [markdown]
r"""
Putting a norm into the layer before it is called **fusing**: the answers stay, and a pass over all numbers is saved.

**Your turn:** [12.3 · BatchNorm2d](../exercises/12_depth.ipynb) (25 minutes) and [12.5 · fuse_conv_bn](../exercises/12_depth.ipynb) (15 minutes).

The catch in numbers: the gradient's size at the bottom and at the top of a deeper stack.
"""

# %%
depth = 56
stack = ll.widgets.SignalThroughDepth(depth, norm="batch")
f"bottom {stack.gradient_sizes[0]:.0e}, top {stack.gradient_sizes[-1]:.0e}"

# %% [markdown]
r"""
The signal is tamed, the gradient explodes: it grows a little in each tier on its way down. [Yang and others](https://arxiv.org/abs/1902.08129) show that no choice of first weights takes this away, in stacks like this one.

Does it do harm? Only training can tell.
"""

# %% [markdown]
r"""
## Was deeper worse, even so?

A script of this course trained *plain* convolutional nets (layer after layer) of five depths on cakes of 16 by 16 pixels, with Kaiming initialisation and batch normalisation everywhere. They are the nets of [He and others](https://arxiv.org/abs/1512.03385), made narrow. The cell tells how.

<!-- predict: deepest -->
The deepest net has the most parameters. Is its loss on the *training* pictures the lowest?
- no, it is the highest  ← right
- no, but it comes near
- yes
Check: max(DEPTHS, key=lambda d: float(losses(d, skip=False, norm=True)[:, -1].mean())) == 56
Why: From depth 14 on each deeper net ends higher, and at 56 it has learned next to nothing.
"""

# %%
DEPTHS = (6, 14, 20, 32, 56)

def losses(depth, **settings):
    runs = ll.props.depth_runs(depth=depth, **settings)
    return torch.tensor([run["train_loss"] for run in runs])   # (seeds, epochs)

ll.props.depth_facts()

# %%
means = {depth: losses(depth, skip=False, norm=True).mean(0) for depth in DEPTHS}
ll.figures.loss_by_depth(means)

# %% [markdown]
r"""
Each line is the mean of three runs with other first weights; the number at its end is the depth. In numbers: the last epoch's mean loss (lowest to highest run).
"""

# %%
def last(depth, **settings):
    found = losses(depth, **settings)[:, -1]
    return f"{found.mean():.2f} ({found.min():.2f} to {found.max():.2f})"

{depth: last(depth, skip=False, norm=True) for depth in DEPTHS}

# %% [markdown]
r"""
Depth 14 beats depth 6, as it should. From there on, more tiers make it worse, and at 56 it has learned next to nothing (guessing gives 2.3).
<!-- claim: losses(14, skip=False, norm=True)[:, -1] << losses(6, skip=False, norm=True)[:, -1] -->
<!-- claim: losses(14, skip=False, norm=True)[:, -1] <= losses(20, skip=False, norm=True)[:, -1] -->
<!-- claim: losses(20, skip=False, norm=True)[:, -1] << losses(32, skip=False, norm=True)[:, -1] -->
<!-- claim: losses(32, skip=False, norm=True)[:, -1] << losses(56, skip=False, norm=True)[:, -1] -->
<!-- claim: losses(56, skip=False, norm=True)[:, -1] > 1.9 -->

Is it [overfitting](glossary.ipynb#Overfitting)? No. A net that overfits does *well* on the training pictures and badly on new ones. This one does badly on the training pictures.

And yet a good deep net exists: take the net of depth 14 and put tiers on it that change nothing. It would be as good. Descent does not find it. He and others call this **degradation**, and suspect that *changing nothing* is hard to learn for layers with ReLU.
"""

# %% [markdown]
r"""
## What does one plus sign change?

If *changing nothing* is hard, make it easy: let a tier give out what came in, *plus* what it makes of it. **Look at** the right half, then press *Skip* to compare.
"""

# %%
ll.widgets.SignalThroughDepth(56, norm="batch", skip=True)

# %% [markdown]
r"""
On its way down the gradient grows about twentyfold now, and not ninety-thousandfold. Why? Beside the growing $x$, what a normalised tier adds is small, and so is its slope. Take tiers of one number each, $f(x) = a x$ with a small $a$.

<!-- predict: fifty_slopes -->
50 slopes of 0.05 in a row: what is left with skips, and without?
- next to nothing, both times
- 1 with skips, next to nothing without
- about 10 with skips, next to nothing without  ← right
- about 10 with skips, 2.5 without
Check: 8 < skip < 15 and plain < 1e-50
Why: $1.05^{50}$ is 11.5, and $0.05^{50}$ has 65 zeros behind its point.
"""

# %%
a, tiers = 0.05, 50   # then a = 0, and a = 1
plain, skip = a**tiers, (1 + a)**tiers
f"{plain:.0e}", round(skip, 1)

# %% [markdown]
r"""
A plain chain multiplies the slopes $a$. With a skip, each tier gives $y = x + f(x)$, with the slope $1 + a$: the 1 is a way for the gradient that no weight can block.

<details><summary>And at a = 0, and at a = 1?</summary>

With skips, $a = 0$ gives 1: small weights change next to nothing, and small is easy to learn. A plain chain would need every slope to be exactly 1. But at $a = 1$ the skips give $2^{50}$: a skip does not keep sizes small by itself.
</details>
"""

# %% [markdown]
r"""
A [**residual block**](glossary.ipynb#Residual-block) gives $y = x + f(x)$, where $f$ is a few layers; the added $x$ is the **skip connection** or *shortcut*. The blame of $x$ is

$$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\left(1 + \frac{\partial f}{\partial x}\right)$$

In the words of the *cake*: a tier no longer makes a new cake, it spreads a layer on the one below. Where that stops being true: a layer of cream is never taken off again, and $f(x)$ may be negative.

Here are the same nets with a skip around every pair of convolutions.
"""

# %%
def ends(skip):   # (depths, seeds)
    return torch.stack([losses(depth, skip=skip, norm=True)[:, -1] for depth in DEPTHS])

ll.figures.last_loss_by_depth(DEPTHS, plain=ends(skip=False), skips=ends(skip=True))
{depth: last(depth, skip=True, norm=True) for depth in DEPTHS}

# %% [markdown]
r"""
Dots are single runs. Every residual net beats the plain one of its depth, on average, and the two deepest gain most. But the lowest loss is not that of the deepest net. In these eight epochs on few small pictures, tiers beyond 14 do not pay for themselves. Skips take most of the harm out of depth; whether depth *helps* depends on the task, the data, and the time.
<!-- claim: (ends(skip=True).mean(1) / ends(skip=False).mean(1)).max() < 1 -->
<!-- claim: (ends(skip=False) - ends(skip=True)).mean(1)[3:].min() > (ends(skip=False) - ends(skip=True)).mean(1)[:3].max() -->
<!-- claim: ends(skip=True)[DEPTHS.index(56)] >> ends(skip=True)[DEPTHS.index(14)] -->

Is it the skip alone? There are runs without normalisation, too, at learning rate 0.01 instead of 0.1.

<!-- predict: without_norm -->
Which has the lower loss then?
- the plain net  ← right
- the net with skips
- both the same
Check: losses(20, skip=False, norm=False)[:, -1].mean() + 0.2 < losses(20, skip=True, norm=False)[:, -1].mean()
Why: The net *with* skips is the worse one, and neither learns much. To see why, go back to the widget and choose the normalisation *none*: each tier adds to the size, and the signal explodes.
"""

# %%
depth = 20
{skip: last(depth, skip=skip, norm=False) for skip in (False, True)}

# %% [markdown]
r"""
Measure all four combinations yourself: forty dense tiers read handwritten digits, with and without each idea.
"""

# %%
class Tier(nn.Module):
    def __init__(self, n, norm, skip):
        super().__init__()
        self.linear, self.skip = nn.Linear(n, n), skip
        self.norm = nn.BatchNorm1d(n) if norm else nn.Identity()
        nn.init.kaiming_normal_(self.linear.weight, nonlinearity="relu")

    def forward(self, x):
        h = torch.relu(self.norm(self.linear(x)))
        return x + h if self.skip else h

# %%
device = ll.device()
X, y = ll.data.load("digits").torch(device)
X = (X.flatten(1) - X.mean()) / X.std()   # (1438, 64)

def train(norm, skip, tiers=40, lr=0.01, steps=120):
    torch.manual_seed(0)
    body = [Tier(32, norm, skip) for _ in range(tiers)]
    model = nn.Sequential(nn.Linear(64, 32), *body, nn.Linear(32, 10)).to(device)
    opt, losses = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9), []
    for step in range(steps):
        rows = torch.randint(len(X), (128,))
        loss = nn.functional.cross_entropy(model(X[rows]), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return torch.tensor(losses).view(-1, 10).mean(1).tolist()   # of every ten steps

# %% [markdown]
r"""
<!-- predict: which_learns -->
Which of the four learns?
- all but the one with neither
- normalisation alone, and both
- skip alone, and both
- only the one with both  ← right
Check: 5 * found["both"][-1] < min(found["neither"][-1], found["norm alone"][-1]) and not found["skip alone"][-1] < 2
Why: *Neither* hardly learns. *Norm alone* has the exploding gradient from above. *Skip alone* is `nan` at once (so it is not drawn): each tier adds to the size, forty times. *Both* mend each other: the norm keeps what is added at a fixed size, the skip lets the gradient through. It starts high, because forty sums make large scores. With two tiers all four learn.
"""

# %% tags=["nbval-ignore-output"]
tiers = 40   # try 2
names = {"neither": (False, False), "norm alone": (True, False),
         "skip alone": (False, True), "both": (True, True)}
found = {name: train(*how, tiers=tiers) for name, how in names.items()}
{name: round(losses[-1], 2) for name, losses in found.items()}

# %% tags=["nbval-ignore-output"]
ll.figures.forty_tiers(found)

# %% [markdown]
r"""
**Your turn:** [Exercise 12.4 · ResidualBlock](../exercises/12_depth.ipynb) (20 minutes) builds the block of the measured nets; where channels or size change, its shortcut needs a small convolution.
"""

# %% [markdown]
r"""
## What we have

- Sizes multiply from tier to tier: they vanish or explode.
- $n\sigma^2 = 2$ keeps a signal through ReLU at the start, normalisation keeps it in training.
- Measured: plain nets get worse with depth on the training pictures themselves, so it is not overfitting.
- A skip gives the gradient a short way; with normalisation, depth does far less harm.
- A trained norm can be fused away.

**What we have not shown:** *why* normalisation helps training is [disputed](https://arxiv.org/abs/1805.11604). With careful first weights skips work [without it](https://arxiv.org/abs/1901.09321). Our nets are narrow, trained for minutes at one learning rate; that deep residual nets win on large sets is He and others' finding, not ours.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. A net of 50 tiers has a higher training loss than one of 10. Does dropout help, more data, or neither?</summary>

*Neither.* Both fight overfitting, where the training loss is low and the validation loss high. Here the training loss itself is high: the net is not being trained well. Look at the sizes of signals and gradients first.
</details>
<details><summary>2. You double all weights of a layer that is followed by batch normalisation. What changes in its output: everything doubles, or nothing?</summary>

*Nothing*, apart from a trace of $\epsilon$. *Doubling* would be right without the normalisation, which divides by a spread that has doubled as well.
</details>"""

# %% [markdown]
r"""
<details><summary>3. All weights of a residual block's $f$ are 0. What comes out: 0, x, or noise?</summary>

*x*, if no bend follows the sum: the block adds nothing. *0* is the answer of a plain layer, which would stop the signal there. *Noise* would need weights drawn by chance; these are 0. So a deep residual net can start as a shallow one.
</details>

Next: [13 · Where does the time go?](13_gpu.ipynb)
"""
