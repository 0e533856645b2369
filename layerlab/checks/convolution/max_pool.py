"""The largest value of each window."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked

from . import shared


def _max_pool(X, size, stride=None, padding=0):
    framed = shared.framed(X, padding, -np.inf)
    return shared.windows(framed, (size, size), stride or size).max(axis=(-2, -1))


def _cases(rng):
    X = [[[[1.0, 2, 5, 3], [4, 3, 0, 1], [-1, -2, 7, 6], [-5, -3, 8, 2]]]]
    yield worked(X=X, size=2, stride=None, padding=0)
    yield worked(X=[[[[-3.0, -1], [-4, -2]]]], size=2, stride=2, padding=1)
    for shape, size, stride, padding in [
        ((2, 3, 4, 6), 2, None, 0),
        ((1, 2, 7, 5), 2, None, 0),  # the last row and column do not fit
        ((2, 1, 6, 6), 3, 1, 0),
        ((2, 2, 7, 8), 3, 2, 1),
        ((1, 3, 5, 8), 3, None, 1),
        ((2, 2, 8, 5), 2, 3, 0),
        ((3, 1, 4, 4), 4, None, 2),
        ((1, 2, 3, 4), 1, None, 0),
        ((2, 2, 9, 7), 3, 2, 0),
    ]:
        X = rng.normal(size=shape) - 0.5
        yield case(X=X, size=size, stride=stride, padding=padding)
    yield case(X=-1 - rng.random((1, 2, 5, 5)), size=3, stride=2, padding=1)
    X = rng.normal(size=(2, 2, 5, 6)).astype(np.float32) - 0.5
    yield case(X=X, size=2, stride=1, padding=1)


def _pool_by_growing(X, size, stride, padding):
    P, step = shared.framed(X, padding, -1e300), stride or size
    rows, columns = ((n - size) // step + 1 for n in P.shape[2:])
    out = np.full((*X.shape[:2], rows, columns), -1e300)
    for i, j in np.ndindex(size, size):
        shifted = P[:, :, i::step, j::step][:, :, :rows, :columns]
        out = np.maximum(out, shifted)
    return out


def _pool_loop(X, size, stride, padding):
    """Windows cut off at the border instead of a frame."""
    step, (h, w) = stride or size, X.shape[2:]
    starts = [range(-padding, n + padding - size + 1, step) for n in (h, w)]
    rows = [
        [
            X[:, :, max(0, r) : r + size, max(0, c) : c + size].max(axis=(2, 3))
            for c in starts[1]
        ]
        for r in starts[0]
    ]
    return np.array(rows).transpose(2, 3, 0, 1)


def _pooled(reduce=np.max, filled=-np.inf, step=None, **axes):
    """A pooling that reduces, fills its frame, or steps in its own way."""

    def code(X, size, stride, padding):
        s = step(size, stride) if step else stride or size
        views = shared.windows(shared.framed(X, padding, filled), (size, size), s)
        return reduce(views, axis=(-2, -1))

    return code


def _pool_rounded_up(X, size, stride, padding):
    """Windows that hang over the border count too."""
    s, P = stride or size, shared.framed(X, padding, -np.inf)
    more = [(0, 0), (0, 0), *((0, -(n - size) % s) for n in P.shape[2:])]
    return _max_pool(np.pad(P, more, constant_values=-np.inf), size, s)


def _pool_padded_once(X, size, stride, padding):
    around = ((0, 0), (0, 0), (padding, 0), (padding, 0))
    P = np.pad(np.asarray(X, float), around, constant_values=-np.inf)
    return _max_pool(P, size, stride)


def _pool_by_folding(X, size, stride, padding):
    P = shared.framed(X, padding, -np.inf)
    n, c, h, w = P.shape
    blocks = P.reshape(n, c, h // size, size, w // size, size)
    return blocks.max(axis=(3, 5))


def _one_row_of_each_window(X, size, stride, padding):
    views = shared.windows(
        shared.framed(X, padding, -np.inf), (size, size), stride or size
    )
    return views[..., 0, :].max(axis=-1)


def _largest_of_all(X, size, stride, padding):
    """`.max()` without its axes: one number for all pictures and channels."""
    each = _max_pool(X, size, stride, padding).max(axis=(0, 1))
    return np.broadcast_to(each, (*X.shape[:2], *each.shape)).copy()


def _channels_alike(X, size, stride, padding):
    """The largest over all channels, written into each of them."""
    found = _max_pool(X, size, stride, padding).max(axis=1, keepdims=True)
    return np.repeat(found, X.shape[1], axis=1)


def _windows_too_small(X, size, stride, padding):
    """Slices that end one pixel too early."""
    views = shared.windows(
        shared.framed(X, padding, -np.inf), (size, size), stride or size
    )
    if size == 1:
        raise ValueError(
            "zero-size array to reduction operation maximum which has no identity"
        )
    return views[..., :-1, :-1].max(axis=(-2, -1))


def _places(X, size, stride, padding):
    """Where in its window the largest value stands."""
    views = shared.windows(
        shared.framed(X, padding, -np.inf), (size, size), stride or size
    )
    return views.reshape(*views.shape[:4], -1).argmax(axis=-1)


def _pool_fits(X, size, stride, padding):
    if X.ndim != 4 or 0 in X.shape or size < 1 or not 0 <= padding <= size // 2:
        return False
    fits = min(X.shape[2:]) + 2 * padding >= size
    return fits and (stride is None or stride >= 1)


max_pool = Exercise(
    number="10.4", name="max_pool", difficulty=2, minutes=15, points=3,
    reference=_max_pool, cases=_cases, rows=("X",), valid=_pool_fits,
    any_type=False,  # a frame of minus infinity needs floats, and the text promises them
    parts=(
        Part("windows side by side", 1, where=lambda stride, padding, **_: not (stride or padding)),
        Part("a stride", 1, where=lambda stride, padding, **_: stride and not padding),
        Part("padding", 1, where=lambda padding, **_: padding),
    ),
    mistakes=(
        Mistake("pads with 0", _pooled(filled=0.0), message=
            "The frame holds zeros, and where all pixels of a window are negative the zero wins. "
            "The frame must lose against every pixel: fill it with `-np.inf`."),
        Mistake("default stride 1", _pooled(step=lambda size, stride: stride or 1), hint=2, message=
            "Without a stride the window moves by one. By default pooling windows lie side by "
            "side: the stride is then the size."),
        Mistake("stride ignored", _pooled(step=lambda size, stride: size), hint=2, message=
            "The windows always lie side by side. Where a stride is given, it decides."),
        Mistake("mean for maximum", hint=2, code=
            _pooled(lambda v, axis: np.mean(np.where(np.isinf(v), 0, v), axis=axis)), message=
            "This is the mean of each window. Max pooling keeps the largest value."),
        Mistake("minimum for maximum", _pooled(np.min, filled=np.inf), hint=2, message=
            "This is the smallest value of each window; the largest is asked for."),
        Mistake("sum for maximum", _pooled(np.sum, filled=0.0), hint=2, message=
            "This is the sum of each window. Max pooling keeps the largest value."),
        Mistake("largest without its sign", hint=2, code=
            _pooled(lambda v, axis: np.max(np.abs(v), axis=axis), filled=0.0), message=
            "The signs are lost: this is the largest absolute value. Keep the largest value, even "
            "where it is negative."),
        Mistake("first pixel of each window", hint=2, code=
            _pooled(lambda v, axis: v[..., 0, 0]), message=
            "This is the upper left pixel of each window: the picture is thinned out, and nothing "
            "is compared."),
        Mistake("first row of each window", _one_row_of_each_window, hint=2, message=
            "Only the first row of each window is looked at. The window is `size` high and `size` "
            "wide."),
        Mistake("windows that hang over", _pool_rounded_up, message=
            "Windows that hang over the border are counted. What does not fit whole is left out, "
            "as with `output_size`."),
        Mistake("folded to blocks", _pool_by_folding, message=
            "`reshape` cuts the picture into whole blocks. That works only where the size divides "
            "height and width, and where the stride is the size."),
        Mistake("padding ignored", code=
            lambda X, size, stride, padding: _max_pool(X, size, stride), message=
            "The padding plays no part."),
        Mistake("padding on one side", _pool_padded_once, message=
            "The frame lies above and to the left only. It goes round the whole picture."),
        Mistake("channels pooled too", lambda X, size, stride, padding: (
            _max_pool(X, size, stride, padding).max(axis=1, keepdims=True)
        ), hint=3, message=
            "The largest value is taken over the channels too. Each channel is pooled for itself."),
        Mistake("largest of all", _largest_of_all, hint=3, message=
            "All pictures and channels have the same map: the largest value is taken over all of "
            "them. Keep their two axes."),
        Mistake("one number for each map", hint=3, code=
            lambda X, size, stride, padding: X.max(axis=(2, 3)), message=
            "There is one number for each whole map. Every window has a largest value of its own."),
        Mistake("one map for all channels", _channels_alike, hint=3, message=
            "The channels of a picture all have the same map: the largest value is taken over the "
            "channels too. Each channel is pooled for itself."),
        Mistake("mean, frame and all", _pooled(np.mean), hint=2, message=
            "This is the mean of each window. Max pooling keeps the largest value."),
        Mistake("begins at 0", _pooled(lambda v, axis: np.maximum(v.max(axis=axis), 0)), message=
            "Where all pixels of a window are negative, 0 came back. Does the search for the "
            "largest value begin with a 0? Then the 0 wins there."),
        Mistake("the place of the largest", _places, hint=2, message=
            "These are places in the windows, as `argmax` gives them. The largest value itself is "
            "asked for."),
        Mistake("windows one too small", _windows_too_small, hint=3, message=
            "The last row and the last column of each window are left out: the end of a slice does "
            "not belong to it."),
        Mistake("largest of the whole map", code=
            lambda X, size, stride, padding: np.broadcast_to(
                X.max(axis=(2, 3), keepdims=True), _max_pool(X, size, stride, padding).shape
            ).copy(), hint=3, message=
            "Every place of a map holds the largest value of the whole channel. Take the largest "
            "of the window that belongs to the place."),
        Mistake("h and w swapped", lambda X, size, stride, padding: (
            _max_pool(X, size, stride, padding).swapaxes(2, 3)
        ), hint=3, message=
            "Height and width are swapped in the result."),
    ),
    hints=(
        "Think of a window at the border in which every pixel is negative. What may the frame hold "
        "so that it never wins? And what becomes of a last row that fills no whole window?",
        "First settle the stride: where it is None it is the size. Pad the last two axes with "
        "`constant_values=-np.inf`. The rest is as in `conv2d`, with a maximum where the sum was, "
        "and no weights.",
        "`window = framed[:, :, top : top + size, left : left + size]`, and then its `.max` over "
        "the axes 2 and 3, for all pictures and channels at once.",
    ),
    alternatives=(_pool_by_growing, _pool_loop),
)  # fmt: skip
