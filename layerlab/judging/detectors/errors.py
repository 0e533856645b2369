"""What an exception means, in a learner's words: by its type and a pattern in its text."""

import re

from layerlab.tracebacks.sentences import explanation, in_a_cell

_CALLED = r"positional argument|unexpected keyword"


def error_explained(view) -> str | None:
    """The sentence for what was raised, or None."""
    raised = view.seen.raised
    if not raised:
        return None
    about_call = raised.type_name == "TypeError" and re.search(_CALLED, raised.message)
    if about_call and raised.line:  # of a call that the attempt makes
        return in_a_cell(raised.type_name, raised.message) or None
    if raised.doing and not raised.line and not about_call:
        return _of_what_came_back(raised)
    if raised.type_name == "NotImplementedError" and not _is_left(raised):
        return None
    return explanation(raised.type_name, raised.message)


def _of_what_came_back(raised) -> str | None:
    """Nothing went wrong inside the attempt: what it gave cannot be used as it is."""
    if raised.type_name in ("TypeError", "AttributeError", "KeyError", "IndexError"):
        return f"What came back cannot be used as in `{raised.doing}`."
    return explanation(raised.type_name, raised.message)


def _is_left(raised) -> bool:
    """Whether the stub's own line was met, or what a device says that holds no values."""
    known = re.search(r"meta|Cannot copy out|forward", raised.message)
    return bool(known) or "NotImplementedError" in raised.source
