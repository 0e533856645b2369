"""Observers for networks that see: what a small CNN and an augmentation show.

Each is `(attempt, args, **options)` and gives a dict of plain findings, most of them words, so
that attempts of every architecture and every use of chance can be compared. No right answer
stands here.
"""

import itertools
import re
from functools import lru_cache

import numpy as np
import torch
from torch import nn

# ---- a network ---------------------------------------------------------------------------


def network(attempt, args, **_) -> dict:
    """What `attempt(k)` is, and what it makes of the pictures X (n, 3, h, w)."""
    k, X = args["k"], args["X"]
    if isinstance(attempt, nn.Module):
        return {"SmallCNN": "a network, made already"}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = attempt(k)
        if not isinstance(model, nn.Module):
            return {"SmallCNN(k)": f"of type {type(model).__name__}"}
        seen, out = {"SmallCNN(k)": "an nn.Module"}, _logits(model.eval(), X)
        seen["model(X)"] = type(out).__name__
        if not isinstance(out, torch.Tensor):
            return seen
        seen["the axes of model(X)"] = AXES.get(out.ndim, f"{out.ndim} axes")
        if out.ndim != 2:
            return seen
        seen |= {"len(model(X))": len(out), "model(X).shape[1]": out.shape[1]}
        if tuple(out.shape) != (len(X), k):
            return seen
        never = all((attempt(k).eval()(X) >= 0).all() for _ in range(3))
        seen["logits below 0"] = "never" if never else "possible"
        return seen | _habits(model, X, out) | _inside(model, X)


AXES = {1: "(n,)", 2: "(n, k)", 4: "(n, c, h, w)"}
SAYINGS = (
    (r"size mismatch", "the whole batch reached a layer as one row: "),
    (r"expected input.* channels", "a convolution got another number of channels: "),
)


def _logits(model, X):
    """model(X); an error of shapes begins with what it means."""
    try:
        return model(X)
    except RuntimeError as error:
        text = str(error)
        words = [say for pattern, say in SAYINGS if re.search(pattern, text)]
        if rows := re.search(r"multiplied \((\d+)x", text):
            words = [_row_words(int(rows[1]), len(X))]
        error.args = ("".join(words) + text,)
        raise


def _row_words(rows: int, pictures: int) -> str:
    if rows == 1:
        return SAYINGS[0][1]
    if rows == pictures:
        return "a linear layer is made for other rows: "
    if rows < 8 * pictures:
        return "a reshape made more or fewer rows than pictures: "
    return "the maps reached a linear layer unflattened: "


def _habits(model, X, out) -> dict:
    """What the logits show, without a look inside."""
    sums = [out.sum(1), out.exp().sum(1)]
    shares = any(torch.allclose(s, torch.ones(len(X)), atol=1e-4) for s in sums)
    alone = torch.cat([model(x[None]) for x in X])
    return {
        "the rows of model(X)": "sum to 1" if shares else "are free",
        "model(X) a second time": _same(model(X), out),
        "a picture alone": _same(alone, out),
    }


def _same(a, b) -> str:
    same = a.shape == b.shape and torch.allclose(a, b, atol=1e-4)
    return "gives the same" if same else "gives something else"


def _inside(model, X) -> dict:
    """Its convolutions, whether it bends, its parameters, and whether all of them learn."""
    convolved = any(isinstance(m, nn.Conv2d) for m in model.modules())
    model.zero_grad()
    (model.train()(X) ** 2).sum().backward()
    weights = list(model.parameters())
    lost = sum(p.grad is None for p in weights)
    return {
        "convolutions": "yes" if convolved else "none",
        "between the layers": "a bend" if _bends(model.eval(), X) else "no bend",
        "parameters that learn": "all" if weights and not lost else "not all",
        "parameters": sum(p.numel() for p in weights),
    }


def _bends(model, X) -> bool:
    """Whether the logits of a sum of pictures are not the sum of their logits."""
    a, b, zero = 30 * X[:1], -30 * X[1:2], torch.zeros_like(X[:1])
    with torch.no_grad():
        one, other, none = model(a), model(b), model(zero)
        rest = one + other - none - model(a + b)
    moved = max(float((v - none).abs().max()) for v in (one, other))
    return float(rest.abs().max()) > max(1e-3 * moved, 1e-5)


# ---- an augmentation ---------------------------------------------------------------------


def augmentation(attempt, args, **_) -> dict:
    """What `attempt(X, pad, rng, training)` does to pictures of which every pixel differs."""
    X, pad, seed = args["X"], args["pad"], args["rng"].initial_seed()
    plain = X.clone()
    first = attempt(X, pad, torch.Generator().manual_seed(seed))
    if not isinstance(first, (torch.Tensor, np.ndarray)):
        return {"returned": "nothing" if first is None else type(first).__name__}
    seen = {"returned": "an array", "shape": tuple(first.shape)}
    if tuple(first.shape) != tuple(plain.shape):
        return seen
    runs = [
        torch.as_tensor(attempt(plain.clone(), pad, torch.Generator().manual_seed(s)))
        for s in (seed, *range(seed + 1, seed + 6))
    ]
    still = attempt(plain.clone(), pad, torch.Generator().manual_seed(seed), False)
    same = still is not None and torch.equal(torch.as_tensor(still), plain)
    seen["with training=False"] = "X as it was" if same else "not X as it was"
    return seen | _chance(torch.as_tensor(first), runs) | _moves(plain, runs, pad)


