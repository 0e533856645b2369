"""Many looks at once: the same as one look after the other, or fewer."""

import random
import time
from dataclasses import replace

import numpy as np

from layerlab.watching.plain import Formula
from layerlab.watching.watch import Request, watch, watch_all

VALUES = (1.0, 2.0, 3.0, 4.0)
REQUESTS = [Request({"x": np.full(3, value)}) for value in VALUES]


def chatty(x):
    print("x is", x[0])
    x[0] = np.log(-x[0])
    return x * 2


def test_each_look_is_what_it_would_be_alone():
    seen = watch_all(chatty, REQUESTS, 5.0)
    assert str(seen) == str([watch(chatty, one) for one in REQUESTS])
    assert seen[1].printed == "x is 2.0\n"
    assert seen[1].changed == ("x",)
    assert "invalid value" in seen[1].warnings[0]


def test_an_exception_is_the_last_that_is_seen():
    def attempt(x):
        if x[0] == 3:
            raise ValueError("three")
        return x

    seen = watch_all(attempt, REQUESTS, 5.0)
    assert [s.raised and s.raised.message for s in seen] == [None, None, "three"]


def compute(seconds):
    """Keep this thread busy for so much CPU time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_look_that_the_time_does_not_suffice_for_is_left_out():
    def attempt(x):
        if x[0] == 2:
            compute(30)
        return x

    assert len(watch_all(attempt, REQUESTS, 0.2)) == 1


def test_what_only_waits_is_ended_too():
    def attempt(x):
        if x[0] == 2:
            time.sleep(300)
        return x

    assert len(watch_all(attempt, REQUESTS, 0.1)) == 1


def test_waiting_does_not_count_as_computing():
    def attempt(x):
        time.sleep(0.3)
        return x

    assert watch(attempt, replace(REQUESTS[0], seconds=0.2)).raised is None


def test_not_even_an_attempt_that_swallows_the_alarm_goes_on():
    def attempt(x):
        while x[0] == 2:
            try:
                compute(0.01)
            except BaseException:
                continue
        return x

    start = time.thread_time()
    assert len(watch_all(attempt, REQUESTS, 0.2)) == 1
    assert time.thread_time() - start < 5


def test_a_value_that_the_alarm_has_spoilt_is_not_told():
    def attempt(x):
        try:
            compute(0.4 if x[0] == 2 else 0)
        except:  # noqa: E722 (as beginners write it)
            return "interrupted"
        return x

    seen = watch_all(attempt, REQUESTS, 0.2)
    assert [s.value[0] for s in seen] == [1.0]
    assert watch(attempt, REQUESTS[1]).value[0] == 2.0


def test_drawn_numbers_are_given_back_and_nothing_is_told():
    before = np.random.get_state()[1].copy()
    assert watch_all(lambda x: x + np.random.rand(), REQUESTS, 5.0) == []
    assert np.array_equal(before, np.random.get_state()[1])


def test_what_an_attempt_may_draw_is_the_same_as_alone():
    def attempt(x):
        return x + np.random.rand() + random.random() + x[0]

    seen = watch_all(attempt, REQUESTS, 5.0, draws=True)
    assert all(one.random_used for one in seen)
    assert str(seen) == str([watch(attempt, one) for one in REQUESTS])


def test_what_a_case_draws_for_itself_is_not_the_attempts():
    drawn = [Request({"x": Formula("np.random.rand(3)")}) for _ in range(3)]
    seen = watch_all(lambda x: x + 0, drawn, 5.0)
    assert len(seen) == 3
    assert not seen[0].random_used
    assert not np.array_equal(seen[0].value, seen[1].value)


def test_no_request_no_look():
    assert watch_all(chatty, [], 5.0) == []
