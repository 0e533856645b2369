"""The words of a check: from a failure and its cause to a Verdict in plain text and HTML.

Five parts, always in this order: what was called, what came back, what was expected, the
likely cause, one next step. The right answer's code is never among them.
"""

import html
import os
import textwrap
from dataclasses import replace

from . import pictures
from .hinting import TITLES
from .verdict import NOT_STARTED, PASSED, RAISED, WRONG, Verdict


def static() -> bool:
    """Whether notebooks are run for storing: then outputs are text and PNG only."""
    return os.environ.get("LAYERLAB_STATIC") == "1"


def _verdict(exercise, status, headline, parts=None, diagnosis=None) -> Verdict:
    message = "\n".join([headline, *_lines(parts or {})])
    return Verdict(
        status == PASSED, status, message, diagnosis, exercise.key, exercise.points,
        {"headline": headline, **(parts or {})},
    )  # fmt: skip


def _lines(parts: dict):
    for name, text in parts.items():
        if name == "tables":
            continue
        first, *rest = text.splitlines() or [""]
        wrapped = textwrap.wrap(first, 74) if len(first) > 74 else [first]
        for i, line in enumerate([*wrapped, *rest]):
            yield f"  {name if i == 0 else '':<13} {line}".rstrip()


def passed(exercise, count: int, advice=(), warned=()) -> Verdict:
    """The verdict on a right attempt, with advice about its source if there is any."""
    parts = {}
    if advice:
        parts["Advice"] = advice[0]
    if warned:
        parts["Note"] = f"The values are right, though Python warned: {warned[0]}"
    cases = "case" if count == 1 else "cases"
    return _verdict(
        exercise,
        PASSED,
        f"✓ {exercise.name}: passed, right on all {count} {cases}.",
        parts,
    )


def not_started(exercise) -> Verdict:
    """The verdict on an untouched stub."""
    words = "Replace the line `raise NotImplementedError` and run both cells again."
    return _verdict(exercise, NOT_STARTED, f"○ {exercise.name}: not started. {words}")


def wrong_use(exercise, complaint: str) -> Verdict:
    """The verdict where the check was not given a function."""
    return _verdict(
        exercise, WRONG, f"✗ {exercise.name}: nothing to check. {complaint}"
    )


def interrupted(exercise) -> Verdict:
    """The verdict after Ctrl-C or the stop button."""
    return _verdict(exercise, RAISED, f"✗ {exercise.name}: you stopped the check.")


def broken(exercise, guard) -> Verdict:
    """The verdict where an attempt broke the check itself."""
    what = ", ".join(guard.touched[:3]) or type(guard.error).__name__
    words = (
        f"Your code changed something the check itself needs ({what}); it was put back."
    )
    return _verdict(
        exercise, RAISED, f"✗ {exercise.name}: {words}", {}, "broke the check"
    )


def rule_broken(exercise, rule) -> Verdict:
    """The verdict where the values are right but a deciding rule is broken."""
    parts = {"Likely cause": rule.message}
    headline = (
        f"✗ {exercise.name}: the values are right, the way is not the one asked for."
    )
    return _verdict(exercise, WRONG, headline, parts, rule.name)


def add_touched(verdict: Verdict, touched) -> Verdict:
    """The verdict with a note on names that the attempt changed."""
    note = (
        f"  {'Note':<13} Your code changed {', '.join(touched[:3])}; it was put back."
    )
    return replace(verdict, message=f"{verdict.message}\n{note}")


def failed(exercise, failure, cause) -> Verdict:
    """The verdict on a failing case."""
    raised = failure.seen.raised
    parts = {"Called": called(exercise, failure.case)}
    parts |= _what_happened(exercise, failure)
    if cause:
        parts["Likely cause"] = cause.message
    if failure.seen.printed.strip():
        parts["It printed"] = pictures._cut(failure.seen.printed.strip(), 200)
    k = cause.hint if cause else 1
    parts["Next step"] = f"Hint {k}, “{TITLES[k - 1]}”: check.{exercise.name}.hint({k})"
    status = RAISED if raised else WRONG
    headline = f"✗ {exercise.name}: {_headline(failure)}"
    return _verdict(exercise, status, headline, parts, cause.name if cause else None)


