"""The map of units in README.md, made from the syllabus and from what units/ holds."""

import re

from layerlab.syllabus import SYLLABUS
from tools.project import Project, Unit

START, END = "<!-- units: made by `make notebooks` -->", "<!-- /units -->"


def with_map(text: str, project: Project) -> str:
    """The README with its map of units up to date."""
    table = f"{START}\n{unit_table(project)}\n{END}"
    pattern = re.escape(START) + r".*?" + re.escape(END)
    return re.sub(pattern, lambda _: table, text, flags=re.S)


def unit_table(project: Project) -> str:
    """One row for each unit of the syllabus; those to come have no links."""
    here = {unit.label: unit for unit in project.units()}
    rows = ["| unit | question | |", "|---|---|---|"]
    if start := here.get("00 start here"):
        rows.append(
            f"| **Start here** | What is this course? | {_links(start, project)} |"
        )
    for part, units in SYLLABUS.items():
        rows.append(f"| **{part}** | | |")
        for label, question in units:
            links = _links(here[label], project) if label in here else "to come"
            rows.append(f"| {label} | {question} | {links} |")
    return "\n".join(rows)


def _links(unit: Unit, project: Project) -> str:
    names = {"course": "lesson", "exercises": "exercises", "solutions": "solutions"}
    links = [f"[{names[kind]}]({kind}/{unit.name}.ipynb)" for kind in unit.kinds()]
    return " · ".join([*links, f"[on Colab]({project.on_colab('course', unit)})"])
