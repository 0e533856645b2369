"""The harness that changes solutions, on a made-up exercise."""

import ast
import datetime
import os
import random

import pytest

from layerlab.checking import Exercise, Mistake, case, worked
from tools import changed_solutions as harness
from tools import measure_checks
from tools.changed_texts import (
    Changed,
    Solution,
    changed_once,
    changed_twice,
    solutions,
)
from tools.changes import applied, changes

TEXT = """
def slope(x, y):
    total = x.T @ y
    total += 2
    return total / (x.sum(axis=0) + 1)
"""


def texts(source, lines=None):
    tree = ast.parse(source)
    return {(c.kind, ast.unparse(applied(tree, c))) for c in changes(tree, lines)}


@pytest.mark.parametrize(
    "kind, line",
    [
        ("statement left out", "    pass"),
        ("statements exchanged", "    total += 2\n    total = x.T @ y"),
        ("operator", "total = x.T * y"),
        ("operator", "    total = 2"),
        ("operator", "total / (x.sum(axis=0) - 1)"),
        ("constant", "total += 3"),
        ("axis", "x.sum(axis=1)"),
        ("argument left out", "x.sum()"),
        ("transpose", "total = x @ y"),
        ("transpose", "total = x.T @ y.T"),
        ("call left out", "total / (x + 1)"),
        ("sign", "return -(total / (x.sum(axis=0) + 1))"),
        ("another argument", "y.T @ y"),
    ],
)
def test_each_kind_of_change_is_made(kind, line):
    assert any(k == kind and line in text for k, text in texts(TEXT))


def test_only_the_lines_asked_for_change():
    assert all("total = x.T @ y" in text for _, text in texts(TEXT, range(4, 5)))
    assert texts(TEXT, range(4, 5))


def test_a_change_leaves_the_given_tree_alone():
    tree = ast.parse(TEXT)
    before = ast.unparse(tree)
    for change in changes(tree):
        applied(tree, change)
    assert ast.unparse(tree) == before


def _cases(rng):
    yield worked(a=1, b=5)
    yield case(a=7, b=2)
    yield case(a=4, b=9)


DIFFERENCE = Exercise(
    number="99.1",
    name="difference",
    reference=lambda a, b: abs(a - b),
    cases=_cases,
    mistakes=(Mistake("signed", lambda a, b: a - b, "Take the absolute value."),),
    hints=("", "", ""),
)


def solution(body="    c = a - b\n    return abs(c)", names=()):
    text = f"def difference(a, b):\n{body}"
    return Solution(DIFFERENCE, text, range(2, 9), dict(names))


def results(one):
    found = changed_once(one)
    return {r.diff: r for r in harness.in_batches(one, found)}


def test_what_a_check_says_of_each_change():
    said = results(solution())
    assert said["-    return abs(c)\n+    return c"].diagnosis == "signed"
    assert said["-    return abs(c)\n+    return c"].said == "listed"
    assert said["-    c = a - b\n+    c = a + b"].said in ("general", "none")
    passed = [diff for diff, r in said.items() if r.said == "passed"]
    assert passed == ["-    c = a - b\n+    c = -(a - b)"]  # for `abs` it is the same


def test_a_change_that_counts_for_nothing_passes_and_is_shown_with_its_lines():
    body = "    return abs(-(a - b))"
    found = list(results(solution(body)).values())
    passed = [r.diff for r in found if r.said == "passed"]
    assert "-    return abs(-(a - b))\n+    return abs(a - b)" in passed
    assert "+    return abs(a - b)" in harness.report(found)
    assert f"passed {len(passed)}" in harness.sums(found)


def test_a_crash_loses_nothing_but_itself():
    ends = "    if not a - b:\n        leave(1)\n    return abs(a - b)"
    one = solution(ends, names={"leave": os._exit})
    found = results(one)
    crashed = [diff for diff, r in found.items() if r.said == "crashed"]
    assert any("+    if a - b:" in diff for diff in crashed)
    assert any(r.said == "listed" for r in found.values())


def test_pairs_are_drawn_by_the_seed_and_differ_from_single_changes():
    one = solution()
    single = {c.text for c in changed_once(one)}
    pairs, again = (changed_twice(one, 5, random.Random(seed)) for seed in (3, 3))
    assert pairs == again and 0 < len(pairs) <= 5
    assert all(len(c.kinds) == 2 and c.text not in single for c in pairs)


def test_a_solution_is_read_from_its_unit_with_what_it_needs():
    from layerlab import checks

    folder = next(path for path in harness._folders() if path.name.endswith("_cake"))
    found = {s.exercise.name: s for s in solutions(folder, checks.exercises("cake"))}
    assert set(found) == {e.name for e in checks.exercises("cake")}
    for one in found.values():
        assert changed_once(one)
        assert harness.judged(one, Changed((), one.text)).said == "passed"


def test_a_check_is_given_what_the_unit_gives_it():
    from layerlab import checks

    folder = next(
        path for path in harness._folders() if path.name.endswith("_autograd")
    )
    found = solutions(folder, checks.exercises("autograd"))
    backward = next(s for s in found if s.exercise.name == "backward")
    assert backward.handed == "Value" and "Value.backward = backward" in backward.text
    assert harness.judged(backward, Changed((), backward.text)).said == "passed"
    kept = {c.text: c for c in changed_once(backward)}
    said = {harness.judged(backward, c).diagnosis for c in kept.values()}
    assert {"seed forgotten", "seed set last"} <= said


def test_the_page_tells_what_passes_and_why():
    found = list(results(solution("    return abs(-(a - b))")).values())
    page = measure_checks.page(found, [], datetime.date(2026, 1, 2))
    assert "measured on 2026-01-02" in page and "**not explained yet**" in page
    assert "  +    return abs(a - b)" in page


def test_every_reason_names_an_exercise_and_is_found():
    known = measure_checks.reasons()
    for one in known:
        result = harness.Result(
            one["exercise"], ("constant",), "passed", "", one["has"]
        )
        assert measure_checks.reason_for(result, known)
    other = harness.Result("cake.bake", ("constant",), "passed", "", "+    return 1")
    assert measure_checks.reason_for(other, known) == ""


def test_two_changes_may_pass_where_each_may():
    def of(*reasons):
        return [{"exercise": "a.b", "has": h, "because": w} for h, w in reasons]

    two = harness.Result("a.b", ("sign", "constant"), "passed", "", "+  x\n+  y")
    known = of(("+  x", "x is free"), ("+  y", "y too"))
    assert measure_checks.reason_for(two, known) == "x is free; and y too"
    assert measure_checks.reason_for(two, known[:1]) == ""


def test_a_unit_that_is_kept_is_not_measured_again(tmp_path, monkeypatch):
    calls, one = [], harness.Result("a.b", ("sign",), "none", "", "+  x", "words")
    monkeypatch.setattr(
        harness, "measured", lambda *given: calls.append(given) or [one]
    )
    monkeypatch.setattr(measure_checks.general_causes, "examine", lambda units: [])
    first, again = (measure_checks.measured("a", 3, 0, tmp_path) for _ in range(2))
    assert first == again == ([one], []) and len(calls) == 1
