"""A cause is named only on evidence, and right answers in an unusual way pass."""

import types

import numpy as np
import pytest

from layerlab.checking import (
    Closeness,
    Exercise,
    Formula,
    Mistake,
    case,
    pictures,
    worked,
)
from layerlab.checking.engine import judge_here
from layerlab.checks import (
    autograd,
    convolution,
    data,
    descent,
    layers,
    perceptron,
)
from layerlab.judging import shrinking
from layerlab.judging.cases import Case, in_other_types
from layerlab.watching.watch import Request, watch


def cause(verdict) -> str:
    return verdict.parts.get("Likely cause", "")


def exercise(reference, cases, **more):
    """An exercise made up for a test; its mistakes play no part."""
    mistake = Mistake("none", lambda *args: None, "None.")
    given = {
        "number": "1.1",
        "name": "made",
        "mistakes": (mistake,),
        "hints": ("",) * 3,
    }
    return Exercise(reference=reference, cases=cases, **given | more)


# --- other types of number ----------------------------------------------------------------
def softmax_into_a_copy(z, axis=-1):
    result, e = np.zeros_like(z), np.exp(z - z.max(axis=axis, keepdims=True))
    result[:] = e / e.sum(axis=axis, keepdims=True)
    return result


def test_fractions_cut_off_by_whole_numbers_are_found():
    verdict = judge_here(layers.softmax, softmax_into_a_copy)
    assert not verdict.passed
    assert "Fractions are lost" in cause(verdict)


def test_float32_given_and_float32_returned_passes():
    made = judge_here(layers.relu, lambda x: np.maximum(x, 0).astype(np.float32))
    assert made.passed


def test_labels_and_numbers_keep_their_type():
    given = worked(X=[[0.4, 1.6]], y=[1], lr=0.5, layers=[(np.ones((2, 2)) / 2, 3)])
    whole, single = in_other_types(given)
    assert whole.args["X"].dtype == np.int64 and whole.exact["X"].dtype == float
    assert whole.args["X"].tolist() == [[0, 2]] == whole.exact["X"].tolist()
    assert whole.args["y"] is given.args["y"] and whole.args["lr"] == 0.5
    assert whole.args["layers"][0][0].dtype == np.int64
    assert single.args["X"].dtype == np.float32
    assert list(in_other_types(worked(y=[1, 2], n=0.5))) == []


# --- chance -------------------------------------------------------------------------------
def moves_chance(code):
    def attempt(*args):
        np.random.rand()
        return code(*args)

    return attempt


def test_chance_that_nobody_asked_for_is_mentioned_and_fails_nothing():
    verdict = judge_here(perceptron.predict, moves_chance(perceptron.predict.reference))
    assert verdict.passed and "random numbers moved" in verdict.message


def test_chance_beside_a_generator_that_is_given_fails():
    assert descent.minibatches.hands_over_rng
    verdict = judge_here(
        descent.minibatches, moves_chance(descent.minibatches.reference)
    )
    assert not verdict.passed and "generator that is given" in cause(verdict)


# --- evidence -----------------------------------------------------------------------------
def two_by_two(rng):
    yield worked(X=[[1.0, 2.0], [3.0, 5.0]])
    yield case(X=rng.normal(size=(2, 2)))


def tall(rng):
    yield worked(X=[[1.0, 2.0], [3.0, 5.0], [4.0, 9.0], [7.0, 1.0]])
    yield case(X=rng.normal(size=(6, 2)))


@pytest.mark.parametrize(("cases", "told"), [(two_by_two, False), (tall, True)])
def test_a_table_of_two_rows_tells_nothing_of_factors(cases, told):
    made = exercise(lambda X: X * 1.0, cases)
    verdict = judge_here(made, lambda X: X * np.array([3.0, 7.0]))
    assert ("times a number of its own" in cause(verdict)) == told


def test_a_recursion_that_is_too_deep_is_not_called_endless():
    def total(x):
        return x[0] + total(x[1:]) if len(x) else 0.0

    def long_ones(rng):
        yield worked(x=[1.0, 2.0])
        yield case(x=rng.normal(size=3000))

    verdict = judge_here(exercise(lambda x: x.sum(), long_ones), total)
    assert "without end" not in cause(verdict)
    assert "one call needed for each entry" in cause(verdict)


def test_padding_on_every_axis_is_no_missing_sum():
    def pictures(rng):
        for _ in range(3):
            yield case(X=rng.normal(size=(2, 1, 3, 3)))

    def only_the_picture(X):
        return np.pad(X, ((0, 0), (0, 0), (1, 1), (1, 1)))

    verdict = judge_here(exercise(only_the_picture, pictures), lambda X: np.pad(X, 1))
    assert "One step is missing" not in cause(verdict)


