"""From what a child said about a call to an Observation whose fields are what they claim."""

from layerlab.watching.watch import Observation, Raised

from .lines import Gone


def observation(given) -> Observation:
    """The Observation in a child's answer; Gone("nonsense") where there is none."""
    if not isinstance(given, dict):
        raise Gone("nonsense", "no observation")
    raised = given.get("raised")
    return Observation(
        value=given.get("value"),
        raised=_raised(raised) if isinstance(raised, dict) else None,
        changed=_texts(given.get("changed")),
        random_used=given.get("random_used") is True,
        warnings=_texts(given.get("warnings")),
        printed=_text(given.get("printed"), 5_000),
    )


def _raised(given) -> Raised:
    line = given.get("line")
    return Raised(
        _text(given.get("type_name"), 100) or "Exception",
        _text(given.get("message"), 500),
        line if type(line) is int and 0 < line < 10**6 else None,
        _text(given.get("source"), 300),
        _text(given.get("doing"), 300),
        given.get("begun") is True,
    )


def _texts(given) -> tuple:
    items = given if isinstance(given, (list, tuple)) else ()
    return tuple(_text(item, 200) for item in items[:20])


def _text(given, most) -> str:
    return given[:most] if isinstance(given, str) else ""
