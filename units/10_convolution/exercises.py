# %% [markdown]
r"""
# Exercises 10: one small window

Five small functions: where a window fits, what it sees, and how far a stack of windows looks. Together they are the layers of the network in lesson 11.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
The [lesson](../course/10_convolution.ipynb) has everything you need. NumPy is enough here; torch does the same, and the checks do not mind it.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import convolution as check

# %% [markdown]
r"""
<!-- exercise: output_size -->

How many places has a window on a row of `n` pixels? The row is first made longer by `padding` zeros on *both* sides, the window moves `stride` pixels at a time, and the weights of its kernel lie `dilation` pixels apart (1: side by side).
Windows that hang over the end do not count. At least one window fits.

Example: on a row of 7, a kernel of 3 with padding 1 and stride 2 begins at the places 0, 2, 4 and 6 of the longer row of 9, so the answer is 4. With dilation 2 a kernel of 3 reaches over 5 pixels.
"""

# %%
def output_size(n: int, kernel: int, padding: int = 0, stride: int = 1, dilation: int = 1) -> int:
    """How many places a window has on a row.

    five whole numbers -> a whole number
    """
    # <solution>
    reach = dilation * (kernel - 1) + 1
    return (n + 2 * padding - reach) // stride + 1
    # </solution>


# %%
check.output_size(output_size)

# %% [markdown]
r"""
<!-- hints: output_size -->
"""

# %% [markdown]
r"""
<!-- exercise: correlate -->

Slide a kernel over one grey picture. At each place where the whole window fits, multiply each pixel by the weight that lies on it, and add up.
The kernel may be higher than wide, or wider than high. The picture may hold whole numbers from 0 to 255 (`uint8`); the sums may have any size and sign.

Example: the kernel `[[1, 0], [0, 2]]` on the picture `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]` begins with $1 \cdot 1 + 2 \cdot 5 = 11$; the whole result is `[[11, 14], [20, 23]]`.
"""

# %%
def correlate(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """The sums of picture times kernel, one for each place of the window.

    image: (h, w), kernel: (kh, kw) -> (h - kh + 1, w - kw + 1)
    """
    # <solution>
    (h, w), (kh, kw) = image.shape, kernel.shape
    out = np.zeros((h - kh + 1, w - kw + 1))
    for r in range(out.shape[0]):
        for c in range(out.shape[1]):
            out[r, c] = np.sum(image[r:r + kh, c:c + kw] * kernel)
    return out
    # </solution>


# %%
check.correlate(correlate)

# %% [markdown]
r"""
<!-- hints: correlate -->
"""

# %% [markdown]
r"""
<!-- exercise: conv2d -->

The whole layer: `X` holds n pictures of c channels, `W` holds k kernels with a sheet of weights for each channel, and `b` one bias for each kernel.
Lay `padding` zeros round each picture (above, below, left and right), and let the window move `stride` pixels at a time, down and to the right.
Each kernel makes one map: at each place, the sum over all channels, rows and columns of the window, plus its bias.
The pictures may hold whole numbers; the sums have fractions all the same.

Example: one picture with the two channels `[[1, 2], [3, 4]]` and `[[10, 20], [30, 40]]`, and one kernel that is 1 high and 2 wide: `[[1, 0]]` for the first channel, `[[0, 1]]` for the second, with bias 0.5.
The upper place gives $1 + 20 + 0.5 = 21.5$, the lower one $3 + 40 + 0.5 = 43.5$: the shape is `(1, 1, 2, 1)`.
"""

# %%
def conv2d(X: np.ndarray, W: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """A convolutional layer.

    X: (n, c, h, w), W: (k, c, kh, kw), b: (k,) -> (n, k, rows, columns)
    """
    # <solution>
    (n, _, h, w), (k, _, kh, kw) = X.shape, W.shape
    frame = (padding, padding)
    P = np.pad(X, ((0, 0), (0, 0), frame, frame))
    out = np.zeros((n, k, output_size(h, kh, padding, stride), output_size(w, kw, padding, stride)))
    for r in range(out.shape[2]):
        for q in range(out.shape[3]):
            window = P[:, :, r * stride:r * stride + kh, q * stride:q * stride + kw]
            for m in range(k):
                out[:, m, r, q] = np.sum(window * W[m], axis=(1, 2, 3)) + b[m]
    return out
    # </solution>


# %%
check.conv2d(conv2d)

# %% [markdown]
r"""
<!-- hints: conv2d -->
"""

# %% [markdown]
r"""
<!-- exercise: max_pool -->

Keep the largest value of each window of `size` by `size` pixels, in each channel for itself. The pictures hold floats.
The window moves `stride` pixels at a time; where `stride` is None, as far as it is wide. Windows that hang over the border are left out.
`padding` lays a frame round the picture that never wins: minus infinity.

Example: with `size=2`, the channel `[[1, 2, 5, 3], [4, 3, 0, 1]]` gives `[[4, 5]]`. The channel `[[-3, -1], [-4, -2]]` with `size=2` and `padding=1` gives `[[-3, -1], [-4, -2]]`: each window holds one pixel, and the frame loses.
"""

# %%
def max_pool(X: np.ndarray, size: int, stride: int | None = None, padding: int = 0) -> np.ndarray:
    """The largest value of each window.

    X: (n, c, h, w) -> (n, c, rows, columns)
    """
    # <solution>
    stride = stride or size
    frame = (padding, padding)
    P = np.pad(X, ((0, 0), (0, 0), frame, frame), constant_values=-np.inf)
    rows, columns = (output_size(m, size, padding, stride) for m in X.shape[2:])
    out = np.zeros((*X.shape[:2], rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = P[:, :, r * stride:r * stride + size, c * stride:c * stride + size]
            out[:, :, r, c] = window.max(axis=(2, 3))
    return out
    # </solution>


# %%
check.max_pool(max_pool)

# %% [markdown]
r"""
<!-- hints: max_pool -->
"""

# %% [markdown]
r"""
<!-- exercise: receptive_field -->

How many pixels of the picture, along one side, can one number after a stack of layers depend on?
`layers` is a list that begins at the picture. Each layer, convolution or pooling, is a pair (kernel, stride), or a triple (kernel, stride, padding). There is no dilation. An empty list means the picture itself.

Example: two layers `(3, 1)` see 5 pixels. With `[(3, 2), (3, 1)]` it is 7: after the stride of 2, the three neighbours that the second window looks at lie two pixels apart.
"""

# %%
def receptive_field(layers: list[tuple]) -> int:
    """How wide a stack of layers sees, in pixels.

    layers: (kernel, stride) or (kernel, stride, padding), from the picture on -> a whole number
    """
    # <solution>
    field, jump = 1, 1
    for kernel, stride, *_ in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field
    # </solution>


# %%
check.receptive_field(receptive_field)

# %% [markdown]
r"""
<!-- hints: receptive_field -->
"""

# %% [markdown]
r"""
### Finale: a cake through your windows

When all five checks pass, your `conv2d` looks for edges in a cake, and your `max_pool` makes the maps smaller.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, output_size, correlate, conv2d, max_pool, receptive_field)

# %% [markdown]
r"""
**All five?** Then you have the layers of a convolutional network in your hands, and you know what each of its numbers can and cannot see.
Next: [lesson 11 · A network that sees](../course/11_cnn.ipynb)
"""
