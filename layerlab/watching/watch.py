"""The learner's side: run an attempt once and say, in plain data, what happened.

`watch(attempt, request)` is the whole of it, `watch_all` the same for many requests; the
rest are its parts in the order in which they are used. Nothing here knows a right answer,
so it may run where a learner can see it.
"""

import contextlib
import linecache
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from layerlab.watching import observers
from layerlab.watching.clocks import is_learners
from layerlab.watching.limits import Limited, OutOfTime, Printed
from layerlab.watching.plain import Formula, materialise, to_plain
from layerlab.watching.random_states import RandomStates


@dataclass(frozen=True)
class Request:
    """What to do with an attempt: an observer by name, its options, and the arguments."""

    args: dict
    observer: str = "call"
    options: dict = field(default_factory=dict)
    seconds: float = 5.0


@dataclass(frozen=True)
class Raised:
    """An exception of an attempt: its type, its words, and the learner's line.

    doing  the expression or step during which it was raised, "" for the plain call
    begun  whether an earlier expression had already given a value
    """

    type_name: str
    message: str
    line: int | None = None
    source: str = ""
    doing: str = ""
    begun: bool = False


@dataclass(frozen=True)
class Observation:
    """What one run of an attempt showed; plain data only."""

    value: object = None
    raised: Raised | None = None
    changed: tuple = ()
    random_used: bool = False
    warnings: tuple = ()
    printed: str = ""


def watch(attempt: Callable, request: Request) -> Observation:
    """Run `attempt` as the request says; never raises but on Ctrl-C."""
    args = _fresh(request)
    chance = RandomStates()
    seen = _observed(attempt, request, args, Limited(request.seconds))
    return Observation(**seen, random_used=chance.restore())


def watch_all(
    attempt: Callable, requests: list[Request], seconds: float, draws: bool = False
) -> list:
    """The observations of one request after the other, in so many seconds together.

    The list ends with the first exception, and before the first look that the time does
    not suffice for. Where a global random state was moved, it is empty (`watch` says by
    whom), but for an attempt that `draws`: its states are put back after each look.
    """
    given = [(request, _fresh(request)) for request in requests]
    seen, chance, limits = [], RandomStates(), Limited(seconds)
    try:
        with limits:
            _in_turn(attempt, given, seen, limits, chance.restore if draws else bool)
    except OutOfTime:
        pass
    finally:
        limits.close()
    return [] if chance.restore() else [Observation(**one) for one in seen]


def _in_turn(attempt, given, seen, limits, restore):
    for request, args in given:
        no_limits = contextlib.ExitStack()  # they are set around all
        one = _observed(attempt, request, args, no_limits)
        one["random_used"] = restore()
        if limits.is_over():  # an `except:` may have swallowed the alarm
            return
        seen.append(one)
        if "raised" in one:
            return


def _fresh(request) -> dict:
    """The arguments as objects of their own, and all imported that the observer needs."""
    observers.prepare(request.options)
    return {name: materialise(value) for name, value in request.args.items()}


def _observed(attempt, request, args, limits) -> dict:
    """What an Observation holds, but for the random states."""
    observe = observers.find(request.observer)
    seen, printed = {}, Printed()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with _quiet(printed), limits:
                seen["value"] = to_plain(observe(attempt, args, **request.options))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            seen = {"raised": _describe(error)}
        finally:
            limits.close()
    seen |= {"changed": _changed(request.args, args), "printed": printed.text()}
    seen["warnings"] = tuple({str(w.message)[:200]: 0 for w in caught})[:5]
    return seen


@contextlib.contextmanager
def _quiet(printed):
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        yield


def _changed(before: dict, after: dict) -> tuple:
    """Names of the arguments that are not what they were."""
    return tuple(n for n, v in before.items() if not _untouched(v, after[n]))


def _untouched(before, after) -> bool:
    """Whether an argument is what it was; of a Formula that is not asked."""
    if type(before) is np.ndarray and type(after) is np.ndarray:
        return _same_arrays(before, after)
    if isinstance(before, Formula):
        return True
    return _same(to_plain(materialise(before)), to_plain(after))


def _same(a, b) -> bool:
    """Whether two plain values are the same to the last bit."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return _same_arrays(a, b)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[k], b[k]) for k in a)
    return type(a) is type(b) and (a == b or a != a)


def _same_arrays(a, b) -> bool:
    if type(a) is not type(b) or a.shape != b.shape or a.dtype != b.dtype:
        return False
    return a.tobytes() == b.tobytes()


def _describe(error: BaseException) -> Raised:
    """The exception with the last line of the learner's own that led to it."""
    line, source = None, ""
    frame = error.__traceback__
    while frame is not None:
        if (
            is_learners(frame.tb_frame) and frame.tb_lineno
        ):  # an alarm may come between lines
            line = frame.tb_lineno
            source = _source(frame.tb_frame, line)
        frame = frame.tb_next
    kind = type(error)
    name = "OutOfTime" if issubclass(kind, OutOfTime) else kind.__name__
    doing, begun = getattr(error, "layerlab_doing", ("", False))
    return Raised(name, words_of(error), line, source, doing, begun)


def words_of(error: BaseException) -> str:
    """The words of an exception, of which an attempt may make what it likes."""
    try:
        return str(error)[:500]
    except BaseException:  # an exception whose own __str__ fails
        return ""


def _source(frame, line: int) -> str:
    return linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()
