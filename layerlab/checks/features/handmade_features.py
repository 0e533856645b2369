"""Three numbers that somebody thought of stand for a whole picture."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

_ROWS = (1, 2)


def _halves(images):
    left, right = images[:, :, :4].mean(_ROWS), images[:, :, 4:].mean(_ROWS)
    top, bottom = images[:, :4].mean(_ROWS), images[:, 4:].mean(_ROWS)
    return left, right, top, bottom


def _handmade(images):
    left, right, top, bottom = _halves(images)
    return np.stack([images.mean(_ROWS), left - right, top - bottom], axis=1)


def _cases(rng):
    left_bar, top_bar = np.zeros((8, 8)), np.zeros((8, 8))
    left_bar[:, 1] = 1
    top_bar[0, :4] = 0.5
    yield worked(images=left_bar[None])
    yield worked(images=np.stack([top_bar, 1 - left_bar]))
    for n in (1, 2, 3, 5, 8):
        yield case(images=rng.uniform(0, 1, size=(n, 8, 8)))
    yield case(images=np.round(16 * rng.uniform(size=(3, 8, 8))))
    yield case(images=np.zeros((2, 8, 8)))


def _columns(*makers):
    return lambda images: np.stack([make(images) for make in makers], axis=1)


def _ink(images):
    return images.mean(_ROWS)


def _left_right(images):
    return _halves(images)[0] - _halves(images)[1]


def _top_bottom(images):
    return _halves(images)[2] - _halves(images)[3]


def _with_sums(images):
    return 32 * _handmade(images) * [2, 1, 1]


def _halves_melted(images):
    """The halves' means are those of the whole batch."""
    left, right = images[:, :, :4].mean(), images[:, :, 4:].mean()
    top, bottom = images[:, :4].mean(), images[:, 4:].mean()
    ink = images.mean(_ROWS)
    return np.stack([ink, 0 * ink + left - right, 0 * ink + top - bottom], axis=1)


def _one_for_all(images):
    return _handmade(images).mean(axis=0)


handmade_features = Exercise(
    number="3.1", name="handmade_features", difficulty=2, minutes=12, points=2,
    reference=_handmade, cases=_cases, rows=("images",),
    mistakes=(
        Mistake("one number for the whole batch", _one_for_all, hint=2, message=
            "There are three numbers for all pictures together. `mean()` without axes melts the "
            "whole batch into one; each picture needs its own."),
        Mistake("halves of the whole batch", _halves_melted, hint=2, message=
            "Every picture has the same two differences: the halves were averaged over the whole "
            "batch. Their means need `axis=(1, 2)`, too."),
        Mistake("axes swapped", _columns(_ink, _top_bottom, _left_right), message=
            "The two differences are exchanged. Axis 1 counts rows, from top to bottom; axis 2 "
            "counts columns, from left to right."),
        Mistake("signs lost", lambda images: np.abs(_handmade(images)), message=
            "The differences are never negative here. The sign tells which side has more ink: "
            "leave out the absolute value."),
        Mistake("squared", lambda images: _handmade(images) ** [1, 2, 2], message=
            "The differences were squared, and their sign is lost."),
        Mistake("other sides first", lambda images: _handmade(images) * [1, -1, -1], message=
            "Both differences have the wrong sign: it is left minus right, and top minus bottom."),
        Mistake("sides added", code=
            lambda images: np.stack(
                [_ink(images), sum(_halves(images)[:2]), sum(_halves(images)[2:])], axis=1
            ), message=
            "The two halves were added, which is twice the ink. What tells them apart is their "
            "difference."),
        Mistake("sums for means", _with_sums, hint=2, message=
            "These are sums. A mean does not depend on how many pixels a half has."),
        Mistake("divided by the whole", hint=2, code=
            lambda images: _handmade(images) * [1, 0.5, 0.5], message=
            "The differences are half as large as they should be: each half has its own mean, over "
            "its own 32 pixels."),
        Mistake("features in rows", lambda images: _handmade(images).T, hint=3, message=
            "Each feature is a row here. One picture should be one row: stack along the last "
            "axis."),
        Mistake("one column short", code=
            lambda images: images[:, :, :4].mean(_ROWS)[:, None] * [1, 1, 1], message=
            "All three columns say the same: the ink of the left half."),
        Mistake("uneven halves", lambda images: (
            np.stack(
                [
                    images.mean(_ROWS),
                    images[:, :, :3].mean(_ROWS) - images[:, :, 4:].mean(_ROWS),
                    images[:, :3].mean(_ROWS) - images[:, 4:].mean(_ROWS),
                ],
                axis=1,
            )
        ), hint=2, message=
            "A column or a row is in neither half. The first four have the numbers 0 to 3, so the "
            "slice is `:4`."),
    ),
    hints=(
        "Paint on paper a picture with ink on its left only. What should its three numbers be? And "
        "which of the axes of `images` counts the pictures?",
        "`images[:, :, :4]` is the left half of every picture. A mean over the axes 1 and 2 leaves "
        "one number for each.",
        "Three arrays with one number a picture: the mean, one difference, another difference. "
        "`np.stack([…, …, …], axis=1)` makes them columns.",
    ),
    alternatives=(
        lambda images: [
            [x.mean(), x[:, :4].mean() - x[:, 4:].mean(), x[:4].mean() - x[4:].mean()]
            for x in images
        ],
        lambda images: (
            images.reshape(-1, 64)
            @ np.stack(
                [
                    np.full(64, 1 / 64),
                    np.tile(np.repeat([1, -1], 4), 8) / 32,
                    np.repeat([1, -1], 32) / 32,
                ]
            ).T
        ),
    ),
)  # fmt: skip
