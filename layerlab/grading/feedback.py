"""The students' pages as platforms take them: with the teacher's words, and as one zip.

A page has a place for what is known only when all are graded: what lateness cost, and what
the teacher wrote. `told` fills it. `as_zip` names each page as the platform named what was
handed in, so that the platform finds whose it is.
"""

import io
import zipfile
from pathlib import Path, PurePosixPath

from markupsafe import Markup, escape

from .gradebook import Book
from .platforms import owner_in
from .students import stem

START, END = "<!--teacher-->", "<!--/teacher-->"
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same pages give the same zip


def told(page: str, words: list[str]) -> str:
    """The page with these sentences in their place (instead of those of the last time).

    >>> told(told(f"a{START}{END}b", ["old"]), ["1 < 2"])
    'a<!--teacher--><p class="note">1 &lt; 2</p><!--/teacher-->b'
    """
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        return page
    lines = Markup("").join(Markup('<p class="note">{}</p>').format(w) for w in words)
    return f"{before}{START}{lines}{END}{after}"


def words_by_page(book: Book) -> dict[str, list[str]]:
    """What is to be told on each page."""
    found: dict[str, list[str]] = {}
    for one in book.people:
        for entry in one.entries.values():
            if entry.page:
                found.setdefault(entry.page, []).extend(entry.words)
    return found


def only_words(one, entry) -> str:
    """A small page for a unit that was not handed in, but that the teacher wrote of."""
    lines = "".join(f"<p>{escape(words)}</p>" for words in entry.words)
    return f"<!doctype html><meta charset=utf-8><title>{escape(one.student)}</title>{lines}"


def as_zip(book: Book, folder: Path) -> bytes:
    """All pages that count, each named as what was handed in."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        taken: set[str] = set()
        for one in book.people:
            for unit, entry in one.entries.items():
                name = _free(_name(one, unit, entry.label), taken)
                page = folder / entry.page if entry.page else None
                data = page.read_text("utf-8") if page else only_words(one, entry)
                archive.writestr(zipfile.ZipInfo(name, _WHEN), data)
    return out.getvalue()


def _name(one, unit, label) -> str:
    """Beside a file: its name; in a folder of the platform's: a name of our own."""
    parts = PurePosixPath(label).parts
    for place, part in enumerate(parts):
        if not owner_in(part):
            continue
        if place == len(parts) - 1 or part.lower().endswith(".zip"):
            return f"{stem(part)}.html"
        return f"{part}/feedback_{unit}.html"
    person = "_".join(filter(None, (one.student, one.id))).replace("/", "-")
    return f"{person or 'student'}/feedback_{unit}.html"


def _free(name, taken) -> str:
    number, first = 2, name
    while name in taken:
        name, number = f"{first.removesuffix('.html')}-{number}.html", number + 1
    taken.add(name)
    return name
