"""Bump builder in JupyterLab: mouse, keys, descent in the browser, state, axe."""

import pytest

from tests.browser.common import (
    drag,
    moved,
    no_axe_findings,
    options,
    picture,
    steady,
    until,
)

CELLS = [
    "import layerlab as ll\n"
    "p = ll.widgets.BumpBuilder('hill', units=[[-1.5, 1, 1], [0, -1.5, 1]])\np",
]
LEFT, TOP, WIDE, HIGH = 30, 8, 376 - 38, 316 - 30  # of the pictures' axes


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_role("button", name="Start again").click()
    steady(notebook)
    return found


def parts(widget):
    return widget.get_by_role("application")


def at(x, y, low=-3, high=3):
    """Fractions of a picture's size for a place in it."""
    left = (LEFT + (x + 3.15) / 6.3 * WIDE) / 376
    return left, (TOP + (high - y) / (high - low) * HIGH) / 316


def units(notebook):
    return eval(notebook.python("print(p.units.round(1).tolist())"))


def test_a_bend_can_be_dragged(notebook, widget):
    drag(notebook.page, parts(widget), at(-1.5, 0), at(-2.5, 0.4))
    steady(notebook)
    assert units(notebook) == [[-2.5, 1, 1], [0, -1.5, 1]]


def test_a_slope_can_be_dragged_and_turned_round(notebook, widget):
    drag(notebook.page, parts(widget), at(1, -1.5), at(1, -2))
    steady(notebook)
    assert units(notebook)[1] == [0, -2, 1]
    drag(notebook.page, parts(widget), at(1, -2), at(-1, 1.2))
    steady(notebook)
    assert units(notebook)[1] == [0, 1.2, -1]


def test_the_base_and_a_bend_on_the_sum_can_be_dragged(notebook, widget):
    drag(notebook.page, parts(widget), at(-3, 0), at(-3, 0.5))
    steady(notebook)
    assert notebook.python("print(round(p.base, 1))") == "0.5"
    total = widget.locator("canvas").first
    drag(notebook.page, total, at(0, 2, -1, 2.6), at(0.8, 2, -1, 2.6))
    steady(notebook)
    assert units(notebook)[1] == [0.8, -1.5, 1]


def test_keys_do_all_that_the_mouse_does(notebook, widget):
    parts(widget).focus()
    press = notebook.page.keyboard.press
    for key in ("PageDown", "Shift+ArrowLeft", "ArrowUp", "ArrowUp", "t"):
        before = picture(parts(widget))
        press(key)
        moved(notebook, lambda: picture(parts(widget)), before, key)
    steady(notebook)
    assert units(notebook)[0] == [-2, 1.1, -1]
    assert "Unit 1 bends at −2.00" in widget.locator(".ll-say").inner_text()
    press("PageDown")
    press("PageDown")
    press("Shift+ArrowUp")
    steady(notebook)
    assert notebook.python("print(p.base)") == "0.5"
    press("PageUp")
    press("Delete")
    steady(notebook)
    assert len(units(notebook)) == 1


def test_units_come_and_go_and_there_is_an_end_to_both(notebook, widget):
    for _ in range(12):
        widget.get_by_role("button", name="Add a unit").click()
    steady(notebook)
    assert len(units(notebook)) == 12
    assert "12 units are enough" in widget.locator(".ll-say").inner_text()
    for _ in range(13):
        widget.get_by_role("button", name="Remove").press("Enter")
    steady(notebook)
    assert units(notebook) == []
    assert "no unit to remove" in widget.locator(".ll-say").inner_text()


def test_descent_runs_in_the_browser_and_python_sees_the_same_error(notebook, widget):
    widget.get_by_role("button", name="Add a unit").click()
    button = widget.get_by_role("button", name="Let descent do it")
    button.click()
    told = "print((p.steps, p.error))"

    def is_good():
        steps, error = eval(notebook.python(told))
        return steps >= 200 and error < 0.05

    until(notebook.page, is_good, "descent finds a good fit")
    widget.get_by_role("button", name="Pause").press("Enter")
    steady(notebook)
    steps, error = eval(notebook.python(told))
    shown = widget.locator(".ll-facts").inner_text()
    assert f"steps {steps}" in shown
    assert float(shown.split("error ")[1].split()[0].replace("−", "-")) == (
        pytest.approx(error, rel=0.1)
    )


def test_descent_without_units_says_so(notebook, widget):
    for _ in range(2):
        widget.get_by_role("button", name="Remove").click()
    widget.get_by_role("button", name="Let descent do it").click()
    steady(notebook)
    assert "Add a unit first" in widget.locator(".ll-say").inner_text()


def test_every_curve_can_be_chosen(notebook, widget):
    total = widget.locator("canvas").first
    options(notebook, widget.get_by_label("curve", exact=True), lambda: picture(total))


def test_python_moves_the_picture(notebook, widget):
    before = picture(parts(widget))
    notebook.python("p.units = [[0, 2, -1]]")
    steady(notebook)
    assert picture(parts(widget)) != before
    assert "units 1" in widget.locator(".ll-facts").inner_text()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_after_a_restart_it_works_again(notebook, widget):
    notebook.restart()
    again = notebook.widget()
    again.get_by_role("button", name="Add a unit").click()
    steady(notebook)
    assert len(units(notebook)) == 3
