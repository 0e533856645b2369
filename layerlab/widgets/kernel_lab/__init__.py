"""Kernel lab: paint a kernel and a picture, slide the window; introduced in lesson 10."""

import re

import numpy as np
import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.kernel_lab import still, window


class KernelLab(CourseWidget):
    """A window that slides over a picture, with its running sum (lesson 10).

    `image` is [h, w] with values 0…1, at most 48 x 48, or "cake", "photograph" (it comes
    with scikit-learn) or "empty" (to draw on); `kernel` is at most 7 x 7, or the name of a
    preset. Painting happens in the browser. Traits to observe: image, kernel, stride,
    padding, dilation, at (index of the output cell on view). `output` is the present
    result of the window.

    >>> KernelLab(np.eye(4), [[1, 1]], stride=2, padding=0).output.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    still = still

    image = traits.Array((None, None)).tag(state=True)
    kernel = traits.Array((None, None)).tag(state=True)
    preset = traitlets.Unicode().tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    stride = traitlets.Int().tag(sync=True, state=True)
    padding = traitlets.Int().tag(sync=True, state=True)
    dilation = traitlets.Int().tag(sync=True, state=True)
    at = traitlets.Int().tag(sync=True, state=True)

    def __init__(
        self, image="cake", kernel="vertical", *, stride=1, padding=1, dilation=1, at=72
    ):
        rows, name = _kernel(kernel)
        super().__init__(
            image=_image(image),
            kernel=rows,
            preset=name,
            presets={k: {"text": t, "rows": r} for k, (t, r) in window.PRESETS.items()},
            stride=int(traits.within(stride, 1, 3, name="stride")),
            padding=int(traits.within(padding, 0, 3, name="padding")),
            dilation=int(traits.within(dilation, 1, 3, name="dilation")),
            at=at,
        )

    @property
    def output(self) -> np.ndarray:
        """The output of the window, [rows, columns]; empty where it does not fit."""
        how = {"stride": self.stride, "padding": self.padding}
        return window.correlate(self.image, self.kernel, dilation=self.dilation, **how)

    def state(self) -> str:
        """Return the state as a short string; a picture of the lab goes by its name."""
        for name, make in window.PICTURES.items():
            if np.array_equal(make(), self.image):
                return re.sub(r"\|image=[^|]*", f"|image={name}", super().state())
        return super().state()

    @classmethod
    def arguments_of(cls, text: str) -> dict:
        """Return the constructor's arguments; the picture may go by its name."""
        named = re.search(r"\|image=([a-z]+)", str(text))
        if not named:
            return super().arguments_of(text)
        rest = super().arguments_of(str(text).replace(named[0], ""))
        return {**rest, "image": named[1]}

    @traitlets.validate("image")
    def _valid_image(self, proposal):
        return _image(proposal["value"])

    @traitlets.observe("kernel")
    def _name_kernel(self, change):
        # The browser names its kernel itself: "your own" may have been chosen since.
        if not self.hearing:
            self.preset = _kernel(change["new"])[1]


def _image(value):
    if isinstance(value, str):
        if value not in window.PICTURES:
            raise UnknownName("picture", value, window.PICTURES)
        value = window.PICTURES[value]()
    image = traits.frozen(value, (None, None), name="image")
    if max(image.shape) > 48 or min(image.shape) < 1:
        raise BadArgument(
            "image must be at most 48 x 48",
            f"it is {image.shape[0]} x {image.shape[1]}",
            "Take a part of it, or every second pixel: image[::2, ::2]",
        )
    if image.min() < 0 or image.max() > 1:
        raise BadArgument(
            "image must hold values between 0 and 1",
            f"it holds {image.min():g} … {image.max():g}",
            "Divide by its maximum",
        )
    return image


def _kernel(value):
    if isinstance(value, str):
        if value not in window.PRESETS:
            raise UnknownName("kernel", value, window.PRESETS)
        return window.PRESETS[value][1], value
    kernel = traits.frozen(value, (None, None), name="kernel")
    if max(kernel.shape) > 7 or min(kernel.shape) < 1:
        raise BadArgument(
            "kernel must be at most 7 x 7",
            f"it is {kernel.shape[0]} x {kernel.shape[1]}",
            "Choose a smaller one",
        )
    named = (n for n, (_, k) in window.PRESETS.items() if np.array_equal(k, kernel))
    return kernel, next(named, "yours")
