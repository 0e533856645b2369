"""Honest timing of work that goes on after the call has come back."""

import statistics

import numpy as np

from layerlab.checking import Exercise, Mistake, case, looks, worked


def _timer(
    *,
    before=True,
    after=True,
    warm=True,
    reduce=statistics.median,
    factor=1,
    all_=False,
):
    """A timer with one thing changed."""

    def code(f, sync, clock, warmup, repeats):
        warmup = warmup if warm else 0
        times = []
        for _ in range(warmup + repeats):
            if before:
                sync()
            start = clock()
            f()
            if after:
                sync()
            times.append(factor * (clock() - start))
        return reduce(times if all_ else times[warmup:])

    return code


_bench = _timer()


def _cases(rng):
    """Work of several lengths, and work that was waiting before."""
    yield worked(costs=[0.5, 0.2, 0.3, 0.1], warmup=1, repeats=3, busy=0.0)
    yield worked(costs=[0.4, 0.1], warmup=0, repeats=1, busy=2.0)
    yield case(
        costs=[4.0, 3.0, 0.1, 0.2, 0.15, 0.9, 0.3], warmup=2, repeats=5, busy=1.0
    )
    yield case(costs=[2.0, 0.2, 0.7, 0.4, 0.5], warmup=1, repeats=4, busy=0.5)
    for n in (6, 9):
        costs = rng.uniform(0.05, 1, size=n).round(3).tolist()
        yield case(costs=costs, warmup=2, repeats=n - 2, busy=0.3)


def _bench_clock_after(f, sync, clock, warmup, repeats):
    """The clock is started when the work is done."""
    times = []
    for _ in range(warmup):
        f()
    for _ in range(repeats):
        sync()
        f()
        start = clock()
        sync()
        times.append(clock() - start)
    return statistics.median(times)


def _bench_whole_loop(f, sync, clock, warmup, repeats):
    """One clock around all repeats: a mean."""
    for _ in range(warmup):
        f()
    sync()
    start = clock()
    for _ in range(repeats):
        f()
    sync()
    return (clock() - start) / repeats


def _timed_as(one, *, reduce=statistics.median):
    """A timer that measures each repeat by `one(f, sync, clock)`."""

    def code(f, sync, clock, warmup, repeats):
        for _ in range(warmup):
            f()
        return reduce([one(f, sync, clock) for _ in range(repeats)])

    return code


def _well_timed(f, sync, clock):
    """Right: waits on both sides."""
    sync()
    start = clock()
    f()
    sync()
    return clock() - start


def _without_first_wait(f, sync, clock):
    """What waits already is counted."""
    start = clock()
    f()
    sync()
    return clock() - start


def _clock_before_wait(f, sync, clock):
    """Starts the clock, and waits then."""
    start = clock()
    sync()
    f()
    sync()
    return clock() - start


def _moment(f, sync, clock):
    """When it was done, not how long it took."""
    sync()
    f()
    sync()
    return clock()


def _bench_by_index(f, sync, clock, warmup, repeats):
    """Synchronises once after the warm-up, which leaves the device idle for all that follow."""
    for _ in range(warmup):
        f()
    sync()
    times = np.zeros(repeats)
    for i in range(repeats):
        times[i] = -clock()
        f()
        sync()
        times[i] += clock()
    return np.median(times)


def _lower_median(times):
    """The lower of the two middle ones."""
    return sorted(times)[(len(times) - 1) // 2]


bench = Exercise(
    number="13.2", name="bench", difficulty=2, minutes=15, points=3,
    reference=_bench, cases=_cases,
    valid=lambda costs, warmup, repeats, busy: (
        min(costs) > 0 and warmup >= 0 and repeats >= 1 and busy >= 0
    ),
    observe=looks.Look("units.device:timed", {"call": "bench(work, sync, clock, warmup, repeats)"}),
    mistakes=(
        Mistake("no synchronisation", _timer(before=False, after=False), message=
            "This is the time to hand the work over. The device goes on after `f` has come back: "
            "wait for it before you read the clock again."),
        Mistake("no wait at the start", _timer(before=False), message=
            "The first time holds work that was still waiting when you started the clock: somebody "
            "else's, or the warm-up's. Let the device finish before you start it."),
        Mistake("clock started after the work", _bench_clock_after, message=
            "The clock starts when `f` has come back already, so that the time to hand the work "
            "over is not in it. Start it before the call."),
        Mistake("no warm-up", _timer(warm=False), hint=2, message=
            "The warm-up calls are missing. The first calls load, compile and reserve memory; they "
            "would be counted as if that were usual."),
        Mistake("warm-up counted", _timer(all_=True), hint=2, message=
            "The warm-up was run, and its times are among those that you judge by."),
        Mistake("mean for median", _timer(reduce=np.mean), hint=3, message=
            "This is the mean. One interruption by another program spoils it; the median does not "
            "notice."),
        Mistake("the whole loop", _bench_whole_loop, hint=2, message=
            "The clock runs around all repeats at once, and the sum is divided: that is a mean. "
            "Read it around each one."),
        Mistake("fastest", _timer(reduce=min), hint=3, message=
            "This is the fastest repeat. It is a fair number too, but the median is asked for."),
        Mistake("slowest", _timer(reduce=max), hint=3, message=
            "This is the slowest repeat. The median is asked for."),
        Mistake("total", _timer(reduce=sum), hint=3, message=
            "This is the time of all repeats together."),
        Mistake("the last one", _timer(reduce=lambda times: times[-1]), hint=2, message=
            "Only the last repeat is in your answer. Keep all times in a list."),
        Mistake("lower median", _timer(reduce=_lower_median), hint=3, message=
            "With an even number of repeats the median lies halfway between the two middle ones. "
            "`torch.median` takes the lower; `statistics.median` does not."),
        Mistake("milliseconds", _timer(factor=1000), hint=3, message=
            "These are milliseconds. The clock gives seconds, and seconds are asked for."),
        Mistake("the list of times", _timer(reduce=list), hint=3, message=
            "All times came back. One number is asked for: their median."),
        Mistake("what waits is counted", _timed_as(_without_first_wait), message=
            "The first time holds work that was still waiting when you started the clock: somebody "
            "else's, or the warm-up's. Let the device finish before you start it."),
        Mistake("clock before the wait", _timed_as(_clock_before_wait), hint=2, message=
            "The clock starts, and only then do you wait for what was there before: that wait is "
            "counted. Wait first, then start."),
        Mistake("moments for spans", _timed_as(_moment), hint=2, message=
            "These are moments, not spans. Read the clock before and after, and take the "
            "difference."),
        Mistake("upper median", hint=3, code=
            _timed_as(_well_timed, reduce=lambda t: sorted(t)[len(t) // 2]), message=
            "With an even number of repeats the median lies halfway between the two middle ones; "
            "this is the upper of them."),
        Mistake("not sorted", hint=3, code=
            _timed_as(_well_timed, reduce=lambda t: t[len(t) // 2]), message=
            "The middle of the list was taken as it was noted. The median is the middle of the "
            "sorted times."),
    ),
    hints=(
        "`f()` comes back before the work is done. Who makes sure that it *is* done, and at which "
        "two moments must that be?",
        "First the warm-up calls, without a clock. Then for each repeat: wait, read the clock, "
        "work, wait, read the clock, and note the difference in a list.",
        "The middle of a sorted list, or halfway between the two middle ones: the module "
        "`statistics` of Python has a function for it.",
    ),
    alternatives=(_bench_by_index, _timer(reduce=lambda t: float(np.median(t)))),
)  # fmt: skip
