"""Feature workshop in JupyterLab: boxes by mouse and keys, curves, Python, axe."""

import pytest

from tests.browser.common import no_axe_findings, picture, steady

CELLS = ["import layerlab as ll\np = ll.widgets.FeatureWorkshop()\np"]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_role("button", name="Switch all features off").click()
    steady(notebook)
    return found


def plot(widget):
    return picture(widget.locator("canvas").first)


def test_a_box_ticked_by_mouse_moves_the_curve_and_tells_python(notebook, widget):
    before = plot(widget)
    widget.get_by_label("middle").click()
    steady(notebook)
    assert plot(widget) != before
    assert notebook.python("print(p.chosen)") == "['middle']"


def test_a_box_ticked_by_space(notebook, widget):
    before = plot(widget)
    widget.get_by_label("holes").press("Space")
    steady(notebook)
    assert plot(widget) != before
    assert notebook.python("print(p.chosen)") == "['holes']"


def test_every_box_changes_the_picture(notebook, widget):
    boxes = widget.get_by_role("checkbox")
    assert boxes.count() == 8
    for i in range(8):
        before = plot(widget)
        boxes.nth(i).click()
        steady(notebook)
        assert plot(widget) != before


def test_all_does_as_well_in_the_browser_as_in_python(notebook, widget):
    widget.get_by_role("button", name="Switch all features on").press("Enter")
    steady(notebook)
    last = float(notebook.python("print(p.accuracies[-1])"))
    assert f"yours {round(100 * last)}%" in widget.locator(".ll-facts").inner_text()
    assert "8 of 8 features" in widget.locator(".ll-say").inner_text()


def test_python_chooses_too(notebook, widget):
    before = plot(widget)
    notebook.python("p.chosen = ['ink', 'width']")
    steady(notebook)
    assert plot(widget) != before
    assert widget.get_by_label("width").is_checked()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
