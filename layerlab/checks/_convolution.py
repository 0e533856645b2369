"""Windows for the checks of unit 10: the right ones, and many that slide wrongly.

In the order of the exercises: one picture, a layer of channels, pooling.
"""

import numpy as np


def _windows(X, shape, stride=1):
    """All windows of the last two axes: (..., rows, columns, kh, kw)."""
    X = np.asarray(X, dtype=float)
    views = np.lib.stride_tricks.sliding_window_view(X, shape, axis=(-2, -1))
    return views[..., ::stride, ::stride, :, :]


def _correlate(image, kernel):
    return np.einsum("rcij,ij->rc", _windows(image, kernel.shape), kernel)


def _correlate_loop(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    return [
        [
            sum(
                float(image[r + i, c + j]) * kernel[i, j]
                for i in range(kh)
                for j in range(kw)
            )
            for c in range(w - kw + 1)
        ]
        for r in range(h - kh + 1)
    ]


def _correlate_shifted(image, kernel):
    rows, columns = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    out = np.zeros((rows, columns))
    for (i, j), weight in np.ndenumerate(kernel):
        out += weight * image[i : i + rows, j : j + columns]
    return out


def _per_window(value):
    """A correlate that writes `value(window, kernel)` at each place."""

    def code(image, kernel):
        views = _windows(image, kernel.shape)
        out = np.zeros(views.shape[:2])
        for r, c in np.ndindex(*out.shape):
            out[r, c] = value(views[r, c], kernel)
        return out

    return code


def _grown(top, left):
    """A correlate whose result has more rows and columns, left at 0."""
    return lambda image, kernel: np.pad(_correlate(image, kernel), (top, left))


def _hanging_over(image, kernel):
    """One place too many each way; the last windows are cut off by the border."""
    (h, w), (kh, kw) = image.shape, kernel.shape
    out = np.zeros((h - kh + 2, w - kw + 2))
    for r, c in np.ndindex(*out.shape):
        window = image[r : r + kh, c : c + kw]
        out[r, c] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return out


def _same_size(image, kernel):
    kh, kw = kernel.shape
    around = ((kh // 2, kh - 1 - kh // 2), (kw // 2, kw - 1 - kw // 2))
    return _correlate(np.pad(image, around), kernel)


def _same_size_at_the_corner(image, kernel):
    out, found = np.zeros(image.shape), _correlate(image, kernel)
    out[: found.shape[0], : found.shape[1]] = found
    return out


def _loop_overrun(image, kernel):
    """The loop of a beginner that runs over the whole picture."""
    (h, w), (kh, kw) = image.shape, kernel.shape
    out = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            out[r, c] = np.sum(image[r : r + kh, c : c + kw] * kernel)
    return out


def _side_by_side(image, kernel):
    kh, kw = kernel.shape
    return _windows(image, kernel.shape)[::kh, ::kw].__mul__(kernel).sum((2, 3))


def _square_sizes(image, kernel):
    k = kernel.shape[0]
    out = np.zeros((image.shape[0] - k + 1, image.shape[1] - k + 1))
    for r, c in np.ndindex(*out.shape):
        out[r, c] = np.sum(image[r : r + k, c : c + k] * kernel)
    return out


def _write_into(image, kernel):
    rows, columns = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    kh, kw = kernel.shape
    for r in range(rows):
        for c in range(columns):
            image[r, c] = np.sum(image[r : r + kh, c : c + kw] * kernel)
    return image[:rows, :columns]


def _framed(X, padding, value=0.0):
    around = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    return np.pad(np.asarray(X, dtype=float), around, constant_values=value)


def _conv2d(X, W, b, stride=1, padding=0):
    views = _windows(_framed(X, padding), W.shape[2:], stride)  # (n, c, r, s, kh, kw)
    return np.einsum("ncrsij,kcij->nkrs", views, W) + b[:, None, None]


def _conv2d_loop(X, W, b, stride, padding):
    P, k, kh, kw = _framed(X, padding), len(W), *W.shape[2:]
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
    views = _windows(_framed(X, padding), W.shape[2:], stride)
    rows = views.transpose(0, 2, 3, 1, 4, 5).reshape(-1, W[0].size)
    found = rows.astype(np.float32) @ W.reshape(len(W), -1).T.astype(np.float32) + b
    return found.reshape(len(X), *views.shape[2:4], len(W)).transpose(0, 3, 1, 2)


def _no_bias(X, W, b, stride, padding):
    return _conv2d(X, W, 0 * b, stride, padding)


def _channels_apart(X, W, b, stride, padding):
    views = _windows(_framed(X, padding), W.shape[2:], stride)
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


def _padded_everywhere(X, W, b, stride, padding):
    return _place_by_place(np.pad(X, padding), X, W, b, stride, padding)


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


def _window_at(picture, top, left, size):
    return picture[:, top : top + size[0], left : left + size[1]]


def _sizes(X, W, stride, padding):
    pairs = zip(X.shape[2:], W.shape[2:], strict=True)
    return [(n + 2 * padding - k) // stride + 1 for n, k in pairs]


def _loops_by_stride(X, W, b, stride, padding):
    return _place_by_place(
        _framed(X, padding), X, W, b, stride, padding, reach=max(stride, 1)
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


def _max_pool(X, size, stride=None, padding=0):
    framed = _framed(X, padding, -np.inf)
    return _windows(framed, (size, size), stride or size).max(axis=(-2, -1))


def _pool_by_growing(X, size, stride, padding):
    P, step = _framed(X, padding, -1e300), stride or size
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
        views = _windows(_framed(X, padding, filled), (size, size), s)
        return reduce(views, axis=(-2, -1))

    return code


def _pool_rounded_up(X, size, stride, padding):
    """Windows that hang over the border count too."""
    s, P = stride or size, _framed(X, padding, -np.inf)
    more = [(0, 0), (0, 0), *((0, -(n - size) % s) for n in P.shape[2:])]
    return _max_pool(np.pad(P, more, constant_values=-np.inf), size, s)


def _pool_padded_once(X, size, stride, padding):
    around = ((0, 0), (0, 0), (padding, 0), (padding, 0))
    P = np.pad(np.asarray(X, float), around, constant_values=-np.inf)
    return _max_pool(P, size, stride)


def _pool_by_folding(X, size, stride, padding):
    P = _framed(X, padding, -np.inf)
    n, c, h, w = P.shape
    blocks = P.reshape(n, c, h // size, size, w // size, size)
    return blocks.max(axis=(3, 5))


def _one_row_of_each_window(X, size, stride, padding):
    views = _windows(_framed(X, padding, -np.inf), (size, size), stride or size)
    return views[..., 0, :].max(axis=-1)


def _largest_of_all(X, size, stride, padding):
    """`.max()` without its axes: one number for all pictures and channels."""
    each = _max_pool(X, size, stride, padding).max(axis=(0, 1))
    return np.broadcast_to(each, (*X.shape[:2], *each.shape)).copy()


def _in_its_own_type(image, kernel):
    """The sums in an array of the picture's type, as `np.zeros_like` makes it."""
    if image.dtype.kind == "f":
        return _correlate(image, kernel)
    return _correlate(image, kernel).astype(np.int64).astype(image.dtype)


def _slice_not_moved(image, kernel):
    """Slices that begin at r and c, and end where the first window ends."""
    kh, kw = kernel.shape
    out = np.zeros(_correlate(image, kernel).shape)
    for r, c in np.ndindex(*out.shape):
        out[r, c] = np.sum(image[r:kh, c:kw] * kernel)
    return out


def _first_place_only(image, kernel):
    out = np.zeros(_correlate(image, kernel).shape)
    out[0, 0] = _correlate(image, kernel)[0, 0]
    return out
