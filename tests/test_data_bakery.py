"""The bakery: reproducible bit for bit, every knob turns what it says, fast enough."""

import hashlib
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from layerlab import data
from layerlab.data.bakery import BACKGROUNDS, CLASSES
from layerlab.data.bakery.canvas import Canvas, box, circle, ellipse, stroke
from layerlab.data.bakery.factors import draw
from layerlab.data.bakery.knobs import Knobs
from layerlab.errors import BadArgument, UnknownName

PRINTS = "import hashlib; from layerlab import data; "
PRINTS += "print(hashlib.sha256(data.load('bakery', n=200, size={size}).X).hexdigest())"
# the bytes of the first 200 training pictures, the same on every machine and NumPy
GOLDEN = {
    28: "82df14fdfe0d4c225c9ed311f49adcb299b8839c99a167cab5efbfed8186f8f7",
    32: "7b3e5392d5b59dda76fcafd2d0ffec04fbd35e48f3584bedcb68b02eecd6e1f1",
    64: "d8eb974104cd56d3f4c69a7bb348fb36fce279bcce1929f47c075ea8a59c97fe",
}


def cakes(n=200, split="train", seed=0, **knobs):
    return data.load("bakery", split, n=n, seed=seed, **knobs)


@pytest.mark.parametrize("size", GOLDEN)
def test_the_bytes_are_those_of_every_other_machine(size):
    assert hashlib.sha256(cakes(size=size).X).hexdigest() == GOLDEN[size]


def test_the_bytes_do_not_depend_on_the_processor_s_vector_units():
    off = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"
    off += " X86_V3 X86_V4 ASIMDHP ASIMDDP SVE"
    done = subprocess.run(
        [sys.executable, "-c", PRINTS.format(size=32)],
        capture_output=True,
        text=True,
        env=os.environ | {"NPY_DISABLE_CPU_FEATURES": off},
    )
    assert done.stdout.strip() == GOLDEN[32], done.stderr


def test_a_picture_does_not_depend_on_what_is_rendered_beside_it():
    many = cakes(600)
    for n in (1, 7, 599):
        np.testing.assert_array_equal(cakes(n).X, many.X[:n])


def test_baking_is_far_from_the_cost_that_would_be_felt():
    """`make bench-data` measures it; here only a tenfold loss of speed shows."""
    start = time.process_time()
    cakes(1000)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("size", [28, 32, 64])
def test_pictures_have_the_size_asked_for(size):
    assert cakes(3, size=size).X.shape == (3, size, size, 3)
    assert cakes(3, size=size, colour="grey").X.shape == (3, size, size)


def test_small_and_large_pictures_show_the_same_cake():
    small, large = cakes(40, size=32, noise=0).X, cakes(40, size=64, noise=0).X
    halved = large.reshape(40, 32, 2, 32, 2, 3).mean((2, 4))
    assert np.abs(halved - small).mean() < 6


def drawn(n=300, split="train", seed=0, **knobs):
    """The factors alone, without baking."""
    return draw(seed, split, n, Knobs(**knobs).checked(split))


def test_the_factors_of_a_set_are_those_that_are_drawn():
    for name, values in drawn(50, "val", 3, tail=5).items():
        found = cakes(50, "val", 3, tail=5).factors[name]
        np.testing.assert_array_equal(found, values)


def test_every_ten_pictures_hold_every_class_once():
    kinds = drawn(300)["kind"].reshape(-1, 10)
    assert (np.sort(kinds, axis=1) == np.arange(10)).all()
    assert len({tuple(block) for block in kinds}) > 25


def test_every_factor_is_returned_and_changes_the_picture():
    found = drawn(300)
    wanted = "kind layers hue angle scale x y background background_hue light occluder"
    assert set(wanted.split()) | {"noise"} <= set(found)
    assert set(found["layers"]) == {1, 2, 3, 4}
    assert set(found["background"]) == set(range(len(BACKGROUNDS)))
    for values in found.values():
        assert len(values) == 300 and len(set(values.tolist())) > 1


def test_the_layers_can_be_seen_in_every_class():
    from layerlab.data.bakery.oven import bake

    found = cakes(10, noise=0, occluder=0).factors
    grain = np.zeros(10, np.uint64)
    few = bake(found | {"layers": np.full(10, 1)}, grain, 32)
    many = bake(found | {"layers": np.full(10, 4)}, grain, 32)
    moved = np.abs(few.astype(int) - many).mean((1, 2, 3))
    order = [CLASSES[k] for k in found["kind"][moved < 0.5]]
    assert order == []


def test_rotation_bounds_the_angle():
    assert np.abs(drawn(rotation=10)["angle"]).max() <= 10
    assert np.abs(drawn(rotation=180)["angle"]).max() > 150
    assert (drawn(rotation=0)["angle"] == 0).all()


def test_free_colour_says_nothing_about_the_class_and_class_colour_all():
    def spread(colour):
        found = drawn(2000, colour=colour)
        return max(found["hue"][found["kind"] == k].std() for k in range(1, 9))

    assert spread("free") > 0.25 and spread("class") < 0.03


def test_noise_has_the_spread_it_is_given():
    clean, grainy = cakes(noise=0), cakes(noise=0.1)
    inside = (clean.X > 90) & (clean.X < 165)  # where nothing is cut off at 0 or 255
    difference = (grainy.X.astype(float) - clean.X) / 255
    for i in np.argsort(grainy.factors["noise"])[-20:]:
        measured = difference[i][inside[i]].std()
        assert measured == pytest.approx(grainy.factors["noise"][i], rel=0.1)
    assert grainy.factors["noise"].mean() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("bias", [0.0, 0.5, 0.9, 1.0])