def _headline(failure) -> str:
    kind = failure.difference.kind
    if kind == "raised":
        late = failure.seen.raised.type_name == "OutOfTime"
        return "it did not come to an end." if late else "it stopped with an error."
    words = {
        "nothing": "nothing came back.",
        "type": "another type is expected.",
        "length": "another number of entries is expected.",
        "shape": "another shape is expected.",
        "dtype": "another dtype is expected.",
        "finite": "a value is not a finite number.",
        "changed": "an argument was changed in place.",
        "random": "the global random state was changed.",
    }
    return words.get(kind, "not right yet.")


def called(exercise, case) -> str:
    """The call with its arguments, shapes first."""
    args = "\n".join(f"{n} = {pictures.short(v)}" for n, v in case.args.items())
    return f"{exercise.name}({', '.join(case.args)}) with\n{args}"


def _what_happened(exercise, failure) -> dict:
    seen, found = failure.seen, failure.difference
    if seen.raised:
        return {"Came back": _error_words(exercise, seen.raised)}
    if found.kind == "changed":
        words = f"{found.where} is not what it was before the call."
        return {
            "Came back": words,
            "Expected": f"{found.where} left as it was: work on a copy.",
        }
    if found.kind == "random":
        words = "NumPy's or Python's global random numbers moved or were reseeded."
        return {
            "Came back": words,
            "Expected": "the same result with no global randomness.",
        }
    if found.kind == "property":
        return {"Came back": pictures.short(seen.value), "Expected": found.sentence}
    parts = {"Came back": _value_words(found.got, found.where)}
    parts["Expected"] = _value_words(found.expected, found.where)
    if found.kind in ("value", "finite") and pictures.as_text(
        found.got, found.expected
    ):
        parts["Side by side"] = pictures.as_text(found.got, found.expected)
        parts["tables"] = pictures.as_tables(found.got, found.expected)
    return parts


def _value_words(value, where: str) -> str:
    return f"{where} = {pictures.short(value)}" if where else pictures.short(value)


def _error_words(exercise, raised) -> str:
    where = f"\nin line {raised.line}: {raised.source}" if raised.source else ""
    if raised.type_name == "OutOfTime":
        return f"Nothing within {exercise.seconds:g} seconds; it was stopped{where}"
    words = f"{raised.type_name}: {raised.message}".strip().rstrip(":")
    plain = _PLAIN_ERRORS.get(raised.type_name, "")
    return f"{words}{where}\n{plain}".rstrip()


_PLAIN_ERRORS = {
    "RecursionError": "The function calls itself without end.",
    "MemoryError": "More memory was asked for than a check allows (3 GB).",
    "SystemExit": "The code asked Python to exit. A function ends with return.",
    "NotImplementedError": "Is the line `raise NotImplementedError` still there?",
    "NameError": "A name is used that was never given a value. A typo, or a missing import?",
    "UnboundLocalError": "A variable is read before it gets its first value.",
}


def as_html(verdict: Verdict) -> str:
    """The verdict as an HTML section with a description list; nothing by colour alone."""
    parts = dict(verdict.parts)
    headline = html.escape(parts.pop("headline", verdict.message))
    tables = parts.pop("tables", "")
    if tables:
        parts.pop("Side by side", None)
    rows = "".join(_row(name, text) for name, text in parts.items())
    if tables:
        rows += f"<dt><b>Side by side</b></dt><dd>{tables}</dd>"
    edge = {PASSED: "#009E73", NOT_STARTED: "#5B6770"}.get(verdict.status, "#D55E00")
    style = f"border-left:4px solid {edge};padding:.2em 0 .2em .9em;margin:.3em 0"
    body = f'<dl style="margin:.3em 0 0">{rows}</dl>' if rows else ""
    return f'<div role="group" aria-label="Check" style="{style}"><b>{headline}</b>{body}</div>'


def _row(name: str, text: str) -> str:
    body = html.escape(text).replace("\n", "<br>")
    mono = name in ("Called", "Came back", "Expected", "It printed", "Side by side")
    style = "margin:0 0 .4em 1.2em" + (
        ";font-family:monospace;white-space:pre-wrap" if mono else ""
    )
    return f'<dt><b>{html.escape(name)}</b></dt><dd style="{style}">{body}</dd>'
