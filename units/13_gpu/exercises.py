# %% [markdown]
r"""
# Exercises 13: where the time goes

Eight functions: a step that runs anywhere, an honest clock, few operations, half precision, less memory, and a team.

No GPU is needed. What matters is counted: operations, bytes, messages, and a pretended device waits for nobody.
Fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
The [lesson](../course/13_gpu.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import statistics

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from layerlab.checks import gpu as check

# %% [markdown]
r"""
<!-- exercise: train_step -->

One step of training that runs unchanged on every device. Model and batch lie on the same device already, so move nothing, read no value, and make no tensor elsewhere. Clear old gradients, use the mean cross-entropy, and give back the loss of this batch *before* the step: a tensor of no dimension, cut off from its graph.

Example: two classes and scores `[[0, 0]]` with the label 0 give the loss `tensor(0.6931)`. The check also runs your step on the device `meta`, where reading any number fails.
"""

# %%
def train_step(model: nn.Module, x: torch.Tensor, y: torch.Tensor, opt) -> torch.Tensor:
    """One step of `opt` on the mean cross-entropy; the loss before it, detached.

    x: (n, d), y: (n,) of whole labels -> ()
    """
    # <solution>
    opt.zero_grad()
    loss = cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.detach()
    # </solution>


# %%
check.train_step(train_step)

# %% [markdown]
r"""
<!-- hints: train_step -->
"""

# %% [markdown]
r"""
<!-- exercise: bench -->

An honest stop-watch. `f()` hands work to a device and comes back at once; `sync()` waits until the device has done everything; `clock()` tells the time in seconds. Call `f` `warmup` times untimed. Then measure `repeats` times how long a single call of `f` takes until its work is done, and nothing else: work handed over earlier must not count. Give back the median.

Example: the work takes 0.5, 0.2, 0.3 and 0.1 seconds in turn, with `warmup=1` and `repeats=3`. The times are 0.2, 0.3 and 0.1 (and a millisecond each to hand over), so the answer is 0.201.
"""

# %%
def bench(f, sync, clock, warmup: int = 3, repeats: int = 10) -> float:
    """The median number of seconds that one call of f takes, with its work done.

    f, sync, clock: functions without arguments -> a number
    """
    # <solution>
    for _ in range(warmup):
        f()
    times = []
    for _ in range(repeats):
        sync()
        start = clock()
        f()
        sync()
        times.append(clock() - start)
    return statistics.median(times)
    # </solution>


# %%
check.bench(bench)

# %% [markdown]
r"""
<!-- hints: bench -->
"""

# %% [markdown]
r"""
<!-- exercise: pairwise_distances -->

The Euclidean distance of every row of `A` to every row of `B`, without a loop: the number of tensor operations must not grow with the number of rows, and no tensor may hold `n * m * d` numbers. A point has the distance 0 to itself, up to rounding, and never nan.

Example: `A` has the rows (0, 0) and (3, 4), `B` has the row (0, 0). The distances are `[[0], [5]]`.
"""

# %%
def pairwise_distances(A: torch.Tensor, B: torch.Tensor) -> torch.Tensor:
    """Distances between all rows of A and all rows of B.

    A: (n, d), B: (m, d) -> (n, m)
    """
    # <solution>
    squares = (A * A).sum(dim=1)[:, None] + (B * B).sum(dim=1) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()
    # </solution>


# %%
check.pairwise_distances(pairwise_distances)

# %% [markdown]
r"""
<!-- hints: pairwise_distances -->
"""

# %% [markdown]
r"""
<!-- exercise: batches -->

An epoch over data that lie on the device already. Yield pairs `(xb, yb)` of `size` rows in an order drawn from `rng`, each row once, the last batch perhaps shorter. Where `augment` is given, call it once for each batch, with the whole `xb`, and yield what it returns. Pick a batch with one index, and copy nothing else.

Example: 5 rows with `size=2` give batches of 2, 2 and 1 rows. If `xb` holds the rows 3 and 0 of `X`, then `yb` holds `Y[3]` and `Y[0]`.
"""

# %%
def batches(X: torch.Tensor, Y: torch.Tensor, size: int, rng: torch.Generator, augment=None):
    """Yield (xb, yb) in shuffled order, each row once.

    X: (n, ...), Y: (n,), rng: a torch.Generator on the CPU; augment: xb -> xb, or None
    """
    # <solution>
    order = torch.randperm(len(X), generator=rng)
    for rows in order.split(size):
        xb = X[rows]
        if augment is not None:
            xb = augment(xb)
        yield xb, Y[rows]
    # </solution>


# %%
check.batches(batches)

# %% [markdown]
r"""
<!-- hints: batches -->
"""

# %% [markdown]
r"""
<!-- exercise: amp_step -->

A step in mixed precision. The forward pass and the mean cross-entropy run under `torch.autocast` with `dtype`, on the device type of `x`; the backward pass does not. The `scaler` is a `torch.amp.GradScaler`, which may be switched off: use it in the same way, and it does nothing. A step whose gradients overflow must leave the weights as they are. Give back the unscaled loss: detached, float32, no number read.

