"""A Verdict as HTML: a group with a headline and a description list.

Nothing is told by colour alone, and text follows the notebook's own colours, so that it
reads on a dark page as on a light one.
"""

import html
import re

from .verdict import NOT_STARTED, PASSED, Verdict

_EDGES = {PASSED: "#009E73", NOT_STARTED: "#5B6770"}
_MONO = ("Called", "Came back", "Expected", "It printed", "Side by side")


def as_html(verdict: Verdict) -> str:
    """The verdict as HTML."""
    parts = dict(verdict.parts)
    headline = _with_code(parts.pop("headline", verdict.message))
    tables = parts.pop("tables", "")
    rows = "".join(
        _term(name) + (f'<dd style="margin:0 0 .5em 1.2em">{tables}</dd>' if name == "Side by side" and tables else _text(name, text))
        for name, text in parts.items()
    )  # fmt: skip
    edge = _EDGES.get(verdict.status, "#D55E00")
    style = f"border-left:4px solid {edge};padding:.2em 0 .2em .9em;margin:.3em 0"
    body = f'<dl style="margin:.4em 0 0">{rows}</dl>' if rows else ""
    label = html.escape(f"Check of {verdict.exercise.rpartition('.')[2]}")
    return f'<div role="group" aria-label="{label}" style="{style}"><b>{headline}</b>{body}</div>'


def _term(name: str) -> str:
    return f'<dt style="font-weight:bold;margin:0">{html.escape(name)}</dt>'


def _text(name: str, text: str) -> str:
    style = "margin:0 0 .5em 1.2em"
    if name not in _MONO:
        return f'<dd style="{style}">{_with_code(text)}</dd>'
    style += ";font-family:monospace;white-space:pre-wrap"
    body = html.escape(text)
    return f'<dd style="{style}">{body}</dd>'


def _with_code(text: str) -> str:
    body = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
    return body.replace("\n", "<br>")
