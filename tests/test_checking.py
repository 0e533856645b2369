"""The engine around the judging: limits, guards, progress, feedback, hints, shrinking, sources."""

import ast
import dataclasses
import json
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from layerlab import progress
from layerlab.checking import Rule, case, looks, worked
from layerlab.checking.engine import check_here, judge_here
from layerlab.checking.verdict import as_html
from layerlab.checks import perceptron
from layerlab.errors import BadArgument
from layerlab.judging import judges, outcomes
from layerlab.training.gradient_checking import gradient_check
from layerlab.watching.limits import Limited, OutOfTime, Printed
from layerlab.watching.observers import as_script
from layerlab.watching.sources import before, calls, given, loops
from layerlab.watching.watch import Observation, Raised
from tests.fixtures import made_up

predict = perceptron.predict


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "p" / "progress.jsonl"))
    monkeypatch.setattr(progress, "_in_memory", [])


# --- limits ----------------------------------------------------------------------------
def _swallowing():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def test_a_loop_that_swallows_everything_ends():
    with pytest.raises(OutOfTime), Limited(0.1):
        _swallowing()


def test_it_ends_where_there_are_no_signals_too():
    ended = []

    def run():
        try:
            with Limited(0.1):
                _swallowing()
        except OutOfTime:
            ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(600)
    assert ended == [True]


def test_limits_are_lifted_afterwards():
    with Limited(0.05):
        pass
    threading.Event().wait(0.1)  # no alarm rings here
    assert sys.gettrace() is None or "layerlab" not in repr(sys.gettrace())


def test_a_flood_is_cut_and_counted():
    printed = Printed(5)
    print("abcdefgh", file=printed, end="")
    assert printed.text() == "abcde\n… (3 more characters were cut)"


# --- the check itself ------------------------------------------------------------------
def test_a_check_asks_for_the_function_itself():
    assert "Write check.predict(predict)" in check_here(predict, None).message
    assert "the result of calling it" in check_here(predict, np.ones(2)).message


def test_the_learners_line_is_shown_and_none_of_ours():
    def mine(X, w, b):
        return X @ w + nothing  # noqa: F821

    verdict = judge_here(predict, mine)
    assert "return X @ w + nothing" in verdict.parts["Came back"]
    assert "watching" not in verdict.message


def test_patched_names_are_put_back_before_anything_is_judged():
    original = np.where

    def cheat(X, w, b):
        np.where = lambda *args: 42
        return 42

    verdict = judge_here(predict, cheat)
    assert not verdict.passed and np.where is original
    assert "numpy.where" in verdict.message


def test_names_patched_earlier_do_not_hurt_a_right_answer(monkeypatch):
    monkeypatch.setattr(np, "where", None)
    verdict = judge_here(predict, lambda X, w, b: 2 * (X @ w + b >= 0) - 1)
    assert verdict.passed and "numpy.where" in verdict.message
    assert np.where is None


def test_a_warning_does_not_fail_a_right_value():
    def loud(X, w, b):
        np.exp(np.array([1e4]))
        return predict.reference(X, w, b)

    verdict = judge_here(predict, loud)
    assert verdict.passed and "overflow" in verdict.message


def test_a_drawn_case_is_shrunk_to_one_that_can_be_followed():
    def wrong(X):  # right while there are at most two rows
        Z, mean, std = made_up.standardise.reference(X)
        return (Z if len(X) < 3 else Z + 1), mean, std

    called = judge_here(made_up.standardise, wrong).parts["Called"]
    assert "3×1" in called


def test_an_error_on_a_drawn_case_is_shrunk_too():
    def wrong(X):
        if len(X) > 2:
            raise KeyError("three")
        return made_up.standardise.reference(X)

    assert "3×1" in judge_here(made_up.standardise, wrong).parts["Called"]


def test_an_observer_must_stand_on_its_own():
    def leaning(attempt, x):
        return np.sum(attempt(x))

    with pytest.raises(ValueError, match="must stand on its own, but it uses np"):
        as_script(leaning)


# --- source rules ----------------------------------------------------------------------
def test_a_rule_advises_or_decides():
    rule = Rule("no loop", loops, "No loop is needed here.")

    def looped(X, w, b):
        return [1 if x @ w + b >= 0 else -1 for x in X]

    advised = judge_here(dataclasses.replace(predict, rules=(rule,)), looped)
    assert advised.passed and "No loop is needed" in advised.message
    strict = dataclasses.replace(rule, decides=True)
    decided = judge_here(dataclasses.replace(predict, rules=(strict,)), looped)
    assert not decided.passed and decided.diagnosis == "no loop"


@pytest.mark.parametrize(
    "finder, source, line",
    [
        (loops, "def f(x):\n  for v in x: pass", 2),
        (loops, "x @ w", None),
        (calls("cuda"), "x.cuda()", 1),
        (before("softmax", "cross_entropy"), "F.cross_entropy(F.softmax(z, 1), y)", 1),
        (before("softmax", "cross_entropy"), "p = softmax(z)\ncross_entropy(p, y)", 2),
        (
            before("softmax", "cross_entropy"),
            "p = softmax(z)\ncross_entropy(z, y)",
            None,
        ),
        (given("fit", "X_test"), "s.fit(X_train)\ns.fit(X_test)", 2),
    ],
)
def test_source_rules_find_their_line(finder, source, line):
    assert finder(ast.parse(source)) == line


# --- progress --------------------------------------------------------------------------
def test_a_pass_is_recorded_once():
    check_here(predict, predict.reference)
    check_here(predict, predict.reference)
    assert progress.passed() == {"perceptron": {"predict"}}
    assert len(progress.path().read_text().splitlines()) == 1


