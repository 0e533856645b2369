"""A source assignment for nbgrader: one assignment a unit, with its settings.

Released to learners, it is the notebook of `exercises/`, cell by cell. Graded, each check
becomes a hidden test that fails with the check's own words, or gives the points of the parts
that are right. The cells' metadata and the markers are nbgrader's: https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
"""

from pathlib import Path

from layerlab.errors import LayerlabError

from .course import YOUR_TURN, Course, cleared, slug, text_of, write

SETTINGS = '''\
"""Settings for nbgrader: blanks as the course writes them; checks may train a little.

    nbgrader generate_assignment {example}
    nbgrader autograde {example}
    nbgrader generate_feedback {example}

The package layerlab must be installed where notebooks are graded. nbgrader runs what
learners wrote without isolation: use an account that has nothing to lose.
"""

import os
import sys

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course}"
c.ClearSolutions.code_stub = {{"python": {stub!r}}}
c.Execute.timeout = 120
if "autograde" in sys.argv:
    os.environ["LAYERLAB_PROGRESS"] = os.devnull  # passes are not the teacher's
    os.environ["LAYERLAB_STATIC"] = "1"  # feedback shows pictures, not live widgets
'''


def export(course: Course, units: list[str], out: Path) -> list[Path]:
    """Write nbgrader_config.py and source/UNIT/UNIT.ipynb; the paths written."""
    name = course.repository.rpartition("/")[2]
    text = SETTINGS.format(course=name, stub=YOUR_TURN, example=units[0])
    written = [write(out / "nbgrader_config.py", text)]
    for unit in units:
        path = out / "source" / unit / f"{unit}.ipynb"
        written.append(write(path, text_of(source(course, unit))))
    return written


def source(course: Course, unit: str) -> dict:
    """The teacher's version of a unit's exercises."""
    tree = cleared(course.notebook("exercises", unit))
    solved = {c["id"]: c["source"] for c in course.notebook("solutions", unit)["cells"]}
    for cell in tree["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            cell["source"] = with_regions(cell["source"], solved[cell["id"]])
        elif mark.get("grade"):
            cell["source"] = with_hidden_test(cell["source"], slug(unit))
    return tree


def with_hidden_test(call: str, unit: str) -> str:
    """The check with a hidden line before it, after which it fails where it must."""
    return (
        "### BEGIN HIDDEN TESTS\n"
        "from layerlab.exporting import nbgrader_checks as _checks\n"
        f'check = _checks.Judge("{unit}")\n'
        "### END HIDDEN TESTS\n"
        f"{call}"
    )


def with_regions(blank: str, solved: str) -> str:
    """The solved cell with nbgrader's markers around what the blank one leaves out.

    >>> blank = 'def f():\\n    raise NotImplementedError("your turn")'
    >>> print(with_regions(blank, "def f():\\n    return 1"))
    def f():
        ### BEGIN SOLUTION
        return 1
        ### END SOLUTION
    """
    lines, parts = solved.split("\n"), _fixed_parts(blank.rstrip().split("\n"))
    at, found = len(parts[0][1]), list(parts[0][1])
    if lines[:at] != found:
        raise _unlike(blank)
    for (indent, _), (_, fixed) in zip(parts, parts[1:], strict=False):
        end = _place(lines, fixed, at, last=fixed is parts[-1][1])
        if end is None:
            raise _unlike(blank)
        found += _region(indent, lines[at:end]) + fixed
        at = end + len(fixed)
    return "\n".join(found)


def _fixed_parts(lines):
    """Pairs (indent of the blank that follows, lines that stand before it)."""
    parts, fixed = [], []
    for line in lines:
        if line.strip() == YOUR_TURN:
            parts.append((line[: -len(line.lstrip())], fixed))
            fixed = []
        else:
            fixed.append(line)
    return [*parts, ("", fixed)]


def _place(lines, fixed, start, *, last):
    """Where these lines stand at or after `start`; the last ones stand at the end."""
    if last:
        start = max(start, len(lines) - len(fixed))
    for place in range(start, len(lines) - len(fixed) + 1):
        if lines[place : place + len(fixed)] == fixed:
            return place
    return None


def _region(indent, lines):
    return [f"{indent}### BEGIN SOLUTION", *lines, f"{indent}### END SOLUTION"]


def _unlike(blank):
    name = blank.strip().split("\n")[0]
    return LayerlabError(
        "A blank cell and its solution must differ in the solution alone",
        f"those of `{name}` do not",
        "Call `make notebooks`",
    )