def test_the_right_cases_before_the_first_wrong_one_are_counted_as_such():
    verdict = judge_here(
        perceptron.predict,
        lambda X, w, b: np.where(X @ w + b > 0, 1, -1) * (len(X) > 2),
    )
    assert "of 7 cases" not in verdict.message
    late = judge_here(layers.leaky_relu, lambda x, slope=0.01: np.maximum(x, 0.01 * x))
    assert "(the first" in late.message


def seven(rng):
    yield worked(X=[[1.0, 2.0], [3.0, 5.0]], k=2)
    for n, k in ((4, 3), (5, 1), (3, 4), (6, 2), (2, 5), (7, 3)):
        yield case(X=rng.normal(size=(n, 2)), k=k)


def of_seven(code) -> str:
    """What is said of an answer to "k times the mean of each column"."""
    return cause(judge_here(exercise(lambda X, k: k * X.mean(0), seven), code))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (lambda X, k: k * X.sum(0), "the number of rows of `X`"),
        (lambda X, k: X.mean(0), "your result times `k`"),
        (lambda X, k: 3 * k * X.mean(0), "three times the target"),
        (lambda X, k: -k * X.mean(0), "the opposite sign"),
        (lambda X, k: k * X.mean(1), "`X` is transposed"),
        (lambda X, k: k * X.mean(), "One number came back"),
        (lambda X, k: k * X, "the mean of your values"),
        (lambda X, k: k * np.maximum(X.mean(0), 0), ""),
    ],
)
def test_a_general_cause_holds_on_every_case(code, words):
    assert words in of_seven(code) and bool(words) == bool(of_seven(code))


@pytest.mark.parametrize(
    "code",
    [
        lambda X, k: X.mean(0) * (k if k > 2 else 2 * k),  # twice on two cases of seven
        lambda X, k: k * X.mean(0) * (-1 if len(X) < 5 else 1),
        lambda X, k: k * X.mean(0) if len(X) != 6 else X.mean(0),
        lambda X, k: k * X.mean(0) + (X[0] if k > 2 else 0),
    ],
)
def test_a_case_that_speaks_against_a_cause_silences_it(code):
    assert of_seven(code) == ""


def test_where_no_cause_is_known_it_is_said_what_differs():
    def late(x):
        return np.where(np.arange(len(x)) > 2, np.sin(x), x + 1)

    def rows(rng):
        yield from (case(x=rng.normal(size=n)) for n in (6, 7, 8))

    verdict = judge_here(exercise(lambda x: x + 1, rows), late)
    assert cause(verdict) == ""
    assert "The first 3 entries are right" in verdict.parts["What differs"]


# --- what is shown ------------------------------------------------------------------------
def test_numbers_can_be_copied_as_they_are_shown():
    verdict = judge_here(layers.relu, lambda x: x)
    assert "." in verdict.parts["Called"].split("array", 1)[1]


def test_a_small_number_is_never_rounded_away():
    args = {"x": np.array([1.234, 0.004]), "eps": 1e-5}
    made = exercise(lambda x, eps: x, lambda rng: iter([Case(args)]))
    seen = list(shrinking.smaller(made, args))
    assert seen and all(smaller["eps"] == 1e-5 for smaller in seen)
    assert all(np.all(smaller["x"] != 0) for smaller in seen)


def test_a_graph_given_as_text_has_no_other_type():
    assert list(in_other_types(worked(f=Formula("lambda x: x"), k=3))) == []


# --- two mistakes at once -----------------------------------------------------------------
def test_two_mistakes_in_two_parts_are_named_as_two():
    def blind_step(x, y, w, b):  # the label forgotten in w, the sign turned in b
        if (w @ x + b >= 0) == (y > 0):
            return w, b
        return w + 2 * y * x, b - y

    verdict = judge_here(halves(), blind_step)
    assert "Two things at once" in cause(verdict)
    assert cause(verdict).index("twice as long") < cause(verdict).index("wrong way")


def halves():
    """The perceptron's update, with mistakes that spoil one part each."""

    def step(on_w, on_b):
        def code(x, y, w, b):
            if (w @ x + b >= 0) == (y > 0):
                return w, b
            return w + on_w * y * x, b + on_b * y

        return code

    return exercise(
        perceptron.update.reference,
        perceptron.update.cases,
        returns=("w", "b"),
        mistakes=(
            Mistake("w doubled", step(2, 1), message="w moves twice as long."),
            Mistake("b turned", step(1, -1), message="b moves the wrong way."),
        ),
    )