def test_the_background_follows_the_class_as_often_as_told(bias):
    found = drawn(2000, background_bias=bias)
    home = found["background"] == found["kind"] % len(BACKGROUNDS)
    chance = bias + (1 - bias) / len(BACKGROUNDS)
    assert home.mean() == pytest.approx(chance, abs=0.03)


def test_the_bias_of_training_leaves_the_test_alone():
    biased, fair = drawn(2000, "train", background_bias=1.0), drawn(2000, "test")
    assert (biased["background"] == biased["kind"] % 6).all()
    assert (fair["background"] == fair["kind"] % 6).mean() < 0.25


HELD = [
    {"kind": "onion", "background": "dots"},
    {"kind": "cookie", "hue": (0.5, 0.7)},
]


def is_held(f):
    onion = (f["kind"] == 3) & (f["background"] == BACKGROUNDS.index("dots"))
    return onion | ((f["kind"] == 4) & (f["hue"] >= 0.5) & (f["hue"] <= 0.7))


def test_held_out_combinations_are_nowhere_in_training_and_everywhere_in_their_split():
    assert is_held(drawn(3000)).sum() > 50
    for split in ("train", "val", "test"):
        assert not is_held(drawn(3000, split, held_out=HELD)).any()
    held = drawn(200, "held_out", held_out=HELD)
    assert is_held(held).all() and set(held["kind"]) == {3, 4}


def test_holding_out_changes_only_the_pictures_that_were_held():
    plain, without = cakes(400), cakes(400, held_out=HELD)
    same = (plain.X == without.X).all((1, 2, 3))
    np.testing.assert_array_equal(~same, is_held(plain.factors))
    np.testing.assert_array_equal(plain.y, without.y)


@pytest.mark.parametrize(
    ("combinations", "words"),
    [
        ([{"kind": "onion"}], "two factors or more"),
        (["onion"], "is a dict of two factors"),
        ([{"kind": "onion", "hue": (0.9, 0.1)}], r"takes a \(low, high\) pair"),
        ([{"kind": "onion", "hue": ("a", "b")}], r"takes a \(low, high\) pair"),
        ([{"kind": "onion", "hue": (0, 1)}], "must leave something to draw"),
        ([{"kind": "onion", "hue": 0.5}], r"takes a \(low, high\) pair"),
    ],
)
def test_a_combination_that_makes_no_sense_is_refused(combinations, words):
    with pytest.raises(BadArgument, match=words):
        cakes(20, held_out=combinations)


def test_names_inside_a_combination_are_checked():
    with pytest.raises(UnknownName, match="Did you mean 'onion'"):
        cakes(5, held_out=[{"kind": "onoin", "background": "dots"}])
    with pytest.raises(UnknownName, match="There is no factor 'colour'"):
        cakes(5, held_out=[{"kind": "onion", "colour": "red"}])
    with pytest.raises(BadArgument, match="held_out was empty"):
        cakes(5, "held_out")


def test_a_long_tail_has_the_ratio_asked_for():
    counts = np.bincount(drawn(20000, tail=20)["kind"], minlength=10)
    assert (np.diff(counts) < 0).all()
    assert counts[0] / counts[-1] == pytest.approx(20, rel=0.2)


def test_label_noise_is_wrong_as_often_as_told_and_the_truth_is_kept():
    noisy, clean = cakes(800, size=28, label_noise=0.2), cakes(800, size=28)
    assert (noisy.y != noisy.factors["kind"]).mean() == pytest.approx(0.2, abs=0.04)
    np.testing.assert_array_equal(noisy.X, clean.X)
    np.testing.assert_array_equal(noisy.factors["kind"], clean.y)


@pytest.mark.parametrize(
    "knob",
    [{"size": 30}, {"rotation": 200}, {"colour": "red"}, {"noise": -1}, {"tail": 0}]
    + [{"background_bias": 2}, {"occluder": "no"}, {"label_noise": 1.5}],
)
def test_a_knob_out_of_range_is_refused_by_name(knob):
    with pytest.raises((BadArgument, UnknownName), match=next(iter(knob))):
        cakes(3, **knob)


def test_edges_are_smooth():
    canvas = Canvas(1, 64)
    area = canvas.cover(circle(canvas.u, canvas.v, 0.5)).sum() * (2 / 64) ** 2
    assert area == pytest.approx(np.pi / 4, rel=1e-3)


def test_shapes_have_the_area_that_geometry_says():
    canvas = Canvas(1, 64)
    u, v = canvas.u, canvas.v

    def area(distance):
        return canvas.cover(distance).sum() * (2 / 64) ** 2

    assert area(ellipse(u, v, 0.8, 0.4)) == pytest.approx(np.pi * 0.32, rel=0.01)
    assert area(box(u, v, 0.6, 0.3)) == pytest.approx(0.72, rel=0.01)
    line = area(stroke(u, v, (-0.5, 0), (0.5, 0), 0.2))
    assert line == pytest.approx(0.4 + np.pi * 0.04, rel=0.01)


def test_no_cake_is_hidden_from_view():
    found = cakes(300, occluder=1.0, noise=0)
    bare = cakes(300, occluder=0.0, noise=0)
    changed = (found.X != bare.X).any(-1).mean((1, 2))
    assert changed.max() < 0.5 and (changed > 0).mean() > 0.9
