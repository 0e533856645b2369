"""Tables that stand in both languages, in JavaScript and in Python, agree: names, words,
colours, and the numbers that a learner could notice. Mathematics is compared by running it:
see test_widgets_twins.py and the tests of each widget.
"""

import pytest

from layerlab import theme
from layerlab.errors import BadArgument
from layerlab.props import onion as network
from layerlab.widgets import CakeBuilder, NetworkPlayground, SignalThroughDepth
from layerlab.widgets import signal as signal_widget
from layerlab.widgets.blame import graph as graphs
from layerlab.widgets.blame import still as blame_still
from layerlab.widgets.broadcasting.still import shape_text
from layerlab.widgets.buglab import lab
from layerlab.widgets.buglab import still as buglab_still
from layerlab.widgets.bumps import fit
from layerlab.widgets.descent import landscapes
from layerlab.widgets.descent import still as descent_still
from layerlab.widgets.drawing import pen
from layerlab.widgets.network import net, sets
from layerlab.widgets.network import still as network_still
from layerlab.widgets.onion import peeling
from layerlab.widgets.onion import still as onion_still
from layerlab.widgets.signal import signal
from layerlab.widgets.signal import still as signal_still
from layerlab.widgets.timeline import still as timeline_still
from tests.node import javascript, needs_node

pytestmark = needs_node

MARKERS = {"circle": "o", "square": "s", "triangle": "^"}
MARKERS |= {"diamond": "D", "plus": "P", "cross": "X"}


def test_the_colours_of_the_page_are_those_of_the_figures():
    light = javascript("shared/shared.js", "m.LIGHT")
    assert tuple(light["hues"]) == theme.CLASS_COLOURS
    assert light["ink"] == theme.INK
    assert light["soft"] == theme.SECONDARY
    assert light["grid"] == theme.GRID


def test_classes_have_the_same_markers():
    marks = javascript("shared/shared.js", "m.MARKS")
    assert tuple(MARKERS[mark] for mark in marks) == theme.CLASS_MARKERS


def test_the_blame_graph_knows_the_same_operations_and_ways_to_fail():
    assert javascript("blame/graph.js", "Object.keys(m.OPS)") == list(graphs.OPS)
    says, fails = javascript("blame/words.js", "[m.SAYS, m.FAILS]")
    assert tuple(says) == tuple(fails) == graphs.HOWS
    for how in ("cut", "sign"):
        assert says[how] == blame_still.HOW[how]


def test_a_shape_is_written_the_same():
    shapes = [[6, 2], [3], [], [5, 8, 8]]
    theirs = javascript("broadcasting/shapes.js", f"{shapes}.map(m.shapeText)")
    assert theirs == [shape_text(shape) for shape in shapes]


def test_the_bugs_have_the_same_names_words_and_axes():
    theirs = javascript("buglab/bugs.js", "m.BUGS")
    assert [(name, bug["words"]) for name, bug in theirs.items()] == list(
        lab.BUGS.items()
    )
    assert javascript("buglab/lab.js", "m.EPOCHS") == lab.EPOCHS
    assert javascript("buglab/pictures.js", "m.TOP_LOSS") == buglab_still.TOP


def test_the_bump_builder_offers_the_same_curves():
    theirs = javascript(
        "bumps/fit.js", "[Object.keys(m.CURVES), m.XS, m.MOST, m.REACH]"
    )
    assert theirs == [list(fit.CURVES), fit.X.tolist(), fit.MOST, fit.REACH]


def test_the_landscapes_and_the_kinds_of_walk_have_the_same_names():
    lands = javascript(
        "descent/land.js", "Object.entries(m.LANDS).map(([k, v]) => [k, v.d])"
    )
    assert lands == [[name, land[0]] for name, land in landscapes.LANDS.items()]
    says = javascript("descent/land.js", "m.SAYS")
    assert list(says) == list(descent_still.SAYS)
    for kind in ("swings", "arrives", "trembles", "rises", "crawls"):
        assert says[kind] == descent_still.SAYS[kind]


