"""Unit 10, convolution: sizes, one window, channels, pooling, how far a stack sees.

In the order of the exercises; the windows, right and wrong, slide in `_convolution`. The
arithmetic of sizes and windows: V. Dumoulin and F. Visin, A guide to convolution arithmetic
for deep learning, https://arxiv.org/abs/1603.07285
"""

import math

import numpy as np

from layerlab.checking import Closeness, Exercise, Mistake, case, worked
from layerlab.checks._convolution import (
    _bias_along_the_row,
    _bias_in_each_channel,
    _channels_apart,
    _conv2d,
    _conv2d_by_matrix,
    _conv2d_loop,
    _correlate,
    _correlate_loop,
    _correlate_shifted,
    _first_channel,
    _first_picture,
    _first_place_only,
    _grown,
    _hanging_over,
    _in_its_own_type,
    _largest_of_all,
    _loop_overrun,
    _loops_by_stride,
    _map_as_large_as_the_picture,
    _max_pool,
    _mean_of_channels,
    _no_bias,
    _one_place_short,
    _one_row_of_each_window,
    _padded,
    _padded_everywhere,
    _per_window,
    _pool_by_folding,
    _pool_by_growing,
    _pool_loop,
    _pool_padded_once,
    _pool_rounded_up,
    _pooled,
    _same_size,
    _same_size_at_the_corner,
    _side_by_side,
    _slice_not_moved,
    _square_sizes,
    _stride_of_rows_only,
    _strided_size_only,
    _sum_over_the_batch,
    _write_into,
)


def _output_size(n, kernel, padding=0, stride=1, dilation=1):
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach) // stride + 1


def _output_size_cases(rng):
    yield worked(n=7, kernel=3, padding=0, stride=1, dilation=1)
    yield worked(n=7, kernel=3, padding=1, stride=2, dilation=1)
    yield worked(n=8, kernel=3, padding=0, stride=2, dilation=1)  # a remainder
    yield worked(n=9, kernel=3, padding=0, stride=1, dilation=2)
    for n, kernel, padding, stride, dilation in [
        (32, 5, 2, 1, 1),
        (28, 5, 0, 3, 1),
        (33, 3, 1, 2, 3),
        (10, 4, 3, 4, 2),
        (6, 1, 0, 2, 1),
        (3, 3, 0, 1, 1),  # one place only
        (5, 3, 0, 9, 2),  # a stride wider than the rest
        (1, 3, 1, 1, 1),
    ]:
        yield case(
            n=n, kernel=kernel, padding=padding, stride=stride, dilation=dilation
        )
    for _ in range(6):
        kernel, dilation = (int(v) for v in rng.integers(2, 5, size=2))
        n = int(rng.integers(dilation * (kernel - 1) + 1, 40))
        padding, stride = int(rng.integers(0, 4)), int(rng.integers(2, 5))
        yield case(
            n=n, kernel=kernel, padding=padding, stride=stride, dilation=dilation
        )


def _count_places(n, kernel, padding=0, stride=1, dilation=1):
    places, last = 0, -padding + dilation * (kernel - 1)
    while last < n + padding:
        places, last = places + 1, last + stride
    return places


def _reach_fits(n, kernel, padding, stride, dilation):
    return (
        min(n, kernel, stride, dilation) >= 1
        and padding >= 0
        and n + 2 * padding >= dilation * (kernel - 1) + 1
    )


