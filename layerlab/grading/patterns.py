"""Patterns in a class: answers that fail alike and unexplained, and notebooks much alike.

Both are for a person to look at. Answers to one exercise that fail, whose cause no check
named, stand together where the same was seen of them; a sentence that the teacher writes
for such a group reaches every page in it. Likeness is a number about two texts after
names and layout are made the same: it is no verdict, and stands on no student's page.
"""

import csv
import difflib
import hashlib
import io
import itertools
import re
import time
import tokenize
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from .platforms import owner_in
from .students import chosen
from .tables import harmless

GROUPS, LIKENESS = "groups.csv", "likeness.csv"
COLUMNS = ("group", "exercise", "students", "example", "shown", "sentence")
MOST_PAIRS, LEAST_WORDS, LEAST_LIKE = 200, 30, 0.9
SECONDS = 20.0  # of our processor time for all comparing
MOST_ALIKE = 400  # answers of one exercise that are compared with each other
_KEPT = frozenset(
    "and as assert await break class continue def del elif else except finally for from "
    "if import in is lambda not or pass raise return try while with yield None True "
    "False".split()
)
_LAYOUT = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING)
_LINE = re.compile(r"^\s*in line \d+:.*$|\s+Next step.*", re.M)


@dataclass
class Group:
    """Answers of one exercise that failed alike; `key` is the same in the next class."""

    key: str
    exercise: str
    shown: str
    rows: list[dict] = field(default_factory=list)


def groups(rows: list[dict], best: bool = False) -> list[Group]:
    """The groups, the largest first."""
    found: dict[str, Group] = {}
    for (_, unit), row in chosen(rows, best).items():
        for item in row["exercises"]:
            if item["unit"] == unit and _unexplained(item):
                shown = _LINE.sub("", item["message"]).strip()
                name = f"{unit}.{item['name']}"
                key = hashlib.sha256(f"{name}\n{shown}".encode()).hexdigest()[:10]
                found.setdefault(key, Group(key, name, shown)).rows.append(row)
    return sorted(found.values(), key=lambda g: (-len(g.rows), g.exercise, g.key))


def _unexplained(item) -> bool:
    named = item["diagnosis"] or "Likely cause" in item["message"]
    return item["status"] in ("wrong", "raised") and not named


def written(*files: Path | None) -> dict[str, dict]:
    """The lines that have a sentence of the teacher's, by group, of this class and of
    earlier ones; a later file's lines stand in place of an earlier one's."""
    found = {}
    for file in filter(None, files):
        try:
            text = file.read_text("utf-8-sig", "replace")
        except OSError:
            continue
        mark = max(",;\t", key=text.partition("\n")[0].count)
        for row in csv.DictReader(io.StringIO(text), delimiter=mark):
            found[str(row.get("group") or "")] = row
    return {k: row for k, row in found.items() if k and _sentence(row)}


def _sentence(row) -> str:
    return str(row.get("sentence") or "").strip()


def sentences(lines: dict[str, dict]) -> dict[str, str]:
    """What the teacher wrote, by group, from lines that were `written`."""
    return {key: _sentence(row) for key, row in lines.items()}


def words_by_page(found: list[Group], told: dict[str, str]) -> dict[str, list[str]]:
    """The teacher's sentences by the pages that they reach."""
    pages: dict[str, list[str]] = {}
    for group in found:
        if group.key in told:
            for row in group.rows:
                words = f"{group.exercise.partition('.')[2]}: {told[group.key]}"
                pages.setdefault(row["page"], []).append(words)
    return pages


def groups_csv(found: list[Group], old: dict[str, dict]) -> str:
    """The file to write sentences into; groups that nobody is in any more stay, if they
    have a sentence."""
    told = sentences(old)
    lines = [
        [
            g.key,
            g.exercise,
            len(g.rows),
            g.rows[0]["label"],
            g.shown,
            told.get(g.key, ""),
        ]
        for g in found
    ]
    known = {group.key for group in found}
    for key, row in old.items():
        if key not in known:
            lines.append([row.get(name) or "" for name in COLUMNS])
            lines[-1][2:4] = [0, ""]
    return _csv([COLUMNS, *lines])


def _csv(lines) -> str:
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    table.writerows([[harmless(cell) for cell in line] for line in lines])
    return out.getvalue()


def normal(source: str) -> tuple[str, ...]:
    """A source's words with names numbered as they come, without layout and comments.

    >>> normal("def f(x):  # mine\\n    return x+1") == normal("def g(a):\\n\\treturn a + 1")
    True
    """
    names: dict[str, str] = {}
    words = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME and token.string not in _KEPT:
                words.append(names.setdefault(token.string, f"n{len(names)}"))
            elif token.type not in _LAYOUT:
                words.append(token.string.strip() and token.string)
    except (tokenize.TokenError, SyntaxError, ValueError):
        return ()
    return tuple(word for word in words if word)


def likeness(rows: list[dict], best: bool = False) -> str:
    """Pairs of different people whose answers to an exercise are much alike, as a table."""
    by_exercise = defaultdict(list)
    for (who, unit), row in chosen(rows, best).items():
        for key, source in row.get("sources", {}).items():
            words = normal(source) if key.startswith(f"{unit}.") else ()
            if len(words) >= LEAST_WORDS:
                by_exercise[key].append((who, row["label"], words))
    pairs, end = [], time.process_time() + SECONDS
    for exercise, answers in by_exercise.items():
        found = _pairs(exercise, answers[:MOST_ALIKE])
        pairs += itertools.takewhile(lambda _: time.process_time() < end, found)
    pairs = [*filter(None, pairs)]
    pairs.sort(key=lambda pair: (pair[-1], -pair[0], pair[1:]))
    head = ["likeness", "exercise", "one", "other", "answers like this"]
    return _csv([head, *pairs[:MOST_PAIRS]])


def _pairs(exercise, answers):
    """Pairs much alike (None for another one, so that a clock can be asked), each with how many answers are exactly as the first of it: where
    many are, everybody was shown the same way."""
    same = defaultdict(int)
    for _, _, words in answers:
        same[words] += 1
    for place, (who, label, words) in enumerate(answers):
        for other, other_label, others in answers[:place]:
            apart = who != other and not _together(label, other_label)
            like = _like(words, others) if apart else 0.0
            told = [round(like, 3), exercise, other_label, label, same[words]]
            yield told if like >= LEAST_LIKE else None


def _together(label, other) -> bool:
    """Whether two labels lie in one folder of a platform: a group handed in together."""
    folder, its = label.rpartition("/")[0], other.rpartition("/")[0]
    return folder == its and any(map(owner_in, folder.split("/")))


def _like(a, b) -> float:
    if a == b:
        return 1.0
    if not 0.8 < len(a) / len(b) < 1.25:
        return 0.0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < LEAST_LIKE:
        return 0.0
    return matcher.ratio()
