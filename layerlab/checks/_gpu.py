"""Steps, timers, loaders and teams for the checks of unit 13: right ones and wrong ones.

In the order of the exercises. The ring: P. Patarasuk and X. Yuan, Bandwidth optimal
all-reduce algorithms, https://doi.org/10.1016/j.jpdc.2008.09.002.
"""

import statistics

import numpy as np
import torch
from torch.nn import functional as F


# ---- 13.1 a training step ----------------------------------------------------------
def step(model, x, y, opt):
    """The right step."""
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.detach()


def step_with(loss_of=None, move=None, clear=True, last=None, peek=None, order="bs"):
    """A step with one thing changed; each variant is somebody's mistake."""

    def code(model, x, y, opt):
        if move:
            model, x, y = move(model), move(x), move(y)
        if clear:
            opt.zero_grad()
        loss = (loss_of or F.cross_entropy)(model(x), y)
        for action in order:
            loss.backward() if action == "b" else opt.step()
        if peek:
            peek(loss)
        return (last or torch.Tensor.detach)(loss)

    return code


def step_loss_after(model, x, y, opt):
    """Gives back the loss of the weights after the step."""
    step(model, x, y, opt)
    return F.cross_entropy(model(x), y).detach()


def of_probabilities(scores, y):
    """Softmax before a loss that has its own."""
    return F.cross_entropy(scores.softmax(1), y)


def weighted_on_cpu(scores, y):
    """New weights, made where tensors are made by default."""
    each = F.cross_entropy(scores, y, reduction="none")
    return (each * torch.ones(len(y), device="cpu")).mean()


def step_by_hand(model, x, y, opt):
    """Right: own clearing and own cross-entropy."""
    for p in model.parameters():
        p.grad = None
    log_p = model(x).log_softmax(1)
    loss = -log_p.gather(1, y[:, None]).mean()
    loss.backward()
    opt.step()
    with torch.no_grad():
        return loss + torch.zeros((), device=x.device)


# ---- 13.2 a timer --------------------------------------------------------------------
def timer(
    *,
    before=True,
    after=True,
    warm=True,
    reduce=statistics.median,
    factor=1,
    all_=False,
):
    """A timer with one thing changed."""

    def code(f, sync, clock, warmup, repeats):
        warmup = warmup if warm else 0
        times = []
        for _ in range(warmup + repeats):
            if before:
                sync()
            start = clock()
            f()
            if after:
                sync()
            times.append(factor * (clock() - start))
        return reduce(times if all_ else times[warmup:])

    return code


bench = timer()


def bench_clock_after(f, sync, clock, warmup, repeats):
    """The clock is started when the work is done."""
    times = []
    for _ in range(warmup):
        f()
    for _ in range(repeats):
        sync()
        f()
        start = clock()
        sync()
        times.append(clock() - start)
    return statistics.median(times)


def bench_whole_loop(f, sync, clock, warmup, repeats):
    """One clock around all repeats: a mean."""
    for _ in range(warmup):
        f()
    sync()
    start = clock()
    for _ in range(repeats):
        f()
    sync()
    return (clock() - start) / repeats


def timed_as(one, *, reduce=statistics.median):
    """A timer that measures each repeat by `one(f, sync, clock)`."""

    def code(f, sync, clock, warmup, repeats):
        for _ in range(warmup):
            f()
        return reduce([one(f, sync, clock) for _ in range(repeats)])

    return code


def well_timed(f, sync, clock):
    """Right: waits on both sides."""
    sync()
    start = clock()
    f()
    sync()
    return clock() - start


def without_first_wait(f, sync, clock):
    """What waits already is counted."""
    start = clock()
    f()
    sync()
    return clock() - start


def clock_before_wait(f, sync, clock):
    """Starts the clock, and waits then."""
    start = clock()
    sync()
    f()
    sync()
    return clock() - start


def moment(f, sync, clock):
    """When it was done, not how long it took."""
    sync()
    f()
    sync()
    return clock()


