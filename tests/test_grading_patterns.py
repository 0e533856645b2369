"""Groups of answers that fail alike, likeness, statistics: what a teacher looks at."""

import csv
import io

import pytest

from layerlab import cli
from layerlab.grading import class_statistics, gradebook, patterns
from layerlab.grading.gradebook import Rules
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from tests.grading_notebooks import as_bytes, honest

ODD = (
    "def lift(X):\n    return np.column_stack([X, 7 * X[:, 0] + 3 + 0 * X[:, 1] * {}])"
)


@pytest.fixture
def a_class(tmp_path):
    if not probing.best_plan(Plan())[0]:
        pytest.skip("isolation is Linux's")
    for number, name in enumerate(("ann", "ben", "cy")):
        cells = [c for c in honest() if "def lift" not in c and "check.lift" not in c]
        cells += [ODD.format(number) if name != "cy" else honest()[-2], f"# {name}"]
        file = tmp_path / "in" / name / "04_perceptron.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(as_bytes(cells))
    return tmp_path


def table(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def test_a_sentence_for_a_group_reaches_every_page_in_it_and_is_kept(a_class):
    out = a_class / "out"
    command = [
        "grade",
        str(a_class / "in"),
        "--out",
        str(out),
        "--quiet",
        "--jobs",
        "1",
    ]
    assert cli.main(command) == 0
    [group] = table(out / "groups.csv")
    assert (group["exercise"], group["students"]) == ("perceptron.lift", "2")
    page = (out / "index.html").read_text("utf-8")
    assert "perceptron.lift: 2 students" in page
    text = (out / "groups.csv").read_text("utf-8").rstrip()
    (out / "groups.csv").write_text(
        text[: text.rindex('""')] + '"Multiply the <two>."\n', "utf-8"
    )
    assert cli.main(command) == 0
    pages = {p.name[:3]: p.read_text("utf-8") for p in (out / "students").iterdir()}
    told = {
        name: "lift: Multiply the &lt;two&gt;." in page for name, page in pages.items()
    }
    assert told == {"ann": True, "ben": True, "cy-": False}
    for name in ("ann", "ben"):
        (a_class / "in" / name / "04_perceptron.ipynb").write_bytes(
            as_bytes([*honest(), f"# {name}"])
        )
    assert cli.main(command) == 0
    [kept] = table(out / "groups.csv")
    assert (kept["students"], kept["sentence"]) == ("0", "Multiply the <two>.")
    assert "Multiply" not in "".join(
        p.read_text("utf-8") for p in (out / "students").iterdir()
    )


def item(name, passed, cause=None):
    status = "passed" if passed else "wrong"
    return {"unit": "perceptron", "number": "4.1", "name": name, "points": 2 * passed, "max": 2,
            "status": status, "diagnosis": cause, "message": ""}  # fmt: skip


def row(student, passed, label="a", source="", time=0.0):
    return {"student": student, "student_id": "", "label": f"{student}/{label}", "units": ["perceptron"],
            "exercises": [item("lift", passed, None if passed else "a cause"), item("predict", passed)],
            "late": False, "attempt": 0, "time": time, "page": "p", "cause": "",
            "sources": {"perceptron.lift": source}}  # fmt: skip


LONG = "def lift(X):\n    rows = []\n    for x in X:\n        rows.append([x[0], x[1], x[0] * x[1]])\n    return np.array(rows)"
RENAMED = (
    LONG.replace("rows", "out").replace("x", "point").replace("    ", "  ")
    + "  # all my own"
)
OTHER = "def lift(X):\n    product = X[:, 0] * X[:, 1]\n    both = np.concatenate([X, product[:, None]], axis=1)\n    return both"


def test_likeness_sees_through_names_and_layout_and_leaves_others_alone():
    rows = [
        row("ann", True, source=LONG),
        row("ben", True, source=RENAMED),
        row("cy", True, source=OTHER),
    ]
    [head, pair] = csv.reader(io.StringIO(patterns.likeness(rows)))
    assert pair == ["1.0", "perceptron.lift", "ann/a", "ben/a", "2"]
    assert patterns.normal("def f(:") == () and patterns.normal("x = '''") == ()


def test_likeness_is_on_no_students_page():
    rows = [row("ann", True, source=LONG), row("ben", True, source=LONG)]
    book = gradebook.make(rows, Rules())
    assert all(not e.words for one in book.people for e in one.entries.values())


def test_statistics_count_tries_causes_and_tell_strong_from_weak():
    rows = [row("ann", False, "a"), row("ann", True, "b", time=1.0)]
    rows += [row(f"s{n}", n % 2 == 0) for n in range(9)]
    book = gradebook.make(rows, Rules())
    lift = class_statistics.by_exercise(rows, book)[0]
    assert (lift["students"], lift["passed"]) == (10, 6)
    assert (lift["at the first try"], lift["at a later try"]) == (5, 1)
    assert lift["commonest causes"] == "a cause (5)" and lift["discrimination"] == 1.0
    few = class_statistics.by_exercise(rows[:3], book)[0]
    assert few["discrimination"] == ""
    assert len(class_statistics.as_csv([lift]).splitlines()) == 2
