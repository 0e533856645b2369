"""unit.toml, and what is made from it: the tables of units, the row of times."""

import re

import pytest

from layerlab import checks
from layerlab.errors import BadArgument, UnknownName
from tools import unit_tables
from tools.build import build
from tools.project import ROOT, Project, Unit

PROJECT = Project.read()
LESSONS = [unit for unit in PROJECT.units() if not unit.facts.free_form]
PAGES = {
    "README.md": "# Course\n\n<!-- units: made by `make notebooks` -->\n<!-- /units -->\n",
    "docs/teachers.md": "<!-- units: made by `make notebooks` -->\nold\n<!-- /units -->\nEnd.\n",
    "layerlab/syllabus.json": "[]",
}


def put(project, name, text):
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def pages(project):
    """The same small checkout, with the files that hold tables of units."""
    for name, text in PAGES.items():
        put(project, name, text)
    return project


def text(project, name):
    return (project.root / name).read_text()


def test_every_table_follows_from_what_a_unit_says_of_itself(pages):
    build(pages)
    row = r"| 02 small | What is twice a number? | [lesson](course/02_small.ipynb) · "
    shown = text(pages, "README.md")
    assert shown.startswith("# Course\n\n<!-- units")
    assert "| **First** | Where does it begin? | [lesson](" in shown
    assert "| **I Numbers** | | |\n" + row in shown
    hours = text(pages, "docs/teachers.md")
    assert "\n| 02 small | What is twice a number? | 5 | 5 | 01 |\n" in hours
    assert "old" not in hours and hours.endswith("<!-- /units -->\nEnd.\n")
    assert '"slug": "small", "part": "I Numbers"' in text(
        pages, "layerlab/syllabus.json"
    )
    assert '"exercises": ["double"]' in text(pages, "layerlab/syllabus.json")
    assert "| Time | 5 minutes, and 5 more for the exercise |" in text(
        pages, "course/02_small.ipynb"
    )
    assert build(pages) == []


def test_a_new_unit_is_one_folder(pages):
    build(pages)
    unit = 'part = "I Numbers"\nquestion = "And three times?"\n'
    put(pages, "units/03_more/unit.toml", unit)
    build(pages)
    assert "| 03 more | And three times? | to come |" in text(pages, "README.md")
    assert "03 more" not in text(pages, "docs/teachers.md"), "nothing to teach yet"
    put(pages, "units/03_more/unit.toml", unit + 'minutes = 9\nneeds = "02"\n')
    lesson = '# %% [markdown]\nr"""\n# More\n\n<!-- time -->\n"""\n'
    put(pages, "units/03_more/lesson.py", lesson)
    changed = [path.relative_to(pages.root).as_posix() for path in build(pages)]
    assert changed == [
        "README.md",
        "course/02_small.ipynb",  # its link to the next one
        "course/03_more.ipynb",
        "docs/teachers.md",
    ]
    assert "| 03 more | And three times? | 9 | – | 02 |" in text(
        pages, "docs/teachers.md"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "minutes = 5\nex",
            "minute = 5\nex",
            "called 'minute'. Did you mean 'minutes'",
        ),
        ("= 5", '= "5"', "toml is a whole number, but it is '5'. Write minutes = 50"),
        ("= 5", "= true", "is a whole number, but it is True."),
        ('"01"', "01", "holds lines such as minutes = 50, but it cannot be read"),
        (
            "needs",
            "# needs",
            'but there is no needs. Add needs = "…"; a page that is no',
        ),
        (
            "exercise_m",
            "# m",
            "there is no exercise_minutes. Add exercise_minutes = 50",
        ),
        ("part", "# part", "needs, exercise_minutes, but there is no part. Add part ="),
    ],
)
def test_a_wrong_unit_toml_says_what_is_wrong_and_what_to_do(project, old, new, words):
    file = project.root / "units/02_small/unit.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises((BadArgument, UnknownName), match=re.escape(words)) as raised:
        build(project)
    assert "units/02_small/unit.toml" in str(raised.value)


def test_a_unit_without_a_unit_toml_stops_the_build(project):
    (project.root / "units/02_small/unit.toml").unlink()
    words = "there is no units/02_small/unit.toml. Copy a neighbour's"
    with pytest.raises(BadArgument, match=words):
        build(project)


def test_a_lesson_without_its_row_of_times_stops_the_build(project):
    source = project.root / "units/02_small/lesson.py"
    source.write_text(source.read_text().replace("<!-- time -->", "| Time | 5 |"))
    with pytest.raises(BadArgument, match="02_small has only one of the two"):
        build(project)


def test_a_part_in_two_pieces_stops_the_build(pages):
    for number, part in (("03", "II More"), ("04", "I Numbers")):
        unit = f'part = "{part}"\nquestion = "?"\n'
        put(pages, f"units/{number}_x/unit.toml", unit)
    with pytest.raises(
        BadArgument, match="between those of 'I Numbers': 02_small, 04_x"
    ):
        build(pages)


def test_a_page_without_its_markers_stops_the_build(pages):
    put(pages, "README.md", "# Course\n")
    with pytest.raises(BadArgument, match="README.md has one place .* 0 were found"):
        build(pages)


def test_there_are_lessons():
    assert len(LESSONS) >= 13


@pytest.mark.parametrize("unit", LESSONS, ids=lambda unit: unit.name)
def test_the_minutes_of_the_exercises_are_about_the_sum_of_their_own(unit):
    if "exercises" in unit.kinds():
        total = sum(exercise.minutes for exercise in checks.exercises(unit.slug))
        assert unit.facts.exercise_minutes == pytest.approx(total, rel=0.1)


@pytest.mark.parametrize("unit", LESSONS, ids=lambda unit: unit.name)
def test_what_a_unit_needs_is_what_its_lesson_links_to(unit):
    (row,) = re.findall(
        r"^\| \*\*You need\*\* .*$", unit.source("course").read_text(), re.M
    )
    linked = set(re.findall(r"\]\((\d\d)_\w+\.ipynb\)", row)) - {"00"}
    assert set(re.findall(r"\b\d\d\b", unit.facts.needs)) == linked


@pytest.mark.parametrize("unit", PROJECT.units(), ids=lambda unit: unit.name)
def test_a_unit_that_asks_for_the_device_says_so(unit):
    sources = [unit.source(kind).read_text() for kind in unit.kinds()]
    assert unit.facts.device is any("ll.device()" in source for source in sources)


def test_every_file_with_a_table_is_among_those_that_the_build_writes():
    written = {
        path.relative_to(ROOT).as_posix() for path in unit_tables.tables(PROJECT)
    }
    assert written == set(PAGES)


def test_times_are_told_in_words(tmp_path):
    unit = Unit(tmp_path / "speedrun")
    unit.folder.mkdir()
    (unit.folder / "unit.toml").write_text(
        'minutes = 20\nfree_form = true\naside = "or more"'
    )
    assert unit_tables.time_words(unit) == "20 minutes, or more"
