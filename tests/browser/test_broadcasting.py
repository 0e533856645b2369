"""Broadcasting in JupyterLab: typed shapes, examples, clashes, Python, axe."""

import pytest

from tests.browser.common import no_axe_findings, picture, steady

CELLS = ["import layerlab as ll\np = ll.widgets.Broadcasting()\np"]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_label("shape of a").fill("6, 2")
    found.get_by_label("shape of b").fill("2")
    steady(notebook)
    return found


def plot(widget):
    return picture(widget.locator("canvas").first)


def test_a_clash_is_named_and_python_hears_of_it(notebook, widget):
    before = plot(widget)
    widget.get_by_label("shape of b").fill("6")
    steady(notebook)
    assert plot(widget) != before
    assert "clash at the last axis: 2 and 6" in widget.locator(".ll-say").inner_text()
    assert notebook.python("print(p.b, p.result)") == "(6,) None"


def test_a_shape_typed_key_by_key_fits(notebook, widget):
    field = widget.get_by_label("shape of b")
    field.fill("")
    field.press_sequentially("6, 1")
    steady(notebook)
    assert "result (6, 2)" in widget.locator(".ll-facts").inner_text()
    assert notebook.python("print(p.result)") == "(6, 2)"


def test_an_example_fills_both_fields(notebook, widget):
    before = plot(widget)
    widget.get_by_label("example").select_option("(4,)|(4, 1)")
    steady(notebook)
    assert plot(widget) != before
    assert widget.get_by_label("shape of a").input_value() == "(4,)"
    assert notebook.python("print(p.result)") == "(4, 4)"


def test_what_is_no_shape_is_said_and_not_sent(notebook, widget):
    widget.get_by_label("shape of a").fill("six")
    steady(notebook)
    assert "no shape yet" in widget.locator(".ll-say").inner_text()
    assert notebook.python("print(p.a)") == "(6, 2)"


def test_python_sets_shapes_too(notebook, widget):
    before = plot(widget)
    notebook.page.keyboard.press("Tab")
    notebook.python("p.a, p.b = '(3, 4)', '(3, 1)'")
    steady(notebook)
    assert plot(widget) != before
    assert "result (3, 4)" in widget.locator(".ll-facts").inner_text()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