def test_a_line_torn_by_a_crash_costs_itself_only():
    progress.record("a", "one")
    with progress.path().open("a") as file:
        file.write('{"unit": "a", "na')
    progress.record("a", "two")
    assert progress.passed() == {"a": {"one", "two"}}


def test_two_kernels_write_at_once_without_loss():
    code = (
        "import sys; from layerlab import progress\n"
        "for i in range(40): progress.record(sys.argv[1], str(i))"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "ab"]
    assert [process.wait(60) for process in both] == [0, 0]
    assert {unit: len(names) for unit, names in progress.passed().items()} == {
        "a": 40,
        "b": 40,
    }


def test_a_read_only_home_is_said_once_and_does_not_stop_anything(monkeypatch, capsys):
    monkeypatch.setenv("LAYERLAB_PROGRESS", "/proc/nowhere/progress.jsonl")
    monkeypatch.setattr(progress, "_warned", False)
    progress.record("a", "one")
    progress.record("a", "two")
    assert progress.passed() == {"a": {"one", "two"}}
    assert capsys.readouterr().err.count("cannot be saved") == 1


def test_progress_travels_as_a_small_file(tmp_path, monkeypatch):
    progress.record("a", "one")
    file = progress.export(tmp_path / "mine.jsonl")
    monkeypatch.setenv("LAYERLAB_PROGRESS", str(tmp_path / "elsewhere.jsonl"))
    assert progress.load(file) == 1 and progress.load(file) == 0
    assert progress.passed() == {"a": {"one"}}
    (tmp_path / "no.txt").write_text("hello")
    with pytest.raises(BadArgument, match="one exercise a line"):
        progress.load(tmp_path / "no.txt")
    assert json.loads(file.read_text())["name"] == "one"


def title(ax):
    """Return the title, wherever the style of figures places it."""
    return ax.get_title("left") or ax.get_title()


def test_the_picture_of_progress_says_what_it_shows():
    progress.record("a", "one")
    ax = progress.picture({"a": ["one", "two"], "b": ["three"]})
    assert title(ax) == "1 of 3 exercises passed"
    assert sum(text.get_text() == "✓" for text in ax.texts) == 1


# --- feedback --------------------------------------------------------------------------
def test_a_reference_without_time_costs_no_right_answer(monkeypatch):
    """The machine slept while our own code ran: once, then always."""
    real, calls = outcomes.watch, []

    def sleepy(code, request):
        if code is perceptron.predict.reference:
            calls.append(code)
            if len(calls) == 1 or always:
                return Observation(raised=Raised("OutOfTime", ""))
        return real(code, request)

    right, always = perceptron.predict.alternatives[0], False
    monkeypatch.setattr(outcomes, "watch", sleepy)
    for always in (False, True, False):
        outcomes.observed.cache_clear()
        verdict = judge_here(perceptron.predict, right)
        assert verdict.passed != always
        assert always == (verdict.diagnosis == "machine busy")
    outcomes.observed.cache_clear()


def test_the_five_parts_come_in_order():
    verdict = judge_here(predict, predict.mistakes[2].code)
    parts = [name for name in verdict.parts if name not in ("headline", "tables")]
    assert parts == [
        "Called", "Came back", "Expected", "Side by side", "Likely cause", "Next step",
    ]  # fmt: skip
    assert "check.predict.hint(2)" in verdict.parts["Next step"]


def test_differences_are_marked_in_text_and_html():
    verdict = judge_here(predict, predict.mistakes[2].code)
    assert "≠1" in verdict.message and "≠ 1" in as_html(verdict)
    assert 'role="group" aria-label="Check of predict"' in as_html(verdict)


def test_what_a_learner_prints_is_escaped():
    def rude(X, w, b):
        print("<script>alert(1)</script>")
        return 1

    assert "<script>" not in as_html(judge_here(predict, rude))


def test_of_a_large_array_the_part_that_differs_is_shown():
    from layerlab.checking.pictures import as_text

    expected = np.zeros((30, 40))
    got = expected.copy()
    got[20, 33] = 5
    assert "yours[18:23, 29:37]" in as_text(got, expected) and "≠5" in as_text(
        got, expected
    )


def test_where_notebooks_are_stored_there_is_text_only(monkeypatch):
    verdict = judge_here(predict, predict.reference)
    assert set(verdict._repr_mimebundle_()) == {"text/plain", "text/html"}
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    assert set(verdict._repr_mimebundle_()) == {"text/plain"}


def test_hints_come_one_after_the_other():
    assert predict.hint(2).title == "Which operation?"
    assert predict.hint().title == "Almost the line"
    with pytest.raises(BadArgument, match="hints 1, 2 and 3"):
        predict.hint(4)


# --- gradient_check --------------------------------------------------------------------
def test_a_wrong_gradient_is_found_and_drawn():
    right = gradient_check(lambda x: (x**3).sum(), lambda x: 3 * x**2, np.ones((2, 2)))
    wrong = gradient_check(lambda x: (x**3).sum(), lambda x: x**2, np.ones((2, 2)))
    assert right.worst < 1e-8 < 0.5 < float(wrong)
    assert "agree" in repr(right) and "differ" in title(wrong.plot())


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(BadArgument, match="df\\(x\\) has the shape of x"):
        gradient_check(lambda x: x.sum(), lambda x: np.ones(3), np.ones(2))


def test_the_names_that_authors_need_are_in_one_place():
    assert all(callable(thing) for thing in (case, worked, judges.Limits, looks.ratio))
    assert os.path.exists(looks.__file__)
