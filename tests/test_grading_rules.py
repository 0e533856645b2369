"""What a teacher rules: roster, lateness, points of one's own, regrades, platforms' forms."""

import csv
import io
import json
import os
import sys
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from layerlab import cli
from layerlab.checks import exercises
from layerlab.errors import BadArgument
from layerlab.grading import (
    changes,
    feedback,
    gradebook,
    late,
    overrides,
    roster,
    tables,
)
from layerlab.grading.gradebook import Rules
from layerlab.grading.matching import unit_named
from layerlab.grading.store import Store
from tests.grading_notebooks import as_bytes, blank, honest

MOST = sum(e.points for e in exercises("perceptron"))
DUE = datetime(2026, 11, 30, 12)


def row(student, points=8, **more):
    """A row of a notebook with two exercises of unit 04."""
    item = {
        "unit": "perceptron",
        "number": "4.1",
        "status": "passed",
        "diagnosis": None,
    }
    parts = (("predict", points, 8), ("lift", 0, 3))
    items = [
        item | {"name": n, "points": p, "max": m, "message": ""} for n, p, m in parts
    ]
    hours = more.pop("hours", -1)
    return {
        "student": student, "student_id": "", "label": f"{student}/4.ipynb", "units": ["perceptron"],
        "exercises": items, "late": hours > 0, "attempt": 0, "page": f"students/{student}.html",
        "time": (DUE + timedelta(hours=hours)).timestamp(), "cause": "", "graded": True,
        "content": "c", "checks": {"perceptron": "x"}, "settings": 2, "aside": [],
    } | more  # fmt: skip


def book(rows, **rules):
    return gradebook.make(rows, Rules(due=DUE, **rules))


def points(found):
    return {one.student: one.points for one in found.people}


POLICIES = {
    ("10% a day", 1): 9, ("10% a day", 24): 9, ("10% a day", 24.1): 8, ("10% a day", 999): 0,
    ("10% a day, at most 50%", 999): 5, ("5% per hour up to 20%", 2.5): 8.5, ("20%", 999): 8,
    ("2 points a day", 30): 6, ("1 point", 30): 9, ("100% a week", 1): 0, ("10% a day", None): 9,
    ("12.5 % each hour", 0.5): 8.75,
}  # fmt: skip


@pytest.mark.parametrize("words, hours", POLICIES)
def test_a_policy_is_what_its_words_say(words, hours):
    assert late.policy(words).after(10, hours) == POLICIES[words, hours]


@pytest.mark.parametrize(
    "words", ["", "10", "10% a year", "cheap", "-10% a day", "10%% a day"]
)
def test_what_is_no_policy_is_refused(words):
    with pytest.raises(BadArgument):
        late.policy(words)


def test_a_day_ends_at_midnight_and_grace_is_in_time():
    assert late.date("2026-11-30").hour == 23
    rows = [row("in time", hours=1), row("late", hours=3)]
    found = book(rows, grace=late.span("2h"), late=late.policy("50%"))
    assert points(found) == {"in time": 8, "late": 4}
    assert [one.late for one in found.people] == [False, True]


def test_lateness_is_shown_before_and_after():
    found = book([row("ann", hours=30)], late=late.policy("25% a day"))
    entry = found.people[0].entries["perceptron"]
    assert (entry.before, entry.points) == (8, 4) and found.people[0].before == 8
    assert entry.words == [
        "perceptron: late by 30.0 hours; 8 points count as 4 (25% a day)."
    ]
    table = list(csv.DictReader(io.StringIO(tables.as_csv(found))))[0]
    assert (table["points"], table["before"], table["late"]) == ("4", "8", "late")


def test_lateness_that_only_the_platform_tells_costs_one_time():
    rows = [row("ann", late=True, hours=-5)]
    assert points(book(rows, late=late.policy("25% a day"))) == {"ann": 6}


def roster_of(tmp_path, text, encoding="utf-8"):
    (tmp_path / "class.csv").write_bytes(text.encode(encoding))
    return roster.read(tmp_path / "class.csv")


CLASS = "id,name,e-mail,extension\n7,Ann Lee,ann@x.org,2026-12-02\n8,Ben Poe,ben@x.org,\n9,Cy Ro,,+2 days\n"


