"""Bump builder: the sum of bent lines, its descent, and what it refuses."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import BumpBuilder
from layerlab.widgets.bumps import fit
from tests.node import javascript, needs_node

UNITS = [[-1.23, 0.7, 1], [0.33, -1.1, -1], [1.57, 0.4, 1]]


def test_three_units_make_the_tent_exactly():
    tent = BumpBuilder("tent", units=[[-1.5, 1, 1], [0, -2, 1], [1.5, 1, 1]])
    assert tent.error == 0


def test_the_slopes_are_those_of_the_loss():
    target, base, e = fit.curve("hill"), 0.2, 1e-6
    by_unit, by_base = fit.slopes(UNITS, base, target)
    for place in np.ndindex(3, 2):
        step = np.zeros((3, 3))
        step[place] = e
        ends = [fit.loss(UNITS + sign * step, base, target) for sign in (1, -1)]
        assert by_unit[place] == pytest.approx((ends[0] - ends[1]) / (2 * e), abs=1e-6)
    ends = [fit.loss(UNITS, base + d, target) for d in (e, -e)]
    assert by_base == pytest.approx((ends[0] - ends[1]) / (2 * e), abs=1e-6)


@needs_node
def test_the_browser_descends_as_python_does():
    target = fit.curve("rise")
    expression = (
        f"(() => {{ const w = {{ units: {json.dumps(UNITS)}, base: 0.1 }};"
        " const speed = m.still(w.units), target = m.XS.map(m.CURVES.rise.f);"
        " for (let k = 0; k < 200; k++) m.step(w, speed, target);"
        " return [w.units, w.base, m.loss(w.units, w.base, target)]; })()"
    )
    units, base, loss = javascript("bumps/fit.js", expression)
    ours, our_base = fit.descend(UNITS, 0.1, target, 200)
    assert np.allclose(units, ours, atol=1e-9)
    assert base == pytest.approx(our_base)
    assert loss == pytest.approx(fit.loss(ours, our_base, target))


def test_the_units_are_a_network_of_two_layers():
    builder = BumpBuilder("hill", units=UNITS, base=0.3)
    (W1, b1), (W2, b2) = builder.params
    x = np.linspace(-3, 3, 7)
    out = np.maximum(x[:, None] @ W1 + b1, 0) @ W2 + b2
    assert np.allclose(out[:, 0], builder.predict(x))


def test_descend_lowers_the_error_and_counts_its_steps():
    builder = BumpBuilder("hill")
    before = builder.error
    builder.descend(100)
    assert builder.error < before
    assert builder.steps == 100


def test_your_own_curve_can_be_fitted_and_not_written_into_a_state():
    builder = BumpBuilder(lambda x: abs(x) / 2, units=[[0, 0.5, 1], [0, 0.5, -1]])
    assert builder.error == 0
    with pytest.raises(BadArgument, match="cannot carry your own function"):
        BumpBuilder.from_state(builder.state())


def test_no_units_are_a_state_too():
    empty = BumpBuilder("rise", units=[], base=0.5)
    assert BumpBuilder.from_state(empty.state()).state() == empty.state()
    assert "bent nowhere" in empty.alt()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"curve": "tents"}, UnknownName, "Did you mean 'tent'"),
        ({"units": [[0, 1, 2]]}, BadArgument, r"side must be \+1 or -1, but one is 2"),
        (
            {"units": [[0, 1]]},
            BadArgument,
            r"shape \(n, 3\), but its shape is \(1, 2\)",
        ),
        ({"units": [[0, 1, 1]] * 13}, BadArgument, "At most 12 units .* there are 13"),
    ],
)
def test_bad_arguments_are_refused_in_three_parts(arguments, error, words):
    with pytest.raises(error, match=words):
        BumpBuilder(**arguments)


def test_later_assignments_are_checked_too():
    with pytest.raises(BadArgument, match="side must be"):
        BumpBuilder().units = [[0, 1, 0.5]]
