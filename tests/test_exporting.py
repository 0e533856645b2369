"""The exports: what stands in them, and that their scripts grade as their tools call them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml

from layerlab import checks, cli, progress
from layerlab.errors import LayerlabError, UnknownName
from layerlab.exporting import (
    forms,
    github,
    gradescope,
    handing_back,
    nbgrader,
    nbgrader_checks,
)
from layerlab.exporting.course import YOUR_TURN, Course, slug
from tools.project import ROOT

REACHES = (
    *("course/*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb"),
    *("tests/fixtures/*.json", "layerlab.**"),
)
COURSE = Course.here()
UNIT = "04_perceptron"
MOST = sum(e.points for e in checks.exercises("perceptron"))
SCHEMA = json.loads(
    (ROOT / "tests/fixtures/gradescope_results.schema.json").read_text()
)
REGION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION$", re.S | re.M)
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n", re.S | re.M)


def text(cell):
    return cell["source"].strip()


def test_units_are_named_in_four_ways():
    words = ["04_perceptron", "perceptron", "04", "4", "descent"]
    assert COURSE.named(words) == ["04_perceptron", "05_descent"]


def test_an_unknown_unit_is_one_sentence(tmp_path, capsys):
    assert cli.main(["export", "github", "perceptrom", "--out", str(tmp_path)]) == 1
    assert "Did you mean '04_perceptron'?" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_names_what_it_wrote(tmp_path, capsys):
    assert cli.main(["export", "nbgrader", "4", "--out", str(tmp_path)]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert written == [tmp_path / "nbgrader_config.py",
                       tmp_path / "source" / UNIT / f"{UNIT}.ipynb"]  # fmt: skip
    assert all(path.exists() for path in written)


# --- nbgrader ---------------------------------------------------------------------------


@pytest.mark.parametrize("unit", COURSE.units())
def test_released_it_is_the_notebook_that_learners_have(unit):
    """What nbgrader does for a release: regions become the stub, hidden tests go."""
    source = nbgrader.source(COURSE, unit)["cells"]
    blank = COURSE.notebook("exercises", unit)["cells"]
    for mine, theirs in zip(source, blank, strict=True):
        released = HIDDEN.sub("", REGION.sub(rf"\1{YOUR_TURN}", mine["source"]))
        assert released.strip() == text(theirs)


@pytest.mark.parametrize("unit", COURSE.units())
def test_the_source_is_solved_and_every_exercise_is_tested(unit):
    source = nbgrader.source(COURSE, unit)["cells"]
    graded = [c for c in source if c["metadata"].get("nbgrader", {}).get("grade")]
    assert not [c for c in source if c["cell_type"] == "code" and YOUR_TURN in text(c)]
    assert len(graded) == len(checks.exercises(slug(unit)))
    assert all("Judge(" in c["source"] for c in graded)


def test_links_lead_to_the_published_course():
    prose = json.dumps(nbgrader.source(COURSE, UNIT))
    assert "](../" not in prose
    assert f"{COURSE.address}/blob/{COURSE.branch}/course/{UNIT}.ipynb" in prose


def test_the_settings_are_python_and_blank_as_the_course_does():
    made = nbgrader.SETTINGS.format(course="x", stub=YOUR_TURN, example=UNIT)
    compile(made, "nbgrader_config.py", "exec")
    assert YOUR_TURN in made.replace("\\", "")


BLANK = f"def f():\n    a = 1\n    {YOUR_TURN}\n    b = 2\n    {YOUR_TURN}"


def test_two_regions_in_one_cell_are_both_marked():
    found = nbgrader.with_regions(
        BLANK, "def f():\n    a = 1\n    c = 3\n    b = 2\n    return c"
    )
    assert REGION.sub(rf"\1{YOUR_TURN}", found) == BLANK
    assert found.count("BEGIN SOLUTION") == 2


def test_cells_that_differ_elsewhere_are_refused():
    with pytest.raises(LayerlabError, match="do not. Call `make notebooks`"):
        nbgrader.with_regions(BLANK, "def f():\n    a = 2\n    b = 2\n    return 1")


def right(X, w, b):
    import numpy as np

    print("working", file=sys.stderr)
    return np.where(X @ w + b >= 0, 1, -1)


def wrong(X, w, b):
    import numpy as np

    return np.sign(X @ w + b)


def by_heart(X, w, b):
    import numpy as np

    from layerlab.checks import perceptron

    for case in perceptron.predict.all_cases():
        if case.args["X"].shape == X.shape and np.array_equal(case.args["X"], X):
            return perceptron.predict.reference(**case.args)
    return np.zeros(len(X))


def test_a_right_answer_passes_quietly_and_records_nothing(capsys):
    before = progress.passed()
    assert nbgrader_checks.Judge("perceptron").predict(right) is None
    said = capsys.readouterr()
    assert said.err == "" and said.out.startswith("✓ predict: passed")
    assert progress.passed() == before


@pytest.mark.parametrize(("attempt", "words"), [
    (wrong, "0"), (by_heart, "right on the cases of the notebook's check, wrong on new")
])  # fmt: skip
def test_a_wrong_answer_fails_in_the_words_of_the_check(attempt, words):
    with pytest.raises(nbgrader_checks.Failed, match=words) as caught:
        nbgrader_checks.Judge("perceptron").predict(attempt)
    assert caught.value._render_traceback_() == str(caught.value).splitlines()


def moves_w(x, y, w, b):
    wrong_side = (w @ x + b >= 0) != (y > 0)
    return (w + y * x if wrong_side else w), b


def test_a_partly_right_answer_gives_nbgrader_the_points_of_its_parts(capsys):
    """A number as a test cell's result is partial credit in nbgrader."""
    assert nbgrader_checks.Judge("perceptron").update(moves_w) == 1.0
    assert "1 of 2 parts is right (1 of 2 points): w." in capsys.readouterr().out


