"""A convolutional layer: batches, channels, bias, stride and padding."""

import numpy as np

from layerlab.checking import Closeness, Exercise, Mistake, Part, case, worked

from . import layers


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
    yield case(**_layer(rng, (1, 3, 7, 8), 2, (2, 2), stride=3, padding=2))
    yield case(**_layer(rng, (2, 4, 3, 3), 5, (1, 1)))
    yield case(**_layer(rng, (2, 2, 6, 7), 2, (2, 2), stride=2, padding=2))
    whole = rng.integers(
        0, 10, size=(1, 2, 4, 3)
    )  # and weights that are no whole numbers
    yield case(**_layer(rng, (1, 2, 4, 3), 2, (2, 2)) | {"X": whole})


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
    reference=layers.convolved, cases=_cases, rows=("X",), valid=_layer_fits,
    parts=(
        Part("neither padding nor stride", 2,
             where=lambda stride, padding, **_: stride == 1 and not padding),
        Part("padding", 1, where=lambda stride, padding, **_: stride == 1 and padding),
        Part("strides", 1, where=lambda stride, **_: stride > 1),
    ),
    mistakes=(
        Mistake("channels not summed", layers.channels_apart, message=
            "Each channel has a map of its own: there is an axis too many. A kernel reaches "
            "through all channels at once, and gives one number for the whole window."),
        Mistake("only the first channel", layers.first_channel, message=
            "Only the first channel is looked at. The kernel has a layer of weights for each "
            "channel; all of them go into one sum."),
        Mistake("mean of the channels", layers.mean_of_channels, message=
            "The channels are averaged. A window gives one sum over its rows, its columns and its "
            "channels."),
        Mistake("bias missing", layers.no_bias, message=
            "The bias is left out: each kernel adds one number of its own to its whole map."),
        Mistake("bias once for each channel", layers.bias_in_each_channel, message=
            "The bias is added once for each channel of the input. It belongs to the kernel: add "
            "it once, after the sum."),
        Mistake("bias along the row", layers.bias_along_the_row, hint=2, message=
            "The bias runs along the columns of the map: NumPy aligns shapes at their last axis. "
            "There is one bias for each map: give it the shape (k, 1, 1)."),
        Mistake("padding on one side", layers.padded(lambda p: ((p, 0), (p, 0))), hint=2, message=
            "The padding lies above and to the left only. It goes round the whole picture, so that "
            "height and width grow by twice as much."),
        Mistake("padding at the end only", hint=2, code=
            layers.padded(lambda p: ((0, p), (0, p))), message=
            "The padding lies below and to the right only. It goes round the whole picture."),
        Mistake("padding in one direction", hint=2, code=
            layers.padded(lambda p: ((p, p), (0, 0))), message=
            "Only the height is padded. The width needs its columns too."),
        Mistake("padding ignored", hint=2, code=
            lambda X, W, b, stride, padding: layers.convolved(X, W, b, stride), message=
            "The padding plays no part. Lay that many rows and columns of zeros round each picture "
            "before the window slides."),
        Mistake("border repeated", layers.padded(mode="edge"), hint=2, message=
            "The frame repeats the pixels of the border. Here it holds zeros."),
        Mistake("border mirrored", layers.padded(mode="symmetric"), hint=2, message=
            "The frame mirrors the picture. Here it holds zeros."),
        Mistake("all axes padded", layers.padded_everywhere, hint=2, message=
            "`np.pad(X, padding)` pads every axis, pictures and channels too. Give it a pair for "
            "each axis: nothing for the first two."),
        Mistake("all axes padded, the result too", layers.padded_everywhere_in_shape_too, hint=2,
            message=
            "`np.pad(X, padding)` pads every axis: there are more pictures and channels than came. "
            "Give it a pair for each axis: nothing for the first two."),
        Mistake("stride ignored", hint=3, code=
            lambda X, W, b, stride, padding: layers.convolved(X, W, b, 1, padding), message=
            "The stride plays no part: the window stands at every place."),
        Mistake("stride for the rows only", layers.stride_of_rows_only, hint=3, message=
            "The stride moves the window down, and to the right it still goes one by one."),
        Mistake("stride in the size only", layers.strided_size_only, hint=3, message=
            "The result has the right size, and its windows begin one pixel apart. Place (r, c) "
            "begins at row r * stride, column c * stride."),
        Mistake("loops step by the stride", layers.loops_by_stride, hint=3, message=
            "The loops over the result go in steps of the stride, so most places stay empty. Fill "
            "every place of the result; it is the window that jumps."),
        Mistake("as large as the picture", layers.map_as_large_as_the_picture, hint=2, message=
            "The array for the maps has the height and width of the picture. How many places are "
            "there really? Your `output_size` tells."),
        Mistake("one place short", layers.one_place_short, hint=2, message=
            "The last row and the last column are missing. Compare the size with your "
            "`output_size`."),
        Mistake("h and w swapped", lambda X, W, b, stride, padding: (
            layers.convolved(X, W, b, stride, padding).swapaxes(2, 3)
        ), hint=3, message=
            "Height and width are swapped in the result: the maps lie on their sides."),
        Mistake("kernel on its side", lambda X, W, b, stride, padding: (
            layers.convolved(X, W.swapaxes(2, 3), b, stride, padding)
        ), hint=3, message=
            "Height and width of the kernels are swapped. In W the axes are map, channel, row, "
            "column."),
        Mistake("flipped kernel", lambda X, W, b, stride, padding: (
            layers.convolved(X, W[:, :, ::-1, ::-1], b, stride, padding)
        ), message=
            "The kernels are turned round before they are laid on. Networks do not flip."),
        Mistake("maps and channels swapped", lambda X, W, b, stride, padding: (
            layers.convolved(X, W.swapaxes(0, 1), b, stride, padding)
        ), message=
            "The first two axes of W are swapped. First comes the map that a kernel makes, then "
            "the channel that it looks at."),
        Mistake("channels last", lambda X, W, b, stride, padding: (
            np.moveaxis(layers.convolved(X, W, b, stride, padding), 1, -1)
        ), hint=3, message=
            "The maps stand on the last axis. Here they are the second: (n, k, rows, columns)."),
        Mistake("only the first picture", layers.first_picture, hint=3, message=
            "Only the first picture of the batch is answered."),
        Mistake("sum over the batch too", layers.sum_over_the_batch, hint=3, message=
            "Every picture has the same maps: the sum runs over the pictures, too. Keep their "
            "axis, and sum over the other three."),
        Mistake("bias within the sum", layers.bias_in_the_sum, message=
            "The bias stands inside the sum, so it is added as often as the window has weights. "
            "Add it once, after the sum."),
        Mistake("columns not turned back", layers.columns_not_turned, hint=3, message=
            "The maps are mixed up. A matrix product gives one row for each place and one column "
            "for each map, and `reshape` exchanges no axes: turn the two first."),
        Mistake("each map its own channel", layers.each_its_own_channel, message=
            "Each map looks at one channel only. A kernel has a sheet of weights for every "
            "channel, and all of them go into one sum."),
        Mistake("a bend after the sum", layers.bent, message=
            "Negative sums became 0: there is a ReLU. The layer gives the sums as they are; the "
            "bend is a layer of its own."),
        Mistake("padding twice", hint=2, code=
            lambda X, W, b, stride, padding: layers.convolved(X, W, b, stride, 2 * padding),
            message=
            "The frame is twice as wide as `padding` says. Lay `padding` rows above and as many "
            "below; the same for the columns."),
        Mistake("size without the padding", layers.size_without_padding, hint=2, message=
            "The window slides over the frame, and the array for the maps is as large as without "
            "it. Count the places on the padded picture."),
        Mistake("all axes padded, then cut", layers.everywhere_and_cut, hint=2, message=
            "`np.pad(X, padding)` pads every axis, pictures and channels too: the first ones are "
            "zeros then. Give it a pair for each axis: nothing for the first two."),
        Mistake("only whole numbers kept", layers.in_its_own_type, hint=2, message=
            "The sums were written into an array of the pictures' own type, so pictures of whole "
            "numbers lose everything behind the point. Make the array with `np.zeros(…)` alone."),
        Mistake("pictures added up", lambda X, W, b, stride, padding: (
            layers.convolved(X.sum(axis=0, keepdims=True), W, b, stride, padding)
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
    alternatives=(layers.conv2d_loop, layers.conv2d_by_matrix),
)  # fmt: skip
