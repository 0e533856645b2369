"""The pictures that excite one channel most."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked


def _top_activating(acts, channel, k):
    strongest = acts[:, channel].max(axis=(1, 2))
    return np.argsort(-strongest)[:k]


def _cases(rng):
    maps = [[[[0, 1], [2, 0]], [[9, 0], [0, 0]]], [[[0, 0], [0, 8]], [[3, 3], [3, 3]]]]
    maps.append([[[4, 4], [4, 4]], [[-20, 5], [0, 0]]])
    yield worked(acts=np.array(maps, float), channel=0, k=2)
    yield worked(acts=np.array(maps, float), channel=1, k=1)
    yield worked(acts=np.array(maps, float), channel=1, k=3)
    for n, c, h, w, channel, k in [
        *((6, 3, 2, 4, 2, 3), (5, 5, 3, 3, 4, 2), (9, 2, 4, 2, 1, 4)),
        *((12, 4, 3, 5, 3, 5), (4, 4, 1, 1, 2, 4), (7, 1, 2, 3, 0, 1)),
    ]:
        yield case(acts=rng.normal(size=(n, c, h, w)), channel=channel, k=k)


def _by(measure):
    """The mistake that ranks pictures by `measure(maps of the channel [n, h, w])`."""
    return lambda acts, channel, k: np.argsort(-measure(acts[:, channel]))[:k]


def _maxima(acts, channel):
    return acts[:, channel].max(axis=(1, 2))


def _picture_for_channel(acts, channel, k):
    return np.argsort(-acts[min(channel, len(acts) - 1)].max(axis=(1, 2)))[:k]


def _single_maximum(acts, channel, k):
    """One maximum of the whole channel, whatever the picture."""
    return np.argsort(-np.asarray(acts[:, channel].max())[None])[:k]


def _one_axis_left(acts, channel, k):
    return np.argsort(-acts[:, channel].max(axis=1), axis=0)[:k]


def _weakest(measure):
    return lambda acts, channel, k: np.argsort(measure(acts[:, channel]))[:k]


def _places(maps):
    return maps.reshape(len(maps), -1).argmax(axis=1)


def _top_by_list(acts, channel, k):
    """Plain Python: sort the pictures' numbers by their strongest place."""
    best = [max(max(row) for row in picture[channel]) for picture in acts.tolist()]
    return sorted(range(len(best)), key=lambda i: best[i], reverse=True)[:k]


def _top_by_flattening(acts, channel, k):
    """All places in one row; sorted upwards and turned round."""
    flat = acts.reshape(len(acts), acts.shape[1], -1)
    return np.argsort(np.amax(flat, axis=2)[:, channel])[::-1][:k]


top_activating = Exercise(
    number="2.2", name="top_activating", difficulty=2, minutes=12, points=2,
    reference=_top_activating, cases=_cases,
    mistakes=(
        Mistake("ascending", hint=2, code=
            lambda acts, channel, k: np.argsort(_maxima(acts, channel))[:k], message=
            "These are the pictures that excite the channel least. `np.argsort` sorts upwards: the "
            "strongest stand at its end."),
        Mistake("strongest last", hint=3, code=
            lambda acts, channel, k: np.argsort(_maxima(acts, channel))[-k:], message=
            "The right pictures, but the strongest stands last. Turn their order round."),
        Mistake("wrong axis", _picture_for_channel, hint=2, message=
            "You looked at all channels of one picture. `acts[channel]` takes the picture with "
            "that number; axis 0 counts pictures, axis 1 channels."),
        Mistake("all channels", hint=2, code=
            lambda acts, channel, k: np.argsort(-acts.max(axis=(1, 2, 3)))[:k], message=
            "The pictures are ranked by the strongest of all channels. Only one channel is asked "
            "about."),
        Mistake("mean where maximum is asked", _by(lambda maps: maps.mean(axis=(1, 2))), message=
            "The pictures are ranked by the mean, or the sum, over all places. A channel that has "
            "found its thing in one place is strong there and silent elsewhere: take the maximum."),
        Mistake("mean, and the weakest", _weakest(lambda maps: maps.mean(axis=(1, 2))), message=
            "Two things. The pictures are ranked by the mean over all places, where the strongest "
            "place counts. And `np.argsort` sorts upwards: the least excited stand in front."),
        Mistake("places of the maxima", _by(_places), hint=2, message=
            "The pictures are ranked by *where* their strongest number stands: `argmax` gives a "
            "place. How strong it is decides."),
        Mistake("one maximum of all pictures", _single_maximum, hint=2, message=
            "`max()` without an axis gives one number for all pictures together, and one number "
            "has nothing to be sorted. Each picture needs its own: say over which axes."),
        Mistake("one axis left", _one_axis_left, hint=2, message=
            "The maximum was taken over one axis only, so that each picture still has a row of "
            "numbers. Two axes go away: rows and columns of the map."),
        Mistake("sign ignored", _by(lambda maps: np.abs(maps).max(axis=(1, 2))), message=
            "Large negative numbers were counted as strong. An activation of -20 is no excitement: "
            "leave the sign as it is."),
        Mistake("one corner only", _by(lambda maps: maps[:, 0, 0]), hint=2, message=
            "Only the first place of each map was looked at. The strongest may be anywhere: rows "
            "and columns."),
        Mistake("activations returned", hint=2, code=
            lambda acts, channel, k: np.sort(_maxima(acts, channel))[::-1][:k], message=
            "These are the activations themselves. Their places in the batch are asked for: which "
            "pictures are they?"),
        Mistake("k ignored", hint=3, code=
            lambda acts, channel, k: np.argsort(-_maxima(acts, channel)), message=
            "All pictures came back, in the right order. Only the first k are asked for."),
        Mistake("the single strongest", hint=3, code=
            lambda acts, channel, k: int(_maxima(acts, channel).argmax()), message=
            "One number came back: the strongest picture. An array of k indices is asked for, also "
            "where k is 1."),
    ),
    hints=(
        "Each picture has a whole map for the channel, one number for each place. Which one number "
        "says how excited the channel was, if it may find its thing anywhere?",
        "`acts[:, channel]` has the shape (n, h, w). Reduce its last two axes to one number a "
        "picture; `np.argsort` then tells in which order the pictures come, upwards.",
        "The order must run downwards: sort the numbers with a minus in front, or turn the sorted "
        "order round with `[::-1]`. Then keep the first k.",
    ),
    alternatives=(_top_by_list, _top_by_flattening),
)  # fmt: skip
