"""The static picture of the kernel lab: picture with window, kernel, output."""

import numpy as np
from matplotlib.patches import Rectangle

from layerlab import theme


def draw(figure, lab) -> None:
    """Draw the state of the lab on an empty figure."""
    first, second, third = figure.subplots(1, 3, width_ratios=(2, 1.1, 2))
    for ax in (first, second, third):
        ax.set_axis_off()
    first.imshow(lab.image, cmap=theme.IMAGES, vmin=0, vmax=1)
    first.set_title("picture, and the window")
    second.imshow(lab.kernel, **_signed(lab.kernel))
    second.set_title("kernel")
    strong = 0.7 * np.abs(lab.kernel).max()
    for (r, c), value in np.ndenumerate(lab.kernel):
        ink = "white" if abs(value) > strong > 0 else theme.INK
        second.text(c, r, f"{value:g}", ha="center", va="center", color=ink)
    third.set_title(f"output, {' x '.join(map(str, lab.output.shape))}")
    if lab.output.size:
        third.imshow(lab.output, **_signed(lab.output))
        _window(first, third, lab)


def alt(lab) -> str:
    """Return one sentence that says what the picture shows."""
    (h, w), (kh, kw), out = lab.image.shape, lab.kernel.shape, lab.output
    how = f"stride {lab.stride}, padding {lab.padding}, dilation {lab.dilation}"
    if not out.size:
        return f"A {kh} by {kw} window with {how} does not fit a {h} by {w} picture."
    row, column = divmod(min(lab.at, out.size - 1), out.shape[1])
    return (
        f"A {kh} by {kw} window on a {h} by {w} picture with {how} gives "
        f"{out.shape[0]} by {out.shape[1]} sums, from {out.min():.2f} to "
        f"{out.max():.2f}; at row {row + 1}, column {column + 1} the sum is "
        f"{out[row, column]:.2f}."
    )


def _signed(values):
    span = np.abs(values).max() or 1
    return {"cmap": theme.SIGNED, "vmin": -1.2 * span, "vmax": 1.2 * span}


def _window(first, third, lab):
    row, column = divmod(min(lab.at, lab.output.size - 1), lab.output.shape[1])
    style = {"fill": False, "edgecolor": theme.VERMILION, "lw": 1.6}
    for i, j in np.ndindex(*lab.kernel.shape):
        y = row * lab.stride - lab.padding + i * lab.dilation
        x = column * lab.stride - lab.padding + j * lab.dilation
        first.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, **style))
    third.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, **style))
    first.autoscale_view()
