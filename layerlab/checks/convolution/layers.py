"""Convolutional layers as functions: the right one in three ways, and wrong ones."""

import numpy as np

from . import shared


def convolved(X, W, b, stride=1, padding=0):
    """The layer by views of all windows at once."""
    views = shared.windows(
        shared.framed(X, padding), W.shape[2:], stride
    )  # (n, c, r, s, kh, kw)
    return np.einsum("ncrsij,kcij->nkrs", views, W) + b[:, None, None]


def conv2d_loop(X, W, b, stride, padding):
    """Place by place, with a matrix product for all maps."""
    P, k, kh, kw = shared.framed(X, padding), len(W), *W.shape[2:]
    rows = (P.shape[2] - kh) // stride + 1
    columns = (P.shape[3] - kw) // stride + 1
    out = np.empty((len(X), k, rows, columns))
    for r, c in np.ndindex(rows, columns):
        top, left = r * stride, c * stride
        window = P[:, :, top : top + kh, left : left + kw]
        out[:, :, r, c] = window.reshape(len(X), -1) @ W.reshape(k, -1).T + b
    return out


def conv2d_by_matrix(X, W, b, stride, padding):
    """Each window a row, each kernel a column: one matrix product, in float32."""
    views = shared.windows(shared.framed(X, padding), W.shape[2:], stride)
    rows = views.transpose(0, 2, 3, 1, 4, 5).reshape(-1, W[0].size)
    found = rows.astype(np.float32) @ W.reshape(len(W), -1).T.astype(np.float32) + b
    return found.reshape(len(X), *views.shape[2:4], len(W)).transpose(0, 3, 1, 2)


def no_bias(X, W, b, stride, padding):
    """Without its biases."""
    return convolved(X, W, 0 * b, stride, padding)


def channels_apart(X, W, b, stride, padding):
    """A map for each channel."""
    views = shared.windows(shared.framed(X, padding), W.shape[2:], stride)
    return np.einsum("ncrsij,kcij->nkcrs", views, W) + b[:, None, None, None]


def first_channel(X, W, b, stride, padding):
    """The first channel alone."""
    return convolved(X[:, :1], W[:, :1], b, stride, padding)


def mean_of_channels(X, W, b, stride, padding):
    """The mean over the channels."""
    return convolved(X, W / X.shape[1], b, stride, padding)


def bias_in_each_channel(X, W, b, stride, padding):
    """The bias once for each channel."""
    return convolved(X, W, b * X.shape[1], stride, padding)


def padded(around=None, **how):
    """A conv2d with a frame of its own: `around(padding)` for rows and columns."""

    def code(X, W, b, stride, padding):
        edges = around(padding) if around else ((padding, padding),) * 2
        P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), *edges), **how)
        return convolved(P, W, b, stride)

    return code


def window_at(picture, top, left, size):
    """What a window covers, place by place."""
    return picture[:, top : top + size[0], left : left + size[1]]


