"""An iterator gives its entries once: it may be at its end already."""

from types import GeneratorType

from layerlab.tracebacks.pieces import Failure, pieces
from layerlab.tracebacks.values import is_used_up

_ONCE = (GeneratorType, map, zip, filter, enumerate, reversed)
# errors that say themselves that nothing came
_EMPTY = ("arg is an empty", "argument is empty", "got 0)", "of an empty sequence")


def used_up(failure: Failure) -> str | None:
    """`pairs` is a generator that has given all of its entries."""
    if failure.inside:
        return None
    nothing = any(words in failure.message for words in _EMPTY)
    if not nothing and failure.kind not in ("StopIteration", "ZeroDivisionError"):
        return None
    for piece in pieces(failure):
        ended = nothing and type(piece.value) in _ONCE
        if ended or is_used_up(piece.value):
            return (
                f"`{piece.text}` is a {type(piece.value).__name__}: it gives its entries "
                "once, and none came here. It was used before, or empty from the start."
            )
    return None


ITERATORS = (used_up,)
