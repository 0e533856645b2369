"""The words of a check: from a failure and its cause to a Verdict.

Five parts, always in this order: what was called, what came back, what was expected, the
likely cause, one next step. The right answer's code is never among them. A verdict makes
its own HTML.
"""

import textwrap
from dataclasses import replace

from layerlab.checking import pictures
from layerlab.checking.call_shown import called, whole_scene
from layerlab.checking.hinting import TITLES
from layerlab.checking.verdict import (
    NOT_STARTED,
    PASSED,
    RAISED,
    WRONG,
    Verdict,
    whole,
)

FOLDED = ("tables", "All lines")  # parts that a notebook shows and plain text does not
_CHANGED = {
    "changed": ("{0} is not what it was before the call.", "{0} left as it was."),
    "random": (
        "The global random numbers moved, or were seeded anew.",
        "The global random numbers left alone.",
    ),
}
_DREW = (
    "The values are right, though the global random numbers moved: whoever draws from "
    "them next gets others."
)
_HEADLINES = {
    "nothing": "nothing came back.",
    "type": "another type is expected.",
    "length": "another number of entries is expected.",
    "shape": "another shape is expected.",
    "dtype": "the kind of number is not the one asked for.",
    "finite": "a value is not a finite number.",
    "limit": "the values are right, the cost is too high.",
    "changed": "the values are right, but an argument was changed.",
    "random": "the values are right, but the global random state was used.",
}


def verdict_of(
    exercise, status: str, headline: str, parts=None, diagnosis=None
) -> Verdict:
    """A verdict of these words; right if its status is `passed`."""
    message = "\n".join([headline, *_lines(parts or {})])
    return Verdict(
        status == PASSED, status, message, diagnosis, exercise.key, exercise.points,
        {"headline": headline, **(parts or {})},
    )  # fmt: skip


def _lines(parts: dict):
    for name, text in parts.items():
        if name in FOLDED:
            continue
        lines = [
            piece
            for line in text.splitlines() or [""]
            for piece in (textwrap.wrap(line, 74) if len(line) > 74 else [line])
        ]
        for i, line in enumerate(lines):
            yield f"  {name if i == 0 else '':<13} {line}".rstrip()


def passed(exercise, count: int, advice=(), warned=(), drew=False) -> Verdict:
    """The verdict on a right attempt, with advice about its source if there is any."""
    parts = {}
    if advice:
        parts["Advice"] = advice[0]
    if warned:
        parts["Note"] = f"The values are right, though Python warned: {warned[0]}"
    elif drew:
        parts["Note"] = _DREW
    cases = "the one case" if count == 1 else f"all {count} cases"
    headline = f"✓ {exercise.name}: passed, right on {cases}."
    return verdict_of(exercise, PASSED, headline, parts)


def not_started(exercise) -> Verdict:
    """The verdict on an untouched stub."""
    words = "Replace the line `raise NotImplementedError` and run both cells again."
    return verdict_of(exercise, NOT_STARTED, f"○ {exercise.name}: not started. {words}")


def wrong_use(exercise, complaint: str) -> Verdict:
    """The verdict where the check was not given a function."""
    headline = f"✗ {exercise.name}: nothing to check. {complaint}"
    return verdict_of(exercise, WRONG, headline)


def interrupted(exercise) -> Verdict:
    """The verdict after Ctrl-C or the stop button."""
    return verdict_of(exercise, RAISED, f"✗ {exercise.name}: you stopped the check.")


def busy(exercise) -> Verdict:
    """The verdict where nothing could be timed."""
    words = "the machine is busy with other work, so nothing could be timed. Try again."
    return verdict_of(
        exercise, RAISED, f"✗ {exercise.name}: {words}", {}, "machine busy"
    )


def broken(exercise, guard) -> Verdict:
    """The verdict where an attempt broke the check itself."""
    if guard.touched:
        what = f"Your code changed what the check itself needs ({_few(guard.touched)}); it was put back."
    else:
        what = f"The check could not be carried out ({type(guard.error).__name__}: {str(guard.error)[:120]}). That is our fault, not yours."
    return verdict_of(
        exercise, RAISED, f"✗ {exercise.name}: {what}", {}, "broke the check"
    )


def rule_broken(exercise, rule) -> Verdict:
    """The verdict where the values are right but a deciding rule is broken."""
    headline = (
        f"✗ {exercise.name}: the values are right, the way is not the one asked for."
    )
    return verdict_of(
        exercise, WRONG, headline, {"Likely cause": rule.message}, rule.name
    )


