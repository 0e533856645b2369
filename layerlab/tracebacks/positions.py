"""The part of a line that failed: Python notes for each instruction where it stands."""

import ast
import itertools
from dataclasses import dataclass
from functools import lru_cache

from layerlab.tracebacks.frames import Place

MOST_LINES = 4000  # of a file that is parsed: a cell has fewer, and more takes time


@dataclass(frozen=True)
class Part:
    """What failed: lines first to last, from character `start` to before `end`.

    node       the expression or statement, where the source could be parsed
    statement  the smallest statement around it
    parents    from each node of the source to the one around it
    """

    first: int
    last: int
    start: int
    end: int
    node: ast.AST | None = None
    statement: ast.stmt | None = None
    parents: dict | None = None

    def text(self, node: ast.AST, source: tuple[str, ...]) -> str:
        """The source of a node in one line."""
        found = ast.get_source_segment("\n".join(source), node) or ast.unparse(node)
        return " ".join(found.split())


def failing_part(place: Place) -> Part | None:
    """The part of the place's line that failed, or None where Python does not know."""
    found = _position(place)
    if None in found or not place.source or found[1] > len(place.source):
        return None
    first, last, start, end = found
    tree = _parsed(place.source)
    node = tree and _node_at(tree, first, last, start, end)
    if isinstance(node, (ast.For, ast.AsyncFor)):  # what it goes through is at fault
        node = node.iter
        first, start = node.lineno, node.col_offset
        last, end = node.end_lineno, node.end_col_offset
    columns = (_column(place, first, start), _column(place, last, end))
    if node is None:
        return Part(first, last, *columns)
    parents = _parents(tree)
    return Part(first, last, *columns, node, _statement(node, parents), parents)


def _position(place):
    positions = place.frame.f_code.co_positions()
    nothing = (None, None, None, None)
    return next(itertools.islice(positions, place.lasti // 2, None), nothing)


def _column(place, line, offset):
    """A column in characters; Python counts the bytes."""
    before = place.source[line - 1].encode()[:offset]
    return len(before.decode(errors="replace"))


@lru_cache(maxsize=8)
def _parsed(source):
    if len(source) > MOST_LINES:
        return None
    try:
        return ast.parse("\n".join(source))
    except (SyntaxError, ValueError, RecursionError):
        return None


def _node_at(tree, first, last, start, end):
    """The innermost node that stands exactly there; a call may begin at its method."""
    exact, calls = None, None
    for node in ast.walk(tree):
        if getattr(node, "end_lineno", None) != last or node.end_col_offset != end:
            continue
        if (node.lineno, node.col_offset) == (first, start):
            exact = node
        elif isinstance(node, ast.Call) and node.lineno <= first:
            calls = node
    return exact or calls


@lru_cache(maxsize=8)
def _parents(tree):
    return {
        child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
    }


def _statement(node, parents):
    while node is not None and not isinstance(node, ast.stmt):
        node = parents.get(node)
    return node