Example: with `torch.bfloat16` and a scaler that is off, this is the step of 13.1, and only the scores are bfloat16. With float16 and a scale so large that gradients become infinite, no weight moves and the scale is halved.
"""

# %%
def amp_step(model: nn.Module, x: torch.Tensor, y: torch.Tensor, opt, scaler, dtype) -> torch.Tensor:
    """One step in mixed precision; the loss before it, detached, in float32.

    x: (n, d), y: (n,) of whole labels, dtype: torch.float16 or torch.bfloat16 -> ()
    """
    # <solution>
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        loss = cross_entropy(model(x), y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
    return loss.detach().float()
    # </solution>


# %%
check.amp_step(amp_step)

# %% [markdown]
r"""
<!-- hints: amp_step -->
"""

# %% [markdown]
r"""
<!-- exercise: accumulate -->

The gradient of a large batch with the memory of a small one. Cut `x` and `y` into `k` parts whose lengths differ by at most one, go forward and backward for each, and leave in every `p.grad` what the mean cross-entropy of the *whole* batch would have added to it. Take no step, and clear nothing: that is for whoever called.

Example: 62 rows and `k=4` give parts of 16, 16, 15 and 15 rows. The first counts 16/62 in the mean.
"""

# %%
def accumulate(model: nn.Module, x: torch.Tensor, y: torch.Tensor, k: int) -> None:
    """Add the gradients of the mean cross-entropy over all rows, in k parts.

    x: (n, d), y: (n,) of whole labels, 1 <= k <= n
    """
    # <solution>
    for xb, yb in zip(x.tensor_split(k), y.tensor_split(k)):
        loss = cross_entropy(model(xb), yb, reduction="sum") / len(x)
        loss.backward()
    # </solution>


# %%
check.accumulate(accumulate)

# %% [markdown]
r"""
<!-- hints: accumulate -->
"""

# %% [markdown]
r"""
<!-- exercise: ring_all_reduce -->

You are one of `n` processes, number `rank`, and each has an array of the same length. All run this same function, and in the end everybody holds the sum. `send(to, array)` puts a copy into the mailbox of process `to` and does not wait; `recv(from_)` waits for the oldest array from that process. Nobody may send more than `2 (n - 1)` parts, where a part is an n-th of the array, rounded up. Any length must work, also one shorter than `n`.

Example: three processes with `[1, 2, 3]`, `[10, 20, 30]`, `[100, 200, 300]` all end with `[111, 222, 333]`. Each has sent four parts of one number.
"""

# %%
def ring_all_reduce(rank: int, n: int, x: np.ndarray, send, recv) -> np.ndarray:
    """The sum of the arrays of all n processes, in each of them.

    x: (length,) -> (length,)
    """
    # <solution>
    parts = np.array_split(np.array(x), n)
    right, left = (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):                       # once round: add
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    for s in range(n - 1):                       # once more: tell
        send(right, parts[(rank + 1 - s) % n])
        parts[(rank - s) % n] = recv(left)
    return np.concatenate(parts)
    # </solution>


# %%
check.ring_all_reduce(ring_all_reduce)

# %% [markdown]
r"""
<!-- hints: ring_all_reduce -->
"""

# %% [markdown]
r"""
<!-- exercise: train_ddp -->

What `DistributedDataParallel` does for you, by hand. You are process `rank` of `world`; all have the same model and all the data. Go through the batches of `size` rows in the order given. Of each batch take your share, every `world`-th row (or an equal block), and nothing else; the shares are equally long. Make one step of plain descent, `torch.optim.SGD` with `lr`, on the mean cross-entropy of the whole batch. `all_reduce(t)` replaces the tensor `t`, in place, by the sum of all processes' `t`. Give back the model.

Example: with `size=4` and `world=2`, process 0 takes the rows 0 and 2 of the first batch and process 1 the rows 1 and 3. Afterwards both have the weights that one process would have after a step on all four.
"""

# %%
def train_ddp(model: nn.Module, X: torch.Tensor, y: torch.Tensor, size: int, lr: float,
              rank: int, world: int, all_reduce) -> nn.Module:
    """One epoch in one of `world` processes; the model, equal in all of them.

    X: (n, d), y: (n,) of whole labels; n is a multiple of size, size of world
    """
    # <solution>
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    for start in range(0, len(X), size):
        rows = slice(start + rank, start + size, world)
        opt.zero_grad()
        cross_entropy(model(X[rows]), y[rows]).backward()
        for p in model.parameters():
            all_reduce(p.grad)
            p.grad /= world
        opt.step()
    return model
    # </solution>


# %%
check.train_ddp(train_ddp)

# %% [markdown]
r"""
<!-- hints: train_ddp -->
"""

# %% [markdown]
r"""
**All eight?** Then you know where the time goes, and how to get it back.
If your machine has a GPU, the next cell tries your functions on it. It gives no points and takes none.
"""

# %%
ll.props.on_gpu(train_step=train_step, pairwise_distances=pairwise_distances)

# %% [markdown]
r"""
### Finale: your reader on the fastest device

When all eight checks pass, your `batches` and your `train_step` train a digit reader on the fastest device of this machine, and your `bench` says how many examples a second it takes, for small batches and for large ones.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, train_step, bench, pairwise_distances, batches, amp_step, accumulate, ring_all_reduce, train_ddp)

# %% [markdown]
r"""
Next: [the speedrun](../course/speedrun.ipynb), every rung of the ladder at once.
"""
