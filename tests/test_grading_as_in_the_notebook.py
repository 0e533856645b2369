"""What was green in the notebook is green in the grade, and what was red is not."""

import re
import sys

import pytest

from layerlab.checks import exercises
from layerlab.grading.formulas import html
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.marking import mark
from layerlab.grading.runners import WarmRunner
from layerlab.grading.safe_html import prose
from layerlab.grading.session import Limits
from tests.grading_notebooks import as_bytes, honest

LIMITS = Limits(cell=5.0, total=20.0, grace=2.0)
MOST = sum(e.points for e in exercises("perceptron"))
POINTS = {e.name: e.points for e in exercises("perceptron")}

linux = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture(scope="module")
def warm():
    plan, trials = probing.best_plan(Plan())
    assert plan, trials
    made = WarmRunner(plan)
    yield made
    made.close()


def checked(change=None, after=()):
    """The honest cells, one of them changed, and others after them."""
    cells = [change(c) if change else c for c in honest()]
    return [*cells, *after]


WRONG = "def predict(X, w, b):\n    return np.sign(X @ w + b)"
GREEN = {
    "the function replaced by its value": (
        checked(after=["margin = margin(np.eye(2), np.array([1, -1]), np.ones(2), 0.0)"]), MOST),
    "numpy's name used for something else": (
        checked(after=["import random as np", "np.random()"]), MOST),
    "a helper's name used for something else": (checked(after=["predict = None; update = 3"]), MOST),
    "all names deleted": (checked(after=["del predict, update, train, margin, lift, np"]), MOST),
    "the namespace emptied": (checked(after=["%reset -f"]), MOST),
    "renamed, and the check adapted": (
        [c.replace("lift", "my_lift").replace("check.my_lift", "check.lift") for c in honest()], MOST),
    "a lambda in the check": (
        [c.replace("check.lift(lift)", "check.lift(lambda X: np.c_[X, X.prod(1)])") for c in honest()
         if "def lift" not in c], MOST),
    "a bad one tried after the good one": (checked(after=[WRONG + "\ncheck.predict(predict)"]), MOST),
    "a bad one before the good one": (["import numpy as np", WRONG, *honest()], MOST),
    "made good after the last check": (
        [honest()[0], honest()[1], WRONG, "check.predict(predict)",
         *(c for c in honest()[2:] if not c.startswith("check.predict"))], MOST),
    "checks deleted": ([c for c in honest() if not c.startswith("check.")], MOST),
    "the check called another name": (
        [c.replace("as check", "as ch").replace("check.", "ch.") if "import" not in c
         else c.replace("as check", "as ch") for c in honest()], MOST),
    "the check by its long name": (
        [c.replace("check.", "ll.checks.perceptron.") if c.startswith("check.") else c for c in honest()], MOST),
    "somebody typed": (
        checked(lambda c: f"n = int(input('n? '))\n{c}" if "def lift" in c else c), MOST),
    "several checks in one cell": (
        ["\n".join(c for c in honest() if "%pip" not in c)], MOST),
}  # fmt: skip


@linux
@pytest.mark.parametrize("what", GREEN)
def test_what_was_green_is_green(what, warm):
    cells, points = GREEN[what]
    marked = mark(as_bytes(cells), "04_perceptron.ipynb", warm, LIMITS)
    assert marked.points == points, [
        v.message for v in marked.verdicts.values() if not v.passed
    ]


RED = {
    "given a value": ("lift", [*(c for c in honest() if "lift" not in c), "lift = 7", "check.lift(lift)"]),
    "only wrong ones": ("predict", [*(c for c in honest() if "predict" not in c), WRONG,
                                    "check.predict(predict)", "check.predict(np.sign)"]),
    "a good one in a cell that ends before": ("lift", [
        *(c for c in honest() if "lift" not in c), "1 / 0\n" + next(c for c in honest() if "def lift" in c)]),
    "asked for without end": ("lift", [*(c for c in honest() if "lift" not in c),
                                       "while input() != 'q':\n    pass\ndef lift(X): return X"]),
}  # fmt: skip


@linux
@pytest.mark.parametrize("what", RED)
def test_what_was_red_stays_red(what, warm):
    name, cells = RED[what]
    marked = mark(as_bytes(cells), "04_perceptron.ipynb", warm, LIMITS)
    assert not marked.verdicts[name].passed


@linux
def test_an_answer_after_which_the_child_dies_leaves_the_others_theirs(warm):
    once = "import os\ndef lift(X):\n    os._exit(1)\ncheck.lift(lift)"
    cells = [*(c for c in honest() if "lift" not in c), once]
    marked = mark(as_bytes(cells), "04_perceptron.ipynb", warm, LIMITS)
    assert marked.points == MOST - POINTS["lift"]


FORMULAS = {
    r"\\sigma^2 = 1 / \\text{fan\\_in}": "σ<sup>2</sup> = 1 / fan_in",
    r"\\frac{a}{b} \\le \\sqrt{2}": "(a) / (b) ≤ √(2)",
    r"a < b_{jk}": "a &lt; b<sub>jk</sub>",
    r"<script>_<x>": "&lt;script&gt;_&lt;x&gt;",
    "{{{{{{": "",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_read_without_a_script(formula):
    assert (
        html(formula.replace("\\\\", "\\"))
        == f'<span class="formula">{FORMULAS[formula]}</span>'
    )


def test_a_hint_is_folded_and_labelled_and_a_fold_ends_with_its_cell():
    page = prose(
        "<details><summary>What breaks?</summary>\n\nAsk $x^2$, not $5 or $6.\n\n</details>"
    )
    assert (
        "<details><summary>Hint: What breaks?</summary>" in page
        and page.count("</details>") == 1
    )
    assert "x<sup>2</sup>" in page and "$5 or $6" in page
    odd = prose(
        "<details><summary><b>x</b></summary>\n\ue001y\ue002\n\n\ue0043\ue005 <script>"
    )
    assert (
        "<script" not in odd
        and not re.search("[\ue000-\ue00f]", odd)
        and "<b>" not in odd
    )