def test_an_unknown_exercise_is_said():
    with pytest.raises(UnknownName, match="Did you mean 'predict'"):
        nbgrader_checks.Judge("perceptron").predikt(right)


# --- results in other forms -------------------------------------------------------------


def row(label, points, unit="perceptron", cause=""):
    exercise = {"unit": unit, "number": "4.1", "name": "predict", "points": points,
                "max": 2, "status": "passed" if points else "wrong",
                "diagnosis": None, "message": "its words"}  # fmt: skip
    return {"label": label, "units": [unit], "exercises": [exercise], "cause": cause}


def test_the_best_notebook_counts_and_a_missing_one_is_zero():
    rows = [row("a.ipynb", 0, cause="Cell 1 stopped."), row("b.ipynb", 2)]
    graded = handing_back.gathered(rows, ["perceptron", "descent"])
    missing = sum(e.points for e in checks.exercises("descent"))
    assert (graded.points, graded.most) == (2, 2 + missing)
    assert graded.remarks == ["No notebook of the unit descent was handed in.",
                              "a.ipynb: Cell 1 stopped."]  # fmt: skip


def test_results_keep_to_gradescopes_form():
    graded = handing_back.gathered([row("a.ipynb", 2)], ["perceptron", "descent"])
    made = forms.results(graded)
    jsonschema.validate(made, SCHEMA)
    assert made["score"] == sum(test["score"] for test in made["tests"]) == 2
    for broken in (
        {"output": "x"},
        made | {"visibility": "always"},
        made | {"points": 1},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, SCHEMA)


def test_the_summary_shows_what_learners_wrote_as_text():
    evil = row("<img src=x>.ipynb", 0, cause="[x](http://evil) <script>")
    evil["exercises"][0]["message"] = "# no title\n</details><script>"
    shown = forms.summary(handing_back.gathered([evil], ["perceptron"]))
    assert shown.startswith("## 0 of 2 points")
    assert "\\<script\\>" in shown and "\\[x\\]" in shown
    assert "    # no title\n    </details><script>" in shown


# --- the scripts, called as their tools call them ---------------------------------------

