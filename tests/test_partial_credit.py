"""Parts of an exercise count by themselves: in the check's words, for every exercise alike.

That no listed mistake earns all, and some a part, `tools.proving` asks (tests/test_checks.py).
"""

import numpy as np
import pytest

from layerlab.checking import Exercise, Mistake, Part, case, worked
from layerlab.checking.engine import judge_here
from layerlab.checks import exercises, units
from layerlab.grading import hidden_cases
from layerlab.judging.credit import standing
from layerlab.watching.watch import watch
from tools.proving import parts_problems

WITH_PARTS = [e for unit in units() for e in exercises(unit) if e.parts]
KEYS = {e.key: e for e in WITH_PARTS}


def _both(x, sign):
    return (x + 1, x * 2) if sign > 0 else (x - 1, x * 2)


def _cases(rng):
    yield worked(x=[1.0, 2.0], sign=1)
    yield worked(x=[3.0, 5.0], sign=-1)
    for sign in (1, -1, 1, -1):
        yield case(x=rng.normal(size=3), sign=sign)


def made(**more):
    return Exercise(
        number="1.1", name="both", points=3, reference=_both, cases=_cases, returns=("near", "twice"),
        mistakes=(Mistake("zero", lambda x, sign: (0 * x, 0 * x), message="Zeros."),),
        hints=("a", "b", "c"), **more,
    )  # fmt: skip


SHOWN = made(
    parts=(Part("near", 2, shows=("near",)), Part("twice", 1, shows=("twice",)))
)
GROUPS = made(parts=(Part("up", 1.5, where=lambda sign, **_: sign > 0),
                     Part("down", 1.5, where=lambda sign, **_: sign < 0)))  # fmt: skip

ATTEMPTS = {
    # an exercise, an attempt -> what its parts earn
    "one value of two": (SHOWN, lambda x, sign: (0 * x, x * 2), {"near": 0, "twice": 1}),
    "the other": (SHOWN, lambda x, sign: (x + sign, x), {"near": 2, "twice": 0}),
    "none": (SHOWN, lambda x, sign: (x, x), {"near": 0, "twice": 0}),
    "another number of values": (SHOWN, lambda x, sign: x * 2, {"near": 0, "twice": 0}),
    "right, but an argument is changed": (
        SHOWN, lambda x, sign: (x.__iadd__(1), (x - 1) * 2), {"near": 0, "twice": 0}),
    "one group of cases": (GROUPS, lambda x, sign: (x + 1, x * 2), {"up": 1.5, "down": 0}),
    "the other group": (GROUPS, lambda x, sign: (x - 1, x * 2), {"up": 0, "down": 1.5}),
    "an error in the first group": (
        GROUPS, lambda x, sign: _both(x, sign) if sign < 0 else 1 / 0, {"up": 0, "down": 1.5}),
}  # fmt: skip


@pytest.mark.parametrize("what", ATTEMPTS)
def test_a_part_earns_its_points_where_all_of_it_is_right(what):
    exercise, attempt, earned = ATTEMPTS[what]
    verdict = judge_here(exercise, attempt)
    assert verdict.earned_by == earned and verdict.earned == sum(earned.values())
    assert not verdict.passed and verdict.points == 3
    assert ("So far" in verdict.parts) == (verdict.earned > 0)


def test_all_of_it_is_all_points_and_says_nothing_of_parts():
    verdict = judge_here(SHOWN, _both)
    assert verdict.earned == 3 and "So far" not in verdict.parts


def test_the_words_name_what_stands_and_what_does_not():
    verdict = judge_here(GROUPS, lambda x, sign: (x + 1, x * 2))
    words = "1 of 2 parts is right (1.5 of 3 points): up. Not yet: down."
    assert verdict.parts["So far"] == words
    assert [*verdict.parts][-2:] == ["So far", "Next step"]
    assert "So far        1 of 2 parts is right" in verdict.message


def blank(*_, **__):
    raise NotImplementedError("your turn")


