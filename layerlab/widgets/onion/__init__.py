"""Onion peeler: what each layer of a network makes of a picture; from lesson 02."""

import numpy as np
import traitlets

from layerlab.errors import BadArgument
from layerlab.props.onion import NAMES
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.onion import peeling, still

BLANK = -1  # an empty sheet of paper


class OnionPeeler(CourseWidget):
    """A picture, and what each layer of the network of lesson 02 makes of it.

    `picture` is 0 to 19, or -1 for an empty sheet; `paint` lies over it: counts and
    letters, as "500.9b" (500 clear pixels, 9 brown ones). `layer` is 0 for the pixels, 1
    to 4, or 5 for the answer; `channel` one of its maps. All of it can be observed.
    `image` is what the network sees, `shares` what it answers; `neighbours` are the
    nearest pictures in that layer, `pixel_neighbours` those in pixel space.

    >>> peeler = OnionPeeler(2, layer=5)
    >>> peeler.names[peeler.shares.argmax()]
    'cupcake'
    """

    still = still
    still_size = (8.4, 4.8)

    picture = traitlets.Int().tag(sync=True, state=True)
    paint = traitlets.Unicode().tag(sync=True, state=True)
    layer = traitlets.Int().tag(sync=True, state=True)
    channel = traitlets.Int().tag(sync=True, state=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    classes = traitlets.List(traitlets.Int()).tag(sync=True)
    own = traitlets.Int(peeling.OWN).tag(sync=True)
    net = traitlets.Unicode().tag(sync=True)
    sizes = traitlets.List().tag(sync=True)
    pictures = traitlets.Unicode().tag(sync=True)
    palette = traitlets.Unicode().tag(sync=True)

    def __init__(self, picture=2, *, layer=1, channel=0, paint=""):
        net, sizes = peeling.packed_net()
        shown = peeling.shipped()
        peeling.unroll(paint)
        super().__init__(
            picture=_whole(picture, BLANK, peeling.OWN - 1, "picture"),
            layer=_whole(layer, 0, len(sizes), "layer"),
            channel=_whole(channel, 0, _channels(layer, sizes) - 1, "channel"),
            paint=paint,
            names=list(NAMES),
            classes=shown.classes,
            net=net,
            sizes=sizes,
            pictures=peeling.text_of(shown.pictures),
            palette=peeling.text_of(shown.palette),
        )

    @property
    def image(self) -> np.ndarray:
        """The picture with its paint, [32, 32, 3] of 0…255."""
        sheet = np.full((32, 32, 3), (0xF2, 0xE6, 0xD0), "uint8")
        blank = self.picture == BLANK
        below = sheet if blank else peeling.shipped().colours[self.picture]
        return peeling.painted(below, self.paint)

    @property
    def stages(self) -> list:
        """The input, all four layers' maps and the shares, each [1, channels, h, w]."""
        return peeling.peel(self.image[None])

    @property
    def shares(self) -> np.ndarray:
        """One share for each name; they sum to one."""
        return self.stages[-1].ravel()

    @property
    def neighbours(self) -> list[str]:
        """What the seven nearest pictures in the layer on view show."""
        return self._named(peeling.nearest(self.stages, self.layer, 7))

    @property
    def pixel_neighbours(self) -> list[str]:
        """What the seven nearest pictures show, pixel by pixel."""
        return self._named(peeling.nearest(self.stages, 0, 7))

    def _named(self, places):
        return [self.names[self.classes[peeling.OWN + i]] for i in places]

    @traitlets.observe("layer")
    def _keep_a_channel(self, _):
        if self.sizes:
            self.channel = min(self.channel, _channels(self.layer, self.sizes) - 1)


def _channels(layer, sizes):
    return [3, *(width for _, width, *_ in sizes)][int(layer)]


def _whole(value, low, high, name):
    number = traits.within(value, low, high, name=name)
    if number != int(number):
        raise BadArgument(
            f"{name} must be a whole number", f"it is {number:g}", "Round it"
        )
    return int(number)