linux = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture
def place():
    """A folder that is not below /tmp, where the grader's children have their scratch."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="a place ") as folder:
        yield Path(folder)


def test_the_autograder_has_its_two_scripts_at_the_root(tmp_path):
    (path,) = gradescope.export(COURSE, [UNIT], tmp_path)
    first = path.read_bytes()
    gradescope.export(COURSE, [UNIT], tmp_path)
    assert path.read_bytes() == first, "the same course gives the same zip"
    with zipfile.ZipFile(path) as archive:
        modes = {i.filename: i.external_attr >> 16 & 0o777 for i in archive.infolist()}
        assert modes["setup.sh"] == modes["run_autograder"] == 0o755
        needs = archive.read("requirements.txt").decode().split("\n")
        archive.extractall(tmp_path)
    assert not [name for name in modes if "__pycache__" in name]
    assert "course/layerlab/grading/command.py" in modes
    assert any(n.startswith("torch") for n in needs) and not any(
        "jupyterlab" in n for n in needs
    )
    for script in ("setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", tmp_path / script]).returncode == 0


@linux
def test_gradescopes_harness_gets_its_results(place):
    """As https://gradescope-autograders.readthedocs.io/en/latest/specs/ lays files out."""
    gradescope.export(COURSE, [UNIT], place)
    with zipfile.ZipFile(place / "autograder.zip") as archive:
        archive.extractall(place / "source")
    (place / "venv").symlink_to(sys.prefix)
    (place / "submission").mkdir()
    shutil.copy(
        ROOT / "solutions" / f"{UNIT}.ipynb", place / "submission/my work.ipynb"
    )
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": "/nowhere",
        "AUTOGRADER": str(place),
    }
    done = subprocess.run(["bash", place / "source/run_autograder"], env=variables,
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = json.loads((place / "results/results.json").read_text("utf-8"))
    jsonschema.validate(made, SCHEMA)
    assert made["score"] == MOST and made["output"] == "All notebooks were graded."


def test_where_nothing_can_be_graded_results_say_why(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AUTOGRADER", str(tmp_path))
    monkeypatch.setenv("LAYERLAB_GRADE_OPTIONS", "--due 'not a day'")
    words = ["gradescope", str(tmp_path / "none"), "--unit", "perceptron"]
    assert handing_back.main(words) == 1
    made = json.loads((tmp_path / "results/results.json").read_text("utf-8"))
    jsonschema.validate(made, SCHEMA)
    assert made["score"] == 0 and "'not a day'" in made["output"]


def test_the_workflow_grades_on_push_and_on_tags(tmp_path):
    github.export(COURSE, [UNIT], tmp_path)
    flow = yaml.safe_load((tmp_path / ".github/workflows/grade.yml").read_text("utf-8"))
    when = flow[True]  # YAML 1.1 reads the key `on` as true
    assert when["push"] == {"branches": ["main"], "tags": ["submit*"]}
    assert flow["permissions"] == {"contents": "read"}
    needs = (tmp_path / ".github/requirements.txt").read_text("utf-8")
    assert needs.startswith(f"layerlab @ git+{COURSE.address}@{COURSE.branch}\n")
    assert "](../" not in (tmp_path / "exercises" / f"{UNIT}.ipynb").read_text("utf-8")


@linux
def test_the_workflows_script_writes_the_marks_into_the_summary(place):
    github.export(COURSE, [UNIT], place)
    flow = yaml.safe_load((place / ".github/workflows/grade.yml").read_text("utf-8"))
    steps = {s.get("name"): s for s in flow["jobs"]["grade"]["steps"]}
    variables = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
        "GITHUB_OUTPUT": str(place / "output"),
    }
    done = subprocess.run(["bash", "-e", "-c", steps["Grade"]["run"]], cwd=place,
                          env=variables, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = (place / "summary.md").read_text("utf-8")
    assert shown.startswith(f"## 0 of {MOST} points")
    assert "| 4.1 predict | ○ not started | 0 of 2 |" in shown
    assert (place / "output").read_text() == f"points=0\nmost={MOST}\n"
    assert (place / "report/index.html").exists()