output_size = Exercise(
    number="10.1",
    name="output_size",
    difficulty=1,
    minutes=10,
    points=2,
    reference=_output_size,
    cases=_output_size_cases,
    valid=_reach_fits,
    mistakes=(
        Mistake(
            "off by one",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - dilation * (kernel - 1) - 1) // stride
            ),
            "One place too few: these are the steps that the window makes. It also stands "
            "somewhere before its first step.",
            hint=1,
        ),
        Mistake(
            "one added before dividing",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - dilation * (kernel - 1)) // stride
            ),
            "The 1 for the first place is divided by the stride together with the rest. "
            "Count the steps first, then add the first place.",
            hint=3,
        ),
        Mistake(
            "dilation ignored",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - kernel) // stride + 1
            ),
            "The dilation plays no part. A kernel of 3 with dilation 2 touches positions 0, "
            "2 and 4: it reaches over 5.",
            hint=2,
        ),
        Mistake(
            "dilation times kernel",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - dilation * kernel) // stride + 1
            ),
            "The reach of the spread kernel is too long: its k weights have only k - 1 gaps "
            "between them, and only the gaps grow.",
            hint=2,
        ),
        Mistake(
            "dilation for stride",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - kernel) // (stride * dilation) + 1
            ),
            "The dilation is used like a stride. It spreads the kernel's weights; how far "
            "the window moves is the stride's affair alone.",
            hint=2,
        ),
        Mistake(
            "float division",
            lambda n, kernel, padding, stride, dilation: (
                (n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1
            ),
            "A window cannot stand at half a place. Where the last step does not fit it is "
            "not made: divide with `//`.",
            hint=3,
        ),
        Mistake(
            "rounded up",
            lambda n, kernel, padding, stride, dilation: (
                math.ceil((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
            ),
            "The last step is counted although the window would hang over the edge. Round "
            "down, not up.",
            hint=3,
        ),
        Mistake(
            "rounded to the nearest",
            lambda n, kernel, padding, stride, dilation: (
                round((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
            ),
            "`round` goes up as often as down. A step that fits only in part is not made: "
            "always round down.",
            hint=3,
        ),
        Mistake(
            "padding on one side",
            lambda n, kernel, padding, stride, dilation: (
                (n + padding - dilation * (kernel - 1) - 1) // stride + 1
            ),
            "The padding is counted once. It is laid on both sides, left and right.",
            hint=2,
        ),
        Mistake(
            "padding ignored",
            lambda n, kernel, padding, stride, dilation: (
                (n - dilation * (kernel - 1) - 1) // stride + 1
            ),
            "The padding plays no part. It makes the row longer before the window slides.",
            hint=2,
        ),
        Mistake(
            "padding taken away",
            lambda n, kernel, padding, stride, dilation: (
                (n - 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
            ),
            "The padding makes your row shorter. It is laid around the picture, so the row "
            "gets longer.",
            hint=2,
        ),
        Mistake(
            "stride ignored",
            lambda n, kernel, padding, stride, dilation: (
                n + 2 * padding - dilation * (kernel - 1)
            ),
            "The stride plays no part: this counts every place. With stride s only every "
            "s-th one is used.",
            hint=1,
        ),
        Mistake(
            "only the stride",
            lambda n, kernel, padding, stride, dilation: (n + 2 * padding) // stride,
            "The kernel plays no part: the window has a width, and must fit with all of it.",
            hint=1,
        ),
        Mistake(
            "steps as wide as the kernel",
            lambda n, kernel, padding, stride, dilation: (n + 2 * padding) // kernel,
            "The row is cut into pieces as long as the kernel. Windows overlap: the next one "
            "begins `stride` further on.",
            hint=1,
        ),
    ),
    hints=(
        "Take a row of 7 and a window of 3, and write down where the window begins: 0, 1, "
        "2, … What is the last beginning at which it still fits? How many are that? And "
        "with stride 2?",
        "Three steps: how long is the row with its padding on both sides? Over how many "
        "positions does the kernel reach when its weights lie `dilation` apart (k weights "
        "have k - 1 gaps)? How many steps of `stride` fit into the difference?",
        "`reach = … * (kernel - 1) + …`, then `(length - reach) // …`, and the window also "
        "stands at its first place.",
    ),
    alternatives=(
        _count_places,
        lambda n, kernel, padding, stride, dilation: float(
            np.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
        ),
        lambda n, kernel, padding, stride, dilation: len(
            range(0, n + 2 * padding - dilation * (kernel - 1), stride)
        ),
    ),
)


def _correlate_cases(rng):
    yield worked(image=[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], kernel=[[1.0, 0], [0, 2]])
    yield worked(image=[[0.0, 1, 3, 6], [0, 2, 2, 5]], kernel=[[-1.0, 1]])
    for shape, size in [
        ((5, 5), (3, 3)),
        ((6, 4), (3, 2)),
        ((4, 7), (2, 3)),
        ((5, 6), (1, 3)),
        ((6, 5), (4, 1)),
        ((7, 5), (2, 2)),
    ]:
        yield case(image=rng.normal(size=shape), kernel=rng.normal(size=size))
    yield case(image=rng.normal(size=(3, 4)), kernel=rng.normal(size=(3, 4)))
    yield case(image=rng.normal(size=(3, 4)), kernel=rng.normal(size=(1, 1)))
    photo = rng.integers(0, 256, size=(5, 6)).astype(np.uint8)
    yield case(image=photo, kernel=rng.normal(size=(2, 3)))
    yield case(image=255 - photo // 9, kernel=np.full((3, 3), 1 / 9))


def _kernel_fits(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2 or not kernel.size:
        return False
    return all(k <= n for n, k in zip(image.shape, kernel.shape, strict=True))


correlate = Exercise(
    number="10.2",
    name="correlate",
    difficulty=2,
    minutes=15,
    points=3,
    reference=_correlate,
    cases=_correlate_cases,
    valid=_kernel_fits,
    mistakes=(
        Mistake(
            "flipped kernel",
            lambda image, kernel: _correlate(image, kernel[::-1, ::-1]),
            "The kernel is turned upside down and left to right before it is laid on. "
            "Mathematicians call that convolution. Networks, and this exercise, lay the "
            "kernel on as it is.",
            hint=1,
        ),
        Mistake(
            "flipped in one direction",
            lambda image, kernel: _correlate(image, kernel[:, ::-1]),
            "The kernel is mirrored left to right. Lay it on as it is.",
            hint=1,
        ),
        Mistake(
            "kernel transposed",
            lambda image, kernel: _correlate(image, kernel.T),
            "Rows and columns of the kernel are exchanged. Its first axis goes down, as the "
            "picture's does.",
            hint=2,
        ),
        Mistake(
            "axes swapped",
            lambda image, kernel: _correlate(image, kernel).T,
            "The result lies on its side: its rows are your columns. The first index of the "
            "result goes down the picture.",
            hint=2,
        ),
        Mistake(
            "result one too large",
            _grown((0, 1), (0, 1)),
            "The result has a row and a column too many, and they stay 0. A window of 3 in "
            "a row of 5 begins at 0, 1 or 2: that are 3 places.",
            hint=1,
        ),
        Mistake(
            "windows cut off by the border",
            _hanging_over,
            "The result has a row and a column too many: there the window hangs over the "
            "border, and only a part of it is summed.",
            hint=1,
        ),
        Mistake(
            "result one too small",
            lambda image, kernel: _correlate(image, kernel)[:-1, :-1],
            "The last row and the last column are missing: `range(h - kh)` ends one place "
            "before the last one that fits.",
            hint=1,
        ),
        Mistake(
            "as large as the picture",
            _same_size,
            "The result is as large as the picture: zeros were laid around it. Here the "
            "window stays inside, so the result is smaller.",
            hint=1,
        ),
        Mistake(
            "zeros left at the end",
            _same_size_at_the_corner,
            "The sums are right, and the array for them is too large: it has the size of "
            "the picture. How many places are there really?",
            hint=1,
        ),
        Mistake(
            "runs over the border",
            _loop_overrun,
            "The loop runs over every pixel. Near the right and the lower border the window "
            "no longer fits: NumPy cuts it off, and its shape no longer suits the kernel.",
            hint=1,
        ),
        Mistake(
            "matrix product",
            _per_window(lambda window, kernel: np.sum(window @ kernel)),
            "`@` is the matrix product: it multiplies rows with columns. The window asks for "
            "each pixel times the weight that lies on it: `*`.",
            hint=2,
        ),
        Mistake(
            "kernel unused",
            _per_window(lambda window, kernel: np.sum(window)),
            "The pixels are added without their weights: multiply by the kernel first.",
            hint=2,
        ),
        Mistake(
            "mean for sum",
            _per_window(lambda window, kernel: np.mean(window * kernel)),
            "This is the mean of the products. A window gives their sum; a kernel that "
            "should average holds the ninths itself.",
            hint=2,
        ),
        Mistake(
            "only one row of the window",
            _per_window(lambda window, kernel: np.sum(window[0] * kernel[0])),
            "Only the first row of the window is counted. Take kh rows and kw columns.",
            hint=2,
        ),
        Mistake(
            "every place the same",
            lambda image, kernel: np.full_like(
                _correlate(image, kernel), _correlate(image, kernel)[0, 0]
            ),
            "All places hold the sum of the first window. The slice of the picture must "
            "move with r and c.",
            hint=3,
        ),
        Mistake(
            "slice not moved to its end",
            _slice_not_moved,
            "The slices begin at r and c, and all end where the first window ends. The end "
            "has to move, too.",
            hint=3,
        ),
        Mistake(
            "only the first place",
            _first_place_only,
            "Only the first place holds a sum. Does a `return` stand inside a loop?",
            hint=3,
        ),
        Mistake(
            "windows side by side",
            _side_by_side,
            "The window jumps by its own width. It moves one pixel at a time, so that "
            "neighbouring windows overlap.",
            hint=1,
        ),
        Mistake(
            "only square kernels",
            _square_sizes,
            "The height of the kernel is used for its width too. A kernel may have any "
            "shape: take `kh, kw = kernel.shape`.",
            hint=2,
        ),
        Mistake(
            "only whole numbers kept",
            _in_its_own_type,
            "The sums were written into an array of the picture's own type, so whole-number "
            "pictures lose everything behind the point, and uint8 starts again at 0 after "
            "255. Make the array with `np.zeros((rows, columns))`.",
            hint=2,
        ),
        Mistake(
            "changes the picture",
            lambda image, kernel: _write_into(image, kernel),
            "The sums are written into the picture itself, so the next window sees numbers "
            "that are no pixels any more. Write into a new array.",
            hint=2,
        ),
    ),
    hints=(
        "How many places has a window of 3 in a row of 5? Try a picture of 3 by 3 and a "
        "kernel of 3 by 3: how large must the result be?",
        "Make an array of zeros of the right size, and go through all its places with two "
        "loops. At each, cut the window out of the picture, multiply it by the kernel with "
        "`*`, and sum.",
        "`window = image[r : r + …, c : c + …]`, then `out[r, c] = np.sum(… * …)`, where r "
        "runs over h - kh + 1 rows.",
    ),
    alternatives=(_correlate_loop, _correlate_shifted),
)


def _layer(rng, picture, maps, kernel, stride=1, padding=0):
    return {
        "X": rng.normal(size=picture),
        "W": rng.normal(size=(maps, picture[1], *kernel)),
        "b": rng.normal(size=maps),
        "stride": stride,
        "padding": padding,
    }


def _conv2d_cases(rng):
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


def _layer_fits(X, W, b, stride, padding):
    if X.ndim != 4 or W.ndim != 4 or b.ndim != 1 or 0 in (*X.shape, *W.shape):
        return False
    sizes = [n + 2 * padding - k for n, k in zip(X.shape[2:], W.shape[2:], strict=True)]
    alike = X.shape[1] == W.shape[1] and len(b) == len(W)
    return alike and min(sizes) >= 0 and stride >= 1 and padding >= 0


conv2d = Exercise(
    number="10.3",
    name="conv2d",
    closeness=Closeness(rtol=1e-4, atol=1e-5),  # float32 inside counts
    difficulty=3,
    minutes=25,
    points=4,
    reference=_conv2d,
    cases=_conv2d_cases,
    rows=("X",),
    valid=_layer_fits,
    mistakes=(
        Mistake(
            "channels not summed",
            _channels_apart,
            "Each channel has a map of its own: there is an axis too many. A kernel reaches "
            "through all channels at once, and gives one number for the whole window.",
            hint=1,
        ),
        Mistake(
            "only the first channel",
            _first_channel,
            "Only the first channel is looked at. The kernel has a layer of weights for "
            "each channel; all of them go into one sum.",
            hint=1,
        ),
        Mistake(
            "mean of the channels",
            _mean_of_channels,
            "The channels are averaged. A window gives one sum over its rows, its columns "
            "and its channels.",
            hint=1,
        ),
        Mistake(
            "bias missing",
            _no_bias,
            "The bias is left out: each kernel adds one number of its own to its whole map.",
            hint=1,
        ),
        Mistake(
            "bias once for each channel",
            _bias_in_each_channel,
            "The bias is added once for each channel of the input. It belongs to the kernel: "
            "add it once, after the sum.",
            hint=1,
        ),
        Mistake(
            "bias along the row",
            _bias_along_the_row,
            "The bias runs along the columns of the map: NumPy aligns shapes at their last "
            "axis. There is one bias for each map: give it the shape (k, 1, 1).",
            hint=2,
        ),
        Mistake(
            "padding on one side",
            _padded(lambda p: ((p, 0), (p, 0))),
            "The padding lies above and to the left only. It goes round the whole picture, "
            "so that height and width grow by twice as much.",
            hint=2,
        ),
        Mistake(
            "padding at the end only",
            _padded(lambda p: ((0, p), (0, p))),
            "The padding lies below and to the right only. It goes round the whole picture.",
            hint=2,
        ),
        Mistake(
            "padding in one direction",
            _padded(lambda p: ((p, p), (0, 0))),
            "Only the height is padded. The width needs its columns too.",
            hint=2,
        ),
        Mistake(
            "padding ignored",
            lambda X, W, b, stride, padding: _conv2d(X, W, b, stride),
            "The padding plays no part. Lay that many rows and columns of zeros round each "
            "picture before the window slides.",
            hint=2,
        ),
        Mistake(
            "border repeated",
            _padded(mode="edge"),
            "The frame repeats the pixels of the border. Here it holds zeros.",
            hint=2,
        ),
        Mistake(
            "border mirrored",
            _padded(mode="symmetric"),
            "The frame mirrors the picture. Here it holds zeros.",
            hint=2,
        ),
        Mistake(
            "all axes padded",
            _padded_everywhere,
            "`np.pad(X, padding)` pads every axis, pictures and channels too. Give it a pair "
            "for each axis: nothing for the first two.",
            hint=2,
        ),
        Mistake(
            "stride ignored",
            lambda X, W, b, stride, padding: _conv2d(X, W, b, 1, padding),
            "The stride plays no part: the window stands at every place.",
            hint=3,
        ),
        Mistake(
            "stride for the rows only",
            _stride_of_rows_only,
            "The stride moves the window down, and to the right it still goes one by one.",
            hint=3,
        ),
        Mistake(
            "stride in the size only",
            _strided_size_only,
            "The result has the right size, and its windows begin one pixel apart. Place "
            "(r, c) begins at row r * stride, column c * stride.",
            hint=3,
        ),
        Mistake(
            "loops step by the stride",
            _loops_by_stride,
            "The loops over the result go in steps of the stride, so most places stay empty. "
            "Fill every place of the result; it is the window that jumps.",
            hint=3,
        ),
        Mistake(
            "as large as the picture",
            _map_as_large_as_the_picture,
            "The array for the maps has the height and width of the picture. How many places "
            "are there really? Your `output_size` tells.",
            hint=2,
        ),
        Mistake(
            "one place short",
            _one_place_short,
            "The last row and the last column are missing. Compare the size with your "
            "`output_size`.",
            hint=2,
        ),
        Mistake(
            "h and w swapped",
            lambda X, W, b, stride, padding: _conv2d(X, W, b, stride, padding).swapaxes(
                2, 3
            ),
            "Height and width are swapped in the result: the maps lie on their sides.",
            hint=3,
        ),
        Mistake(
            "kernel on its side",
            lambda X, W, b, stride, padding: _conv2d(
                X, W.swapaxes(2, 3), b, stride, padding
            ),
            "Height and width of the kernels are swapped. In W the axes are map, channel, "
            "row, column.",
            hint=3,
        ),
        Mistake(
            "flipped kernel",
            lambda X, W, b, stride, padding: _conv2d(
                X, W[:, :, ::-1, ::-1], b, stride, padding
            ),
            "The kernels are turned round before they are laid on. Networks do not flip.",
            hint=1,
        ),
        Mistake(
            "maps and channels swapped",
            lambda X, W, b, stride, padding: _conv2d(
                X, W.swapaxes(0, 1), b, stride, padding
            ),
            "The first two axes of W are swapped. First comes the map that a kernel makes, "
            "then the channel that it looks at.",
            hint=1,
        ),
        Mistake(
            "channels last",
            lambda X, W, b, stride, padding: np.moveaxis(
                _conv2d(X, W, b, stride, padding), 1, -1
            ),
            "The maps stand on the last axis. Here they are the second: (n, k, rows, "
            "columns).",
            hint=3,
        ),
        Mistake(
            "only the first picture",
            _first_picture,
            "Only the first picture of the batch is answered.",
            hint=3,
        ),
        Mistake(
            "sum over the batch too",
            _sum_over_the_batch,
            "Every picture has the same maps: the sum runs over the pictures, too. Keep "
            "their axis, and sum over the other three.",
            hint=3,
        ),
        Mistake(
            "pictures added up",
            lambda X, W, b, stride, padding: _conv2d(
                X.sum(axis=0, keepdims=True), W, b, stride, padding
            ),
            "The pictures of the batch are added up. Each has maps of its own.",
            hint=3,
        ),
    ),
    hints=(
        "For one picture, one kernel, one place: which numbers are multiplied, and over "
        "which three axes do you sum? How many biases does that place need?",
        "Pad first, with `np.pad` and a pair of numbers for each of the four axes: the "
        "first two stay as they are. Then make zeros of the shape (n, k, rows, columns), "
        "with rows and columns from your `output_size`.",
        "For each place: `top = r * stride`, a window of all pictures and all channels "
        "`[:, :, top : top + kh, …]`, and for map m the sum of `window * W[m]` over the "
        "axes (1, 2, 3), plus one bias.",
    ),
    alternatives=(_conv2d_loop, _conv2d_by_matrix),
)


def _pool_cases(rng):
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


def _pool_fits(X, size, stride, padding):
    if X.ndim != 4 or 0 in X.shape or size < 1 or not 0 <= padding <= size // 2:
        return False
    fits = min(X.shape[2:]) + 2 * padding >= size
    return fits and (stride is None or stride >= 1)


max_pool = Exercise(
    number="10.4",
    name="max_pool",
    difficulty=2,
    minutes=15,
    points=3,
    reference=_max_pool,
    cases=_pool_cases,
    rows=("X",),
    valid=_pool_fits,
    mistakes=(
        Mistake(
            "pads with 0",
            _pooled(filled=0.0),
            "The frame holds zeros, and where all pixels of a window are negative the zero "
            "wins. The frame must lose against every pixel: fill it with `-np.inf`.",
            hint=1,
        ),
        Mistake(
            "default stride 1",
            _pooled(step=lambda size, stride: stride or 1),
            "Without a stride the window moves by one. By default pooling windows lie side "
            "by side: the stride is then the size.",
            hint=2,
        ),
        Mistake(
            "stride ignored",
            _pooled(step=lambda size, stride: size),
            "The windows always lie side by side. Where a stride is given, it decides.",
            hint=2,
        ),
        Mistake(
            "mean for maximum",
            _pooled(lambda v, axis: np.mean(np.where(np.isinf(v), 0, v), axis=axis)),
            "This is the mean of each window. Max pooling keeps the largest value.",
            hint=2,
        ),
        Mistake(
            "minimum for maximum",
            _pooled(np.min, filled=np.inf),
            "This is the smallest value of each window; the largest is asked for.",
            hint=2,
        ),
        Mistake(
            "sum for maximum",
            _pooled(np.sum, filled=0.0),
            "This is the sum of each window. Max pooling keeps the largest value.",
            hint=2,
        ),
        Mistake(
            "largest without its sign",
            _pooled(lambda v, axis: np.max(np.abs(v), axis=axis), filled=0.0),
            "The signs are lost: this is the largest absolute value. Keep the largest value, "
            "even where it is negative.",
            hint=2,
        ),
        Mistake(
            "first pixel of each window",
            _pooled(lambda v, axis: v[..., 0, 0]),
            "This is the upper left pixel of each window: the picture is thinned out, and "
            "nothing is compared.",
            hint=2,
        ),
        Mistake(
            "first row of each window",
            _one_row_of_each_window,
            "Only the first row of each window is looked at. The window is `size` high and "
            "`size` wide.",
            hint=2,
        ),
        Mistake(
            "windows that hang over",
            _pool_rounded_up,
            "Windows that hang over the border are counted. What does not fit whole is left "
            "out, as with `output_size`.",
            hint=1,
        ),
        Mistake(
            "folded to blocks",
            _pool_by_folding,
            "`reshape` cuts the picture into whole blocks. That works only where the size "
            "divides height and width, and where the stride is the size.",
            hint=1,
        ),
        Mistake(
            "padding ignored",
            lambda X, size, stride, padding: _max_pool(X, size, stride),
            "The padding plays no part.",
            hint=1,
        ),
        Mistake(
            "padding on one side",
            _pool_padded_once,
            "The frame lies above and to the left only. It goes round the whole picture.",
            hint=1,
        ),
        Mistake(
            "channels pooled too",
            lambda X, size, stride, padding: _max_pool(X, size, stride, padding).max(
                axis=1, keepdims=True
            ),
            "The largest value is taken over the channels too. Each channel is pooled for "
            "itself.",
            hint=3,
        ),
        Mistake(
            "largest of all",
            _largest_of_all,
            "All pictures and channels have the same map: the largest value is taken over "
            "all of them. Keep their two axes.",
            hint=3,
        ),
        Mistake(
            "one number for each map",
            lambda X, size, stride, padding: X.max(axis=(2, 3)),
            "There is one number for each whole map. Every window has a largest value of "
            "its own.",
            hint=3,
        ),
        Mistake(
            "h and w swapped",
            lambda X, size, stride, padding: _max_pool(
                X, size, stride, padding
            ).swapaxes(2, 3),
            "Height and width are swapped in the result.",
            hint=3,
        ),
    ),
    hints=(
        "Think of a window at the border in which every pixel is negative. What may the "
        "frame hold so that it never wins? And what becomes of a last row that fills no "
        "whole window?",
        "First settle the stride: where it is None it is the size. Pad the last two axes "
        "with `constant_values=-np.inf`. The rest is as in `conv2d`, with a maximum where "
        "the sum was, and no weights.",
        "`window = framed[:, :, top : top + size, left : left + size]`, and then its `.max` "
        "over the axes 2 and 3, for all pictures and channels at once.",
    ),
    alternatives=(_pool_by_growing, _pool_loop),
)


def _receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *_ in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field


def _stack_cases(rng):
    yield worked(layers=[(3, 1), (3, 1)])
    yield worked(layers=[(3, 2), (3, 1)])
    yield worked(layers=[(5, 1, 2)])
    for layers in (
        [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)],
        [(7, 2, 3), (3, 2, 1), (3, 1, 1), (3, 1, 1)],
        [(3, 2, 1), (3, 2, 1), (3, 2, 1)],
        [(1, 1), (1, 2), (4, 1)],
        [(2, 3), (5, 2, 2), (3, 1, 1)],
        [(5, 4)],
        [],
        [(1, 1, 0)],
    ):
        yield case(layers=layers)
    for depth in (3, 4, 6):
        drawn = rng.integers((2, 1, 0), (6, 4, 3), size=(depth, 3)).tolist()
        yield case(layers=[tuple(layer) for layer in drawn])


def _from_the_output_back(layers):
    """How many inputs one output needs, layer by layer backwards."""
    field = 1
    for layer in reversed(list(layers)):
        field = (field - 1) * layer[1] + layer[0]
    return field


def _by_touching(layers):
    """The set of input places that output 0 touches."""
    places = {0}
    for layer in list(layers)[::-1]:
        places = {p * layer[1] + i for p in places for i in range(layer[0])}
    return max(places) - min(places) + 1


def _growing(grow, jump=lambda jump, stride: jump * stride, start=1):
    """A receptive field with another rule of growth, jump, or start."""

    def code(layers):
        field, step = start, 1
        for layer in layers:
            field = grow(field, layer, step)
            step = jump(step, layer[1])
        return field

    return code


def _stride_too_early(layers):
    field, jump = 1, 1
    for layer in layers:
        jump *= layer[1]
        field += (layer[0] - 1) * jump
    return field


def _two_numbers_only(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field


def _field_only(field, layer, step):
    return field + (layer[0] - 1) * step


receptive_field = Exercise(
    number="10.5",
    name="receptive_field",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_receptive_field,
    cases=_stack_cases,
    mistakes=(
        Mistake(
            "product of strides ignored",
            _growing(_field_only, jump=lambda jump, stride: 1),
            "The strides play no part. After a layer with stride 2, neighbours lie two input "
            "pixels apart, so that the next window reaches twice as far.",
            hint=1,
        ),
        Mistake(
            "only the stride before",
            _growing(_field_only, jump=lambda jump, stride: stride),
            "Only the stride of the layer before is counted. The distances multiply: two "
            "layers with stride 2 put neighbours four pixels apart.",
            hint=2,
        ),
        Mistake(
            "strides added",
            _growing(_field_only, jump=lambda jump, stride: jump + stride - 1),
            "The strides are added up. They multiply: each layer walks on the grid that the "
            "one before has left.",
            hint=2,
        ),
        Mistake(
            "stride one layer too early",
            _stride_too_early,
            "A layer's own stride is counted before its window is laid on. Its window still "
            "lies on the old grid; the stride matters to the layers after it.",
            hint=2,
        ),
        Mistake(
            "padding counted",
            _growing(
                lambda field, layer, step: (
                    field + (layer[0] - 1) * step + 2 * (layer[2] if layer[2:] else 0)
                )
            ),
            "The padding is counted. A frame of zeros moves the window to the border, and "
            "makes it no wider.",
            hint=1,
        ),
        Mistake(
            "padding taken away",
            _growing(
                lambda field, layer, step: (
                    field + (layer[0] - 1) * step - 2 * (layer[2] if layer[2:] else 0)
                )
            ),
            "The padding is taken away. The width of what is seen does not depend on it.",
            hint=1,
        ),
        Mistake(
            "padding times the distance",
            _growing(
                lambda field, layer, step: (
                    field + (layer[0] - 1 - 2 * (layer[2] if layer[2:] else 0)) * step
                )
            ),
            "The padding enters the growth. It has no part in it: count only what the "
            "kernel adds.",
            hint=1,
        ),
        Mistake(
            "starts at 0",
            _growing(_field_only, start=0),
            "One too few: before any layer a number sees one pixel, itself.",
            hint=1,
        ),
        Mistake(
            "whole kernels added",
            _growing(lambda field, layer, step: field + layer[0] * step),
            "Each layer adds its whole kernel. One of its weights lies on what was seen "
            "before: only the others make it wider.",
            hint=1,
        ),
        Mistake(
            "sum of the kernels",
            lambda layers: sum(layer[0] for layer in layers),
            "The kernels are added up. Two windows of 3 see 5 pixels, not 6: they overlap.",
            hint=1,
        ),
        Mistake(
            "product of the kernels",
            lambda layers: math.prod(layer[0] for layer in layers),
            "The kernels are multiplied. Neighbouring windows overlap, so two windows of 3 "
            "see 5 pixels, not 9.",
            hint=1,
        ),
        Mistake(
            "largest kernel",
            lambda layers: max((layer[0] for layer in layers), default=1),
            "Only the largest kernel counts here. Every layer widens what the last one sees.",
            hint=1,
        ),
        Mistake(
            "layers in the wrong order",
            lambda layers: _receptive_field(layers[::-1]),
            "The layers are taken in the wrong order. The list begins at the picture: a "
            "stride there stretches everything after it.",
            hint=2,
        ),
        Mistake(
            "two numbers for each layer only",
            _two_numbers_only,
            "A layer may also come with three numbers: (kernel, stride, padding). Take the "
            "first two by their index, or gather the rest: `for kernel, stride, *rest in "
            "layers`.",
            hint=3,
        ),
        Mistake(
            "area for width",
            lambda layers: _receptive_field(layers) ** 2,
            "This is the number of pixels in the square. The width of its side is asked "
            "for.",
            hint=3,
        ),
    ),
    hints=(
        "Before any layer a number sees one pixel. After a window of 3 it sees 3, after a "
        "second one 5: how much does each add? And does a frame of zeros change that?",
        "Keep two numbers while you walk through the list: how far the last layer sees, and "
        "how many input pixels lie between two neighbours of its map. A stride multiplies "
        "the second.",
        "For each layer: first `field += (kernel - 1) * …`, and only then `jump *= …`, "
        "because the layer's own window still lies on the grid before it.",
    ),
    alternatives=(_from_the_output_back, _by_touching),
)
