"""What a check answers: a Verdict, which shows itself as text and as HTML.

As HTML it is a group with a headline and a description list. Nothing is told by colour
alone, and text follows the notebook's own colours, so that it reads on a dark page as on
a light one.
"""

import html
import re
from dataclasses import dataclass, field

from layerlab.settings import is_static

PASSED, NOT_STARTED, RAISED, WRONG = "passed", "not started", "raised", "wrong"
_EDGES = {PASSED: "#009E73", NOT_STARTED: "#5B6770"}
_MONO = ("Called", "Came back", "Expected", "It printed", "Side by side")


@dataclass(frozen=True)
class Verdict:
    """The answer of a check.

    passed     whether the attempt is right
    status     "passed", "not started", "raised" or "wrong"
    message    everything as plain text
    diagnosis  the name of the recognised mistake, or None
    parts      the same message in named parts, for HTML and reports
    earned_by  of an exercise with parts: what each of them earned, by its name
    """

    passed: bool
    status: str
    message: str
    diagnosis: str | None = None
    exercise: str = ""
    points: int = 0
    parts: dict = field(default_factory=dict, repr=False)
    earned_by: dict[str, float] = field(default_factory=dict, repr=False)

    @property
    def earned(self) -> float:
        """The points: all where it passed, else those of the parts that stand."""
        if self.passed:
            return self.points
        return whole(sum(self.earned_by.values()))

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return self.message

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": self.message}
        return bundle if is_static() else bundle | {"text/html": as_html(self)}


def whole(number: float) -> float:
    """A number of points, without the .0 of a whole one.

    >>> whole(11.0), whole(2.345)
    (11, 2.35)
    """
    number = round(number, 2)
    return int(number) if number == int(number) else number


@dataclass(frozen=True)
class Hint:
    """One of an exercise's three hints; `more` says where the next one is."""

    title: str
    text: str
    more: str = ""

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self.title, self.text, self.more)))

    def _repr_markdown_(self) -> str:
        return f"**{self.title}** {self.text}" + (
            f"\n\n*{self.more}*" if self.more else ""
        )


def as_html(verdict: Verdict) -> str:
    """The verdict as HTML."""
    parts = dict(verdict.parts)
    headline = _with_code(parts.pop("headline", verdict.message))
    tables, lines = parts.pop("tables", ""), parts.pop("All lines", "")
    rows = "".join(
        _term(name) + _described(name, text, tables, lines)
        for name, text in parts.items()
    )
    edge = _EDGES.get(verdict.status, "#D55E00")
    style = f"border-left:4px solid {edge};padding:.2em 0 .2em .9em;margin:.3em 0"
    body = f'<dl style="margin:.4em 0 0">{rows}</dl>' if rows else ""
    label = html.escape(f"Check of {verdict.exercise.rpartition('.')[2]}")
    return f'<div role="group" aria-label="{label}" style="{style}"><b>{headline}</b>{body}</div>'


def _described(name: str, text: str, tables: str, lines: str) -> str:
    if name == "Side by side" and tables:
        return f'<dd style="margin:0 0 .5em 1.2em">{tables}</dd>'
    folded = _unfolding(lines) if name == "Called" and lines else ""
    return _text(name, text) + folded


def _unfolding(lines: str) -> str:
    """The whole scene, folded: what a person would not write stands in it, too."""
    style = "margin:0 0 .5em 1.2em"
    code = f'<pre style="margin:.2em 0;white-space:pre-wrap">{html.escape(lines)}</pre>'
    return f'<dd style="{style}"><details><summary>show all lines</summary>{code}</details></dd>'


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