def test_what_is_blank_everywhere_is_not_started_and_what_is_begun_says_so():
    assert judge_here(GROUPS, blank).status == "not started"
    some = judge_here(GROUPS, lambda x, sign: _both(x, sign) if sign < 0 else blank())
    assert some.status == "raised" and some.earned == 1.5
    assert "not started" not in some.message


def test_after_a_call_without_end_nothing_more_is_called():
    calls = []

    def look(args):
        calls.append(args)
        return watch(
            lambda x, sign: 1 / 0 if sign > 0 else _both(x, sign), GROUPS.request(args)
        )

    assert standing(GROUPS, GROUPS.all_cases(), look) == ("down",)
    whole, _ = len(calls), calls.clear()
    ended = watch(lambda: None, GROUPS.request({}))

    def hangs(args):
        seen = look(args)
        if not seen.raised:
            return seen
        from dataclasses import replace

        return replace(ended, raised=replace(seen.raised, type_name="OutOfTime"))

    assert standing(GROUPS, GROUPS.all_cases(), hangs) == () and len(calls) == 1 < whole


def by_heart(exercise, right, wrong):
    """Right on the check's own cases, `wrong` on others."""
    known = {repr(c.args): c for c in exercise.all_cases()}

    def attempt(x, sign):
        there = repr({"x": x, "sign": sign}) in known
        return right(x, sign) if there else wrong(x, sign)

    return attempt


SETTLED = {
    "all by heart": (GROUPS, _both, lambda x, sign: (x, x), 0),
    "one group by heart": (GROUPS, _both, lambda x, sign: (x + 1, x * 2), 1.5),
    "a wrong part, the other by heart": (
        SHOWN, lambda x, sign: (0 * x, x * 2), lambda x, sign: (x, x), 0),
    "a wrong part, the other honest": (
        SHOWN, lambda x, sign: (0 * x, x * 2), lambda x, sign: (x, x * 2), 1),
}  # fmt: skip


@pytest.mark.parametrize("what", SETTLED)
def test_what_was_learned_by_heart_earns_no_part(what):
    exercise, right, wrong, points = SETTLED[what]
    attempt = by_heart(exercise, right, wrong)
    settled = hidden_cases.settled(
        exercise,
        lambda args: watch(attempt, exercise.request(args)),
        hidden_cases.drawn(exercise, 7),
        judge_here(exercise, attempt),
    )
    assert not settled.passed and settled.earned == points


@pytest.mark.parametrize("key", KEYS)
def test_the_parts_of_an_exercise_are_whole(key):
    assert parts_problems(KEYS[key]) == []


def test_parts_that_are_not_whole_are_said():
    for parts, words in (
        ((Part("a", 1, shows=("near",)),), "are 1 of 3 points"),
        ((Part("near", 2.7, shows=("near",)), Part("b", 0.3, shows=("twice",))), "halves"),
        ((Part("a", 1, shows=("near",)), Part("a", 2, shows=("twice",))), "one name"),
        ((Part("a", 3, where=lambda sign, **_: sign > 0),), "no parts are about"),
        ((Part("a", 3),), "neither"),
        ((Part("a", 3, where=lambda **_: False), Part("b", 0, where=lambda **_: True)), "no drawn case"),
    ):  # fmt: skip
        assert any(words in fault for fault in parts_problems(made(parts=parts)))


TRIVIAL = {
    "nothing": lambda *a, **k: None,
    "zero": lambda *a, **k: 0,
    "zeros": lambda *a, **k: np.zeros(3),
    "its first argument": lambda *a, **k: a[0] if a else next(iter(k.values()), None),
    "its arguments": lambda *a, **k: a or tuple(k.values()),
    "three zeros": lambda *a, **k: (0, 0, 0),
    "two zeros": lambda *a, **k: (0.0, 0.0),
    "an error": lambda *a, **k: 1 / 0,
    "blank": blank,
}


@pytest.mark.parametrize("what", TRIVIAL)
def test_a_trivial_answer_earns_no_part(what):
    for exercise in WITH_PARTS:
        verdict = judge_here(exercise, TRIVIAL[what])
        assert verdict.earned == 0, f"{exercise.key}\n{verdict.message}"
