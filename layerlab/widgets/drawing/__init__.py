"""Drawing pad: draw, and a function of yours answers; introduced in lesson 01."""

import numpy as np
import traitlets

from layerlab.errors import BadArgument
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.drawing import pen, still


class Drawing(traits.Array):
    """A square of whole numbers 0…255; shares of one are taken, too."""

    def validate(self, obj, value) -> np.ndarray | None:
        """Return the value as a read-only array of bytes, or raise BadArgument."""
        return None if value is None else _image(value)


class DrawingPad(CourseWidget):
    """A pad to draw on, and bars that say what `judge` makes of it (lesson 01).

    `judge` takes the drawing, [n, n] numbers from 0 (empty) to 1 (ink), and gives one
    number for each of `names` (by default its own, judge.names). Without it, the digit
    reader of lesson 01 answers. `image` is the drawing as whole numbers 0…255; to
    watch it from Python, observe `image`. `size` is n, 8 to 64.

    >>> pad = DrawingPad(lambda x: [x.mean(), 1 - x.mean()], names=["ink", "paper"])
    >>> bool(pad.scores[1] > pad.scores[0])
    True
    """

    still = still
    still_size = (7.0, 3.0)

    image = Drawing((None, None), dtype="uint8").tag(state=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    first = traitlets.List(traitlets.Float()).tag(sync=True)
    tip = traitlets.Float().tag(sync=True)
    task = traitlets.Unicode().tag(sync=True)

    def __init__(self, judge=None, names=None, *, image=None, size=28, task=""):
        if judge is None:
            from layerlab.props.cake import load_sorter

            judge = load_sorter()
        names = names or getattr(judge, "names", None)
        self._judge = judge
        size = int(traits.within(size, 8, 64, name="size"))
        image = pen.sample(size) if image is None else image
        super().__init__(
            image=image,
            names=_names(names),
            tip=pen.TIP * len(image) / 28,
            task=task,
        )
        self.first = self.scores.tolist()

    @property
    def drawing(self) -> np.ndarray:
        """The drawing as numbers from 0 (empty) to 1 (full ink), [n, n]."""
        return self.image / 255

    @property
    def scores(self) -> np.ndarray:
        """What the judge says of the drawing now on view, one number for each name."""
        return self._ask(self.drawing)

    def answer(self, question, buffers) -> tuple[dict, list]:
        """Judge the drawing that the browser sends as one buffer of bytes."""
        n = len(self.image)
        pixels = np.frombuffer(buffers[0], dtype="uint8").reshape(n, n)
        return {"scores": self._ask(pixels / 255).tolist()}, []

    def _ask(self, drawing):
        scores = traits.as_numbers(self._judge(drawing), "The judge's answer").ravel()
        if len(scores) != len(self.names):
            raise BadArgument(
                "The judge must give one number for each name",
                f"it gave {len(scores)} for {len(self.names)} names",
                "Compare what it returns with names=…",
            )
        return scores


def _names(names):
    if names is None:
        raise BadArgument(
            "The pad must know what the judge's numbers mean",
            "names is missing",
            'Give one word for each number: names=["cake", "onion"]',
        )
    return [str(name) for name in names]


def _image(value):
    given = np.asarray(value)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or not given.size:
        raise BadArgument(
            "A pad's drawing is a square of numbers",
            f"its shape is {given.shape}",
            "Cut or pad it to n by n",
        )
    numbers = traits.as_numbers(given, "image")
    if given.dtype.kind == "f" and numbers.max() <= 1:
        numbers = np.round(255 * numbers)
    return traits.frozen(numbers.clip(0, 255), (None, None), dtype="uint8")