def test_the_pen_is_as_thick():
    assert javascript("drawing/pen.js", "m.TIP") == pen.TIP


def test_the_playground_offers_the_same_sets_and_activations():
    known = javascript("network/recipe.js", "Object.keys(m.SETS)")
    classes = "Object.keys(m.SETS).map((name) => m.makeSet(name, 0).classes)"
    assert known == list(sets.CLASSES)
    assert javascript("network/recipe.js", classes) == list(sets.CLASSES.values())
    for file, table in (("net.js", "ACTS"), ("recipe.js", "ACT_NAMES")):
        assert javascript(f"network/{file}", f"Object.keys(m.{table})") == list(
            net.ACTS
        )
    icing = javascript("network/cake.js", "m.ICING")
    assert list(icing) == list(network_still.ICING)
    for act in ("relu", "tanh", "linear"):  # the page's green is lighter
        assert icing[act] == network_still.ICING[act]


def test_the_playground_has_the_same_limits():
    tiers, units = javascript("network/recipe.js", "[m.MOST_TIERS, m.MOST_UNITS]")
    CakeBuilder(tiers=[units] * tiers)
    for wrong in ([units] * (tiers + 1), [units + 1]):
        with pytest.raises(BadArgument):
            CakeBuilder(tiers=wrong)


@pytest.mark.parametrize("make", [CakeBuilder, NetworkPlayground])
def test_a_recipe_is_the_state(make):
    widget = make(data="moons", tiers="5tanh,4relu", lr=0.3, linear=True, steps=2)
    text = widget.state()
    code = f"m.writeRecipe('{make.__name__}', m.readRecipe('{text}'))"
    assert javascript("network/recipe.js", code) == text


def test_the_peeler_has_the_same_colours_and_windows():
    colours, clear, side, windows = javascript(
        "onion/look.js", "[m.COLOURS, m.CLEAR, m.SIDE, m.WINDOWS]"
    )
    assert {k: value for k, (_, value) in colours.items()} == peeling.COLOURS
    assert (clear, side) == (peeling.CLEAR, network.SIDE)
    assert [tuple(window) for window in windows] == list(network.WINDOWS)


def test_the_peelers_layers_have_the_same_names():
    last = len(network.WINDOWS) - 1
    code = f"[...Array({last + 1}).keys()].map(m.layerName)"
    assert javascript("onion/peeling.js", code) == [
        onion_still.layer_name(layer) for layer in range(last + 1)
    ]


def test_the_signal_has_the_same_activations_and_histograms():
    bends = javascript("signal/signal.js", "m.BENDS")
    assert list(bends) == list(signal.BENDS) == list(signal_still.NAMES)
    for name in ("relu", "tanh", "sigmoid"):
        assert bends[name]["text"] == signal_still.NAMES[name]
    assert javascript("signal/signal.js", "m.DEEPEST") == signal_widget.DEEPEST
    reach, bins = javascript("signal/pictures.js", "[m.REACH, m.BINS]")
    assert (reach, bins) == (signal.REACH, signal.BINS)
    for norm in javascript("signal/widget.js", "Object.keys(m.NORMS)"):
        assert SignalThroughDepth(norm=norm).norm == norm


def test_the_training_step_has_the_same_parts_names_and_colours():
    names, hues = javascript("timeline/pictures.js", "[m.NAMES, m.HUES]")
    parts = javascript("timeline/model.js", "m.PARTS")
    assert list(hues) == parts == list(timeline_still.COLOURS)
    assert list(names) == [*parts, "waiting"]
    assert names == {part: timeline_still.NAMES.get(part, part) for part in names}
    assert {part: theme.CLASS_COLOURS[hue] for part, hue in hues.items()} == (
        timeline_still.COLOURS
    )
