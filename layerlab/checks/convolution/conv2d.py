"""A convolutional layer: batches, channels, bias, stride and padding."""

import numpy as np

from layerlab.checking import Closeness, Exercise, Mistake, case, worked

from . import shared


def _conv2d(X, W, b, stride=1, padding=0):
    views = shared.windows(
        shared.framed(X, padding), W.shape[2:], stride
    )  # (n, c, r, s, kh, kw)
    return np.einsum("ncrsij,kcij->nkrs", views, W) + b[:, None, None]


def _layer(rng, picture, maps, kernel, stride=1, padding=0):
    return {
        "X": rng.normal(size=picture),
        "W": rng.normal(size=(maps, picture[1], *kernel)),
        "b": rng.normal(size=maps),
        "stride": stride,
        "padding": padding,
    }


def _cases(rng):
    X = [[[[1.0, 2], [3, 4]], [[10, 20], [30, 40]]]]
    W = [[[[1.0, 0]], [[0, 1]]]]
    yield worked(X=X, W=W, b=[0.5], stride=1, padding=0)
    ramp = np.arange(9.0).reshape(1, 1, 3, 3)
    yield worked(X=ramp, W=np.ones((1, 1, 3, 3)), b=[0.0], stride=2, padding=1)
    yield case(**_layer(rng, (1, 1, 5, 5), 1, (3, 3)))
    yield case(**_layer(rng, (2, 3, 5, 5), 2, (3, 3)))
    yield case(**_layer(rng, (2, 2, 4, 6), 3, (2, 3)))
    yield case(**_layer(rng, (1, 2, 6, 4), 2, (3, 2), padding=1))
    yield case(**_layer(rng, (3, 1, 7, 5), 2, (3, 3), stride=2))
    yield case(**_layer(rng, (2, 3, 6, 8), 4, (3, 3), stride=2, padding=1))
    yield case(**_layer(rng, (2, 2, 5, 5), 2, (5, 5), padding=2))
    yield case(**_layer(rng, (1, 3, 7, 8), 2, (2, 2), stride=3, padding=1))
    yield case(**_layer(rng, (2, 4, 3, 3), 5, (1, 1)))
    yield case(**_layer(rng, (2, 2, 6, 7), 2, (2, 2), stride=2, padding=2))


def _conv2d_loop(X, W, b, stride, padding):
    P, k, kh, kw = shared.framed(X, padding), len(W), *W.shape[2:]
    rows = (P.shape[2] - kh) // stride + 1
    columns = (P.shape[3] - kw) // stride + 1
    out = np.empty((len(X), k, rows, columns))
    for r, c in np.ndindex(rows, columns):
        top, left = r * stride, c * stride
        window = P[:, :, top : top + kh, left : left + kw]
        out[:, :, r, c] = window.reshape(len(X), -1) @ W.reshape(k, -1).T + b
    return out


def _conv2d_by_matrix(X, W, b, stride, padding):
    """Each window a row, each kernel a column: one matrix product, in float32."""
    views = shared.windows(shared.framed(X, padding), W.shape[2:], stride)
    rows = views.transpose(0, 2, 3, 1, 4, 5).reshape(-1, W[0].size)
    found = rows.astype(np.float32) @ W.reshape(len(W), -1).T.astype(np.float32) + b
    return found.reshape(len(X), *views.shape[2:4], len(W)).transpose(0, 3, 1, 2)


def _no_bias(X, W, b, stride, padding):
    return _conv2d(X, W, 0 * b, stride, padding)


def _channels_apart(X, W, b, stride, padding):
    views = shared.windows(shared.framed(X, padding), W.shape[2:], stride)
    return np.einsum("ncrsij,kcij->nkcrs", views, W) + b[:, None, None, None]


def _first_channel(X, W, b, stride, padding):
    return _conv2d(X[:, :1], W[:, :1], b, stride, padding)


def _mean_of_channels(X, W, b, stride, padding):
    return _conv2d(X, W / X.shape[1], b, stride, padding)


def _bias_in_each_channel(X, W, b, stride, padding):
    return _conv2d(X, W, b * X.shape[1], stride, padding)


def _padded(around=None, **how):
    """A conv2d with a frame of its own: `around(padding)` for rows and columns."""

    def code(X, W, b, stride, padding):
        edges = around(padding) if around else ((padding, padding),) * 2
        P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), *edges), **how)
        return _conv2d(P, W, b, stride)

    return code


def _window_at(picture, top, left, size):
    return picture[:, top : top + size[0], left : left + size[1]]


