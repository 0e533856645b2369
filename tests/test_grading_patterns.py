"""Groups of answers that fail alike, likeness, statistics: what a teacher looks at."""

import csv
import io
from dataclasses import replace

import pytest

from layerlab import cli
from layerlab.checking.engine import judge_here
from layerlab.checks import perceptron
from layerlab.grading import (
    as_mistake,
    class_pictures,
    class_statistics,
    gradebook,
    patterns,
)
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
    [file] = (out / "mistakes").iterdir()
    assert "def _lift_" in file.read_text("utf-8")
    assert "Multiply" not in "".join(
        p.read_text("utf-8") for p in (out / "students").iterdir()
    )


def test_a_sentence_of_an_earlier_class_reaches_the_next_one_and_goes_on(a_class):
    earlier, out = a_class / "earlier", a_class / "next"
    command = ["grade", str(a_class / "in"), "--quiet", "--jobs", "1", "--out"]
    assert cli.main([*command, str(earlier)]) == 0
    file = earlier / "groups.csv"
    text = file.read_text("utf-8").rstrip()
    text = text[: text.rindex('""')] + '"Multiply the two."\n'
    gone = '"0123456789","perceptron.lift",3,"x","shown then","Of another class."\n'
    file.write_text(text + gone, "utf-8")
    assert cli.main([*command, str(out), "--groups", str(file)]) == 0
    pages = "".join(p.read_text("utf-8") for p in (out / "students").iterdir())
    assert pages.count("lift: Multiply the two.") == 2 and "another class" not in pages
    lines = table(out / "groups.csv")
    assert [line["students"] for line in lines] == ["2", "0"]
    assert lines[1]["sentence"] == "Of another class."
    assert lines[1]["shown"] == "shown then"
    own = (out / "groups.csv").read_text("utf-8")
    (out / "groups.csv").write_text(
        own.replace("Multiply the two.", "Now so."), "utf-8"
    )
    assert cli.main([*command, str(out), "--groups", str(file)]) == 0
    assert table(out / "groups.csv")[0]["sentence"] == "Now so."


@pytest.mark.parametrize("words", ["none.csv", "class.csv"])
def test_what_is_no_table_of_groups_is_refused(words, tmp_path, capsys):
    (tmp_path / "class.csv").write_text("id,name\n1,Ann\n")
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", str(tmp_path), "--groups", str(tmp_path / words)])
    assert ended.value.code == 2 and words in capsys.readouterr().err


OVERWRITES = """
def update(x: np.ndarray, y, w, b):
    '''By Bob.'''
    if (w @ x + b >= 0) != (y > 0):
        return 2 * w + y * x, b + y  # twice
    return w, b
"""


def test_a_group_becomes_a_mistake_that_the_course_catches_and_recognises():
    rows = [{"sources": {"perceptron.update": OVERWRITES}, "label": "bob/4.ipynb"}] * 2
    group = patterns.Group("ab12cd3456", "perceptron.update", "shown", rows)
    sentence = (
        "The old weights count twice; they are kept as they are. " + 9 * "Really. "
    )
    text = as_mistake.as_python(group, sentence)
    assert "Bob" not in text and "# twice" not in text
    names = {}
    exec(text, names)
    [mistake] = names["mistakes"]
    assert mistake.message == sentence.strip()
    known = replace(perceptron.update, mistakes=(*perceptron.update.mistakes, mistake))
    verdict = judge_here(known, mistake.code)
    assert verdict.diagnosis == "group ab12cd"
    assert verdict.parts["Likely cause"] == mistake.message


def test_what_a_mistake_needs_from_elsewhere_is_said():
    source = "def lift(X):\n    return helper(nn.ReLU()(torch.tensor(X)), math.pi)"
    rows = [{"sources": {"perceptron.lift": source}}]
    group = patterns.Group("0" * 10, "perceptron.lift", "", rows)
    text = as_mistake.as_python(group, "x")
    assert "# It needs helper, too." in text
    for line in ("import math", "import torch", "from torch import nn"):
        assert f"\n{line}\n" in text
    group.rows = [{"sources": {}}, {}]
    assert as_mistake.as_python(group, "x") == ""


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


UNITS = ("cake", "onion", "features", "perceptron", "descent", "layers")


def over(student, shares):
    """Rows of a student with these shares of ten points in the first units of the course."""
    for place, (unit, share) in enumerate(zip(UNITS, shares, strict=True)):
        if share is None:
            continue
        passed = {"status": "passed"} if share == 1 else {}
        found = item("a", False, "a cause") | {"unit": unit, "number": f"{place + 1}.1"}
        found |= {"points": 10 * share, "max": 10} | passed
        more = {"units": [unit], "exercises": [found]}
        yield row(student, False, label=unit) | more


def a_course():
    people = {"ann": [1] * 6, "ben": [1, 1, 0.8, 0.3, None, None],
              "cy": [0.5, 0.4, 0.6, 0.6, 1, 1]}  # fmt: skip
    rows = [found for name, shares in people.items() for found in over(name, shares)]
    return rows, gradebook.make(rows, Rules())


def test_students_are_told_over_the_units():
    rows, book = a_course()
    told = {line["student"]: line for line in class_statistics.by_student(rows, book)}
    assert (told["ann"]["first half"], told["ann"]["second half"]) == (1, 1)
    assert told["ann"]["weakest unit"] == "" and told["ann"]["exercises passed"] == 6
    ben = told["ben"]
    assert (ben["units handed in"], ben["of"], ben["notebooks"]) == (4, 6, 4)
    assert ben["weakest unit"] == "perceptron"
    assert (ben["exercises passed"], ben["partly"], ben["not yet"]) == (2, 2, 0)
    assert (ben["first half"], ben["second half"]) == (0.93, 0.1)
    [(one, first, second)] = class_statistics.fell_behind(book)
    assert one.student == "ben" and round(first - second, 2) == 0.83
    assert len(class_statistics.students_csv(rows, book).splitlines()) == 4
    few = gradebook.make([r for r in rows if r["units"][0] in UNITS[:3]], Rules())
    assert class_statistics.fell_behind(few) == []


def test_the_picture_of_a_class_says_in_words_what_it_shows_and_names_nobody():
    rows, book = a_course()
    picture = class_pictures.over_units(book)
    assert picture.count("<circle") == len(rows) and "ben" not in picture
    assert 'role="img"' in picture and "04 perceptron 60% of 3" in picture
    ben = next(one for one in book.people if one.student == "ben")
    line = class_pictures.sparkline(ben, book)
    assert line.count('class="none"') == 2 and line.count('class="low"') == 1
    assert 'aria-hidden="true"' in line
    one = gradebook.make([row("ann", True)], Rules())
    assert class_pictures.over_units(one) == ""


def test_partly_right_answers_are_counted_apart():
    rows, book = a_course()
    lines = {line["unit"]: line for line in class_statistics.by_exercise(rows, book)}
    assert (lines["perceptron"]["passed"], lines["perceptron"]["partly"]) == (1, 2)


def test_those_who_handed_in_together_are_not_told_to_be_alike():
    rows = [row("ann", True, source=LONG), row("ben", True, source=LONG)]
    for place, one in enumerate(rows):
        one["label"] = f"E/submission_11/4 ({place}).ipynb"
    assert len(patterns.likeness(rows).splitlines()) == 1
    rows[0]["label"] = "E/submission_12/4.ipynb"
    assert len(patterns.likeness(rows).splitlines()) == 2
