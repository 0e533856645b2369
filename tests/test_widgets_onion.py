"""Onion peeler: what it shows of a picture, what it refuses, and that both languages agree."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument
from layerlab.widgets import OnionPeeler
from layerlab.widgets.onion import peeling
from tests import node
from tests.node import needs_node


def javascript(expression):
    """The value of an expression of net, look and view; n: the network, picture(i)."""
    peeler = OnionPeeler()
    traits = {n: getattr(peeler, n) for n in ("net", "sizes", "pictures", "palette")}
    code = (
        f"await (async () => {{ const net = m, t = {json.dumps(traits)};"
        f" const look = await import({node.address('onion/look.js')});"
        f" const view = await import({node.address('onion/pictures.js')});"
        " const n = net.build(t.net, t.sizes), all = net.bytes(t.pictures);"
        " const palette = net.bytes(t.palette), picture = (i) =>"
        " look.coloured(all.subarray(1024 * i, 1024 * (i + 1)), palette);"
        f" return {expression}; }})()"
    )
    return node.javascript("onion/net.js", code)


@needs_node
def test_every_stage_of_a_picture_agrees():
    theirs = javascript("net.peel(n, picture(7))")
    ours = peeling.peel(peeling.shipped().colours[7:8])
    assert [s["channels"] for s in theirs] == [3, 12, 24, 48, 64, 10]
    for stage, array in zip(theirs, ours, strict=True):
        assert np.allclose(stage["data"], array.ravel(), atol=2e-4)


@needs_node
def test_paint_agrees():
    text = "40.9b100.3e"
    theirs = javascript(f"look.painted(picture(3), look.unroll('{text}'))")
    ours = OnionPeeler(3, paint=text).image
    assert np.allclose(
        np.reshape(theirs, (3, 32, 32)), np.moveaxis(ours, -1, 0) / 255, atol=1e-6
    )
    assert javascript(f"look.roll(look.unroll('{text}'))").startswith(text)


@needs_node
def test_the_strongest_places_and_the_neighbours_agree():
    stages = "[...Array(100).keys()].map((i) => net.peel(n, picture(20 + i)))"
    theirs = javascript(
        f"((all) => ({{ top: look.strongest(all.map((s) => s[2]), 5, 8),"
        " near: look.nearest(net.peel(n, picture(4))[3], all.map((s) => s[3]), 7) }))"
        f"({stages})"
    )
    top = [(i, row, column) for i, _, row, column in theirs["top"]]
    assert top == peeling.strongest(2, 5, 8)
    mine = OnionPeeler(4, layer=3)
    assert theirs["near"] == peeling.nearest(mine.stages, 3, 7)


@needs_node
def test_windows_and_the_grid_of_maps_agree():
    from layerlab.widgets.onion.still import across

    cells = "[[0, 5, 6], [1, 0, 3], [2, 7, 7], [3, 1, 2], [4, 3, 0], [5, 0, 0]]"
    theirs = javascript(f"{cells}.map((a) => look.frame(...a))")
    assert theirs == [list(peeling.frame(*a)) for a in json.loads(cells)]
    counts = [3, 12, 24, 48, 64, 10]
    assert javascript(f"{counts}.map((c) => view.across(c, 500, 232))") == [
        across(c, 500, 232) for c in counts
    ]


@needs_node
def test_half_numbers_come_out_as_numpy_makes_them():
    values = np.array([0, 1, -2.5, 1e-7, 6e4, -3.3e-5, 0.1], "float16")
    letters = peeling.text_of(values)
    theirs = javascript(f"net.halves(net.bytes('{letters}'))")
    assert np.array_equal(np.array(theirs, "float16"), values)


def test_a_window_is_what_the_number_depends_on():
    from layerlab.props import load_onion

    onion, rng = load_onion(), np.random.default_rng(0)
    x = rng.uniform(size=(3, 32, 32)).astype("float32")
    for layer, place in ((1, (6, 9)), (2, (3, 4)), (3, (1, 2))):
        left, top, wide, tall = peeling.frame(layer, *place)
        other = rng.uniform(size=x.shape).astype("float32")
        other[:, top : top + tall, left : left + wide] = x[
            :, top : top + tall, left : left + wide
        ]
        values = [_after(onion, picture, layer)[:, *place] for picture in (x, other)]
        assert np.allclose(*values, atol=1e-5)
        other[:, top, left : left + wide] += 1
        assert not np.allclose(values[0], _after(onion, other, layer)[:, *place])


def _after(onion, x, depth):
    for layer in onion.layers[:depth]:
        x = layer(x)
    return x


def test_a_layer_with_fewer_channels_takes_one_that_it_has():
    peeler = OnionPeeler(layer=4, channel=60)
    peeler.layer = 1
    assert peeler.channel == 11
    assert peeler.alt() and peeler.png()


def test_paint_changes_what_the_network_sees_and_the_words_say_so():
    plain, full = OnionPeeler(3), OnionPeeler(3, paint="1024j")
    assert (full.image == full.image[0, 0]).all()
    assert not np.allclose(plain.shares, full.shares)
    assert "with paint on it" in full.alt()
    assert "An empty sheet" in OnionPeeler(-1).alt()


def test_deep_neighbours_are_of_the_kind_and_pixel_neighbours_are_not():
    peeler = OnionPeeler(2, layer=4)
    kind = peeler.names[peeler.classes[2]]
    assert peeler.neighbours.count(kind) > peeler.pixel_neighbours.count(kind)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"picture": 20}, "picture must lie between -1 and 19.*it is 20"),
        ({"layer": 6}, "layer must lie between 0 and 5"),
        ({"layer": 1, "channel": 12}, "channel must lie between 0 and 11"),
        ({"layer": 1.5}, "whole number.*1.5.*Round it"),
        ({"paint": "12z"}, "counts and letters.*'12z'"),
        ({"paint": "2000b"}, "1024 pixels at most"),
    ],
)
def test_what_does_not_fit_is_refused_in_three_parts(arguments, words):
    with pytest.raises(BadArgument, match=words):
        OnionPeeler(**arguments)


def test_the_notebook_stays_small():
    from layerlab.widgets import bundle

    assert len(bundle.figure_html(OnionPeeler(), "")) < 450_000