def sizes(X, W, stride, padding):
    """Rows and columns of the maps."""
    pairs = zip(X.shape[2:], W.shape[2:], strict=True)
    return [(n + 2 * padding - k) // stride + 1 for n, k in pairs]


def place_by_place(P, X, W, b, stride, padding, reach=1):
    """The loops of a beginner over a padded P; `reach` is the step of the loops."""
    out = np.zeros((len(X), len(W), *sizes(X, W, stride, padding)))
    by = stride if reach == 1 else 1
    for n, m in np.ndindex(*out.shape[:2]):
        for r in range(0, out.shape[2], reach):
            for c in range(0, out.shape[3], reach):
                window = window_at(P[n], r * by, c * by, W.shape[2:])
                out[n, m, r, c] = np.sum(window * W[m]) + b[m]
    return out


def padded_everywhere(X, W, b, stride, padding):
    """`np.pad(X, padding)`: pictures and channels too."""
    return place_by_place(np.pad(X, padding), X, W, b, stride, padding)


def padded_everywhere_in_shape_too(X, W, b, stride, padding):
    """The same, and the result is as large as what was padded."""
    P, (k, _, kh, kw) = np.pad(X, padding), W.shape
    rows, columns = ((P.shape[2] - kh) // stride + 1, (P.shape[3] - kw) // stride + 1)
    out = np.zeros((len(P), k, rows, columns))
    for m, r, q in np.ndindex(k, rows, columns):
        top, left = r * stride, q * stride
        window = P[:, :, top : top + kh, left : left + kw]
        out[:, m, r, q] = np.sum(window * W[m], axis=(1, 2, 3)) + b[m]
    return out


def loops_by_stride(X, W, b, stride, padding):
    """The loops step, and not the window alone."""
    return place_by_place(
        shared.framed(X, padding), X, W, b, stride, padding, reach=max(stride, 1)
    )


def map_as_large_as_the_picture(X, W, b, stride, padding):
    """Zeros as large as the picture, filled at its corner."""
    found = convolved(X, W, b, stride, padding)
    out = np.zeros((*found.shape[:2], *X.shape[2:]))
    for r, c in np.ndindex(*found.shape[2:]):
        out[:, :, r, c] = found[:, :, r, c]
    return out


def sum_over_the_batch(X, W, b, stride, padding):
    """One map for all pictures."""
    one = convolved(X.sum(axis=0, keepdims=True), W, b, stride, padding)
    return np.repeat(one, len(X), axis=0)


def stride_of_rows_only(X, W, b, stride, padding):
    """The stride down, one by one to the right."""
    every = convolved(X, W, b, 1, padding)
    return every[:, :, ::stride]


def strided_size_only(X, W, b, stride, padding):
    """The right size, and the windows one pixel apart all the same."""
    every, right = (convolved(X, W, b, s, padding) for s in (1, stride))
    return every[:, :, : right.shape[2], : right.shape[3]]


def one_place_short(X, W, b, stride, padding):
    """Without the last row and column."""
    full = convolved(X, W, b, stride, padding)
    return full[:, :, : max(1, full.shape[2] - 1), : max(1, full.shape[3] - 1)]


def bias_along_the_row(X, W, b, stride, padding):
    """The bias meets the columns."""
    return no_bias(X, W, b, stride, padding) + b


def first_picture(X, W, b, stride, padding):
    """The first picture alone."""
    return convolved(X[:1], W, b, stride, padding)


def bias_in_the_sum(X, W, b, stride, padding):
    """The bias once for each weight."""
    return convolved(X, W, b * W[0].size, stride, padding)


def columns_not_turned(X, W, b, stride, padding):
    """Windows as rows, one matrix product, and a reshape without a transpose."""
    views = shared.windows(shared.framed(X, padding), W.shape[2:], stride)
    n, _, rows, columns = views.shape[:4]
    table = views.transpose(0, 2, 3, 1, 4, 5).reshape(n, rows * columns, -1)
    scores = table @ W.reshape(len(W), -1).T + b
    return scores.reshape(n, len(W), rows, columns)


def each_its_own_channel(X, W, b, stride, padding):
    """Map m looks at channel m alone."""
    c = X.shape[1]
    maps = [
        convolved(X[:, [m % c]], W[[m]][:, [m % c]], b[[m]], stride, padding)
        for m in range(len(W))
    ]
    return np.concatenate(maps, axis=1)


def bent(X, W, b, stride, padding):
    """A ReLU at the end."""
    return np.maximum(convolved(X, W, b, stride, padding), 0)


def in_its_own_type(X, W, b, stride, padding):
    """The sums in an array of the pictures' own type."""
    return convolved(X, W, b, stride, padding).astype(X.dtype)


def size_without_padding(X, W, b, stride, padding):
    """Windows on the padded picture, and the size of the plain one."""
    rows, columns = (max(n, 0) for n in sizes(X, W, stride, 0))
    return convolved(X, W, b, stride, padding)[:, :, :rows, :columns]


def everywhere_and_cut(X, W, b, stride, padding):
    """All axes padded, and as many pictures and channels as before."""
    P = np.pad(X, padding)[: len(X), : X.shape[1]]
    return convolved(P, W, b, stride)
