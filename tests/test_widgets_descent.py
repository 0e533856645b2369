"""Descent: a walker of one's own walks in it, and what kind of walk it was."""

import numpy as np
import pytest

from layerlab.errors import BadArgument
from layerlab.widgets import Descent


def mine(gradient, w0, lr, steps):
    """Gradient descent as the exercise asks for it."""
    path = [w0]
    for _ in range(steps):
        path.append(path[-1] - lr * gradient(path[-1]))
    return path


def test_a_walker_of_ones_own_walks_as_the_widget_does():
    widget = Descent("ravine", lr=0.7, walker=mine)
    assert np.allclose(widget.path, Descent("ravine", lr=0.7).path)


def test_it_walks_again_when_something_is_moved():
    widget = Descent("ravine", lr=0.7, walker=mine)
    for name, value in (("lr", 0.2), ("start", [1, 1]), ("land", "parabola")):
        setattr(widget, name, value)
        moved = Descent(widget.land, lr=widget.lr, start=widget.start)
        assert np.allclose(widget.path, moved.path), name


def test_a_wrong_walker_walks_wrongly():
    uphill = Descent("bowl", lr=0.3, walker=lambda g, w, lr, n: mine(g, w, -lr, n))
    assert uphill.verdict == "explodes"
    assert np.isfinite(uphill.path).all()


def test_the_walk_has_as_many_steps_as_are_asked_for():
    assert len(Descent("bowl", lr=0.1, steps=120).path) == 121
    with pytest.raises(BadArgument, match="steps must lie between 1 and 200"):
        Descent(steps=201)


def test_the_loss_judges_where_noise_holds_a_walk_up():
    low = {"start": [0.5, 0.2], "noise": 3, "lr": 1.0}
    assert Descent("ravine", **low).verdict == "rises"
    noisy = {"noise": 0.8, "steps": 120}
    assert Descent("ravine", lr=1.2, **noisy).verdict == "trembles"
    assert Descent("ravine", lr=0.25, **noisy).verdict == "arrives"  # the lesson's task
    assert Descent("parabola", lr=0.02).verdict == "crawls"
