"""Bug lab in JupyterLab: switches by mouse and keys, seeds, kernel, axe."""

import pytest

from tests.browser.common import no_axe_findings, picture, steady

CELLS = ["import layerlab as ll\nb = ll.widgets.BugLab()\nb"]
SWITCHES = {
    "softmax": "Softmax before the loss",
    "kept": "Gradients never cleared",
    "eval": "Evaluation in training mode",
    "sorted": "Examples not shuffled",
    "leak": "Validates on training data",
}


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    notebook.python("b.bugs, b.seed = '', 1")
    steady(notebook)
    return found


def curves(widget, place=1):
    return picture(widget.locator("canvas").nth(place))


def words(widget):
    return widget.locator(".ll-say").inner_text()


def test_without_a_bug_both_pictures_are_the_same(widget):
    assert curves(widget, 0) == curves(widget, 1)
    assert "No bug is on" in words(widget)


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_changes_the_right_picture_only_and_tells_python(
    notebook, widget, name
):
    before, healthy = curves(widget), curves(widget, 0)
    button = widget.get_by_role("button", name=SWITCHES[name])
    button.click()
    steady(notebook)
    assert button.get_attribute("aria-pressed") == "true"
    assert curves(widget) != before and curves(widget, 0) == healthy
    assert notebook.python("print(b.bugs)") == name
    assert words(widget).lower().startswith(SWITCHES[name].lower()[:6])
    button.press("Space")
    steady(notebook)
    assert curves(widget) == before
    assert notebook.python("print(repr(b.bugs))") == "''"


def test_several_bugs_and_other_data_and_all_healthy(notebook, widget):
    widget.get_by_role("button", name="Gradients never cleared").focus()
    notebook.page.keyboard.press("Enter")
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("Enter")
    steady(notebook)
    assert notebook.python("print(b.bugs)") == "kept,eval"
    before = curves(widget, 0)
    widget.get_by_role("button", name="Other data").click()
    steady(notebook)
    assert curves(widget, 0) != before
    assert notebook.python("print(b.seed)") == "2"
    widget.get_by_role("button", name="All healthy").press("Enter")
    steady(notebook)
    assert curves(widget, 0) == curves(widget, 1)


def test_python_moves_the_picture(notebook, widget):
    before = curves(widget)
    notebook.python("b.bugs = 'leak'")
    steady(notebook)
    assert curves(widget) != before
    told = notebook.python("print(round(100 * b.bugged['told']))")
    assert f"validation says {told}%" in widget.locator(".ll-facts").inner_text()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
