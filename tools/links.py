"""What the build adds to links and fold-outs in prose: cards, anchors, room.

From `furnished`, which does all of it, down to the glossary's cards. An anchor is what
JupyterLab and GitHub make of a heading: its words, joined by hyphens.
"""

import functools
import re
from pathlib import Path

from layerlab.errors import BadArgument, UnknownName
from tools.cells import read_cells

GLOSSARY = "glossary"
_WORD = re.compile(r"\]\(((?:\.\./course/)?glossary\.ipynb#([^)\s\"]+))\)")
_EXERCISE = re.compile(
    r"\[((?:Exercises? )?(\d+(?:\.\d+)+)[^\]·]* · (\w+)[^\]]*)\]"
    r"\((\.\./exercises/\w+\.ipynb)\)"
)
_AFTER = re.compile(r"</details>[ \t]*\n\s*(?=\S)(?!<details|<p></p>|</)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def furnished(text: str, cards: dict[str, str] | None) -> str:
    """Prose with cards on the words of the glossary, links that land, and room below
    what is folded. Without a glossary (None) words keep their links as they are."""
    if cards is not None:
        text = _WORD.sub(lambda match: _with_card(match, cards), text)
    return roomy(_EXERCISE.sub(_with_anchor, text))


def anchor(heading: str) -> str:
    """The fragment that leads to a heading.

    >>> anchor("Exercise 4.1 · predict")
    'Exercise-4.1-·-predict'
    """
    return heading.strip().replace(" ", "-")


def exercise_anchor(number: str, name: str) -> str:
    """The fragment that leads to an exercise in its notebook."""
    return anchor(f"Exercise {number} · {name}")


def roomy(text: str) -> str:
    """A closed fold-out has no room below it in JupyterLab: an empty paragraph gives it.

    >>> roomy("<details>…</details>\\n\\nMore.")
    '<details>…</details>\\n<p></p>\\n\\nMore.'
    """
    return _AFTER.sub("</details>\n<p></p>\n\n", text)


def cards(source: Path) -> dict[str, str]:
    """What the glossary says of each word, in plain text, by the word's anchor."""
    return _cards(source, source.stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _cards(source: Path, _changed: int) -> dict[str, str]:
    found = {}
    for cell in read_cells(source):
        heading, _, text = cell.source.partition("\n")
        if heading.startswith("## "):
            found[anchor(heading[3:])] = _plain(heading[3:], text)
    return found


def _plain(word: str, text: str) -> str:
    """The entry without marks, and without the lessons that take it further."""
    lines = [line for line in text.splitlines() if not line.startswith("See ")]
    plain = _LINK.sub(r"\1", " ".join(filter(None, lines))).replace("`", "")
    if strange := re.search(r'["$*<>]', plain.replace("**", "")):
        raise BadArgument(
            "An entry of the glossary is also a card on each link to it, in plain words",
            f"that of {word!r} holds {strange.group()!r}",
            "Say it in words",
        )
    return plain.replace("**", "")


def _with_card(match: re.Match, cards: dict[str, str]) -> str:
    address, word = match.groups()
    if word not in cards:
        raise UnknownName("word in the glossary", word, cards)
    return f']({address} "{cards[word]}")'


def _with_anchor(match: re.Match) -> str:
    words, number, name, address = match.groups()
    return f"[{words}]({address}#{exercise_anchor(number, name)})"