def bench_by_index(f, sync, clock, warmup, repeats):
    """Synchronises once after the warm-up, which leaves the device idle for all that follow."""
    for _ in range(warmup):
        f()
    sync()
    times = np.zeros(repeats)
    for i in range(repeats):
        times[i] = -clock()
        f()
        sync()
        times[i] += clock()
    return np.median(times)


def lower_median(times):
    """The lower of the two middle ones."""
    return sorted(times)[(len(times) - 1) // 2]


# ---- 13.3 distances -----------------------------------------------------------------
def distances(A, B):
    """Right: the square multiplied out."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum(1) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def distances_one_sum(A, B):
    """One sum of squares for all rows of B."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum() - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def distances_looped(A, B):
    """One row after the other."""
    return torch.stack([((a - B) ** 2).sum(1).sqrt() for a in A])


def distances_large(A, B):
    """With d numbers for every pair."""
    return ((A[:, None] - B) ** 2).sum(2).sqrt()


def distances_unclamped(A, B):
    """Rounding may go below 0."""
    return ((A * A).sum(1)[:, None] + (B * B).sum(1) - 2 * A @ B.T).sqrt()


def distances_unsquared(A, B):
    """Lengths where their squares belong."""
    squares = A.norm(dim=1)[:, None] + B.norm(dim=1) - 2 * A @ B.T
    return squares.clamp(min=0).sqrt()


def distances_looped_short(A, B):
    """One row after the other, with two operations for each."""
    return torch.stack([(a - B).norm(dim=1) for a in A])


def distances_crossed(A, B, factor=1):
    """With another factor before the product."""
    squares = (A * A).sum(1)[:, None] + (B * B).sum(1) - factor * A @ B.T
    return squares.clamp(min=0).sqrt()


# ---- 13.4 batches --------------------------------------------------------------------
def batches(X, Y, size, rng, augment=None):
    """The right epoch."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        index = order[start : start + size]
        xb = X[index]
        yield (augment(xb) if augment else xb), Y[index]


def batches_with(order=None, end=0, pick=None, pair=None, first=None):
    """An epoch with one thing changed."""

    def code(X, Y, size, rng, augment=None):
        index = (order or _shuffled)(len(X), rng)
        if first and augment:
            X, augment = augment(X), None
        for start in range(0, len(X) - end * (len(X) % size), size):
            rows = index[start : start + size]
            xb = (pick or (lambda X, rows: X[rows]))(X, rows)
            yb = Y[pair(index, rows, rng) if pair else rows]
            yield (augment(xb) if augment else xb), yb

    return code


def _shuffled(n, rng):
    return torch.randperm(n, generator=rng)


def _fresh(n, rng):
    return torch.randperm(n, generator=torch.Generator().manual_seed(0))


def full_with_replacement(X, Y, size, rng, augment=None):
    """Draws the rows of each batch anew, and the last batch is full."""
    for _ in range(0, len(X), size):
        rows = torch.randint(len(X), (size,), generator=rng)
        yield (augment(X[rows]) if augment else X[rows]), Y[rows]


def end_at_size(X, Y, size, rng, augment=None):
    """Cuts the order from `start` to `size`."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        rows = order[start:size]
        yield (augment(X[rows]) if augment else X[rows]), Y[rows]


def only_one_batch(X, Y, size, rng, augment=None):
    """`return` in the loop."""
    rows = torch.randperm(len(X), generator=rng)[:size]
    return (augment(X[rows]) if augment else X[rows]), Y[rows]


def augmented_in_vain(X, Y, size, rng, augment=None):
    """Calls `augment` and does not keep what it gives."""
    for xb, yb in batches(X, Y, size, rng):
        if augment:
            augment(xb)
        yield xb, yb


def labels_in_order(X, Y, size, rng, augment=None):
    """Labels by their places, not by the index of the pictures."""
    parts = zip(batches(X, Y, size, rng, augment), Y.split(size), strict=True)
    return [(xb, yb) for (xb, _), yb in parts]


def stacked_alone(X, rows):
    """Picks each row by itself."""
    return torch.stack([X[i] for i in rows])


def each_alone(X, Y, size, rng, augment=None):
    """Every picture by itself."""
    order = torch.randperm(len(X), generator=rng)
    for start in range(0, len(X), size):
        rows = order[start : start + size].tolist()
        x = [augment(X[i : i + 1]) if augment else X[i : i + 1] for i in rows]
        yield torch.cat(x), torch.cat([Y[i : i + 1] for i in rows])


def whole_copy_each(X, rows):
    """All copied, then picked."""
    return X.clone()[rows]


def through_numpy(X, rows):
    """Through the CPU's memory."""
    return torch.from_numpy(X.numpy()[rows.numpy()])


def not_augmented(X, Y, size, rng, augment=None):
    """Without its augmentation."""
    return batches(X, Y, size, rng)


def batches_shuffled_first(X, Y, size, rng, augment=None):
    """Right: shuffled as a whole, then cut."""
    order = torch.randperm(len(X), generator=rng)
    parts = zip(X[order].split(size), Y[order].split(size), strict=True)
    return [(augment(x) if augment else x, y) for x, y in parts]


def batches_by_sort(X, Y, size, rng, augment=None):
    """Right: an order from sorted random numbers."""
    order = torch.rand(len(X), generator=rng).argsort()
    for rows in order.split(size):
        xb, yb = X.index_select(0, rows.to(X.device)), Y[rows]
        yield xb if augment is None else augment(xb), yb


# ---- 13.5 half precision ---------------------------------------------------------------
def amp(*, inside=False, cast=True, clear=True, scale=True, step="scaler", update=True):
    """A step in half precision with one thing changed."""

    def code(model, x, y, opt, scaler, dtype):
        if clear:
            opt.zero_grad()
        with torch.autocast(x.device.type, dtype=dtype, enabled=cast):
            loss = F.cross_entropy(model(x), y)
            if inside:
                scaler.scale(loss).backward()
        if not inside:
            (scaler.scale(loss) if scale else loss).backward()
        if step == "unscaled":
            scaler.unscale_(opt)
        opt.step() if step != "scaler" else scaler.step(opt)
        if update:
            scaler.update()
        return loss.detach()

    return code


# the scaler is there and is never asked
amp_careless = amp(scale=False, step="plain", update=False)


def amp_half_loss(model, x, y, opt, scaler, dtype):
    """The loss outside of autocast."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        scores = model(x)
    loss = F.cross_entropy(scores, y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
    return loss.detach()


def amp_scaled_loss(model, x, y, opt, scaler, dtype):
    """Gives back the scaled loss."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        loss = scaler.scale(F.cross_entropy(model(x), y))
    loss.backward()
    scaler.step(opt)
    scaler.update()
    return loss.detach()


def amp_number(model, x, y, opt, scaler, dtype):
    """Gives back a plain number."""
    return amp()(model, x, y, opt, scaler, dtype).item()


def amp_attached(model, x, y, opt, scaler, dtype):
    """Gives back the loss with its graph."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        loss = F.cross_entropy(model(x), y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
    return loss


def amp_model_cast(model, x, y, opt, scaler, dtype):
    """Casts the weights themselves."""
    model.to(dtype)
    opt.zero_grad()
    loss = F.cross_entropy(model(x.to(dtype)).float(), y)
    loss.backward()
    opt.step()
    return loss.detach()


def amp_nothing(model, x, y, opt, scaler, dtype):
    """Gives back nothing."""
    amp()(model, x, y, opt, scaler, dtype)


def amp_two_steps(model, x, y, opt, scaler, dtype):
    """Lets the scaler step, and steps once more."""
    loss = amp()(model, x, y, opt, scaler, dtype)
    opt.step()
    return loss


def amp_loss_after(model, x, y, opt, scaler, dtype):
    """Gives back the loss of the weights after the step."""
    amp()(model, x, y, opt, scaler, dtype)
    with torch.no_grad(), torch.autocast(x.device.type, dtype=dtype):
        return F.cross_entropy(model(x), y).float()


def amp_unscaled_first(model, x, y, opt, scaler, dtype):
    """As for clipping: unscales by itself, and computes the loss in float32."""
    opt.zero_grad(set_to_none=False)
    with torch.autocast(device_type=x.device.type, dtype=dtype):
        scores = model(x)
    loss = F.cross_entropy(scores.float(), y)
    scaler.scale(loss).backward()
    scaler.unscale_(opt)
    scaler.step(opt)
    scaler.update()
    return loss.detach().float()


# ---- 13.6 micro-batches -----------------------------------------------------------------
def accumulate(model, x, y, k):
    """Right: sums, divided by all rows."""
    for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
        F.cross_entropy(model(xb), yb, reduction="sum").div(len(x)).backward()


def accumulate_with(share=None, each=None, start=None):
    """Micro-batches with one thing changed."""

    def code(model, x, y, k):
        if start:
            start(model)
        for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
            loss = F.cross_entropy(model(xb), yb)
            if each:
                each(model)
            (loss * (share or _rows)(len(xb), len(x), k)).backward()

    return code


def _rows(part, n, k):
    return part / n


def step_each(model, x, y, k):
    """A step after every part."""
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for xb, yb in zip(x.tensor_split(k), y.tensor_split(k), strict=True):
        (F.cross_entropy(model(xb), yb) * len(xb) / len(x)).backward()
        opt.step()


def step_at_the_end(model, x, y, k):
    """Takes the step, too."""
    accumulate(model, x, y, k)
    torch.optim.SGD(model.parameters(), lr=0.1).step()


def rest_dropped_by_share(model, x, y, k):
    """Parts of equal length, the rest left out; each with its share of all rows."""
    size = len(x) // k
    for i in range(k):
        rows = slice(i * size, (i + 1) * size)
        loss = F.cross_entropy(model(x[rows]), y[rows], reduction="sum")
        (loss / len(x)).backward()


def strided_by_k(model, x, y, k):
    """Every k-th row, and all parts counted alike."""
    for i in range(k):
        (F.cross_entropy(model(x[i::k]), y[i::k]) / k).backward()


def parts_of_k_rows(model, x, y, k):
    """k rows a part, where k parts are asked for."""
    for xb, yb in zip(x.split(k), y.split(k), strict=True):
        F.cross_entropy(model(xb), yb, reduction="sum").div(len(x)).backward()


def at_once(model, x, y, k):
    """All rows in one piece."""
    F.cross_entropy(model(x), y).backward()


def rest_dropped(model, x, y, k):
    """Parts of equal length, the rest left out."""
    size = len(x) // k
    for i in range(k):
        rows = slice(i * size, (i + 1) * size)
        (F.cross_entropy(model(x[rows]), y[rows]) / k).backward()


def accumulate_by_grad(model, x, y, k):
    """Right: by torch.autograd.grad."""
    params = list(model.parameters())
    for rows in np.array_split(np.arange(len(x)), k):
        loss = F.cross_entropy(model(x[rows]), y[rows]) * (len(rows) / len(x))
        for p, g in zip(params, torch.autograd.grad(loss, params), strict=True):
            p.grad = g if p.grad is None else p.grad + g
    return loss


# ---- 13.7 the ring -------------------------------------------------------------------
def all_reduce_ring(rank, n, x, send, recv):
    """The right ring."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    for s in range(n - 1):
        send(right, parts[(rank + 1 - s) % n])
        parts[(rank - s) % n] = recv(left)
    return np.concatenate(parts)


def ring_by_padding(rank, n, x, send, recv):
    """The other way round, with equal parts and zeros at the end."""
    x = np.asarray(x, dtype=float)
    size = -(-len(x) // n)
    box = np.zeros((n, size))
    box.ravel()[: len(x)] = x
    to, source = (rank - 1) % n, (rank + 1) % n
    for s in range(2 * (n - 1)):
        send(to, box[(rank + s) % n])
        got, i = recv(source), (rank + s + 1) % n
        box[i] = got + (box[i] if s < n - 1 else 0)
    return box.ravel()[: len(x)]


def gather_parts(rank, n, x, send, recv):
    """No ring, the same traffic: everybody adds one part and hands it to all."""
    parts = np.array_split(np.asarray(x), n)
    others = [r for r in range(n) if r != rank]
    for r in others:
        send(r, parts[r])
    mine = parts[rank] + sum(recv(r) for r in others)
    for r in others:
        send(r, mine)
    return np.concatenate([mine if r == rank else recv(r) for r in range(n)])


def to_everyone(rank, n, x, send, recv):
    """The whole array to everybody."""
    others = [r for r in range(n) if r != rank]
    for r in others:
        send(r, x)
    return x + sum(recv(r) for r in others)


def to_the_first(rank, n, x, send, recv):
    """The first rank adds up for all."""
    if rank:
        send(0, x)
        return recv(0)
    total = x + sum(recv(r) for r in range(1, n))
    for r in range(1, n):
        send(r, total)
    return total


def waits_first(rank, n, x, send, recv):
    """Receives before it sends."""
    for _ in range(n - 1):
        got = recv((rank - 1) % n)
        send((rank + 1) % n, x)
        x = x + got
    return x


def wrong_neighbour(rank, n, x, send, recv):
    """Sends and receives on the same side."""
    for _ in range(n - 1):
        send((rank + 1) % n, x)
        x = x + recv((rank + 1) % n)
    return x


def first_half_only(rank, n, x, send, recv):
    """Without the second round."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    return np.concatenate(parts)


def no_wrap(rank, n, x, send, recv):
    """The ring is open."""
    for _ in range(n - 1):
        send(rank + 1, x)
        x = x + recv(rank - 1)
    return x


def adds_twice(rank, n, x, send, recv):
    """Adds in both rounds."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(2 * (n - 1)):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    return np.concatenate(parts)


def ring_with(turns=(1, 1), begin=1, cut=np.array_split):
    """The ring with one thing changed: rounds of n - turns, where the second begins."""

    def code(rank, n, x, send, recv):
        parts, right, left = list(cut(np.array(x), n)), (rank + 1) % n, (rank - 1) % n
        for s in range(n - turns[0]):
            send(right, parts[(rank - s) % n])
            i = (rank - s - 1) % n
            parts[i] = parts[i] + recv(left)
        for s in range(n - turns[1]):
            send(right, parts[(rank + begin - s) % n])
            parts[(rank + begin - s - 1) % n] = recv(left)
        return np.concatenate(parts)

    return code


def always_its_own(rank, n, x, send, recv):
    """Sends the part of its own number in every turn of the first round."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[rank])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    for s in range(n - 1):
        send(right, parts[(rank + 1 - s) % n])
        parts[(rank - s) % n] = recv(left)
    return np.concatenate(parts)


def one_neighbour(rank, n, x, send, recv):
    """Speaks once, with one neighbour."""
    send((rank + 1) % n, x)
    return x + recv((rank - 1) % n)


def mean_ring(rank, n, x, send, recv):
    """The mean."""
    return all_reduce_ring(rank, n, x, send, recv) / n


# ---- 13.8 a team --------------------------------------------------------------------
def team_with(
    rows=None, combine=None, clear=True, loss=F.cross_entropy, make=torch.optim.SGD
):
    """A training run in one of `world` processes, with one thing changed."""

    def code(model, X, y, size, lr, rank, world, all_reduce):
        opt = make(model.parameters(), lr)
        for start in range(0, len(X), size):
            mine = (rows or _share)(start, size, rank, world)
            if clear:
                opt.zero_grad()
            loss(model(X[mine]), y[mine]).backward()
            (combine or _averaged)(model, opt, world, all_reduce)
        return model

    return code


def _share(start, size, rank, world):
    return slice(start + rank, start + size, world)


def block(start, size, rank, world):
    """Right: an equal block of the batch."""
    part = size // world
    return slice(start + rank * part, start + (rank + 1) * part)


def _averaged(model, opt, world, all_reduce):
    for p in model.parameters():
        all_reduce(p.grad)
        p.grad /= world
    opt.step()


def summed(model, opt, world, all_reduce):
    """Sums and does not divide."""
    for p in model.parameters():
        all_reduce(p.grad)
    opt.step()


def divided_alone(model, opt, world, all_reduce):
    """Divides, and never speaks with the others."""
    for p in model.parameters():
        p.grad /= world
    opt.step()


def alone(model, opt, world, all_reduce):
    """Never speaks with the others."""
    opt.step()


def weights_summed(model, opt, world, all_reduce):
    """Adds up weights."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)


def weights_averaged(model, opt, world, all_reduce):
    """For plain descent the mean of the weights is as good as the mean of the slopes."""
    opt.step()
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world


def first_only(model, opt, world, all_reduce):
    """Reduces one parameter."""
    p = next(model.parameters())
    all_reduce(p.grad)
    p.grad /= world
    opt.step()


def reduced_flat(model, opt, world, all_reduce):
    """All gradients in one message, as one vector."""
    params = list(model.parameters())
    flat = torch.cat([p.grad.ravel() for p in params])
    all_reduce(flat)
    pieces = (flat / world).split([p.numel() for p in params])
    for p, g in zip(params, pieces, strict=True):
        p.grad.copy_(g.view_as(p))
    opt.step()


def whole_batches(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out batches, not the rows of each batch."""
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    for start in range(rank * size, len(X), world * size):
        rows = slice(start, start + size)
        opt.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        _averaged(model, opt, world, all_reduce)
    return model


def averaged_at_the_end(model, X, y, size, lr, rank, world, all_reduce):
    """Trains alone, and averages the weights once."""
    give = (model, X, y, size, lr, rank, world, all_reduce)
    team_with(combine=alone)(*give)
    for p in model.parameters():
        all_reduce(p.data)
        p.data /= world
    return model


def team_until(stop):
    """A team that goes through the rows up to `stop(n, size)`."""

    def code(model, X, y, size, *rest):
        n = stop(len(X), size)
        return team_with()(model, X[:n], y[:n], size, *rest)

    return code


def shares_first(model, X, y, size, lr, rank, world, all_reduce):
    """Deals out all rows first, then takes `size` of its own at a time."""
    mine, own = X[rank::world], y[rank::world]
    return team_with(rows=lambda s, size, rank, world: slice(s, s + size))(
        model, mine, own, size, lr, rank, world, all_reduce
    )


def with_optimiser(make):
    """The right team with another optimiser; `make(params, lr)`."""
    return team_with(make=make)


def adam(params, lr):
    """Not plain descent."""
    return torch.optim.Adam(params, lr=lr)


def momentum(params, lr):
    """Not plain descent."""
    return torch.optim.SGD(params, lr=lr, momentum=0.9)


def summed_loss(scores, y):
    """The sum over the share."""
    return F.cross_entropy(scores, y, reduction="sum")


def rank_zero_waits(model, X, y, size, lr, rank, world, all_reduce):
    """Only the first process reduces: it waits for ever."""

    def combine(model, opt, world, all_reduce):
        if rank == 0:
            _averaged(model, opt, world, all_reduce)
        else:
            opt.step()

    return team_with(combine=combine)(model, X, y, size, lr, rank, world, all_reduce)


def only_rank_zero_works(model, X, y, size, lr, rank, world, all_reduce):
    """The others do nothing."""
    if rank == 0:
        team_with(rows=_all, combine=alone)(
            model, X, y, size, lr, rank, world, all_reduce
        )
    return model


def _all(start, size, rank, world):
    return slice(start, start + size)