def test_a_roster_names_who_is_missing_and_who_is_unknown(tmp_path):
    found = book([row("ben"), row("zed")], roster=roster_of(tmp_path, CLASS))
    told = {one.student: one.status for one in found.people}
    assert told == {
        "Ann Lee": "missing",
        "Ben Poe": "",
        "Cy Ro": "missing",
        "zed": "unknown",
    }
    assert "Not on the roster: zed." in found.notes
    assert "Handed in nothing: Ann Lee, Cy Ro." in found.notes
    assert [line.split(",")[1] for line in tables.as_csv(found).splitlines()[1:]] == [
        '"7"', '"8"', '"9"', '""']  # fmt: skip


def test_an_extension_is_ones_own_date(tmp_path):
    rows = [row(name, hours=30) for name in ("ann", "ben", "Cy Ro")]
    found = book(rows, roster=roster_of(tmp_path, CLASS), late=late.policy("50%"))
    assert points(found) == {"Ann Lee": 8, "Ben Poe": 4, "Cy Ro": 8}


NAMES = {"7": True, "Ann Lee": True, "ann lee": True, "leeann": True, "annlee": True, "ann": True,
         "ann@x.org": True, "Ann": True, "An": False, "": False, "lee": False}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_somebody_is_found_by_what_platforms_call_them(name, tmp_path):
    member = roster_of(tmp_path, CLASS).find(name, "")
    assert (member is not None and member.id == "7") == NAMES[name]


def test_two_of_one_name_are_nobody_without_a_number(tmp_path):
    two = roster_of(tmp_path, "id,name\n1,Bob Lee\n2,Bob Lee\n")
    assert two.find("Bob Lee", "") is None and two.find("Bob Lee", "2").id == "2"


LISTS = {
    "canvas": ("Student,ID,SIS User ID,SIS Login ID,Section,Essay (3)\n"
               '    Points Possible,,,,,5\n"Lee, Ann",4711,u7,alee,A,4\n', "leeann", "4711"),
    "moodle": ("Identifier,Full name,Email address,Status,Grade,Maximum grade,Last modified (grade)\n"
               "Participant 4711,Ann Lee,ann@x.org,Submitted,-,11,-\n", "Ann Lee", "4711"),
    "blackboard": ("Last Name\tFirst Name\tUsername\tStudent ID\tLast Access\tAvailability\n"
                   "Lee\tAnn\talee\t4711\t\tYes\n", "alee", "alee"),
    "brightspace": ("OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
                    "#4711,#alee,Lee,Ann,ann@x.org,#\n", "Ann Lee", "4711"),
    "gradescope": ("First Name,Last Name,SID,Email,Section\nAnn,Lee,4711,ann@x.org,A\n", "Ann Lee", "4711"),
}  # fmt: skip


@pytest.mark.parametrize("form", LISTS)
def test_a_platforms_list_is_read_and_given_back(form, tmp_path):
    text, student, number = LISTS[form]
    encoding = "utf-16" if form == "blackboard" else "utf-8-sig"
    found = roster_of(tmp_path, text, encoding)
    assert found.form == form and len(found.members) == 1
    rows = [row(student, student_id=number), row("zed")]
    made = book(rows, roster=found)
    assert [one.status for one in made.people].count("missing") == 0
    table = list(csv.DictReader(io.StringIO(tables.as_csv(made, form))))
    assert "8" in table[-2 if form == "canvas" else 0].values()
    mine = next(line for line in table if "lee" in str(line.values()).lower())
    asked = {
        "canvas": {"ID": "4711", "SIS User ID": "u7", "SIS Login ID": "alee", "perceptron": "8"},
        "moodle": {"Identifier": "Participant 4711", "Status": "Submitted", "Grade": "8"},
        "blackboard": {"Username": "alee", "perceptron [Total Pts: 11]": "8"},
        "brightspace": {"OrgDefinedId": "#4711", "End-of-Line Indicator": "#", "perceptron Points Grade": "8"},
        "gradescope": {"Name": "Ann Lee", "SID": "4711", "Total Score": "8"},
    }[form]  # fmt: skip
    assert asked.items() <= mine.items()


def test_everybody_is_over_the_same_units():
    other = row("ben", points=3, units=["lift"])
    other["exercises"] = [e | {"unit": "lift"} for e in other["exercises"]]
    found = gradebook.make([row("ann"), other], Rules())
    assert found.most == 22 and points(found) == {"ann": 8, "ben": 3}
    assert gradebook.make([row("ann")], Rules(wanted=("descent",))).units["descent"] > 0


