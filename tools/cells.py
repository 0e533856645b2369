"""From a source cell to a notebook cell: reading, solutions, directives, identity.

Everything here works on one cell or on one list of cells and knows nothing of files
other than the source that it reads. `build.py` puts the pieces together.
"""

import hashlib
import importlib
import re
from pathlib import Path

import jupytext
from nbformat import NotebookNode, v4

from layerlab import working_copy
from layerlab.checking.hinting import TITLES
from layerlab.errors import BadArgument, UnknownName

SETUP = ["import layerlab as ll", "ll.setup()"]
YOUR_TURN = 'raise NotImplementedError("your turn")'
TAGS = {"raises-exception", "nbval-ignore-output", "nbval-skip"}

_REGION = re.compile(
    r"^([ \t]*)# <solution>[ \t]*\n(.*?)^[ \t]*# </solution>[ \t]*$", re.S | re.M
)
_MARKER = re.compile(r"^[ \t]*# </?solution>[ \t]*\n?", re.M)
_DIRECTIVE = re.compile(r"^<!-- *(\w+): *(\w+) *-->$", re.M)
_STUB_NAME = re.compile(r"^(?:def|class) (\w+)", re.M)
_CHECK_CALL = re.compile(r"^check\.(\w+)\(.*\)$", re.S)


def read_cells(path: Path) -> list[NotebookNode]:
    """The cells of a py:percent source; of their metadata only known tags stay."""
    notebook = jupytext.reads(path.read_text("utf-8"), fmt="py:percent")
    cells = [cell for cell in notebook.cells if cell.cell_type != "raw"]
    for cell in cells:
        tags = cell.metadata.get("tags", [])
        if unknown := set(tags) - TAGS:
            raise UnknownName("cell tag", sorted(unknown)[0], TAGS)
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
    return cells


def is_setup(cell: NotebookNode) -> bool:
    """Whether this is the set-up cell, with or without the blank line in it."""
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return cell.cell_type == "code" and lines == SETUP


def setup_source(repository: str) -> str:
    """Four lines that work unchanged in JupyterLab, VS Code and Colab.

    What `layerlab lab` gives to learners has the last one alone.
    """
    return (
        "from importlib.util import find_spec\n"
        'if not find_spec("layerlab"):  # as on Colab: fetch the course\'s package\n'
        f'    %pip install -q "git+https://github.com/{repository}"\n'
        f"{working_copy.SETUP}"
    )


def solution_regions(source: str) -> list[str]:
    """The text of every solution in a source, without its markers."""
    return [match.group(2) for match in _REGION.finditer(source)]


def blank(source: str) -> str:
    """The source as a learner gets it: each solution becomes one raise.

    >>> print(blank("def f():\\n    # <solution>\\n    return 1\\n    # </solution>"))
    def f():
        raise NotImplementedError("your turn")
    """
    if any(match.group(1) == "" for match in _REGION.finditer(source)):
        raise BadArgument(
            "A solution must stand inside a function, where Run All does not reach it",
            "one begins at the left margin",
            "Put it into a function or a method",
        )
    blanked = _REGION.sub(lambda match: match.group(1) + YOUR_TURN, source)
    return _refuse_markers(blanked)


def solved(source: str) -> str:
    """The source with its solutions, and without their markers."""
    _refuse_markers(_REGION.sub("", source))
    return _MARKER.sub("", source).rstrip()


def _refuse_markers(source: str) -> str:
    if match := _MARKER.search(source):
        raise BadArgument(
            "Every `# <solution>` needs its `# </solution>`",
            f"{match.group().strip()!r} stands alone",
            "Add the other marker, on a line of its own",
        )
    return source


def find_exercise(slug: str, name: str):
    """The exercise `layerlab.checks.<slug>.<name>`."""
    try:
        module = importlib.import_module(f"layerlab.checks.{slug}")
    except ModuleNotFoundError as error:
        if error.name != f"layerlab.checks.{slug}":
            raise
        raise BadArgument(
            f"Exercises of {slug} need layerlab/checks/{slug}/",
            "there is no such folder",
            "Write it as CONTRIBUTING.md shows",
        ) from None
    known = [key for key, value in vars(module).items() if hasattr(value, "hints")]
    if name not in known:
        raise UnknownName(f"exercise of {slug}", name, known)
    return getattr(module, name)


def expand(source: str, find) -> str:
    """Replace the exercise and hints directives in prose; `find(name)` looks up."""

    def text(match):
        if match.group(1) not in _WRITERS:
            raise UnknownName("directive", match.group(1), _WRITERS)
        return _WRITERS[match.group(1)](find(match.group(2)))

    return _DIRECTIVE.sub(text, source)


def _header(exercise) -> str:
    dots = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    plural = "" if exercise.points == 1 else "s"
    return (
        f"### Exercise {exercise.number} · {exercise.name}\n\n"
        f"{dots} · {exercise.minutes} min · {exercise.points} point{plural}"
        f"{_parts(exercise)}"
    )


def _parts(exercise) -> str:
    """What counts by itself, with its points."""
    told = ", ".join(f"{part.name} ({_points(part)})" for part in exercise.parts)
    return f": {told}" if told else ""


def _points(part) -> str:
    whole, half = divmod(part.points, 1)
    return f"{int(whole) or ''}{'½' if half else ''}"


def _hints(exercise) -> str:
    if len(exercise.hints) != len(TITLES):
        raise BadArgument(
            f"An exercise has {len(TITLES)} hints",
            f"{exercise.key} has {len(exercise.hints)}",
        )
    return "\n\n".join(
        f"<details><summary>{title}</summary>\n\n{hint}\n\n</details>"
        for title, hint in zip(TITLES, exercise.hints, strict=True)
    )


_WRITERS = {"exercise": _header, "hints": _hints}


def nbgrader(cell: NotebookNode, find) -> dict | None:
    """Metadata (schema 3) of a stub or of a check; None for every other cell."""
    if cell.cell_type != "code":
        return None
    if call := _CHECK_CALL.match(cell.source):
        name = call.group(1)
        points = {"points": find(name).points}
        return _grading(f"check-{name}", grade=True, solution=False) | points
    if solution_regions(cell.source) and (stub := _STUB_NAME.search(cell.source)):
        return _grading(stub.group(1), grade=False, solution=True)
    return None


def _grading(grade_id: str, *, grade: bool, solution: bool) -> dict:
    kind = {"cell_type": "code", "schema_version": 3, "task": False}
    mine = {"grade_id": grade_id, "grade": grade, "solution": solution}
    return kind | mine | {"locked": not solution}


def identify(cells: list[NotebookNode]) -> None:
    """Give each cell an id made from its type, source, and which of its like it is."""
    seen: dict[tuple[str, str], int] = {}
    for cell in cells:
        key = (cell.cell_type, cell.source)
        seen[key] = seen.get(key, -1) + 1
        text = "\n".join([*key, str(seen[key])])
        cell.id = hashlib.sha256(text.encode()).hexdigest()[:12]


def code_hash(notebook: NotebookNode) -> str:
    """What the outputs of a notebook depend on: its code cells and their tags."""
    code = [
        f"{cell.source}\n{cell.metadata.get('tags', [])}"
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]
    return hashlib.sha256("\n\0".join(code).encode()).hexdigest()[:16]


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    """A notebook with the few metadata that this project allows."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = v4.new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    return notebook
