"""units/ → course/, exercises/, solutions/, the answers of predictions, and the tables of
units: whole first.

    python -m tools.build          write what is out of step, and say what was written
    python -m tools.build --check  the same, and fail if anything was

Sources and the checks decide everything; of the notebooks on disk only the stored
outputs of unchanged cells are kept. Building twice changes nothing.
"""

import argparse
import contextlib
import functools
import re
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from layerlab.errors import BadArgument, LayerlabError
from tools import cells as make
from tools import links, unit_tables
from tools.claims.placing import refuse_misplaced, take
from tools.predictions import placing
from tools.project import KINDS, Project, Unit

_TO_UNIT = re.compile(
    r"\[([^\]]+)\]\((?:\.\./(?:course|exercises|solutions)/)?(\d\d_\w+)\.ipynb(?:#[^)]*)?\)"
)


def build(project: Project, *, find=make.find_exercise) -> list[Path]:
    """Write every notebook that is out of step; return the changed paths, sorted.

    A notebook that no unit calls for is removed, and so are answers without a prediction.
    """
    texts = {
        path: text_of(notebook(project, kind, unit, find=find))
        for kind, unit, path in project.notebooks()
    }
    texts |= answers(project)
    changed = [path for path in _generated(project) if path not in texts]
    for path in changed:
        path.unlink()
    texts |= unit_tables.tables(project)
    written = [path for path, text in texts.items() if _write(path, text)]
    return sorted(changed + written)


def _write(path: Path, text: str) -> bool:
    """Write a file where it differs; say whether it did."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return True


def _generated(project: Project) -> list[Path]:
    kinds = [path for kind in KINDS for path in (project.root / kind).glob("*.ipynb")]
    return [*kinds, *placing.answers_path(project.root, "*").parent.glob("*.json")]


def answers(project: Project) -> dict[Path, str]:
    """The files of sealed answers, by path; BadArgument where two share a name."""
    files, owner = {}, {}
    for unit in project.units():
        with _named(project, "course", unit):
            records = placing.place(make.read_cells(unit.source("course")), unit.slug)
            for name in records:
                _refuse_twice(name, unit, owner)
        if records:
            path = placing.answers_path(project.root, unit.name)
            files[path] = placing.answers_text(records)
    return files


def _refuse_twice(name: str, unit: Unit, owner: dict[str, Unit]) -> None:
    if name in owner:
        raise BadArgument(
            "The name of a prediction is its own in the whole course",
            f"{owner[name].name} has {name!r}, too",
            "Rename one of them",
        )
    owner[name] = unit


@contextlib.contextmanager
def _named(project: Project, kind: str, unit: Unit):
    """An error says in which source it was found."""
    try:
        yield
    except LayerlabError as error:
        error.add_note(f"In {unit.source(kind).relative_to(project.root)}.")
        raise


def notebook(project: Project, kind: str, unit: Unit, *, find) -> NotebookNode:
    """The notebook as it should be, with the stored outputs that still belong."""
    with _named(project, kind, unit):
        return _notebook(project, kind, unit, find=find)


def _notebook(project: Project, kind: str, unit: Unit, *, find) -> NotebookNode:
    lookup = functools.partial(find, unit.slug)
    cells = make.read_cells(unit.source(kind))
    refuse_misplaced(cells)
    if kind == "course":
        placing.place(cells, unit.slug)
    _refuse_unasked(take(cells), kind)
    graded = [kind != "course" and make.nbgrader(cell, lookup) for cell in cells]
    _set_up(cells, project.repository)
    _fill_prose(cells, lookup, navigation(project, kind, unit))
    _furnish(cells, project)
    for cell in cells[: kind == "course"]:
        cell.source = unit_tables.with_time(unit, cell.source)
    _drop_early_links(cells, {path.stem for _, _, path in project.notebooks()})
    sources = [cell.source for cell in cells]
    for cell, grading in zip(cells, graded, strict=True):
        cell.source = make.blank(cell.source)
        if grading:
            cell.metadata.nbgrader = NotebookNode(grading)
    make.identify(cells)  # from the blank text: a solution's cell has the same id
    for cell, source in zip(cells, sources, strict=True):
        cell.source = make.blank(source) if kind == "exercises" else make.solved(source)
    new = make.new_notebook(cells)
    _keep_outputs(new, project.notebook(kind, unit), blank=kind == "exercises")
    return new


def _refuse_unasked(claims: dict, kind: str) -> None:
    if claims and kind != "course":
        raise BadArgument(
            "Claims stand in lessons, where running the cells asks for them",
            f"{next(iter(claims.values()))[0].text!r} stands in {kind}",
            "Move it to lesson.py, or take it away",
        )


def _set_up(cells: list[NotebookNode], repository: str) -> None:
    for cell in cells:
        if make.is_setup(cell):
            cell.source = make.setup_source(repository)


def _fill_prose(cells: list[NotebookNode], lookup, links: str) -> None:
    prose = [cell for cell in cells if cell.cell_type == "markdown"]
    for cell in prose:
        cell.source = make.expand(cell.source, lookup)
    if prose:
        title, _, rest = prose[0].source.partition("\n")
        prose[0].source = f"{title}\n\n{links}\n\n{rest.strip()}".rstrip()


def _furnish(cells: list[NotebookNode], project: Project) -> None:
    """Cards on the words of the glossary, anchors, and room below what is folded."""
    cards = _cards(project.root / "units" / links.GLOSSARY / "lesson.py")
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = links.furnished(cell.source, cards)


def _cards(source: Path) -> dict[str, str] | None:
    return links.cards(source) if source.exists() else None


def _drop_early_links(cells: list[NotebookNode], known: set[str]) -> None:
    """A link to a unit that is not written yet becomes words, until it is."""

    def text(match):
        words, name = match.groups()
        return match.group() if name in known else f"{words} (still to come)"

    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = _TO_UNIT.sub(text, cell.source)


def navigation(project: Project, kind: str, unit: Unit) -> str:
    """The line under a notebook's title: badge, neighbours, lesson and exercises."""
    address = project.on_colab(kind, unit)
    links = [f"[▶ Open in Colab]({address})"]  # words: a picture needs a network
    if kind != "course":
        links.append(f"[← Lesson](../course/{unit.name}.ipynb)")
    if kind == "solutions":
        links.append(f"[Exercises](../exercises/{unit.name}.ipynb)")
    if kind == "course":
        links += _course_links(project, unit)
    return " · ".join(links)


