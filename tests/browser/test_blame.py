"""Blame graph in JupyterLab: steps, broken edges, a graph of one's own, axe."""

import pytest

from tests.browser.common import no_axe_findings, picture, steady

CELLS = [
    "import layerlab as ll\np = ll.widgets.BlameGraph('two paths', step=0)\np",
    "class V:\n"
    "    def __init__(self, data, parents=(), grad=0.0):\n"
    "        self.data, self.parents, self.grad = data, parents, grad\n"
    "a = V(3.0, grad=1.0)\n"
    "q = ll.widgets.BlameGraph(V(6.0, (a, a)), names={'a': a})\nq",
]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_label("graph", exact=True).select_option("two paths")
    found.get_by_label("it fails so").select_option("cut")
    found.get_by_role("button", name="Reset").click()
    steady(notebook)
    return found


def plane(widget):
    return widget.get_by_role("application")


def say(widget):
    return widget.locator(".ll-say").inner_text()


def test_steps_go_forward_and_back_and_tell_python(notebook, widget):
    before = picture(plane(widget))
    widget.get_by_role("button", name="One step on").click()
    steady(notebook)
    assert "Forward: c = 1 × (−2) = −2" in say(widget)
    assert picture(plane(widget)) != before
    assert notebook.python("print(p.step)") == "1"
    widget.get_by_role("button", name="One step back").click()
    steady(notebook)
    assert notebook.python("print(p.step)") == "0"


def test_keys_walk_to_the_end_where_nudging_agrees(notebook, widget):
    plane(widget).focus()
    for _ in range(7):
        notebook.page.keyboard.press("ArrowRight")
    steady(notebook)
    assert "nudging every node says the same" in say(widget)
    assert notebook.python("print(p.blame['a'], p.wrong)") == "2.0 []"


def test_play_runs_to_the_end(notebook, widget):
    widget.get_by_role("button", name="Play").press("Enter")
    widget.locator(".ll-facts", has_text="step 7 of 7").wait_for()


def test_a_click_on_an_edge_breaks_it_and_a_second_click_mends_it(notebook, widget):
    plane(widget).focus()
    for _ in range(7):
        notebook.page.keyboard.press("ArrowRight")
    node = "document.querySelector('.ll canvas')"
    box = notebook.page.evaluate(f"() => {node}.getBoundingClientRect().toJSON()")
    nodes = eval(notebook.python("print([n['at'] for n in p.nodes])"))
    (x0, y0), (x1, y1) = nodes[3], nodes[4]  # d and L
    x, y = 50 + (x0 + x1) / 2 * 664, 34 + (y0 + y1) / 2 * 322
    place = {"x": x * box["width"] / 764, "y": y * box["height"] / 390}
    plane(widget).click(position=place)
    steady(notebook)
    assert notebook.python("print(p.broken, len(p.wrong))") == "4 4"
    assert "wrong at a" in say(widget)
    plane(widget).click(position=place)
    steady(notebook)
    assert notebook.python("print(p.broken)") == "-1"


def test_the_broken_edge_is_chosen_by_keys_and_how_it_fails_by_the_list(
    notebook, widget
):
    plane(widget).focus()
    notebook.page.keyboard.press("ArrowDown")
    steady(notebook)
    assert notebook.python("print(p.broken)") == "0"
    assert "c → a sends nothing" in say(widget)
    widget.get_by_label("it fails so").select_option("sign")
    steady(notebook)
    assert notebook.python("print(p.how)") == "sign"
    notebook.page.keyboard.press("ArrowUp")
    widget.get_by_label("broken edge", exact=True).select_option("2")
    steady(notebook)
    assert notebook.python("print(p.broken)") == "2"


def test_every_graph_is_drawn(notebook, widget):
    for name in ("one neuron", "two layers", "two paths"):
        before = picture(plane(widget))
        widget.get_by_label("graph", exact=True).select_option(name)
        steady(notebook)
        assert notebook.python("print(p.graph)") == name
        assert picture(plane(widget)) != before


def test_python_moves_the_picture(notebook, widget):
    before = picture(plane(widget))
    notebook.python("p.step = 5")
    steady(notebook)
    assert picture(plane(widget)) != before
    assert "Backward: L passes its blame on: d gets 1 × −2" in say(widget)


def test_ones_own_graph_shows_a_grad_that_is_wrong(notebook, widget):
    own = notebook.widget(1)
    assert "Your own .grad differs at a (1, nudging says 2" in say(own)


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
