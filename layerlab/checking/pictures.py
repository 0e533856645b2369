"""Arrays for a learner's eyes: short text, and yours beside the target with differences marked."""

import html

import numpy as np

from .judging import close
from .plain import Foreign

MOST_ROWS, MOST_COLUMNS = 8, 8


def short(value, most: int = 72) -> str:
    """A plain value in one short line, shape first where it is an array.

    >>> short(np.zeros((2, 2)))
    '2×2 array [[0, 0], [0, 0]]'
    """
    if isinstance(value, np.ndarray) and value.ndim:
        shape = (
            "×".join(map(str, value.shape)) if value.ndim > 1 else f"{value.size}-entry"
        )
        return f"{shape} array {_cut(_numbers(value), most)}"
    if isinstance(value, np.ndarray):
        return number(value.item())
    if isinstance(value, float):
        return number(value)
    if isinstance(value, Foreign):
        return f"an object of type {value.type_name} {value.text}".strip()
    if isinstance(value, (list, tuple)):
        return _cut(_sequence(value), most)
    return _cut(repr(value), most)


def _sequence(value) -> str:
    inside = ", ".join(short(v, 40) for v in value[:6]) + (
        ", …" if len(value) > 6 else ""
    )
    return f"[{inside}]" if isinstance(value, list) else f"({inside})"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _numbers(array) -> str:
    if array.ndim == 0:
        return number(array.item())
    parts = [_numbers(a) for a in array[:12]]
    return f"[{', '.join(parts)}{', …' if len(array) > 12 else ''}]"


def number(value) -> str:
    """A number with at most five significant digits.

    >>> number(0.30000000000000004), number(2.0), number(1e-9)
    ('0.3', '2', '1e-09')
    """
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def beside(got, expected) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Both arrays as small 2-D tables and where they differ; None where not comparable."""
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        return None
    if got.shape != expected.shape or not 1 <= got.ndim <= 2 or got.size < 2:
        return None
    wrong = ~close(got, expected)
    tables = [
        np.atleast_2d(a)[:MOST_ROWS, :MOST_COLUMNS] for a in (got, expected, wrong)
    ]
    return tuple(tables)


def as_text(got, expected) -> str:
    """Yours and the target as text, differing entries marked with ≠; empty if not comparable."""
    tables = beside(got, expected)
    if tables is None:
        return ""
    yours = _lines(tables[0], tables[2], " ≠")
    target = _lines(tables[1], tables[2], "")
    width = max(map(len, yours + ["yours"])) + 3
    rows = zip(["yours", *yours], ["target", *target], strict=True)
    return "\n".join(f"{left:<{width}}{right}".rstrip() for left, right in rows)


def _lines(table, wrong, mark):
    cells = [
        [
            number(v.item()) + (mark if w else " " * len(mark))
            for v, w in zip(row, bad, strict=True)
        ]
        for row, bad in zip(table, wrong, strict=True)
    ]
    width = max(len(c) for row in cells for c in row)
    return ["  ".join(f"{c:>{width}}" for c in row) for row in cells]


def as_tables(got, expected) -> str:
    """The same as two HTML tables side by side; empty if not comparable."""
    tables = beside(got, expected)
    if tables is None:
        return ""
    yours = _table("yours", tables[0], tables[2])
    target = _table("target", tables[1], np.zeros_like(tables[2]))
    return f'<div style="display:flex;gap:2em;flex-wrap:wrap">{yours}{target}</div>'


def _table(caption: str, table, wrong) -> str:
    rows = "".join(
        "<tr>" + "".join(map(_cell, row, bad)) + "</tr>"
        for row, bad in zip(table, wrong, strict=True)
    )
    style = "border-collapse:collapse;font-family:monospace;margin:.3em 0"
    return f'<table style="{style}"><caption style="text-align:left">{caption}</caption>{rows}</table>'


def _cell(value, wrong) -> str:
    text = html.escape(number(value.item()))
    style = "padding:.1em .6em;text-align:right;border:1px solid #8A949B"
    if wrong:
        style += ";border:2px solid #D55E00;font-weight:bold"
        text = f"≠ {text}"
    return f'<td style="{style}">{text}</td>'
