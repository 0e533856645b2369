"""Draw and see: your drawing in every map of your own network; introduced in lesson 11."""

import numpy as np
import traitlets

from layerlab.errors import BadArgument
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.draw_and_see import still
from layerlab.widgets.draw_and_see.looking import Looking
from layerlab.widgets.drawing import Drawing, pen

UNITS = 1000  # maps travel as whole numbers, thousandths


class DrawAndSee(CourseWidget):
    """A pad to draw on, every map of a network, and its scores, live (lesson 11).

    `model` is any torch network for pictures (1, c, n, n), c 1 or 3; without it, a small
    one for strokes answers. `classes` names its outputs; `examples` are pictures (n, n) of
    0 to 1 to put on the pad. `at` is the unit on view: layer, map, row, column; `field`
    its window on the drawing, measured on the network itself.

    >>> see = DrawAndSee(at=[0, 2, 5, 5])
    >>> see.maps[0].shape, see.field
    ((4, 28, 28), ((4, 7), (4, 7)))
    """

    still = still
    still_size = (8.4, 3.9)

    image = Drawing((None, None), dtype="uint8").tag(state=True)
    at = traitlets.List(traitlets.Int()).tag(sync=True, state=True)
    classes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    layers = traitlets.List().tag(sync=True)
    values = traits.Array((None,), dtype="int32")
    scores = traitlets.List(traitlets.Float()).tag(sync=True)
    examples = traits.Array((None, None, None), dtype="uint8")
    task = traitlets.Unicode().tag(sync=True)

    def __init__(self, model=None, classes=None, *, image=None, examples=None,
                 at=(0, 0, 14, 14), size=28, task=""):  # fmt: skip
        if model is None:
            from layerlab.widgets.draw_and_see.strokes import NAMES, strokes

            model, classes = strokes(), list(NAMES)
        examples = _examples(examples)
        if image is None:
            image = pen.sample(size) if examples is None else examples[0]
        image = Drawing((None, None), dtype="uint8").validate(None, image)
        self.looking = Looking(model, len(image))
        super().__init__(image=image, examples=examples, task=task)
        self.layers = self.looking.layers
        self.classes = _names(classes, self.looking.outputs)
        self.at = _unit(at, self.layers)
        self._look()

    @property
    def maps(self) -> list:
        """The maps of each layer for the drawing now on view: arrays [maps, h, w]."""
        return self.looking(self.image / 255)[0]

    @property
    def field(self) -> tuple:
        """The window of the unit on view: ((first row, end), (first column, end))."""
        layer, _, row, column = self.at
        rows, columns = (self.layers[layer][name] for name in ("rows", "columns"))
        return tuple(rows[row]), tuple(columns[column])

    def answer(self, question, buffers) -> tuple[dict, list]:
        """The maps and the scores of the drawing that the browser sends as bytes."""
        n = len(self.image)
        pixels = np.frombuffer(buffers[0], dtype="uint8").reshape(n, n)
        maps, scores = self.looking(pixels / 255)
        return {"scores": scores}, [memoryview(_packed(maps).tobytes())]

    @traitlets.observe("image")
    def _on_image(self, change):
        if self.layers and not self.hearing:
            self._look()

    def _look(self):
        maps, self.scores = self.looking(self.image / 255)
        self.values = _packed(maps)


def _packed(maps):
    flat = np.concatenate([m.ravel() for m in maps])
    return np.round(UNITS * flat.clip(-2e6, 2e6)).astype("int32")


def _unit(at, layers):
    at = at.split(",") if isinstance(at, str) else at  # as a state tells it
    layer, number, row, column = [*map(int, at), 0, 0, 0, 0][:4]
    layer = min(max(layer, 0), len(layers) - 1)
    most = [layers[layer][name] for name in ("maps", "height", "width")]
    inside = zip((number, row, column), most, strict=True)
    return [layer, *(min(max(v, 0), m - 1) for v, m in inside)]


def _names(classes, outputs):
    names = [str(i) for i in range(outputs)] if classes is None else list(classes)
    if len(names) != outputs:
        raise BadArgument(
            "Each output of the model needs a name",
            f"it has {outputs} outputs, and classes has {len(names)} names",
            "Give classes=data.classes of the set that it was trained on",
        )
    return [str(name) for name in names]


def _examples(examples):
    if examples is None:
        return None
    arrays = [e.detach().cpu().numpy() if hasattr(e, "detach") else e for e in examples]
    shown = [traits.as_numbers(e, "examples").squeeze() for e in arrays]
    shown = [e.mean(axis=int(np.argmin(e.shape))) if e.ndim == 3 else e for e in shown]
    top = 1 if max(float(e.max()) for e in shown) <= 1 else 255
    return np.round(np.stack(shown) * (255 / top)).clip(0, 255)