@pytest.mark.parametrize("best, points_", [(False, 2), (True, 8)])
def test_the_newest_counts_or_the_best(best, points_):
    rows = [row("ann", 8), row("ann", 2, label="ann/5.ipynb", attempt=1)]
    assert points(book(rows, best=best)) == {"ann": points_}


def test_a_notebook_of_two_units_takes_no_other_ones_place():
    two = row(
        "ann",
        1,
        label="ann/b.ipynb",
        units=["perceptron", "descent"],
        attempt=0,
        time=0,
    )
    assert points(book([row("ann"), two])) == {"ann": 8}


def written(tmp_path, text, encoding="utf-8"):
    (tmp_path / overrides.FILE).write_bytes(text.encode(encoding))
    return overrides.read(tmp_path)


def test_the_teachers_hand_has_the_last_word(tmp_path):
    hand = written(tmp_path, "student,id,unit,exercise,points,comment\n"
                   "ann,,perceptron,,10,Told me <b>why</b>\nben,,perceptron,lift,\"1,5\",half\n"
                   "cy,,,,,Well done\ndan,,perceptron,,4,on paper\n")  # fmt: skip
    rows = [
        row("ann", hours=3),
        row("ben"),
        row("cy"),
        row("dan", units=[], exercises=[]),
    ]
    found = book(rows, hand=hand, late=late.policy("50%"))
    assert points(found) == {"ann": 10, "ben": 9.5, "cy": 8, "dan": 4}
    words = feedback.words_by_page(found)
    assert "perceptron: your teacher gives 10 points." in words["students/ann.html"]
    assert "perceptron lift: half" in words["students/ben.html"]
    assert words["students/cy.html"] == ["perceptron: Well done"]
    page = feedback.told(
        f"x{feedback.START}{feedback.END}y", words["students/ann.html"]
    )
    assert "&lt;b&gt;why" in page and "<b>" not in page
    assert feedback.told(page, []) == f"x{feedback.START}{feedback.END}y"


@pytest.mark.parametrize("line, words", {
    ",,perceptron,,3,": "nobody is named", "ann,,perceptron,,many,": "no number of points",
    "ann,,,,3,": "points need a unit", "eve,,perceptron,,3,": "names eve, who is nobody",
    "ann,,perceptron,,nan,": "no number of points", "ann,,perceptrom,,3,": "Did you mean 'perceptron'",
    "ann,,perceptron,lfit,3,": "no exercise 'lfit' in perceptron: it has predict, update",
    "ann,,,lift,,well": "an exercise needs a unit"}.items())  # fmt: skip
def test_what_the_hand_wrote_wrongly_is_said(line, words, tmp_path):
    hand = written(
        tmp_path,
        f"student;id;unit;exercise;points;comment\n{line.replace(',', ';')}\n",
        "latin-1",
    )
    found = book([row("ann")], hand=hand)
    assert any(words in note for note in found.notes)
    assert points(found) == {"ann": 8}


@pytest.mark.parametrize("unit", ["perceptron", "04_perceptron", "4"])
@pytest.mark.parametrize("exercise", ["lift", "4.5", "4.5 lift"])
def test_the_hand_may_write_numbers_for_names(unit, exercise, tmp_path):
    text = f"student,id,unit,exercise,points,comment\nann,,{unit},{exercise},3,\n"
    assert points(book([row("ann")], hand=written(tmp_path, text))) == {"ann": 11}


def test_a_change_is_told_with_its_reason():
    old = [row("ann"), row("ben"), row("cy"), row("dan"), row("eve")]
    new = [row("ann", 5, content="d"), row("ben", 5, checks={"perceptron": "y"}),
           row("cy", 5, label="cy/b.ipynb", content="d"), row("dan")]  # fmt: skip
    told = {c.student: str(c) for c in changes.between(old, new)}
    assert told == {
        "ann": "ann: perceptron predict: 8 → 5 points; the notebook was changed.",
        "ben": "ben: perceptron predict: 8 → 5 points; the exercise or its check was changed.",
        "cy": "cy: perceptron predict: 8 → 5 points; another file counts.",
        "eve": "eve: perceptron: 8 → 0 points; its file is not there any more.",
    }
    assert changes.in_words([]) == [] and changes.between(old, old) == []


