"""The tool that times checks, on a made-up exercise."""

import random

import numpy as np

from layerlab.checking import Exercise, Mistake, worked
from tools import check_times


def _cases(rng):
    yield worked(a=2.0)


def _slow(a):
    """Half a second of computing, for a right answer."""
    for _ in range(60):
        np.sort(np.sin(np.arange(300_000.0)))
    return a + 1


WRONG = tuple(Mistake(f"by {k}", lambda a, k=k: a + k, f"By {k}.") for k in (2, 3, 4))
ONE_MORE = Exercise(
    number="99.1", name="one_more", reference=lambda a: a + 1, cases=_cases,
    mistakes=WRONG, hints=("", "", ""), alternatives=(_slow,),
)  # fmt: skip


def test_all_right_answers_and_some_mistakes_are_timed():
    drawn = list(check_times.answers(ONE_MORE, 2, random.Random(0)))
    names = [name for name, _ in drawn]
    assert names[:2] == ["reference", "alternative 0"] and len(names) == 4
    assert names == [n for n, _ in check_times.answers(ONE_MORE, 2, random.Random(0))]


def test_a_slow_answer_takes_more_than_a_quick_one():
    quick, slow = (
        check_times.timed(ONE_MORE, code, 1) for code in (ONE_MORE.reference, _slow)
    )
    assert 0 < quick < slow


def test_the_summary_tells_the_middle_the_most_and_the_slowest():
    found = [check_times.Timed("a.b", f"{i}", i / 100) for i in range(1, 101)]
    words = check_times.summary(found)
    assert "100 checks: median 0.505 s" in words and "95% below 0.96 s" in words
    assert "the longest 1.00 s (`a.b`, 100)" in words
