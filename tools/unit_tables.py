"""What the project says of its units elsewhere, made from each unit's `unit.toml`.

README's map, the table for teachers, the syllabus in the package, and the row of times at
the top of a lesson: the whole first, then its tables in this order.
"""

import json
import re
from itertools import groupby
from pathlib import Path

from layerlab.errors import BadArgument
from tools.project import Project, Unit

_EXERCISE = re.compile(r"^<!-- *exercise: *(\w+) *-->$", re.M)
START, END = "<!-- units: made by `make notebooks` -->", "<!-- /units -->"
TIME = "<!-- time -->"  # where the row of times stands in a lesson's first cell
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def tables(project: Project) -> dict[Path, str]:
    """The whole text of every file that holds such a table, by its path."""
    units = listed(project)
    made = {"README.md": _units_map, "docs/teachers.md": _hours}
    pages = {project.root / name: make for name, make in made.items()}
    texts = {
        path: between_markers(path, make(units, project))
        for path, make in pages.items()
        if path.exists()
    }
    data = project.root / "layerlab" / "syllabus.json"
    return texts | ({data: _syllabus(units)} if data.parent.exists() else {})


def listed(project: Project) -> list[Unit]:
    """The numbered units, written or announced, in their order; BadArgument where two
    parts of the course are mixed."""
    units = project.announced()
    parts = [part for part, _ in groupby(unit.facts.part for unit in units)]
    twice = next((part for part in parts if parts.count(part) > 1), None)
    if twice is not None:
        names = ", ".join(unit.name for unit in units if unit.facts.part == twice)
        raise BadArgument(
            "The units of one part of the course follow each other",
            f"others stand between those of {twice!r}: {names}",
            "Mend `part` in their unit.toml, or their numbers",
        )
    return units


def between_markers(page: Path, table: str) -> str:
    """A page with a new table between its two markers; BadArgument where it has none."""
    pattern = re.escape(START) + r".*?" + re.escape(END)
    whole = f"{START}\n{table}\n{END}"
    text, count = re.subn(pattern, lambda _: whole, page.read_text("utf-8"), flags=re.S)
    if count == 1:
        return text
    raise BadArgument(
        f"{page.name} has one place for its table of units",
        f"{count} were found",
        f"Put it between {START} and {END}",
    )


def _units_map(units: list[Unit], project: Project) -> str:
    """One row for each unit; those to come have no links."""
    rows = ["| unit | question | |", "|---|---|---|"]
    for part, group in groupby(units, key=lambda unit: unit.facts.part):
        rows += [f"| **{part}** | | |"] if part else []
        for unit in group:
            name = unit.label if part else f"**{unit.title}**"
            links = _links(unit, project) if unit.kinds() else "to come"
            rows.append(f"| {name} | {unit.facts.question} | {links} |")
    return "\n".join(rows)


def _links(unit: Unit, project: Project) -> str:
    names = {"course": "lesson", "exercises": "exercises", "solutions": "solutions"}
    links = [f"[{names[kind]}]({kind}/{unit.name}.ipynb)" for kind in unit.kinds()]
    return " · ".join([*links, f"[on Colab]({project.on_colab('course', unit)})"])


def _hours(units: list[Unit], project: Project) -> str:
    """One row for each lesson: its minutes, those of its exercises, what it needs."""
    rows = ["| unit | question | lesson | exercises | needs |", "|---|---|---|---|---|"]
    for unit in units:
        facts, homework = unit.facts, unit.facts.exercise_minutes or "–"
        if facts.part and unit.kinds():
            told = (unit.label, facts.question, facts.minutes, homework, facts.needs)
            rows.append("| " + " | ".join(map(str, told)) + " |")
    return "\n".join(rows)


def _syllabus(units: list[Unit]) -> str:
    """What `layerlab.syllabus` reads: a unit a line."""
    lines = [
        json.dumps(
            {
                "number": unit.number,
                "slug": unit.slug,
                "part": unit.facts.part,
                "question": unit.facts.question,
                "exercises": exercise_names(unit),
            },
            ensure_ascii=False,
        )
        for unit in units
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def exercise_names(unit: Unit) -> list[str]:
    """The exercises of a unit, in the order of its notebook."""
    source = unit.source("exercises")
    return _EXERCISE.findall(source.read_text("utf-8")) if source.exists() else []


def with_time(unit: Unit, prose: str) -> str:
    """A lesson's first cell with its row of times; BadArgument where one is lacking."""
    if bool(unit.facts.minutes) != (TIME in prose.splitlines()):
        raise BadArgument(
            f"A lesson's minutes, from its unit.toml, stand where its table has {TIME}",
            f"units/{unit.name} has only one of the two",
            f"Give unit.toml its minutes, and let the table begin with the line {TIME}",
        )
    return prose.replace(TIME, f"| Time | {time_words(unit)} |")


def time_words(unit: Unit) -> str:
    """`50 minutes, and 40 more for the four exercises`, and what unit.toml adds."""
    facts, count = unit.facts, len(exercise_names(unit))
    text = f"{facts.minutes} minutes"
    if count:
        number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
        each = "exercise" if count == 1 else f"{number} exercises"
        text += f", and {span(facts.exercise_minutes)} for the {each}"
    return f"{text}, {facts.aside}" if facts.aside else text


def span(minutes: int) -> str:
    """Minutes in words, from two hours on as a reader thinks of them.

    >>> span(85), span(120), span(150)
    ('85 more', 'about two hours', 'about two and a half hours')
    """
    if minutes < 120:
        return f"{minutes} more"
    halves = round(minutes / 30)
    half = " and a half" if halves % 2 else ""
    return f"about {_NUMBERS[halves // 2]}{half} hours"
