"""The likely cause of an error: first what the values prove, then what the message says.

Each detector takes a Failure and gives a sentence or None. It speaks only where what it saw
leaves no other reading; a wrong cause is worse than none.
"""

import ast

from layerlab.tracebacks.causes import (
    arguments,
    attributes,
    imports,
    indexing,
    iterators,
    layers,
    names,
    none_values,
    numbers,
    operations,
    shapes,
    truth,
)
from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.sentences import in_a_cell

DETECTORS = (
    none_values.none_used,
    *names.NAMES,
    *iterators.ITERATORS,
    *shapes.SHAPES,
    *layers.LAYERS,
    *indexing.INDEXING,
    *arguments.ARGUMENTS,
    *operations.OPERATIONS,
    *attributes.ATTRIBUTES,
    *truth.TRUTH,
    *numbers.NUMBERS,
    *imports.IMPORTS,
)
_STUB = "your turn"  # what the line of an exercise raises that waits for an answer
# what Python says of the very line; raised deeper, it is about a library's line
_OF_THE_LINE = ("not callable", "has no attribute", "is not defined", "indices must be")


def likely(failure: Failure) -> str:
    """The cause in one sentence; empty where nothing is proved."""
    if isinstance(failure.node, ast.Raise):
        return _own_words(failure)
    for detector in DETECTORS:
        if words := detector(failure):
            return words
    if failure.inside and any(words in failure.message for words in _OF_THE_LINE):
        return ""
    return in_a_cell(failure.kind, failure.message)


def _own_words(failure):
    """Who raises an error in the notebook says in it what is to be said."""
    stub = failure.kind == "NotImplementedError" and failure.message in ("", _STUB)
    return "Here your own code is missing: it takes the place of this line." * stub