def _chance(first, runs) -> dict:
    again = torch.equal(first, runs[0])
    other = not torch.equal(runs[0], runs[1])
    words = "decides" if again and other else "does not decide"
    return {"rng": "makes no difference" if again and not other else words}


MOVES = ("what comes in at the border", "shifts", "shift down", "shift right")
MOVES += ("mirrored left-right", "mirrored top-bottom", "all shifts")


def _moves(X, runs, pad) -> dict:
    """Where each picture went: border, reach, whether all went together; and the flips."""
    known = _copies(tuple(X.shape[1:]), pad)
    found = [known.get(_key(x, y)) for run in runs for x, y in zip(X, run, strict=True)]
    if None in found:
        return _strange(X, runs[0])
    borders = {f[0] for f in found} - {BORDERS[0]}
    seen = {"a moved picture": "a copy of its own"}
    moves = np.array([f[1:] for f in found]).reshape(len(runs), len(X), 4)
    down, right = moves[..., 0], moves[..., 1]
    together = _together(down, right) if pad else "none"
    if together.startswith("the same") and (down.any() or right.any()):
        return dict.fromkeys(MOVES, "unclear") | seen | {"shifts": together}
    return seen | {
        "what comes in at the border": min(borders, default=BORDERS[0]),
        "shifts": together,
        "shift down": f"from {down.min()} to {down.max()}",
        "shift right": f"from {right.min()} to {right.max()}",
        "mirrored left-right": _share(moves[..., 2]),
        "mirrored top-bottom": _share(moves[..., 3]),
        "all shifts": _evenly(down, right, pad),
    }


def _strange(X, run) -> dict:
    """What the pixels of pictures that are no copies of their own are instead."""
    pairs = [(x.flatten().tolist(), y[y != 0]) for x, y in zip(X, run, strict=True)]
    own = all({*y.tolist()} <= {*x} for x, y in pairs)
    twice = any(len(y.unique()) < len(y) for _, y in pairs)
    whose = "its own pixels in another arrangement" if own else "pixels of others"
    unclear = dict.fromkeys(MOVES, "unclear")
    return {
        "a moved picture": "some pixels twice" if own and twice else whose
    } | unclear


def _together(down, right) -> str:
    if not (np.ptp(down, axis=1) + np.ptp(right, axis=1)).any():
        return "the same for all pictures"
    alike = (down == right).all() or (down == -right).all()
    return "down and right alike" if alike else "each picture its own"


def _evenly(down, right, pad) -> str:
    """Pearson's chi-squared of both directions; the limit is far out in its tail."""
    if (down == down[0]).all() and (right == right[0]).all():
        down, right = down[:1], right[:1]  # the same again and again
    each = down.size / (2 * pad + 1)
    counts = [(way == shift).sum() for way in (down, right) for shift in _range(pad)]
    far = sum((count - each) ** 2 / each for count in counts) > 30 + 8 * pad
    return "some far more often than others" if far else "about equally often"


def _share(flags) -> str:
    shares = flags.mean(axis=1)
    if shares.max() == 0 or shares.min() == 1:
        return "none of them" if shares.max() == 0 else "all of them"
    if ((shares == 0) | (shares == 1)).all():
        return "the whole batch or nothing"
    return "about half" if 0.35 < flags.mean() < 0.65 else "not half of them"


# ---- copies of a picture, by their pixels ---------------------------------------------------

BORDERS = ("zeros", "the other side", "the edge again", "a mirror image")
_PAD_MODES = dict(zip(BORDERS, ("constant", "wrap", "edge", "reflect"), strict=True))


def _key(x, y) -> bytes:
    """Which pixel of x lies at each place of y; -1 for a zero."""
    places = np.asarray(y, dtype="float64") - float(x.reshape(-1)[0])
    return np.where(np.asarray(y) == 0, -1, places).astype("int64").tobytes()


@lru_cache(maxsize=8)
def _copies(shape, pad: int) -> dict:
    """(border, down, right, left-right, top-bottom) of every copy, by its key."""
    places, found = np.arange(np.prod(shape)).reshape(shape), {}
    for border, down, right in itertools.product(BORDERS, _range(pad), _range(pad)):
        moved = _moved(places, pad, down, right, border)
        for across, over in itertools.product((0, 1), (0, 1)):
            copy = moved[:, :, ::-1] if across else moved
            copy = copy[:, ::-1] if over else copy
            found.setdefault(copy.tobytes(), (border, down, right, across, over))
    return found


def _range(pad):
    return range(-pad, pad + 1)


def _moved(places, pad, down, right, border):
    sides = ((0, 0), (pad, pad), (pad, pad))
    filling = {"constant_values": -1} if border == BORDERS[0] else {}
    wide = np.pad(places, sides, mode=_PAD_MODES[border], **filling)
    h, w = places.shape[1:]
    return wide[:, pad - down : pad - down + h, pad - right : pad - right + w]
