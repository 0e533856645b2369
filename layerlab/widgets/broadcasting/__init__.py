"""Broadcasting: two shapes in, the aligned grid or the clash out; introduced in lesson 03."""

import re

import traitlets

from layerlab.errors import BadArgument
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.broadcasting import still


class Broadcasting(CourseWidget):
    """Two shapes, laid over each other from the last axis (lesson 03).

    `a` and `b` are shapes: tuples, or texts like "(6, 2)". Observe `a` and `b`;
    `result` is the shape of a + b, or None where they clash.

    >>> Broadcasting((6, 2), (2,)).result, Broadcasting((6, 2), (6,)).result
    ((6, 2), None)
    """

    still = still
    still_size = (7.0, 2.6)

    a = traitlets.Unicode().tag(sync=True, state=True)
    b = traitlets.Unicode().tag(sync=True, state=True)

    def __init__(self, a=(6, 2), b=(2,)):
        super().__init__(a=_text(a), b=_text(b))

    @property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Both shapes as tuples."""
        return read_shape(self.a), read_shape(self.b)

    @property
    def columns(self) -> list[tuple]:
        """(a's size, b's size, size of the result) for each axis; None where missing."""
        first, second = self.shapes
        rank = max(len(first), len(second))
        filled = [(None,) * (rank - len(s)) + s for s in (first, second)]
        return [(p, q, _joined(p or 1, q or 1)) for p, q in zip(*filled, strict=True)]

    @property
    def result(self) -> list[int] | None:
        """The shape of a + b, or None."""
        sizes = tuple(out for _, _, out in self.columns)
        return None if None in sizes else sizes

    @traitlets.validate("a", "b")
    def _valid(self, proposal):
        return _text(proposal["value"])


def _joined(p, q):
    return max(p, q) if p == q or 1 in (p, q) else None


def read_shape(text) -> tuple[int, ...]:
    """The shape that a text tells.

    >>> read_shape("(6, 2)"), read_shape("3")
    ((6, 2), (3,))
    """
    return tuple(int(n) for n in re.findall(r"\d+", text))


def _text(value) -> str:
    sizes = (
        value if isinstance(value, tuple | list) else re.findall(r"-?\w+", str(value))
    )
    good = all(re.fullmatch(r"\d{1,4}", str(n)) and int(n) for n in sizes)
    if not good or len(sizes) > 5:
        raise BadArgument(
            "A shape is up to five whole numbers, from 1 up",
            f"this is {value!r}",
            'Write it like (6, 2), or as a text, "6, 2"',
        )
    return still.shape_text([int(n) for n in sizes])