def _sizes(X, W, stride, padding):
    pairs = zip(X.shape[2:], W.shape[2:], strict=True)
    return [(n + 2 * padding - k) // stride + 1 for n, k in pairs]


def _place_by_place(P, X, W, b, stride, padding, reach=1):
    """The loops of a beginner over a padded P; `reach` is the step of the loops."""
    out = np.zeros((len(X), len(W), *_sizes(X, W, stride, padding)))
    by = stride if reach == 1 else 1
    for n, m in np.ndindex(*out.shape[:2]):
        for r in range(0, out.shape[2], reach):
            for c in range(0, out.shape[3], reach):
                window = _window_at(P[n], r * by, c * by, W.shape[2:])
                out[n, m, r, c] = np.sum(window * W[m]) + b[m]
    return out


def _padded_everywhere(X, W, b, stride, padding):
    return _place_by_place(np.pad(X, padding), X, W, b, stride, padding)


def _loops_by_stride(X, W, b, stride, padding):
    return _place_by_place(
        shared.framed(X, padding), X, W, b, stride, padding, reach=max(stride, 1)
    )


def _map_as_large_as_the_picture(X, W, b, stride, padding):
    found = _conv2d(X, W, b, stride, padding)
    out = np.zeros((*found.shape[:2], *X.shape[2:]))
    for r, c in np.ndindex(*found.shape[2:]):
        out[:, :, r, c] = found[:, :, r, c]
    return out


def _sum_over_the_batch(X, W, b, stride, padding):
    one = _conv2d(X.sum(axis=0, keepdims=True), W, b, stride, padding)
    return np.repeat(one, len(X), axis=0)


def _stride_of_rows_only(X, W, b, stride, padding):
    every = _conv2d(X, W, b, 1, padding)
    return every[:, :, ::stride]


def _strided_size_only(X, W, b, stride, padding):
    """The right size, and the windows one pixel apart all the same."""
    every, right = (_conv2d(X, W, b, s, padding) for s in (1, stride))
    return every[:, :, : right.shape[2], : right.shape[3]]


def _one_place_short(X, W, b, stride, padding):
    full = _conv2d(X, W, b, stride, padding)
    return full[:, :, : max(1, full.shape[2] - 1), : max(1, full.shape[3] - 1)]


def _bias_along_the_row(X, W, b, stride, padding):
    return _no_bias(X, W, b, stride, padding) + b


def _first_picture(X, W, b, stride, padding):
    return _conv2d(X[:1], W, b, stride, padding)


def _layer_fits(X, W, b, stride, padding):
    if X.ndim != 4 or W.ndim != 4 or b.ndim != 1 or 0 in (*X.shape, *W.shape):
        return False
    sizes = [n + 2 * padding - k for n, k in zip(X.shape[2:], W.shape[2:], strict=True)]
    alike = X.shape[1] == W.shape[1] and len(b) == len(W)
    return alike and min(sizes) >= 0 and stride >= 1 and padding >= 0


conv2d = Exercise(
    number="10.3", name="conv2d",
    closeness=Closeness(rtol=1e-4, atol=1e-5),  # float32 inside counts
    difficulty=3, minutes=25, points=4,
    reference=_conv2d, cases=_cases, rows=("X",), valid=_layer_fits,
    mistakes=(
        Mistake("channels not summed", _channels_apart, message=
            "Each channel has a map of its own: there is an axis too many. A kernel reaches "
            "through all channels at once, and gives one number for the whole window."),
        Mistake("only the first channel", _first_channel, message=
            "Only the first channel is looked at. The kernel has a layer of weights for each "
            "channel; all of them go into one sum."),
        Mistake("mean of the channels", _mean_of_channels, message=
            "The channels are averaged. A window gives one sum over its rows, its columns and its "
            "channels."),
        Mistake("bias missing", _no_bias, message=
            "The bias is left out: each kernel adds one number of its own to its whole map."),
        Mistake("bias once for each channel", _bias_in_each_channel, message=
            "The bias is added once for each channel of the input. It belongs to the kernel: add "
            "it once, after the sum."),
        Mistake("bias along the row", _bias_along_the_row, hint=2, message=
            "The bias runs along the columns of the map: NumPy aligns shapes at their last axis. "
            "There is one bias for each map: give it the shape (k, 1, 1)."),
        Mistake("padding on one side", _padded(lambda p: ((p, 0), (p, 0))), hint=2, message=
            "The padding lies above and to the left only. It goes round the whole picture, so that "
            "height and width grow by twice as much."),
        Mistake("padding at the end only", _padded(lambda p: ((0, p), (0, p))), hint=2, message=
            "The padding lies below and to the right only. It goes round the whole picture."),
        Mistake("padding in one direction", _padded(lambda p: ((p, p), (0, 0))), hint=2, message=
            "Only the height is padded. The width needs its columns too."),
        Mistake("padding ignored", hint=2, code=
            lambda X, W, b, stride, padding: _conv2d(X, W, b, stride), message=
            "The padding plays no part. Lay that many rows and columns of zeros round each picture "
            "before the window slides."),
        Mistake("border repeated", _padded(mode="edge"), hint=2, message=
            "The frame repeats the pixels of the border. Here it holds zeros."),
        Mistake("border mirrored", _padded(mode="symmetric"), hint=2, message=
            "The frame mirrors the picture. Here it holds zeros."),
        Mistake("all axes padded", _padded_everywhere, hint=2, message=
            "`np.pad(X, padding)` pads every axis, pictures and channels too. Give it a pair for "
            "each axis: nothing for the first two."),
        Mistake("stride ignored", hint=3, code=
            lambda X, W, b, stride, padding: _conv2d(X, W, b, 1, padding), message=
            "The stride plays no part: the window stands at every place."),
        Mistake("stride for the rows only", _stride_of_rows_only, hint=3, message=
            "The stride moves the window down, and to the right it still goes one by one."),
        Mistake("stride in the size only", _strided_size_only, hint=3, message=
            "The result has the right size, and its windows begin one pixel apart. Place (r, c) "
            "begins at row r * stride, column c * stride."),
        Mistake("loops step by the stride", _loops_by_stride, hint=3, message=
            "The loops over the result go in steps of the stride, so most places stay empty. Fill "
            "every place of the result; it is the window that jumps."),
        Mistake("as large as the picture", _map_as_large_as_the_picture, hint=2, message=
            "The array for the maps has the height and width of the picture. How many places are "
            "there really? Your `output_size` tells."),
        Mistake("one place short", _one_place_short, hint=2, message=
            "The last row and the last column are missing. Compare the size with your "
            "`output_size`."),
        Mistake("h and w swapped", lambda X, W, b, stride, padding: (
            _conv2d(X, W, b, stride, padding).swapaxes(2, 3)
        ), hint=3, message=
            "Height and width are swapped in the result: the maps lie on their sides."),
        Mistake("kernel on its side", lambda X, W, b, stride, padding: (
            _conv2d(X, W.swapaxes(2, 3), b, stride, padding)
        ), hint=3, message=
            "Height and width of the kernels are swapped. In W the axes are map, channel, row, "
            "column."),
        Mistake("flipped kernel", lambda X, W, b, stride, padding: (
            _conv2d(X, W[:, :, ::-1, ::-1], b, stride, padding)
        ), message=
            "The kernels are turned round before they are laid on. Networks do not flip."),
        Mistake("maps and channels swapped", lambda X, W, b, stride, padding: (
            _conv2d(X, W.swapaxes(0, 1), b, stride, padding)
        ), message=
            "The first two axes of W are swapped. First comes the map that a kernel makes, then "
            "the channel that it looks at."),
        Mistake("channels last", lambda X, W, b, stride, padding: (
            np.moveaxis(_conv2d(X, W, b, stride, padding), 1, -1)
        ), hint=3, message=
            "The maps stand on the last axis. Here they are the second: (n, k, rows, columns)."),
        Mistake("only the first picture", _first_picture, hint=3, message=
            "Only the first picture of the batch is answered."),
        Mistake("sum over the batch too", _sum_over_the_batch, hint=3, message=
            "Every picture has the same maps: the sum runs over the pictures, too. Keep their "
            "axis, and sum over the other three."),
        Mistake("pictures added up", lambda X, W, b, stride, padding: (
            _conv2d(X.sum(axis=0, keepdims=True), W, b, stride, padding)
        ), hint=3, message=
            "The pictures of the batch are added up. Each has maps of its own."),
    ),
    hints=(
        "For one picture, one kernel, one place: which numbers are multiplied, and over which "
        "three axes do you sum? How many biases does that place need?",
        "Pad first, with `np.pad` and a pair of numbers for each of the four axes: the first two "
        "stay as they are. Then make zeros of the shape (n, k, rows, columns), with rows and "
        "columns from your `output_size`.",
        "For each place: `top = r * stride`, a window of all pictures and all channels `[:, :, top "
        ": top + kh, …]`, and for map m the sum of `window * W[m]` over the axes (1, 2, 3), plus "
        "one bias.",
    ),
    alternatives=(_conv2d_loop, _conv2d_by_matrix),
)  # fmt: skip
