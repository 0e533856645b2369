"""One window slides over one picture."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked

from . import shared


def _correlate(image, kernel):
    return np.einsum("rcij,ij->rc", shared.windows(image, kernel.shape), kernel)


def _cases(rng):
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
        views = shared.windows(image, kernel.shape)
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
    return shared.windows(image, kernel.shape)[::kh, ::kw].__mul__(kernel).sum((2, 3))


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


def _shape_exchanged(image, kernel):
    (h, w), (kw, kh) = image.shape, kernel.shape
    out = np.zeros((max(h - kh + 1, 0), max(w - kw + 1, 0)))
    for r, c in np.ndindex(*out.shape):
        out[r, c] = np.sum(image[r : r + kh, c : c + kw] * kernel)
    return out


def _along_the_diagonal(image, kernel):
    kh, kw = kernel.shape
    out = np.zeros(_correlate(image, kernel).shape)
    for r, c in np.ndindex(*out.shape):
        window = image[r : r + kh, r : r + kw]
        out[r, c] = np.sum(window * kernel[:, : window.shape[1]])
    return out


def _never_reset(image, kernel):
    found = _correlate(image, kernel)
    return found.ravel().cumsum().reshape(found.shape)


def _one_pixel(image, kernel):
    rows, columns = _correlate(image, kernel).shape
    return image[:rows, :columns] * 1.0 * kernel.sum()


def _kernel_fits(image, kernel):
    if image.ndim != 2 or kernel.ndim != 2 or not kernel.size:
        return False
    return all(k <= n for n, k in zip(image.shape, kernel.shape, strict=True))


correlate = Exercise(
    number="10.2", name="correlate", difficulty=2, minutes=15, points=3,
    reference=_correlate, cases=_cases, valid=_kernel_fits,
    mistakes=(
        Mistake("flipped kernel", code=
            lambda image, kernel: _correlate(image, kernel[::-1, ::-1]), message=
            "The kernel is turned upside down and left to right before it is laid on. "
            "Mathematicians call that convolution. Networks, and this exercise, lay the kernel on "
            "as it is."),
        Mistake("flipped in one direction", code=
            lambda image, kernel: _correlate(image, kernel[:, ::-1]), message=
            "The kernel is mirrored left to right. Lay it on as it is."),
        Mistake("kernel transposed", hint=2, code=
            lambda image, kernel: _correlate(image, kernel.T), message=
            "Rows and columns of the kernel are exchanged. Its first axis goes down, as the "
            "picture's does."),
        Mistake("axes swapped", lambda image, kernel: _correlate(image, kernel).T, hint=2, message=
            "The result lies on its side: its rows are your columns. The first index of the result "
            "goes down the picture."),
        Mistake("result one too large", _grown((0, 1), (0, 1)), message=
            "The result has a row and a column too many, and they stay 0. A window of 3 in a row "
            "of 5 begins at 0, 1 or 2: that are 3 places."),
        Mistake("windows cut off by the border", _hanging_over, message=
            "The result has a row and a column too many: there the window hangs over the border, "
            "and only a part of it is summed."),
        Mistake("result one too small", code=
            lambda image, kernel: _correlate(image, kernel)[:-1, :-1], message=
            "The last row and the last column are missing: `range(h - kh)` ends one place before "
            "the last one that fits."),
        Mistake("as large as the picture", _same_size, message=
            "The result is as large as the picture: zeros were laid around it. Here the window "
            "stays inside, so the result is smaller."),
        Mistake("zeros left at the end", _same_size_at_the_corner, message=
            "The sums are right, and the array for them is too large: it has the size of the "
            "picture. How many places are there really?"),
        Mistake("runs over the border", _loop_overrun, message=
            "The loop runs over every pixel. Near the right and the lower border the window no "
            "longer fits: NumPy cuts it off, and its shape no longer suits the kernel."),
        Mistake("matrix product", hint=2, code=
            _per_window(lambda window, kernel: np.sum(window @ kernel)), message=
            "`@` is the matrix product: it multiplies rows with columns. The window asks for each "
            "pixel times the weight that lies on it: `*`."),
        Mistake("kernel unused", hint=2, code=
            _per_window(lambda window, kernel: np.sum(window)), message=
            "The pixels are added without their weights: multiply by the kernel first."),
        Mistake("mean for sum", hint=2, code=
            _per_window(lambda window, kernel: np.mean(window * kernel)), message=
            "This is the mean of the products. A window gives their sum; a kernel that should "
            "average holds the ninths itself."),
        Mistake("only one row of the window", hint=2, code=
            _per_window(lambda window, kernel: np.sum(window[0] * kernel[0])), message=
            "Only the first row of the window is counted. Take kh rows and kw columns."),
        Mistake("every place the same", lambda image, kernel: (
            np.full_like(_correlate(image, kernel), _correlate(image, kernel)[0, 0])
        ), hint=3, message=
            "All places hold the sum of the first window. The slice of the picture must move with "
            "r and c."),
        Mistake("slice not moved to its end", _slice_not_moved, hint=3, message=
            "The slices begin at r and c, and all end where the first window ends. The end has to "
            "move, too."),
        Mistake("only the first place", _first_place_only, hint=3, message=
            "Only the first place holds a sum. Does a `return` stand inside a loop?"),
        Mistake("windows side by side", _side_by_side, message=
            "The window jumps by its own width. It moves one pixel at a time, so that neighbouring "
            "windows overlap."),
        Mistake("only square kernels", _square_sizes, hint=2, message=
            "The height of the kernel is used for its width too. A kernel may have any shape: take "
            "`kh, kw = kernel.shape`."),
        Mistake("only whole numbers kept", _in_its_own_type, hint=2, message=
            "The sums were written into an array of the picture's own type, so whole-number "
            "pictures lose everything behind the point, and uint8 starts again at 0 after 255. "
            "Make the array with `np.zeros((rows, columns))`."),
        Mistake("sums never begin anew", _never_reset, hint=2, message=
            "Each place also holds the sums of all places before it. Set the sum to 0 at every new "
            "place, inside both loops."),
        Mistake("one pixel for the window", _one_pixel, hint=2, message=
            "Every weight is multiplied by one and the same pixel, the first of the window. Each "
            "weight has its own pixel: cut the whole window out."),
        Mistake("cut to 0 to 255", code=
            lambda image, kernel: _correlate(image, kernel).clip(0, 255), message=
            "The sums are cut to the range of a picture, 0 to 255. They may have any size and "
            "sign: give them as they are."),
        Mistake("height and width of the kernel exchanged", _shape_exchanged, hint=2, message=
            "Height and width of the kernel have changed places: a shape is (rows, columns), and "
            "the window is as high and as wide as the kernel."),
        Mistake("the row for the column", _along_the_diagonal, hint=3, message=
            "The row number stands where the column number belongs, so the window moves along the "
            "diagonal. The columns begin at c."),
        Mistake("weights of 1 in all", hint=2, code=
            lambda image, kernel: _correlate(image, kernel) / (kernel.sum() or 1.0), message=
            "The sums are divided by the sum of the weights. A kernel that should average holds "
            "small weights itself: give the sum as it is."),
        Mistake("changes the picture", hint=2, code=
            lambda image, kernel: _write_into(image, kernel), message=
            "The sums are written into the picture itself, so the next window sees numbers that "
            "are no pixels any more. Write into a new array."),
    ),
    hints=(
        "How many places has a window of 3 in a row of 5? Try a picture of 3 by 3 and a kernel of "
        "3 by 3: how large must the result be?",
        "Make an array of zeros of the right size, and go through all its places with two loops. "
        "At each, cut the window out of the picture, multiply it by the kernel with `*`, and sum.",
        "`window = image[r : r + …, c : c + …]`, then `out[r, c] = np.sum(… * …)`, where r runs "
        "over h - kh + 1 rows.",
    ),
    alternatives=(_correlate_loop, _correlate_shifted),
)  # fmt: skip
