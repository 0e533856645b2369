"""Augmentation: pictures are shifted a little, and half of them mirrored."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from layerlab.checking import Exercise, Formula, Mistake, Tensor, case, worked
from layerlab.checking.looks import Look


def _draws(n, pad, rng):
    return torch.randint(-pad, pad + 1, (n, 2), generator=rng).tolist()


def _coins(n, rng):
    return (torch.rand(n, generator=rng) < 0.5).tolist()


def _shifted(x, dy, dx, pad, mode="constant"):
    h, w = x.shape[-2:]
    if pad == 0:
        return x
    wide = F.pad(x[None], (pad,) * 4, mode=mode)[0]
    return wide[:, pad - dy : pad - dy + h, pad - dx : pad - dx + w]


def _shift_flip(X, pad, rng, training=True, **other):
    """Right as it stands; each of the named parts can be replaced."""
    if not training and not other.get("always"):
        return X
    n, draws = len(X), other.get("draws", _draws)(len(X), pad, rng)
    flips = other.get("flips", _coins)(n, rng)
    shift = other.get("shift", _shifted)
    rows = [shift(x, dy, dx, pad) for x, (dy, dx) in zip(X, draws, strict=True)]
    axis = other.get("axis", -1)
    rows = [r.flip(axis) if f else r for r, f in zip(rows, flips, strict=True)]
    return torch.stack(rows)


def _cases(rng):
    for make, n, pad, (h, w) in (
        (worked, 40, 2, (6, 5)),
        (worked, 40, 1, (4, 7)),
        (case, 30, 0, (3, 4)),
        (case, 40, 3, (7, 8)),
    ):
        X = 1 + np.arange(n * 2 * h * w, dtype="float32").reshape(n, 2, h, w)
        rng_of = Formula(f"torch.Generator().manual_seed({rng.integers(1000)})")
        yield make(X=Tensor(X), pad=pad, rng=rng_of)


def _variant(**other):
    return lambda X, pad, rng, training=True: _shift_flip(
        X, pad, rng, training, **other
    )


def _bordered(mode):
    return _variant(shift=lambda x, dy, dx, pad: _shifted(x, dy, dx, pad, mode))


def _in_place(X, pad, rng, training=True):
    if training:
        X.copy_(_shift_flip(X, pad, rng))
    return X


def _numpy_names(X, pad, rng, training=True):
    return torch.roll(X, int(rng.integers(-pad, pad + 1)), dims=3) if training else X


def _old_pixels_left(X, pad, rng, training=True):
    """Moves into a copy of X, where the old pixels stay."""
    if not training:
        return X
    out = X.clone()
    h, w = X.shape[2:]
    for new, old, (dy, dx) in zip(out, X, _draws(len(X), pad, rng), strict=True):
        part = old[:, max(-dy, 0) : h - max(dy, 0), max(-dx, 0) : w - max(dx, 0)]
        new[:, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = part
    return out


def _uncut(X, pad, rng, training=True):
    return F.pad(_shift_flip(X, pad, rng, training), (pad,) * 4) if training else X


def _by_gathering(X, pad, rng, training=True):
    """The same without a loop: one index for each row and column of each picture."""
    if not training:
        return X
    n, c, h, w = X.shape
    wide = F.pad(X, (pad,) * 4)
    top, left = torch.randint(0, 2 * pad + 1, (2, n, 1), generator=rng)
    rows, columns = top + torch.arange(h), left + torch.arange(w)
    mirror = torch.rand(n, 1, generator=rng) < 0.5
    columns = torch.where(mirror, columns.flip(1), columns)
    at = torch.arange(n)[:, None, None]
    cut = wide.permute(0, 2, 3, 1)[at, rows[:, :, None], columns[:, None, :]]
    return cut.permute(0, 3, 1, 2)


def _by_slices(X, pad, rng, training=True):
    """The same with arrays of NumPy, copied slice by slice."""
    import numpy as np

    if training is False:
        return X.clone()
    A, out = X.numpy(), np.zeros(tuple(X.shape), dtype=np.float32)
    h, w = A.shape[2:]
    for i in range(len(A)):
        dy, dx, coin = (int(v) for v in torch.randint(0, 10**6, (3,), generator=rng))
        dy, dx = dy % (2 * pad + 1) - pad, dx % (2 * pad + 1) - pad
        a = A[i, :, :, ::-1] if coin % 2 else A[i]
        out[i, :, max(dy, 0) : h + min(dy, 0), max(dx, 0) : w + min(dx, 0)] = a[
            :, max(-dy, 0) : h + min(-dy, 0), max(-dx, 0) : w + min(-dx, 0)
        ]
    return torch.from_numpy(out)


def _from_elsewhere(X, pad, rng, training=True):
    other = torch.Generator().manual_seed(int(np.random.default_rng().integers(2**31)))
    return _shift_flip(X, pad, other, training)


def _alike(n, pad, rng):
    return [(d, d) for d, _ in _draws(n, pad, rng)]


def _one_for_all(n, pad, rng):
    return _draws(1, pad, rng) * n


random_shift_flip = Exercise(
    number="11.4", name="random_shift_flip", difficulty=3, minutes=20, points=3,
    reference=_shift_flip, cases=_cases,
    observe=Look(
        "units.cnn:augmentation",
        {"call": "random_shift_flip(X, pad, rng, training)", "torch": {}},
    ),
    mistakes=(
        Mistake("the same shift for all", _variant(draws=_one_for_all), message=
            "All pictures of the batch are shifted alike: one draw for the whole batch. Each "
            "picture needs its own."),
        Mistake("wraps round", _bordered("circular"), hint=2, message=
            "What leaves on one side comes in on the other, as `roll` does. Zeros come in here: "
            "pad first, then cut."),
        Mistake("edge repeated", _bordered("replicate"), hint=2, message=
            "The pixels of the edge are repeated where the picture has moved away. Zeros are asked "
            "for."),
        Mistake("mirror at the border", _bordered("reflect"), hint=2, message=
            "The picture is mirrored at its border where it has moved away. Zeros are asked for."),
        Mistake("applied in evaluation", _variant(always=True), message=
            "With training=False the pictures are moved, too. A test must see them as they are."),
        Mistake("always mirrored", _variant(flips=lambda n, rng: [True] * n), message=
            "Every picture is mirrored. Only about half of them should be: toss a coin for each."),
        Mistake("never mirrored", _variant(flips=lambda n, rng: [False] * n), message=
            "No picture is mirrored. About half of them should be, left to right."),
        Mistake("one coin for the batch", code=
            _variant(flips=lambda n, rng: _coins(1, rng) * n), message=
            "The whole batch is mirrored or none of it: one coin was tossed for all. Each picture "
            "needs its own."),
        Mistake("upside down", _variant(axis=-2), hint=2, message=
            "The pictures are mirrored top to bottom. Left to right is the last axis."),
        Mistake("the last place left out", _variant(
            draws=lambda n, pad, rng: torch.randint(
                -pad, pad + (pad == 0), (n, 2), generator=rng
            ).tolist()
        ), hint=3, message=
            "The largest shift never occurs: the upper end of `torch.randint` does not belong to "
            "the range."),
        Mistake("one place too many", _variant(
            draws=lambda n, pad, rng: torch.randint(
                -pad, pad + 2, (n, 2), generator=rng
            ).tolist()
        ), hint=3, message=
            "A window begins one place too far, where the padded picture ends before the window "
            "does. Its corner runs from 0 to 2·pad, and the upper end of `torch.randint` does not "
            "belong to the range."),
        Mistake("only one way", _variant(
            draws=lambda n, pad, rng: torch.randint(0, pad + 1, (n, 2), generator=rng).tolist()
        ), hint=3, message=
            "The pictures move in one direction only. Shifts run from -pad to pad."),
        Mistake("down and right alike", _variant(draws=_alike), message=
            "Each picture moves as far down as to the right: the same number is used twice. Draw "
            "two."),
        Mistake("no shift", _variant(draws=lambda n, pad, rng: [(0, 0)] * n), message=
            "The pictures are mirrored, but none of them is shifted."),
        Mistake("chance of its own", lambda X, pad, rng, training=True: (
            _shift_flip(X, pad, torch.Generator().manual_seed(3), training)
        ), hint=3, message=
            "Whatever generator is handed in, the same happens. Hand `rng` on to every draw: "
            "`generator=rng`."),
        Mistake("NumPy's names", _numpy_names, hint=3, message=
            "`rng` is a generator of torch, without methods to draw: hand it on, as in "
            "`torch.randint(…, generator=rng)`."),
        Mistake("a list of pictures", hint=3, code=
            lambda X, pad, rng, training=True: list(_shift_flip(X, pad, rng, training)), message=
            "A list of pictures came back. `torch.stack` makes one tensor of them."),
        Mistake("old pixels left", _old_pixels_left, hint=2, message=
            "Some pixels are there twice: where a picture has moved away, its old pixels are left. "
            "Begin with zeros instead of a copy."),
        Mistake("X changed in place", _in_place, hint=2, message=
            "The caller's own pictures were overwritten. The next epoch would shift them further. "
            "Write into a new tensor."),
        Mistake("padded and not cut", _uncut, hint=2, message=
            "The pictures have grown by the padding. Cut a window of the old size out of each."),
        Mistake("another picture's place", lambda X, pad, rng, training=True: (
            _shift_flip(X, pad, rng).flip(0) if training else X
        ), hint=2, message=
            "The pictures have changed their places in the batch, and the labels have not. Mirror "
            "along the last axis only, and keep the order."),
        Mistake("a new one for every channel", lambda X, pad, rng, training=True: (
            _shift_flip(X.reshape(-1, 1, *X.shape[2:]), pad, rng).reshape(X.shape)
            if training
            else X
        ), message=
            "The channels of one picture went different ways, changed places, or its pixels were "
            "mixed. A picture moves as a whole."),
        Mistake("some shifts rarer", _variant(
            draws=lambda n, pad, rng: (
                pad * (2 * torch.randint(0, 2, (n, 2), generator=rng) - 1)
            ).tolist()
        ), hint=3, message=
            "Some shifts come far more often than others. Every whole number from -pad to pad is "
            "as likely as the next, for mirrored pictures too; `torch.randint` draws so, rounding "
            "does not."),
        Mistake("only one direction", code=
            _variant(draws=lambda n, pad, rng: [(0, d) for d, _ in _draws(n, pad, rng)]), message=
            "The pictures move to the sides alone. Draw a second number, for down and up."),
        Mistake("training turned round", code=
            lambda X, pad, rng, training=True: _shift_flip(X, pad, rng, not training), message=
            "Pictures are moved when `training` is False, and left alone when it is True. Turn the "
            "question round."),
        Mistake("the first place left out", _variant(
            draws=lambda n, pad, rng: torch.randint(
                min(1, pad) - pad, pad + 1, (n, 2), generator=rng
            ).tolist()
        ), hint=3, message=
            "The largest shift up and to the left never occurs. When a window is cut, its corner "
            "runs from 0 to 2·pad, and the upper end of `torch.randint` does not belong to the "
            "range."),
        Mistake("chance from elsewhere", _from_elsewhere, hint=3, message=
            "The same `rng` gave two different results: the draws come from elsewhere, from NumPy "
            "or `random`. Every draw must come from `rng`."),
        Mistake("padded only", lambda X, pad, rng, training=True: (
            nn.functional.pad(X, (pad,) * 4) if training else X
        ), hint=2, message=
            "The pictures have grown by the padding, and nothing moved. Cut a window of the old "
            "size out of each, from a place by chance."),
        Mistake("every second one mirrored", code=
            _variant(flips=lambda n, rng: [i % 2 == 0 for i in range(n)]), message=
            "Every second picture is mirrored, always the same ones. Toss a coin for each."),
        Mistake("one move for the whole batch", code=
            _variant(draws=_one_for_all, flips=lambda n, rng: _coins(1, rng) * n), message=
            "The whole batch moves and mirrors as one: every number was drawn once. Each picture "
            "needs draws of its own."),
    ),
    hints=(
        "Take a batch of two pictures. How many random numbers do you need for it, and which of "
        "them may be shared? What must happen when `training` is False?",
        "Pad all four sides with zeros (`torch.nn.functional.pad`), and cut a window of the old "
        "size out of the padded picture: where it begins decides the shift. `x.flip(-1)` mirrors.",
        "A loop over the pictures and `torch.stack` at its end are fine. The window's corner runs "
        "from 0 to 2·pad, both included: `torch.randint(0, …, (2,), generator=rng)`.",
    ),
    alternatives=(_by_gathering, _by_slices),
)  # fmt: skip
