"""The directive of a prediction: what an author writes, and what is refused in three parts."""

import re

import pytest

from layerlab.errors import BadArgument
from layerlab.predictions import fingerprints, is_same_cell
from tools.build import build
from tools.predictions.directive import read
from tools.predictions.reason import as_html, formula

REACHES = ()  # the lessons are its own

WHY = "\nWhy: Because it is so."
CHOICE = "Which?\n- one  ← right\n- two\nCheck: result == 1"
CURVE = "Draw.\nCurve: w from -1 to 2 in 6 steps, loss from 0 to 4\nPoints: -1 4, 2 0\nTruth: ws, L"


def test_a_choice_is_read_and_its_mark_is_gone():
    found = read("a", CHOICE + WHY)
    assert (found.kind, found.question, found.why) == (
        "choice",
        "Which?",
        "Because it is so.",
    )
    assert found.ask == {"choices": ["one", "two"]}
    assert (found.right, found.answer, found.check) == (0, "one", "result == 1")


def test_a_number_brings_its_own_check():
    found = read("a", "How many?\nNumber: 2_000 ± 10% runs" + WHY)
    assert (found.right, found.more, found.answer) == (
        2000,
        {"within": 200.0},
        "2,000 runs",
    )
    for result, agrees in [(2100, True), (1700, False)]:
        assert eval(found.check, {"result": result}) is agrees
    assert read("a", "What?\nNumber: -3 ± 0" + WHY).answer == "−3"


def test_an_order_is_never_shown_in_order():
    steps = ["first", "second", "third"]
    text = "Order them.\n" + "\n".join(f"{i}. {s}" for i, s in enumerate(steps, 1))
    for name in "abcdefgh":
        found = read(name, f"{text}\nCheck: a > b{WHY}")
        shown = found.ask["choices"]
        assert shown != steps and sorted(shown) == sorted(steps)
        assert [shown[i] for i in found.right] == steps


def test_a_curve_has_axes_points_and_what_the_lesson_computed():
    found = read("a", CURVE + WHY)
    assert found.ask["x"] == {"name": "w", "range": [-1.0, 2.0], "steps": 6}
    assert found.ask["y"] == {"name": "loss", "range": [0.0, 4.0]}
    assert found.right == [[-1, 4], [2, 0]] and found.more["truth"] == "ws, L"


def test_a_reason_goes_on_over_lines():
    assert read("a", CHOICE + "\nWhy: One.\n\nTwo.").why == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CHOICE, "ends with its reason, but 'a' has no line .*Write it last"),
        ("Which?" + WHY, "one thing.*but 'a' asks for nothing. Give it choices"),
        (CHOICE + "\nNumber: 3 ± 0" + WHY, "but 'a' asks for choice and number"),
        ("Which?\n- one\n- two\nCheck: x" + WHY, "has 2, of which 0 are marked.*← right"),
        ("Which?\n- one ← right\nCheck: x" + WHY, "has 1, of which 1"),
        ("Which?\n- one ← right\n- two" + WHY, "confirms it, but 'a' has no line `Check"),
        ("How?\nNumber: three" + WHY, "has a tolerance.*but 'a' says 'three'. Say how far"),
        ("In order?\n1. x\n2. y\nCheck: z" + WHY, "three different steps.*but 'a' has 2"),
        (CURVE.replace("Points", "Check") + WHY, "axes, points.*0 points.*Write `Curve"),
        (CHOICE + "\nand more" + WHY, "stand choices.*but 'a' has the line 'and more'"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_three_parts(text, words):
    with pytest.raises(BadArgument, match=f"(?s){words}"):
        read("a", text)


LESSON = '# %% [markdown]\nr"""\n# A\n\n{}\n"""\n\n'
CELL, PROSE = "# %%\n1\n\n", '# %% [markdown]\nr"""\nSo.\n"""\n'
ASKS = f"<!-- predict: it -->\n{CHOICE}{WHY}"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (LESSON.format(ASKS) + CELL, "followed by the cells.*but nothing follows 'it'"),
        (LESSON.format(ASKS) + PROSE, "but prose follows 'it'. Move it"),
        (
            LESSON.format(ASKS) + CELL + LESSON.format(ASKS) + CELL + PROSE,
            "stands twice",
        ),
    ],
)
def test_a_prediction_out_of_place_stops_the_build_and_says_where(
    project, source, words
):
    lesson = project.root / "units/02_small/lesson.py"
    lesson.write_text(source)
    with pytest.raises(BadArgument, match=words) as caught:
        build(project)
    assert "In units/02_small/lesson.py." in caught.value.__notes__


def test_a_name_belongs_to_the_whole_course(project):
    for unit in project.units():
        lesson = unit.source("course")
        asked = PROSE.replace("So.", ASKS) + "\n" + CELL + PROSE
        lesson.write_text(f"{lesson.read_text()}\n{asked}")
    with pytest.raises(
        BadArgument, match="in the whole course, but 01_first has 'it', too"
    ):
        build(project)


def test_answers_without_a_prediction_are_removed(project):
    build(project)
    stray = project.root / "layerlab/predictions/answers/99_gone.json"
    stray.parent.mkdir(parents=True)
    stray.write_text("{}")
    assert stray in build(project) and not stray.exists()


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        (r"2 \cdot 10^{-8}", "2 · 10<sup>−8</sup>"),
        (r"\frac{1}{n} \sum_i x_i", "(1)/(<i>n</i>) Σ<sub><i>i</i></sub> <i>x</i><sub><i>i</i></sub>"),
        (r"e^{z_i + s}", "<i>e</i><sup><i>z</i><sub><i>i</i></sub> + <i>s</i></sup>"),
    ],
)  # fmt: skip
def test_formulas_become_letters_signs_and_powers(tex, made):
    assert formula(tex) == made


def test_unknown_tex_is_refused_in_three_parts():
    with pytest.raises(
        BadArgument, match=r"little TeX, but it has \\oint. Write it in words"
    ):
        formula(r"\oint x")


def test_a_reason_is_escaped_and_its_links_to_notebooks_become_words():
    made = as_html(
        "`a < b` & [here](https://x.org), [there](glossary.ipynb#A)\n\n*two*"
    )
    assert made == (
        '<p><code>a &lt; b</code> &amp; <a href="https://x.org" target="_blank" '
        'rel="noopener">here</a>, there</p><p><i>two</i></p>'
    )
    assert re.search("<script", as_html("<script>")) is None


def test_a_cell_is_known_again_when_its_knob_is_turned():
    known = fingerprints("i = 5   # which\nw @ X[i] + b")
    assert is_same_cell("i = 3   # which\nw @ X[i] + b", known)
    assert not is_same_cell("import numpy as np", known)
