"""Drawing pad in JupyterLab: mouse, keys, eraser, the kernel's answers, axe."""

import pytest

from tests.browser.common import drag, no_axe_findings, picture, steady

CELLS = ["import layerlab as ll\np = ll.widgets.DrawingPad()\np"]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_role("button", name="Clear").click()
    steady(notebook)
    return found


def pad(widget):
    return widget.get_by_role("application")


def test_a_drawn_bar_is_called_a_one(notebook, widget):
    drag(notebook.page, pad(widget), (0.5, 0.15), (0.5, 0.85))
    widget.locator(".ll-facts", has_text="one").wait_for()
    steady(notebook)
    assert int(notebook.python("print((p.image > 0).any(1).sum())")) > 17
    assert notebook.python("print(p.names[p.scores.argmax()])") == "one"


def test_a_drawn_seven_is_called_a_seven(notebook, widget):
    drag(notebook.page, pad(widget), (0.25, 0.2), (0.75, 0.2))
    drag(notebook.page, pad(widget), (0.75, 0.2), (0.45, 0.85))
    widget.locator(".ll-facts", has_text="seven").wait_for()


def test_the_bars_follow_the_drawing(notebook, widget):
    bars = widget.locator("canvas").nth(1)
    before = picture(bars)
    drag(notebook.page, pad(widget), (0.5, 0.15), (0.5, 0.85))
    steady(notebook)
    assert picture(bars) != before


def test_clear_empties_the_pad_here_and_in_python(notebook, widget):
    drag(notebook.page, pad(widget), (0.3, 0.3), (0.7, 0.7))
    steady(notebook)
    assert notebook.python("print(p.image.any())") == "True"
    widget.get_by_role("button", name="Clear").press("Enter")
    steady(notebook)
    assert notebook.python("print(p.image.any())") == "False"
    assert "empty" in widget.locator(".ll-say").inner_text()


def test_the_eraser_takes_ink_away(notebook, widget):
    drag(notebook.page, pad(widget), (0.2, 0.5), (0.8, 0.5))
    steady(notebook)
    before = int(notebook.python("print(p.image.sum())"))
    eraser = widget.get_by_role("button", name="Eraser")
    eraser.click()
    assert eraser.get_attribute("aria-pressed") == "true"
    drag(notebook.page, pad(widget), (0.4, 0.5), (0.6, 0.5))
    steady(notebook)
    assert int(notebook.python("print(p.image.sum())")) < before
    eraser.press("Space")
    assert eraser.get_attribute("aria-pressed") == "false"


def test_keys_draw_only_while_the_pen_is_down(notebook, widget):
    pad(widget).focus()
    notebook.page.keyboard.press("Shift+ArrowUp")
    steady(notebook)
    assert notebook.python("print(p.image.any())") == "False"
    notebook.page.keyboard.press("Space")
    for _ in range(3):
        notebook.page.keyboard.press("Shift+ArrowDown")
    notebook.page.keyboard.press("Space")
    steady(notebook)
    tall = int(notebook.python("print((p.image > 0).any(1).sum())"))
    assert tall >= 12
    notebook.page.keyboard.press("Shift+ArrowRight")
    steady(notebook)
    assert int(notebook.python("print((p.image > 0).any(1).sum())")) == tall


def test_python_can_draw_too(notebook, widget):
    before = picture(pad(widget))
    notebook.python("import numpy as np\np.image = np.eye(28)")
    steady(notebook)
    assert picture(pad(widget)) != before


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
