"""Every exercise of every unit keeps the promises of the engine.

An exercise's own test reaches its unit's checks, not those of the others.
"""

import importlib
from collections import Counter

import numpy as np
import pytest

from layerlab import checks
from layerlab.watching.plain import materialise, to_plain
from layerlab.watching.watch import _same
from tests.fixtures import made_up
from tools import proving

ALL = [e for unit in checks.units() for e in checks.exercises(unit)]


def reaches(exercise):
    """What a test of one exercise reaches of all checks."""
    unit = f"layerlab.checks.{exercise.unit}"
    return pytest.mark.reaches(unit, instead_of=("layerlab.checks",))


EVERY = [pytest.param(e, id=e.key, marks=reaches(e)) for e in ALL]
EVERY += [pytest.param(e, id=e.key) for e in made_up.EXERCISES]


def cases_of(exercise):
    """The arguments of all cases, as plain data."""
    return [to_plain(materialise(case.args)) for case in exercise.all_cases()]


@pytest.mark.parametrize("exercise", EVERY)
def test_an_exercise_keeps_its_promises(exercise):
    """One pass over all that an exercise brings: its promises, and that no check
    changes the cases or moves the global random numbers."""
    np.random.seed(3)
    expected = np.random.rand()
    before = cases_of(exercise)
    np.random.seed(3)
    problems = proving.problems(exercise)
    assert not problems, "\n".join(problems)
    assert np.random.rand() == expected, "a check moves the global random numbers"
    assert _same(before, cases_of(exercise)), "a check changes its own cases"


def test_no_two_exercises_share_a_number_or_a_name():
    numbers = Counter(e.number for e in ALL if e.number.count(".") > 1)
    names = Counter(e.key for e in ALL)
    assert [key for key, n in (numbers + names).items() if n > 1] == []


def test_units_stand_in_the_order_of_their_numbers():
    numbers = [int(checks.exercises(u)[0].number.split(".")[0]) for u in checks.units()]
    assert numbers == sorted(numbers)


def test_an_exercise_stands_in_its_module_under_its_own_name():
    for exercise in ALL:
        module = importlib.import_module(f"layerlab.checks.{exercise.unit}")
        assert getattr(module, exercise.name) is exercise


def test_a_broken_exercise_is_found_out():
    right = made_up.standardise
    lazy = type(right)(**{**vars(right), "alternatives": (), "hints": ("", "", "")})
    found = " ".join(proving.problems(lazy))
    assert "fewer than two alternative" in found and "three hints" in found


def test_a_mistake_that_ends_in_a_slip_of_ours_is_found_out():
    right = made_up.dense_backward
    slip = type(right.mistakes[0])("slip", lambda dout, X, W: nowhere, "None.")  # noqa: F821
    slipped = type(right)(**{**vars(right), "mistakes": (slip,)})
    assert any("slip of ours" in fault for fault in proving.problems(slipped))


def test_a_mistake_that_passes_and_a_reference_that_fails_are_found_out():
    right = made_up.dense_backward
    harmless = type(right.mistakes[0])("harmless", right.reference, "None at all.")
    loose = type(right)(**{**vars(right), "mistakes": (harmless,)})
    assert any("“harmless” passes" in fault for fault in proving.problems(loose))
    strict = type(right)(**{**vars(right), "judge": lambda value, args, expected: "no"})
    assert any("the reference fails" in fault for fault in proving.problems(strict))


def test_a_message_that_holds_the_answer_is_found_out():
    right = made_up.dense_backward
    told = type(right.mistakes[0])(
        "told", right.mistakes[0].code, "Write (dout @ W.T, X.T @ dout, dout.sum(0))."
    )
    telling = type(right)(**{**vars(right), "mistakes": (told,)})
    assert any("holds the right answer" in f for f in proving.problems(telling))
