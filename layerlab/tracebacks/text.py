"""A report as the lines of a traceback, and the calls of libraries as a fold of HTML."""

import html
import re
import textwrap

from layerlab.tracebacks.report import Report, Step

WIDTH = 88
MARGIN = "    "
MOST_FOLDED = 60_000  # characters of the whole traceback in the fold
_BETWEEN = "  ·  "
# Bold text takes the reader's own colour, so it can be read on every background, that of
# Jupyter's errors included; this grey is as far from the light one as from the dark one.
_BOLD, _GREY = "1", "38;5;244"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def lines(report: Report, *, colours: bool) -> list[str]:
    """The report from the error's own words down to the likely cause."""

    def paint(words, colour):
        return f"\x1b[{colour}m{words}\x1b[0m" if colours and words else words

    kind, colon, message = report.head[0].partition(":")
    shown = [paint(kind, _BOLD) + colon + message, *report.head[1:]]
    for number, step in enumerate(report.steps):
        shown += _of_step(step, paint)
        if number == report.at:
            shown += _wrapped(_pieces(report, paint), report)
    if report.cause:
        shown += _cause(report.cause, paint)
    return shown


def _of_step(step: Step, paint):
    if step.grey:
        return [paint(step.where, _GREY)]
    found = [step.where, *(MARGIN + line for line in step.lines)]
    if step.marks and step.lines:
        start, end = step.marks
        found.append(MARGIN + " " * start + paint("^" * (end - start), _BOLD))
    return found


def _pieces(report, paint):
    for name, words in report.pieces:
        yield len(f"{name}: {words}"), f"{paint(name, _BOLD)}: {words}"


def _wrapped(parts, report):
    """The pieces side by side, as many as a line holds."""
    rows, used = [], WIDTH
    for length, words in parts:
        if rows and used + len(_BETWEEN) + length <= WIDTH:
            rows[-1] += _BETWEEN + words
            used += len(_BETWEEN) + length
        else:
            rows.append(MARGIN + words)
            used = len(MARGIN) + length
    return rows


def _cause(words, paint):
    first, *more = textwrap.wrap(f"Likely cause: {words}", WIDTH)
    name, colon, rest = first.partition(":")
    return [paint(name, _BOLD) + colon + rest, *more]


def folded_html(traceback: list[str]) -> str:
    """Python's own traceback, to be unfolded by a click."""
    plain = _ANSI.sub("", "\n".join(traceback))
    if len(plain) > MOST_FOLDED:
        plain = plain[:MOST_FOLDED] + "\n…"
    return (
        "<details><summary>All calls, as Python shows them</summary>"
        f'<pre style="overflow-x: auto">{html.escape(plain)}</pre></details>'
    )
