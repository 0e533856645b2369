"""Instruments for graphs of values: blame by rules, models, slopes carried along."""

import math

import pytest

from layerlab.watching.units import autograd


class Node:
    """A node as unit 08 makes it, with a rule for the sum of its parents."""

    def __init__(self, *parents):
        self.data, self.grad, self.parents = 1.0, 0.0, parents

    def _backward(self):
        for parent in self.parents:
            parent.grad += self.grad


def test_blame_runs_each_rule_once_after_all_that_were_made_of_a_node():
    a = Node()
    b = Node(a, a)
    c = Node(b, a)
    autograd.blame(Node(c, b))
    assert (c.grad, b.grad, a.grad) == (1, 2, 5)


def test_a_node_without_rules_goes_backward_its_own_way():
    a = autograd.Forward(3.0)
    autograd.blame(a * a)
    assert a.grad == 6


def test_slopes_carried_along_are_those_of_finite_differences():
    def f(x):
        return (x * x - 2 * x + 1).tanh() ** 2 / 4 + (3 - x) * -x

    x, e = autograd.Forward(0.7), 1e-6
    f(x).backward()
    ends = [f(autograd.Forward(0.7 + d)).data for d in (e, -e)]
    assert x.grad == pytest.approx((ends[0] - ends[1]) / (2 * e), abs=1e-7)


def test_models_are_made_of_forward_where_the_step_knows_no_value():
    model = autograd.Bent(len)
    assert isinstance(model.w, autograd.Forward)
    assert autograd.numbers(model) == [0.5, -1.0]
    assert model([1.0, 2.0]).data == pytest.approx(math.tanh(-0.5) * 0.5 - 2)


def test_one_by_one_and_set_all_show_what_each_parameter_does():
    model = autograd.Line(len)
    assert autograd.one_by_one(model, [3.0]) == [1.0, 3.0]
    assert autograd.numbers(autograd.set_all(model, 2.0)) == [2.0, 2.0]
    assert autograd.start_values(model) == "all alike"


class Drawn:
    """A model of nothing but numbers."""

    def __init__(self, *numbers):
        self.all = [autograd.Forward(number) for number in numbers]

    def parameters(self):
        return self.all


@pytest.mark.parametrize(
    "numbers, words",
    [
        ((-0.9, -0.3, 0.2, 0.8), "spread from -1 to 1"),
        ((0.1, 0.4, 0.6, 0.9), "none near -1"),
        ((-0.1, 0.1, 0.2), "none near -1 and none near 1"),
        ((-1.4, 0.1, 0.9), "some lie beyond -1 and 1"),
        ((-0.9, *[0.1] * 8, 0.9), "crowded"),
    ],
)
def test_start_values_are_told_in_words(numbers, words):
    assert autograd.start_values(Drawn(*numbers)) == words


def test_only_values_are_counted_among_the_parameters():
    assert (
        autograd.values_in([autograd.Forward(1.0), 2.0, [autograd.Forward(1.0)]]) == 1
    )


def test_answers_may_come_as_a_tuple_or_an_array():
    model = autograd.Line(len)
    model.__class__ = type(
        "Pair", (autograd.Line,), {"__call__": lambda s, x: (s.w, s.b)}
    )
    assert autograd.one_by_one(model, [3.0]) == [1.0, 1.0]
