"""The learner's own copy of the course: it follows updates, and nothing in it is ever lost.

`renew` is called whenever the course is opened. A notebook that the learner has not touched
is replaced by its newer version; one that was touched stays, and the newer one lies beside
it. What was given out is remembered in `given.json`, by the hash of each file.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layerlab.errors import BadArgument, LayerlabError

FOLDER = "my_course"
KINDS = ("course", "exercises")
RECORD = ".layerlab/given.json"
SETUP = "import layerlab as ll; ll.setup()"  # the last line of every set-up cell


@dataclass
class Changes:
    """What a renewal did, by the names of notebooks: `course/04_perceptron.ipynb`."""

    new: list[str] = field(default_factory=list)  # not there before
    followed: list[str] = field(
        default_factory=list
    )  # untouched, now the newer version
    beside: dict[str, str] = field(
        default_factory=dict
    )  # touched -> the newer one's name
    kept: dict[str, str] = field(
        default_factory=dict
    )  # made fresh -> the old one's name

    def lines(self) -> Iterator[str]:
        """In sentences, what a learner should know: nothing of what is there as before."""
        if self.followed:
            yield f"Renewed, since you had not touched them: {', '.join(self.followed)}."
        for name, other in self.beside.items():
            yield f"{name} is yours and stays; its newer version is {other}."
        for name, other in self.kept.items():
            yield f"{name} is fresh; what you had is now {other}."


def renew(source: Path, copy: Path) -> Changes:
    """Bring the copy up to date with the notebooks of a checkout.

    Raises LayerlabError where the copy cannot be written, or would lie among the sources.
    """
    _refuse_sources(source, copy)
    given, changes = _read(copy), Changes()
    try:
        for name, text in _notebooks(source):
            before = dict(given)
            _renew_one(copy, name, text, given, changes)
            if given != before:
                _remember(copy, given)
    except OSError as error:
        raise LayerlabError(
            "The course opens a copy of its notebooks, which is yours",
            f"{copy} cannot be written ({error.strerror})",
            "Choose another place: layerlab lab --folder ~/my_course",
        ) from None
    return changes


def fresh(source: Path, copy: Path, unit: str) -> Changes:
    """Give clean notebooks of a unit, named `04`, `perceptron` or `04_perceptron`.

    What was there keeps its content under another name. Raises BadArgument where no unit
    is called so.
    """
    given, changes = _read(copy), Changes()
    chosen = [(name, text) for name, text in _notebooks(source) if _is_of(name, unit)]
    if not chosen:
        units = sorted({Path(name).stem for name, _ in _notebooks(source)})
        raise BadArgument(
            "--fresh takes one unit", f"none is called {unit!r}", f"Known: {units}"
        )
    for name, text in chosen:
        if (copy / name).exists() and _hash((copy / name).read_bytes()) != _hash(text):
            changes.kept[name] = _moved_aside(copy, name)
        _write(copy / name, text)
        given[name] = _hash(text)
    _remember(copy, given)
    return changes


def _notebooks(source: Path) -> list[tuple[str, bytes]]:
    """Names and bytes of all lessons and exercises of a checkout, as they are given out."""
    paths = [p for kind in KINDS for p in sorted((source / kind).glob("*.ipynb"))]
    return [
        (p.relative_to(source).as_posix(), with_short_setup(p.read_bytes()))
        for p in paths
    ]


def with_short_setup(notebook: bytes) -> bytes:
    """A notebook whose set-up cell is the one line that is needed where the course is
    installed: the lines that fetch it stand there for Colab. Anything else stays."""
    try:
        found = json.loads(notebook)
        cells = found["cells"]
    except (ValueError, TypeError, KeyError):
        return notebook  # whatever this is, it is no notebook of ours
    for cell in cells:
        source = "".join(cell.get("source", ()))
        if "%pip install" in source and source.splitlines()[-1] == SETUP:
            cell["source"] = [SETUP]
            return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()
    return notebook


def _refuse_sources(source: Path, copy: Path) -> None:
    if copy.resolve() == source.resolve():
        raise BadArgument(
            "The copy needs a folder of its own",
            f"{copy} holds the course itself",
            "Leave out --folder, or name another one",
        )


def _renew_one(copy, name, text, given, changes):
    """One notebook: new, as before, followed, or offered beside the learner's own."""
    mine, newest = copy / name, _hash(text)
    if not mine.exists():
        changes.new.append(name)
        _write(mine, text)
        given[name] = newest
        return
    there = _hash(mine.read_bytes())
    if there == newest:
        given[name] = newest
    elif there != given.get(name):
        _offer(copy, name, text, given, changes)
    else:
        changes.followed.append(name)
        _write(mine, text)
        given[name] = newest


def _offer(copy, name, text, given, changes):
    """The newer version beside a touched notebook, once; an untouched offer follows on."""
    newest = _hash(text)
    before = f"{name.removesuffix('.ipynb')} (new"
    offers = [n for n in given if n.startswith(before) and (copy / n).exists()]
    if newest in (given.get(name), *(given[n] for n in offers)):
        return  # the learner began with it, or has it beside
    same = (n for n in offers if _hash((copy / n).read_bytes()) == given[n])
    offered = next(same, None) or _free(copy, name, "new")
    _write(copy / offered, text)
    given[offered] = newest
    changes.beside[name] = offered


def _moved_aside(copy: Path, name: str) -> str:
    other = _free(copy, name, "old")
    os.rename(copy / name, copy / other)
    return other


def _free(copy: Path, name: str, word: str) -> str:
    """`04_perceptron (old).ipynb`, or with a number where that is taken."""
    stem, number = name.removesuffix(".ipynb"), 1
    while (copy / (free := f"{stem} ({word}{_number(number)}).ipynb")).exists():
        number += 1
    return free


def _number(number: int) -> str:
    return "" if number == 1 else f" {number}"


def _is_of(name: str, unit: str) -> bool:
    """Whether a notebook is that of a unit, called by number, by slug, or by both."""
    stem = Path(name).stem
    number, _, slug = stem.partition("_")
    return unit in {stem, slug, *([number] if re.fullmatch(r"\d\d", number) else [])}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _read(copy: Path) -> dict[str, str]:
    """What was given out, by name; after a damaged record every notebook is the learner's."""
    try:
        found = json.loads((copy / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(copy: Path, given: dict[str, str]) -> None:
    _write(copy / RECORD, json.dumps(given, indent=0).encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.write_bytes(data)
    os.replace(beside, path)