def with_parts(exercise, verdict: Verdict, names) -> Verdict:
    """The verdict with what the parts of these names earn, said before the next step."""
    stand = {p.name: p.points if p.name in names else 0 for p in exercise.parts}
    said = {n: v for n, v in verdict.parts.items() if n not in ("headline", "So far")}
    after = {n: said.pop(n) for n in ("Next step",) if n in said}
    if any(stand.values()):
        said["So far"] = _so_far(exercise, stand)
    made = verdict_of(
        exercise,
        verdict.status,
        verdict.parts["headline"],
        said | after,
        verdict.diagnosis,
    )
    return replace(made, earned_by=stand)


def _so_far(exercise, stand) -> str:
    right = [name for name, points in stand.items() if points]
    left = [name for name, points in stand.items() if not points]
    verb = "is" if len(right) == 1 else "are"
    points = f"{whole(sum(stand.values()))} of {exercise.points} points"
    return (
        f"{len(right)} of {len(stand)} parts {verb} right ({points}): {', '.join(right)}. "
        f"Not yet: {', '.join(left)}."
    )


def add_touched(verdict: Verdict, touched) -> Verdict:
    """The verdict with a note on names of the libraries that were changed."""
    words = f"Your code changed {_few(touched)}. For the check it was put back; restart the kernel to be rid of it elsewhere."
    note = "\n".join(_lines({"Note": words}))
    message = f"{verdict.message}\n{note}"
    return replace(verdict, message=message, parts=verdict.parts | {"Note": words})


def _few(names) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def failed(exercise, failure, cause) -> Verdict:
    """The verdict on a failing case."""
    parts = {"Called": called(exercise, failure)} | _what_happened(exercise, failure)
    if cause:
        parts["What differs" if cause.seen else "Likely cause"] = cause.message
    parts |= whole_scene(exercise, failure)
    if failure.seen.printed.strip():
        parts["It printed"] = pictures.cut(failure.seen.printed.strip(), 200)
    k = cause.hint if cause else 1
    parts["Next step"] = f"Hint {k}, “{TITLES[k - 1]}”: check.{exercise.name}.hint({k})"
    status = RAISED if failure.seen.raised else WRONG
    headline = f"✗ {exercise.name}: {_headline(failure)}"
    return verdict_of(exercise, status, headline, parts, cause.name if cause else None)


def _headline(failure) -> str:
    """What is wrong in half a sentence, and how much was right before."""
    kind, raised = failure.difference.kind, failure.seen.raised
    count = _right_so_far(failure)
    if kind == "raised" and raised.type_name == "OutOfTime":
        return f"it did not come to an end.{count}"
    if kind == "raised" and failure.is_half_done:
        return f"a good start; {raised.doing or 'more'} is still to be written."
    if kind == "raised":
        return f"it stopped with an error.{count}"
    return _HEADLINES.get(kind, "not right yet.") + count


def _right_so_far(failure) -> str:
    """How many cases were right before this one; of later ones nothing is said."""
    before = failure.index - 1
    some = "first case is" if before == 1 else f"first {before} cases are"
    return f" (the {some} right)" if before > 0 else ""


def _what_happened(exercise, failure) -> dict:
    seen, found = failure.seen, failure.difference
    if seen.raised:
        return {"Came back": _error_words(exercise, seen.raised)}
    if found.kind in _CHANGED:
        came, wanted = (words.format(found.where) for words in _CHANGED[found.kind])
        return {"Came back": came, "Expected": wanted}
    if found.kind == "property":
        return {
            "Came back": pictures.part_by_part(seen.value),
            "Expected": found.sentence,
        }
    if found.kind == "limit":
        came = f"{found.where} = {pictures.short(found.got)}"
        return {"Came back": came, "Expected": found.sentence}
    how = getattr(exercise.judge, "closeness", exercise.closeness)
    return _both(found, how.loosened() if failure.case.exact else how)


def _both(found, how) -> dict:
    parts = {"Came back": _value_words(found.got, found.where)}
    parts["Expected"] = _value_words(found.expected, found.where)
    if found.kind == "dtype":
        parts["Came back"] += f", dtype {found.got.dtype}"
        parts["Expected"] += f", dtype {found.expected.dtype}"
    beside = pictures.as_text(found.got, found.expected, how)
    if found.kind in ("value", "finite") and beside:
        parts["Side by side"] = beside
        parts["tables"] = pictures.as_tables(found.got, found.expected, how)
    return parts


def _value_words(value, where: str) -> str:
    return f"{where} = {pictures.short(value)}" if where else pictures.short(value)


def _error_words(exercise, raised) -> str:
    where = f"\nin line {raised.line}: {raised.source}" if raised.source else ""
    if raised.type_name == "OutOfTime":
        measured = raised.message or f"nothing within {exercise.seconds:g} seconds"
        return f"{measured.capitalize()}; it was stopped{where}"
    message = pictures.cut(raised.message.strip(), 300)
    return f"{raised.type_name}: {message}".strip().rstrip(":") + where