def ruled(old, new):
    """What is told of two books, by student."""
    told = changes.ruled(*map(changes.counted, (old, new)))
    return {change.student: str(change).partition(": ")[2] for change in told}


def test_lateness_and_the_teachers_hand_are_changes_too(tmp_path):
    rows = [row(name, hours=30) for name in ("ann", "ben", "cy", "dan")]
    first, third = book(rows), book(rows, late=late.policy("50%"))
    text = "student,id,unit,exercise,points,comment\nben,,perceptron,,7,As told\n"
    hand = written(tmp_path, text + "cy,,,,,Well done\n")
    second = book(rows, hand=hand)
    gives = "teacher.csv: your teacher gives 7 points. As told"
    assert ruled(first, second) == {
        "ben": f"perceptron: 8 → 7 points; {gives}.",
        "cy": "perceptron: 8 points as before; teacher.csv: Well done.",
    }
    costs = "lateness costs 4 points, before it cost 0"
    everybody = ("ann", "ben", "cy", "dan")
    words = f"perceptron: 8 → 4 points; {costs}."
    assert ruled(first, third) == dict.fromkeys(everybody, words)
    gone = f"perceptron: 7 → 4 points; {costs}; teacher.csv: what stood there is gone."
    assert ruled(second, third)["ben"] == gone and ruled(third, third) == {}
    later = ruled(first, book(rows, grace=timedelta(days=2)))
    assert later["ann"] == "perceptron: 8 points as before; it is in time now."


@pytest.mark.parametrize("text", ["", "[7]", "{}", '[{"student": 1}]', "null", "\0"])
def test_what_counted_is_forgotten_where_its_file_is_damaged(text, tmp_path):
    (tmp_path / ".counted.json").write_text(text)
    assert not Store(tmp_path).counted


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-bob", "@x", "bob;=1+1", "a\tb", 'q"uote', "bob,=1"]
)
def test_no_cell_of_a_table_becomes_a_formula(cell):
    found = book([row(cell)])
    for form in tables.FORMS:
        line = tables.as_csv(found, form).splitlines()[-1]
        quoted = cell.replace('"', '""')
        mark = "'" if cell[0] in "=+-@" else ""
        assert f'"{mark}{quoted}"' in line


ZIPPED = {
    "a_1_2_04.ipynb": "a_1_2_04.html", "b_LATE_3_4_w.zip/04.ipynb": "b_LATE_3_4_w.html",
    "Bob Lee_102_assignsubmission_file_/4.ipynb": "Bob Lee_102_assignsubmission_file_/feedback_perceptron.html",
    "1-2 - Ann - Nov 28, 2026 145 PM/4.ipynb": "1-2 - Ann - Nov 28, 2026 145 PM/feedback_perceptron.html",
    "E/submission_11/4.ipynb": "submission_11/feedback_perceptron.html",
    "ann/4.ipynb": "ann/feedback_perceptron.html", "../x/4.ipynb": "ann/feedback_perceptron.html",
}  # fmt: skip