def _course_links(project: Project, unit: Unit) -> list[str]:
    before, after = project.neighbours(unit)
    links = [f"[← {before.label}]({before.name}.ipynb)"] if before else []
    if "exercises" in unit.kinds():
        links.append(f"[Exercises](../exercises/{unit.name}.ipynb)")
    return links + ([f"[{after.label} →]({after.name}.ipynb)"] if after else [])


def _keep_outputs(new: NotebookNode, path: Path, *, blank: bool) -> None:
    if not path.exists():
        return
    old = nbformat.read(path, as_version=4)
    if "layerlab" in old.metadata:
        new.metadata.layerlab = old.metadata.layerlab
    if blank:
        return
    stored = {(cell.id, cell.source): cell for cell in old.cells}
    for cell in new.cells:
        same = stored.get((cell.id, cell.source))
        if cell.cell_type == "code" and same is not None:
            cell.outputs = same.outputs
            cell.execution_count = same.execution_count
    placing.withhold(new.cells)


def text_of(notebook: NotebookNode) -> str:
    """The one way in which this project writes a notebook down."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Build; with --check also fail where something was out of step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail if anything changed")
    options = parser.parse_args(arguments)
    project = Project.read()
    try:
        changed = build(project)
    except LayerlabError as error:
        print(
            "No notebook was written.",
            error,
            *getattr(error, "__notes__", ()),
            file=sys.stderr,
        )
        return 1
    for path in changed:
        print("wrote" if path.exists() else "removed", path.relative_to(project.root))
    if not changed:
        print("All notebooks are in step with units/.")
    return int(options.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
