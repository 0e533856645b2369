"""What a child answered, as values whose types are what they claim: nothing is believed.

For each question of a `Session` (run a cell, what is defined, look) the part of the answer
that is used: bounded, and with something harmless where it is not what it should be.
"""

from layerlab.watching.watch import Observation, Raised

from .inside.small import small
from .lines import Gone

MOST_OUTPUTS = 80  # of one cell
MOST_ATTEMPTS = 4  # at one exercise


def outputs(answer: dict) -> list:
    """What a cell showed; what is in an output, only the page asks."""
    given = answer.get("outputs")
    return given[:MOST_OUTPUTS] if isinstance(given, list) else []


def error(answer: dict) -> dict | None:
    """A cell's error as the child tells it, or None; only what has the right types."""
    given = answer.get("error")
    if not isinstance(given, dict):
        return None
    texts = {k: str(given.get(k, ""))[:500] for k in ("type", "message", "code")}
    return texts | {"line": _line(given)}


def defined(answer: dict) -> dict:
    """How many attempts there are by exercise, which names, and what else is defined."""
    told = answer.get("counts")
    pairs = told.items() if isinstance(told, dict) else ()
    counts = {k: n for k, n in pairs if type(n) is int and 0 < n <= MOST_ATTEMPTS}
    return {"counts": counts} | {k: _names(answer.get(k)) for k in ("there", "names")}


def look(answer: dict, name: str) -> Observation:
    """What was seen of the function of this name; Gone("nonsense") where nothing was."""
    if answer.get("missing") is True:
        words = f"{name} is not there any more"
        return Observation(raised=Raised("NameError", words))
    return _observation(answer.get("seen"))


def looks(answer: dict, most: int) -> list[Observation]:
    """The Observations in an answer to looking ahead, at most so many."""
    seen = answer.get("ahead")
    seen = seen[:most] if isinstance(seen, list) else []
    return [_observation(one) for one in seen if one is not None]


def none_came(reason: str, exercise) -> Observation:
    """What is seen of a call after which the child was gone, for this reason."""
    if reason == "out of time":
        return Observation(raised=Raised("OutOfTime", ""))
    words = f"calling {exercise.name} ended the whole Python process"
    return Observation(raised=Raised("ProcessEnded", words))


def _observation(given) -> Observation:
    if not isinstance(given, dict):
        raise Gone("nonsense", "no observation")
    raised = given.get("raised")
    return Observation(
        value=small(given.get("value")),
        raised=_raised(raised) if isinstance(raised, dict) else None,
        changed=_texts(given.get("changed")),
        random_used=given.get("random_used") is True,
        warnings=_texts(given.get("warnings")),
        printed=_text(given.get("printed"), 5_000),
    )


def _raised(given) -> Raised:
    return Raised(
        _text(given.get("type_name"), 100) or "Exception",
        _text(given.get("message"), 500),
        _line(given),
        _text(given.get("source"), 300),
        _text(given.get("doing"), 300),
        given.get("begun") is True,
    )


def _line(given) -> int | None:
    line = given.get("line")
    return line if type(line) is int and 0 < line < 10**6 else None


def _names(given) -> list[str]:
    items = given if isinstance(given, list) else []
    return [item[:100] for item in items[:200] if isinstance(item, str)]


def _texts(given) -> tuple:
    items = given if isinstance(given, (list, tuple)) else ()
    return tuple(_text(item, 200) for item in items[:20])


def _text(given, most) -> str:
    return given[:most] if isinstance(given, str) else ""
