"""Claims: what an author may write, when it holds, and that every lesson's are asked.

The sentences of the lessons themselves are held to their numbers by `python -m tools.run`
and `python -m tools.compare`, which ask the running lesson; here is that both would notice.
"""

import pytest

from layerlab.errors import BadArgument
from tools import compare
from tools import run as running
from tools.build import build
from tools.claims.deciding import STUDENT, chance, decide
from tools.claims.grammar import read
from tools.claims.placing import claims_of
from tools.project import ROOT, Project

REACHES = ("units/*/lesson.py", "layerlab/predictions/*.py")

LESSONS = [
    pytest.param(unit, id=unit.name)
    for unit in Project.read().units()
    if "course" in unit.kinds()
]
HELD = (
    "03_features",
    "04_perceptron",
    "05_descent",
    "06_layers",
    "07_backprop",
    "08_autograd",
    "12_depth",
    "14_data",
)  # whose comparisons are held so


@pytest.mark.parametrize("unit", LESSONS)
def test_every_claim_of_a_lesson_can_be_read(unit):
    source = unit.source("course")
    found = [c for claims in claims_of(source).values() for c in claims]
    assert len(found) == source.read_text("utf-8").count("<!-- claim:")
    assert found or unit.name not in HELD


# ---- what may be written ----------------------------------------------------------------


def test_a_claim_has_sides_and_relations():
    claim = read("deep[-1] > 0.9 > f('a < b', x[1 < 2:])")
    assert claim.sides == ("deep[-1]", "0.9", "f('a < b', x[1 < 2:])")
    assert claim.relations == (">", ">")


def test_a_claim_may_name_keys_of_a_table_in_words():
    claim = read("batch 60 <= batch 1 <= 0.4 in runs.final")
    table = {"batch 60": 0.32, "batch 1": 0.36}
    scope = {"runs": type("R", (), {"final": table})}
    assert [eval(side, scope) for side in claim.expressions()] == [0.32, 0.36, 0.4]


def test_a_key_may_be_a_number():
    sides = read("60 < 1 in t").expressions()
    assert [eval(side, {"t": {60: 0.3, 1: 0.4}}) for side in sides] == [0.3, 0.4]


def test_endings_come_in_any_order():
    claim = read("a ≈ b in t within 0.02")
    assert (claim.within, claim.table, claim.by) == (0.02, "t", None)
    assert read("a > b by 0.05").by == 0.05


def test_python_s_own_in_is_left_to_a_side():
    assert read("sum(k in t for k in x) > 2").table == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a beats b", "compares.*0 relations.*Write it as"),
        ("a <", "1 relations and 1 sides"),
        ("a ≈ b", "says how near.*Add `within`"),
        ("a < b within 0.1", "no other relation does"),
        ("a <= b by 0.1", "how far apart"),
        ("batch 60 < batch 1", "is none.*Name what the cells computed"),
    ],
)
def test_what_is_no_claim_is_refused_in_three_parts(text, words):
    with pytest.raises(BadArgument, match=f"(?s){words}"):
        read(text)


# ---- when it holds ----------------------------------------------------------------------

LOW, HIGH = [0.70, 0.72, 0.71, 0.70], [0.75, 0.74, 0.76, 0.75]
WIDE = [0.60, 0.90, 0.70, 0.85]  # its mean is above LOW's, and one run is not


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("a < b", [1, 2], True),
        ("a < b", [2, 1], False),
        ("a < b", [1, 1], False),
        ("a <= b", [1, 1], True),
        ("a < b by 2", [1, 2], False),
        ("a < b < c", [1, 2, 2], False),
        ("a < b", [LOW, HIGH], True),
        ("a > b", [HIGH, LOW], True),
        ("a < b by 0.1", [LOW, HIGH], False),
        ("a < b", [LOW, WIDE], False),  # chance explains it
        ("a <= b", [LOW, WIDE], True),
        ("a << b", [LOW, HIGH], True),
        ("a << b by 0.01", [LOW, HIGH], True),
        ("a << b by 0.03", [LOW, HIGH], False),
        ("a >> b", [WIDE, LOW], False),  # one run is below
        ("a > b", [LOW, 0.7], False),
        ("a > b", [HIGH, 0.7], True),
        ("a ≈ b within 0.06", [LOW, HIGH], True),
        ("a ≈ b within 0.01", [LOW, HIGH], False),
        ("a < b", [float("nan"), 1], False),
    ],
)
def test_a_claim_holds_where_the_numbers_bear_it_out(text, values, holds):
    assert (decide(read(text), values) == "") is holds


def test_what_fails_is_told_with_its_numbers():
    told = decide(read("deep > flat"), [WIDE, LOW])
    assert told.startswith("The cell does not bear out the claim 'deep > flat': ")
    assert "deep is 0.7625 (0.6 to 0.9, 4 runs)" in told
    assert "chance alone may set them" in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([0.1, 0.2], "has 2 runs, and 3 are the least"),
        ([[0.1], [0.2], [0.3]], "neither a number nor a list"),
        (True, "neither a number"),
        ("0.1", "neither a number"),
    ],
)
def test_two_runs_or_a_table_are_no_side(value, words):
    assert words in decide(read("a < 1"), [value, 1])