@pytest.mark.parametrize("left", [np.zeros(0), [], np.array([np.nan]), 1j])
def test_no_part_breaks_the_check(left):
    verdict = judge_here(halves(), lambda x, y, w, b: (left, b - y))
    assert verdict.diagnosis != "broke the check"
    whole = judge_here(perceptron.train, lambda X, y, epochs: (left, 0.0, []))
    assert whole.diagnosis != "broke the check"


def test_a_mistake_beside_an_unknown_one_is_named_and_the_rest_is_said():
    def attempt(x, y, w, b):
        if (w @ x + b >= 0) == (y > 0):
            return w, b
        return w + 2 * y * x, b + 0.3 * y * y

    verdict = judge_here(halves(), attempt)
    assert verdict.diagnosis == "w doubled"
    assert "That is not all: `b` is wrong, too." in cause(verdict)


def test_imports_and_helpers_of_the_check_are_folded_away():
    verdict = judge_here(autograd.Neuron, no_bias_among_parameters())
    assert "import" not in verdict.parts["Called"]
    assert "import" in verdict.parts["All lines"] and "import" not in verdict.message
    assert "show all lines" in verdict._repr_mimebundle_()["text/html"]


def no_bias_among_parameters():
    return next(m.code for m in autograd.Neuron.mistakes if "bias" in m.name)


def test_a_hint_says_where_the_next_one_is():
    assert "check.relu.hint(2)" in repr(layers.relu.hint(1))
    assert "hint" not in repr(layers.relu.hint(3)).lower().replace("hints", "")


# --- what a source, an error, or a form tells -------------------------------------------------
def test_a_rule_of_right_values_says_nothing_of_wrong_ones():
    def plain(z):
        p = 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
        return p + 0.01 * p**7

    with np.errstate(all="ignore"):
        verdict = judge_here(descent.sigmoid, plain)
    assert not verdict.passed and "The values are right" not in verdict.message


def test_chance_is_told_where_nothing_is_left_to_it():
    def train(X, y, epochs):
        w, b = np.random.default_rng(5).normal(size=X.shape[1]), 0.0
        return perceptron.train.reference(X, y, epochs)[0] + w, b, [0]

    assert "draws random numbers" in cause(judge_here(perceptron.train, train))


def test_a_dictionary_for_numbers_and_something_joined_on():
    told = judge_here(layers.relu, lambda x: dict(enumerate(np.ravel(x))))
    assert "A dictionary came back" in cause(told)

    def update(x, y, w, b):
        if (w @ x + b >= 0) == (y > 0):
            return w, b
        return np.append(w, y * x), b + y

    assert "more is joined on behind it" in cause(judge_here(perceptron.update, update))


def test_what_changes_nothing_is_no_cause():
    """A padding of 0 has no other sign; half precision rounds, and that is all."""

    def conv2d(X, W, b, stride=1, padding=0):
        return convolution.conv2d.reference(X, W, b, stride, padding).astype(np.float16)

    assert "sign" not in cause(judge_here(convolution.conv2d, conv2d))


def test_a_begun_class_is_called_a_good_start():
    class Half(autograd.Value.reference):
        def __mul__(self, other):
            raise NotImplementedError("your turn")

    verdict = judge_here(autograd.Value, Half)
    assert "a good start; c = a * b is still to be written" in verdict.message


def test_an_alarm_between_two_lines_breaks_no_check():
    """CPython may give no line there: the error is told without one."""
    code = (lambda: {}["x"]).__code__.replace(co_linetable=b"")
    lineless = types.FunctionType(code, {"__name__": "__main__"})
    seen = watch(lineless, Request({}))
    assert seen.raised.type_name == "KeyError" and seen.raised.source == ""


def test_what_differs_is_marked_by_the_exercises_own_closeness():
    def conv2d(X, W, b, stride=1, padding=0):
        return convolution.conv2d.reference(X, W, b, stride, padding).astype(np.float16)

    verdict = judge_here(convolution.conv2d, conv2d)
    assert cause(verdict) == "" and "nearly right" in verdict.parts["What differs"]
    half, whole = np.array([1, 2], np.float16), np.array([1.001, 2.0])
    assert "≠" in pictures.as_text(half, whole, Closeness(1e-4, 1e-5))
    assert "≠" not in pictures.as_text(half, whole)


def test_a_scene_that_raises_is_shown_up_to_there():
    class Half(autograd.Value.reference):
        def __mul__(self, other):
            raise RuntimeError("no product")

    called = judge_here(autograd.Value, Half).parts["Called"].splitlines()
    assert called[-1] == "c = a * b" and called.count("c = a * b") == 1


def test_labels_that_are_only_counted_play_a_part():
    def class_weights(y, k):
        counts = np.bincount(np.asarray(y), minlength=k)
        return len(y) / (k * counts[counts > 0]) + 0.01

    assert "plays no part" not in cause(judge_here(data.class_weights, class_weights))