@pytest.mark.parametrize("label", ZIPPED)
def test_feedback_is_named_as_the_platform_named_what_came(label, tmp_path):
    (tmp_path / "students").mkdir()
    (tmp_path / "students/ann.html").write_text("page")
    data = feedback.as_zip(book([row("ann", label=label)]), tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert (
            archive.namelist() == [ZIPPED[label]]
            and archive.read(ZIPPED[label]) == b"page"
        )


def test_units_are_asked_for_in_four_ways():
    assert {unit_named(w) for w in ("04_perceptron", "perceptron", "04", "4")} == {
        "perceptron"
    }


def test_a_damaged_results_file_is_no_traceback(tmp_path):
    good = json.dumps(row("ann") | {"key": "k", "points": 1, "max": 2, "children": 1})
    lines = ['{"label": 7}', "[]", "nonsense", good.replace('"exercises": [', '"exercises": [7, '),
             good.replace('"points": 1', '"points": "x"'), good, "\x00"]  # fmt: skip
    (tmp_path / "results.jsonl").write_text("\n".join(lines))
    assert list(Store(tmp_path).rows) == [("ann/4.ipynb", "k")]


linux = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture
def a_class(tmp_path):
    for name, cells in (("ann", honest()), ("ben", blank())):
        file = tmp_path / "in" / name / "04_perceptron.ipynb"
        file.parent.mkdir(parents=True)
        file.write_bytes(as_bytes(cells))
        os.utime(file, (DUE.timestamp() + 3600 * (name == "ann"),) * 2)
    (tmp_path / "class.csv").write_text(CLASS)
    return tmp_path


@linux
def test_the_same_command_with_more_rules_changes_pages_and_tables_and_no_mark(
    a_class, capsys
):
    out, (ann, ben) = a_class / "out", (a_class / "in" / n for n in ("ann", "ben"))
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
    assert (out / "teacher.csv").read_text() == ",".join(overrides.COLUMNS) + "\n"
    (out / "teacher.csv").write_text(
        "student,id,unit,exercise,points,comment\nBen Poe,,perceptron,,3,Came to me\n"
    )
    more = ["--due", DUE.isoformat(), "--late", "50%", "--roster", str(a_class / "class.csv"), "--feedback",
            "--csv", "moodle"]  # fmt: skip
    capsys.readouterr()
    assert cli.main([*command, *more]) == 0
    said = capsys.readouterr()
    told = "Ben Poe (8): perceptron: 0 → 3 points; teacher.csv: your teacher gives 3 points."
    assert said.out.count("→") == 1 and told in said.out
    assert "Handed in nothing: Cy Ro." in said.err
    table = {
        r["student"]: r
        for r in csv.DictReader(io.StringIO((out / "scores.csv").read_text()))
    }
    assert table["Ann Lee"]["points"] == str(MOST)  # her extension
    assert (table["Ben Poe"]["points"], table["Ben Poe"]["before"]) == ("3", "0")
    assert table["Cy Ro"]["remark"] == "handed in nothing"
    pages = {p.name: p.read_text("utf-8") for p in (out / "students").iterdir()}
    assert any("Came to me" in page for page in pages.values()) and len(pages) == 2
    assert "handed in nothing" in (out / "index.html").read_text("utf-8")
    with zipfile.ZipFile(out / "feedback.zip") as archive:
        assert sorted(archive.namelist()) == [
            "Ann Lee_7/feedback_perceptron.html",
            "Ben Poe_8/feedback_perceptron.html",
        ]
    (ben / "04_perceptron.ipynb").write_bytes(as_bytes(honest()))
    (ann / "04_perceptron.ipynb").unlink()
    (ann / "mine.py").write_text("x")
    assert cli.main([*command, *more]) == 3
    said = capsys.readouterr()
    assert (
        "marks of 2 students changed" in said.out
        and "the notebook was changed" in said.out
    )
    assert (
        "its file is not there any more" in said.out
        and "mine.py (a Python file)" in said.err
    )
    assert "Came to me" in "".join(
        p.read_text("utf-8") for p in (out / "students").iterdir()
    )
    assert "Ben Poe (8): perceptron predict: 0 →" in said.out
    assert "Ben Poe (8): perceptron: 3 points as before; lateness costs 5.5" in said.out
    assert len((out / "changes.csv").read_text("utf-8").splitlines()) == 1 + 5 + 1 + 1


@linux
def test_a_notebook_of_a_unit_that_nobody_asked_for_is_left_out_and_no_fault(
    a_class, capsys
):
    command = [
        "grade",
        str(a_class / "in"),
        "--out",
        str(a_class / "out"),
        "--unit",
        "05",
        "--quiet",
        "--jobs",
        "1",
    ]
    assert cli.main([*command, "--dry-run"]) == 0
    assert "left out: perceptron is not asked for" in capsys.readouterr().out
    assert cli.main(command) == 0
    table = list(csv.DictReader(io.StringIO((a_class / "out/scores.csv").read_text())))
    assert [line["student"] for line in table] == ["ann", "ben"]
    assert {line["descent"] for line in table} == {""}


def test_times_of_platforms_are_read():
    from layerlab.grading.platforms import owner_in

    told = owner_in("9-8 - Ann Lee - Nov 28, 2026 145 PM").time
    assert datetime.fromtimestamp(told) == datetime(2026, 11, 28, 13, 45)
    told = owner_in("alice+ps1+2026-11-30 15:00:00 UTC").time
    assert datetime.fromtimestamp(told, UTC).hour == 15
