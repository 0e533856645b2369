"""What an exception means, in a learner's words: by its type and a pattern in its text."""

from layerlab.tracebacks.sentences import explanation


def error_explained(view) -> str | None:
    """The sentence for what was raised, or None."""
    raised = view.seen.raised
    return explanation(raised.type_name, raised.message) if raised else None
