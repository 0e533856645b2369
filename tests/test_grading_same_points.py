"""The same notebook gives the same points: in the notebook, in the grade, in the exports."""

import json
import subprocess
import sys

import pytest

from layerlab.checks import exercises
from layerlab.exporting import forms
from layerlab.exporting.handing_back import gathered
from layerlab.grading import jobs
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.intake import Submission
from layerlab.grading.jobs import Job, Setup, grade_one
from layerlab.grading.runners import WarmRunner
from layerlab.grading.session import Limits
from tools.project import ROOT

REACHES = ("exercises/*.ipynb", "solutions/*.ipynb", "layerlab.**")
LIMITS = Limits(cell=60.0, total=200.0)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture(scope="module")
def graded():
    """Grades a notebook: its row."""
    plan, trials = probing.best_plan(Plan())
    assert plan, trials
    warm, real = WarmRunner(plan), jobs.runner
    jobs.runner = lambda *_, **__: warm

    def grade(file):
        job = Job(Submission(str(file), file.name, "x"), Setup(limits=LIMITS))
        return grade_one(job).row

    yield grade
    jobs.runner = real
    warm.close()


def notebook(unit, kind="solutions"):
    return json.loads((ROOT / kind / f"{unit}.ipynb").read_text("utf-8"))


YOUR_TURN = 'raise NotImplementedError("your turn")'
# a unit, what stays blank in it, and what stands where in a right answer -> points there
HALF_DONE = {
    "a bias of its own": (
        "01_cake", ["bake"], {"b1 @ W2 + b2": "b1.sum() + b2"}, {"collapse": 1, "bake": 0}),
    "only given statistics": (
        "03_features", ["split"], {"if mean is None:": "if False:"}, {"standardise": 1}),
    "only its own statistics": (
        "03_features", [], {"(X - mean) / std, mean, std": "(X - X.mean(0)) / std, X.mean(0), std"},
        {"standardise": 1}),
    "the bias never moves": (
        "04_perceptron", ["train"], {"w + y * x, b + y": "w + y * x, b"}, {"update": 1, "train": 0}),
    "errors summed for the bias": (
        "05_descent", [], {"2 * np.mean(errors)": "2 * np.sum(errors)"}, {"mse_gradient": 1}),
    "no blame for the input": (
        "07_backprop", ["mlp_gradients"], {"dX = dout @ W.T": "dX = X"}, {"dense_backward": 1}),
    "tanh still to write": (
        "08_autograd", ["MLP", "train_step"], {"out = Value(np.tanh(self.data), (self,))": YOUR_TURN},
        {"Value": 2, "MLP": 0}),
    "only tanh": (
        "08_autograd", ["MLP", "train_step"], {
            "out = Value(self.data + other.data, (self, other))": YOUR_TURN,
            "out = Value(self.data * other.data, (self, other))": YOUR_TURN}, {"Value": 1}),
    "strides ignored, padded with zeros": (
        "10_convolution", ["receptive_field"], {
            "r * stride:r * stride + kh, q * stride:q * stride + kw": "r:r + kh, q:q + kw",
            ", constant_values=-np.inf": ""}, {"conv2d": 3, "max_pool": 2}),
    "no shortcut through a projection, no evaluation": (
        "12_depth", ["fuse_conv_bn"], {
            "if stride != 1 or c_in != c_out:": "if False:",
            "        if self.training:\n": "        if True:\n"},
        {"ResidualBlock": 2, "BatchNorm2d": 3}),
}  # fmt: skip


def half_done(what):
    """The notebook of HALF_DONE: right answers, some blank, some changed."""
    unit, blank, changes, _ = HALF_DONE[what]
    made, released = notebook(unit), notebook(unit, "exercises")
    stubs = {cell["id"]: cell["source"] for cell in released["cells"]}
    left = dict(changes)
    for cell in made["cells"]:
        own = cell["metadata"].get("nbgrader", {})
        source = "".join(cell["source"])
        for old in [old for old in left if own.get("solution") and old in source]:
            source = source.replace(old, left.pop(old), 1)
        cell["source"] = stubs[cell["id"]] if own.get("grade_id") in blank else source
    assert not left, left
    return made


def points(row):
    return {f"{e['unit']}.{e['name']}": e["points"] for e in row["exercises"]}


@pytest.mark.parametrize("what", HALF_DONE)
def test_a_half_done_notebook_has_the_same_points_everywhere(what, graded, tmp_path):
    unit, _, _, asked = HALF_DONE[what]
    file = tmp_path / f"{unit}.ipynb"
    file.write_text(json.dumps(half_done(what)), "utf-8")
    row, slug = graded(file), unit[3:]
    mine = points(row)
    assert {name: mine[f"{slug}.{name}"] for name in asked} == asked, [
        e["message"] for e in row["exercises"] if e["name"] in asked
    ]
    command = [sys.executable, "-m", "tests.in_a_notebook", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert told.returncode == 0, told.stderr
    seen = json.loads(told.stdout.splitlines()[-1])[str(file)]
    assert {key: both[0] for key, both in seen.items()} == mine
    assert {key: both[1] for key, both in seen.items()} == mine
    assert forms.results(gathered([row], [slug]))["score"] == sum(mine.values())


UNITS = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit[:2] != "11"])
def test_what_a_stored_solution_shows_is_what_it_is_graded(unit, graded):
    """11 trains for minutes; its solutions are graded by `make soak-grader`."""
    row, shown = graded(ROOT / "solutions" / f"{unit}.ipynb"), shown_by_checks(unit)
    assert shown == {e["name"]: e["message"].splitlines()[0] for e in row["exercises"]}
    assert all(words.startswith("✓") for words in shown.values())
    assert row["points"] == sum(e.points for e in exercises(unit[3:]))


@pytest.mark.parametrize("unit", UNITS)
def test_a_blank_notebook_earns_nothing_and_each_check_says_so(unit, graded):
    row = graded(ROOT / "exercises" / f"{unit}.ipynb")
    assert row["points"] == 0 and row["cause"] == ""
    assert [e["name"] for e in row["exercises"]] == [
        e.name for e in exercises(unit[3:])
    ]
    assert {e["status"] for e in row["exercises"]} == {"not started"}


def shown_by_checks(unit):
    """By exercise the first line that its check shows in the stored solution."""
    found = {}
    for cell in notebook(unit)["cells"]:
        for out in cell.get("outputs", ()):
            if "".join(cell["source"]).startswith("check.") and "data" in out:
                words = "".join(out["data"]["text/plain"]).splitlines()[0]
                found[words.split()[1].rstrip(":")] = words
    return found