def test_pairs_by_seed_are_sharper_than_two_heaps():
    hard = [0.1, 0.5, 0.9, 0.3]  # some seeds are harder for both
    better = [v + 0.02 + 0.001 * i for i, v in enumerate(hard)]
    assert decide(read("a < b"), [hard, better]) == ""
    assert decide(read("a < b"), [hard, better[:3]]) != ""


def test_chance_is_student_s():
    from scipy.stats import t

    for df, value in STUDENT.items():
        assert abs(t.ppf(0.975, df) - value) < 0.01
    assert abs(chance([1.0, 2.0, 3.0], 2.0) - 4.30 / 3**0.5) < 1e-9


# ---- in a lesson ------------------------------------------------------------------------

CLAIMED = """# %% [markdown]
r\"\"\"
# Small: who is larger?

<!-- time -->
|:---|:---|
| **You need** | nothing |
\"\"\"

# %%
import numpy as np
twice, runs = 2 * 21, {{"long training": np.array([3.0, 4.0, 5.0]), "short": [1, 2, 3]}}
twice

# %% [markdown]
r\"\"\"
Twice 21 is more than forty, and long training does better.
{}
And so on.
\"\"\"
"""
TRUE = "<!-- claim: twice > 40 -->\n<!-- claim: long training > short by 1 in runs -->"
FALSE = "<!-- claim: twice > 40 -->\n<!-- claim: result < 40 -->"


@pytest.fixture
def claimed(project, monkeypatch):
    """A function that writes claims into the small project's second lesson, and builds."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def write(claims):
        source = project.units()[1].source("course")
        source.write_text(CLAIMED.format(claims))
        build(project)
        return project.root / "course/02_small.ipynb"

    return write


def test_a_claim_stands_in_no_notebook(claimed):
    text = claimed(TRUE).read_text("utf-8")
    assert "claim" not in text and "does better.\\n" in text and "And so on." in text


def test_running_asks_for_the_claims_of_a_lesson(claimed, project):
    assert running.run(claimed(TRUE), project.root) == []
    (problem,) = running.run(claimed(FALSE), project.root)
    assert (
        "does not bear out the claim 'result < 40': result is 42; 40 is 40" in problem
    )


def test_a_name_that_no_cell_made_is_told(claimed, project):
    (problem,) = running.run(claimed("<!-- claim: thrice > 40 -->"), project.root)
    assert "'thrice > 40' cannot be judged: NameError" in problem


@pytest.mark.parametrize(("claims", "status"), [(TRUE, 0), (FALSE, 1)])
def test_the_comparison_asks_too(claimed, project, monkeypatch, capfd, claims, status):
    path = claimed(TRUE)
    assert running.run(path, project.root) == []
    claimed(claims)
    monkeypatch.setattr(compare.Project, "read", lambda: project)
    monkeypatch.setattr(compare.stamps, "FILE", project.root / "stamps")
    assert compare.main(["course/02_small.ipynb"]) == status
    assert ("does not bear out" in capfd.readouterr().out) == (status == 1)


def test_a_new_claim_is_asked_for_though_no_code_changed(claimed, project, monkeypatch):
    path = claimed(TRUE)
    assert running.run(path, project.root) == []
    monkeypatch.setattr(compare.Project, "read", lambda: project)
    monkeypatch.setattr(compare.stamps, "FILE", project.root / "stamps")
    words = ["course/02_small.ipynb", "--changed"]
    assert compare.main(words) == 0
    claimed(FALSE)
    assert compare.main(words) == 1


PREDICTED = """<!-- predict: larger -->
Is it?
- yes  ← right
- no
Check: True
Why: So it is.
<!-- claim: twice > 40 -->"""


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ("So <!-- claim: twice > 40 --> it is.", "on a line of its own"),
        (PREDICTED, "outside a prediction"),
        ("<!-- claim: twice -->", "A claim compares"),
    ],
)
def test_a_claim_out_of_place_stops_the_build_and_says_where(claimed, claims, words):
    with pytest.raises(BadArgument, match=words) as caught:
        claimed(claims)
    assert "In units/02_small/lesson.py." in caught.value.__notes__


def test_a_claim_above_all_cells_or_in_exercises_is_refused(project):
    unit = project.units()[1]
    lesson, exercises = unit.source("course"), unit.source("exercises")
    kept = lesson.read_text()
    lesson.write_text('# %% [markdown]\nr"""\n# A\n\n<!-- claim: a < b -->\n"""\n')
    with pytest.raises(BadArgument, match="below the cell that bears it out"):
        build(project)
    lesson.write_text(kept)
    more = '\n# %% [markdown]\nr"""\n<!-- claim: a < b -->\n"""\n'
    exercises.write_text(exercises.read_text() + more)
    with pytest.raises(BadArgument, match="Claims stand in lessons"):
        build(project)
