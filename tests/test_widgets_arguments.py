"""What the widgets refuse, in three parts; and what they compute in Python."""

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import CakeBuilder, Descent, KernelLab, NetworkPlayground

X = [[0, 0], [1, 1], [2, 0]]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Descent(lr=9), "lr must lie between 0.001 and 4, but it is 9. Choose"),
        (
            lambda: Descent(lambda a, b, c: a),
            "one or two numbers, but <lambda> takes 3",
        ),
        (lambda: Descent(start=[1, 2, 3]), r"start must have the shape \(2\)"),
        (lambda: Descent(lambda x: np.nan), "finite numbers, but 401 of 401 are NaN"),
        (lambda: KernelLab(np.ones((64, 64))), "at most 48 x 48, but it is 64 x 64"),
        (lambda: KernelLab(np.ones((4, 4)) * 9), "between 0 and 1, but it holds 9 … 9"),
        (lambda: KernelLab(kernel=np.ones((9, 9))), "at most 7 x 7"),
        (lambda: KernelLab(stride=0), "stride must lie between 1 and 3"),
        (
            lambda: CakeBuilder(tiers="8relu,oops"),
            "written like 8relu, but this one is",
        ),
        (lambda: CakeBuilder(tiers=[20]), "units must lie between 1 and 16"),
        (lambda: CakeBuilder(tiers=[2] * 7), "At most 6 tiers fit on the plate"),
        (lambda: CakeBuilder(X, [0, 1, 7]), "from 0 to 5, but y also holds 7"),
        (lambda: CakeBuilder(X, [0, 1]), "X has 3 rows and y has 2"),
        (lambda: CakeBuilder(X), "belong together, but y is missing"),
    ],
)
def test_bad_arguments_are_refused_in_three_parts(make, words):
    with pytest.raises(BadArgument, match=words):
        make()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Descent("ravin"), "no landscape 'ravin'. Did you mean 'ravine'"),
        (lambda: KernelLab(kernel="blurr"), "no kernel 'blurr'. Did you mean 'blur'"),
        (lambda: KernelLab("cak"), "no picture 'cak'. Did you mean 'cake'"),
        (lambda: CakeBuilder(data="moon"), "no data set 'moon'. Did you mean 'moons'"),
        (lambda: CakeBuilder(tiers="4rellu"), "no activation 'rellu'. Did you mean"),
    ],
)
def test_unknown_names_list_the_nearest(make, words):
    with pytest.raises(UnknownName, match=words):
        make()


def test_an_own_landscape_is_walked_like_its_formula():
    own = Descent(lambda x, y: (x**2 / 10 + y**2) / 2, lr=0.5)
    assert own.land == "yours"
    assert np.allclose(own.path, Descent("ravine", lr=0.5).path, atol=0.01)
    with pytest.raises(BadArgument, match="cannot carry your own function"):
        Descent.from_state(own.state())


def test_own_data_make_a_playground_with_as_many_classes():
    rng = np.random.default_rng(0)
    points, y = rng.normal(size=(60, 2)), np.arange(60) % 4
    playground = NetworkPlayground(points, y, tiers=[5], steps=5)
    assert playground.sizes == [2, 5, 4] and playground.parameters == 39
    assert playground.predict([[0, 0]]).shape == (1, 4)
    with pytest.raises(BadArgument, match="X and y are missing. Give them too"):
        NetworkPlayground.from_state(playground.state())
    again = NetworkPlayground.from_state(playground.state(), X=points, y=y)
    assert again.loss == playground.loss


def test_a_recipe_can_change_its_dress():
    text = CakeBuilder(data="xor", steps=10).state()
    assert NetworkPlayground.from_state(text).data == "xor"


def test_a_changed_recipe_is_baked_anew():
    cake = CakeBuilder(steps=20)
    before = cake.loss
    cake.seed += 1
    assert cake.loss != before
    cake.steps = 0
    cake.seed -= 1
    cake.steps = 20
    assert cake.loss == before


def test_linear_tiers_leave_a_straight_border():
    cake = CakeBuilder(data="xor", linear=True, steps=300)
    assert cake.accuracy < 0.75
    grid = np.c_[np.linspace(-1, 1, 9), np.linspace(-1, 1, 9)]
    logit = np.diff(np.log(cake.predict(grid)), axis=1).ravel()
    assert np.allclose(np.diff(logit, 2), 0, atol=1e-9)
