"""Arrays for a learner's eyes: short text, and yours beside the target with differences marked.

From one short line to the two tables. Of a large array a window around the first wrong
entry is shown.
"""

import html
from dataclasses import dataclass

import numpy as np

from layerlab.judging.closeness import Closeness, close
from layerlab.watching.plain import Foreign, Tensor

MOST_ROWS, MOST_COLUMNS = 5, 8
MOST_PARTS = 4  # of a dictionary
_USUAL = Closeness()


def short(value, most: int = 52) -> str:
    """A plain value in one short line, shape first where it is an array.

    >>> short(np.zeros((2, 2)))
    '2×2 array [[0., 0.], [0., 0.]]'
    """
    if isinstance(value, Tensor):
        return short(np.asarray(value.values), most).replace("array", "tensor", 1)
    if isinstance(value, np.ndarray) and value.ndim:
        shape = (
            "×".join(map(str, value.shape)) if value.ndim > 1 else f"{value.size}-entry"
        )
        return f"{shape} array {cut(_numbers(value), most)}"
    if isinstance(value, (np.ndarray, float)):
        return literal(value.item() if isinstance(value, np.ndarray) else value)
    if isinstance(value, Foreign):
        return f"an object of type {value.type_name} {value.text}".strip()
    if isinstance(value, (list, tuple)):
        return cut(_sequence(value), most)
    return cut(repr(value), most)


def part_by_part(value) -> str:
    """A plain value in one short line; of a dictionary, a line for each of its parts.

    >>> print(part_by_part({"train": [4, 0], "test": [1]}))
    train = [4, 0]
    test = [1]
    """
    if not isinstance(value, dict):
        return short(value)
    lines = [f"{name} = {short(part)}" for name, part in value.items()]
    return "\n".join(lines[:MOST_PARTS]) + "\n…" * (len(lines) > MOST_PARTS)


def _sequence(value) -> str:
    inside = ", ".join(short(v, 40) for v in value[:6]) + ", …" * (len(value) > 6)
    return f"[{inside}]" if isinstance(value, list) else f"({inside})"


def cut(text: str, most: int) -> str:
    """The text, cut to so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _numbers(array) -> str:
    if array.ndim == 0:
        return literal(array.item(), "")
    parts = [_numbers(a) for a in array[:12]]
    return f"[{', '.join(parts)}{', …' if len(array) > 12 else ''}]"


def number(value) -> str:
    """A number with at most five significant digits.

    >>> number(0.30000000000000004), number(2.0), number(1e-9)
    ('0.3', '2', '1e-09')
    """
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def literal(value, after: str = "0") -> str:
    """The same as Python would read it: a float keeps its point, so that it can be copied.

    >>> literal(2.0), literal(2), literal(0.1)
    ('2.0', '2', '0.1')
    """
    text = number(value)
    whole = isinstance(value, float) and text.lstrip("-").isdigit()
    return f"{text}.{after}" if whole else text


@dataclass(frozen=True)
class Window:
    """A part of both arrays as tables, where they differ, and where in the whole it lies."""

    got: np.ndarray
    expected: np.ndarray
    wrong: np.ndarray
    place: str = ""


def beside(got, expected, how: Closeness = _USUAL) -> Window | None:
    """Both arrays around their first difference; None where not comparable."""
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        return None
    if got.shape != expected.shape or got.ndim < 1 or got.size < 2:
        return None
    wrong = ~close(got, expected, how)
    first = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
    keys = (*first[:-2], *map(_around, first[-2:], wrong.shape[-2:], _most(wrong)))
    tables = [np.atleast_2d(a[keys]) for a in (got, expected, wrong)]
    whole = tables[0].size == got.size
    return Window(*tables, "" if whole else f"[{', '.join(map(_index, keys))}]")


def _most(array):
    return (MOST_COLUMNS,) if array.ndim == 1 else (MOST_ROWS, MOST_COLUMNS)


def _around(first: int, length: int, most: int) -> slice:
    start = max(0, min(int(first) - most // 2, length - most))
    return slice(start, min(length, start + most))


def _index(key) -> str:
    return f"{key.start}:{key.stop}" if isinstance(key, slice) else str(int(key))


def as_text(got, expected, how: Closeness = _USUAL) -> str:
    """Yours and the target as text, differing entries marked with ≠; empty if not comparable."""
    window = beside(got, expected, how)
    if window is None:
        return ""
    none = np.zeros_like(window.wrong)
    yours = [f"yours{window.place}", *_lines(window.got, window.wrong)]
    target = [f"target{window.place}", *_lines(window.expected, none)]
    width, rows = max(map(len, yours)), zip(yours, target, strict=True)
    return "\n".join(f"{left:<{width}}  |  {right}".rstrip() for left, right in rows)


def _lines(table, wrong):
    cells = [
        [("≠" if w else "") + number(v.item()) for v, w in zip(row, bad, strict=True)]
        for row, bad in zip(table, wrong, strict=True)
    ]
    width = max(len(c) for row in cells for c in row)
    return ["  ".join(f"{c:>{width}}" for c in row) for row in cells]


def as_tables(got, expected, how: Closeness = _USUAL) -> str:
    """The same as two HTML tables side by side; empty if not comparable."""
    window = beside(got, expected, how)
    if window is None:
        return ""
    none = np.zeros_like(window.wrong)
    yours = _table(f"yours {window.place}", window.got, window.wrong)
    target = _table(f"target {window.place}", window.expected, none)
    return f'<div style="display:flex;gap:2em;flex-wrap:wrap">{yours}{target}</div>'


def _table(caption: str, table, wrong) -> str:
    rows = "".join(
        "<tr>" + "".join(map(_cell, row, bad)) + "</tr>"
        for row, bad in zip(table, wrong, strict=True)
    )
    style = "border-collapse:collapse;font-family:monospace;margin:.2em 0"
    caption = f'<caption style="text-align:left;white-space:nowrap">{caption.strip()}</caption>'
    return f'<table style="{style}">{caption}{rows}</table>'


def _cell(value, wrong) -> str:
    text = html.escape(number(value.item()))
    style = "padding:.1em .6em;text-align:right;border:1px solid #8A949B"
    if wrong:
        style += ";border:2px solid #D55E00;font-weight:bold"
        text = f"≠ {text}"
    return f'<td style="{style}">{text}</td>'
