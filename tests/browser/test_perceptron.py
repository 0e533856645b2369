"""Perceptron playground in JupyterLab: mouse, keys, state, kernel, axe."""

import pytest

from tests.browser.common import drag, moved, no_axe_findings, picture, steady

CELLS = [
    "import layerlab as ll\np = ll.widgets.PerceptronPlayground(rate=20)\np",
]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    found.get_by_role("button", name="Reset").click()
    steady(notebook)
    return found


def facts(widget):
    return widget.locator(".ll-facts").inner_text()


def plane(widget):
    return widget.get_by_role("application")


def test_one_update_moves_the_line_and_tells_python(notebook, widget):
    before = picture(plane(widget))
    widget.get_by_role("button", name="One update").click()
    steady(notebook)
    assert "updates 1" in facts(widget)
    assert picture(plane(widget)) != before
    assert notebook.python("print(p.updates)") == "1"


def test_run_ends_when_nothing_is_wrong(notebook, widget):
    widget.get_by_role("button", name="Run").focus()
    notebook.page.keyboard.press("Enter")
    widget.locator(".ll-facts", has_text="wrong 0 of 20").wait_for()
    steady(notebook)
    assert notebook.python("print(p.mistakes)") == "0"
    assert "nothing left to do" in widget.locator(".ll-say").inner_text()


def test_the_xor_button_brings_labels_that_no_line_separates_and_takes_them_back(
    notebook, widget
):
    own = notebook.python("print(p.y.tolist(), p.X.tolist())")
    button = widget.get_by_role("button", name="XOR")
    button.click()
    steady(notebook, 900)
    assert button.get_attribute("aria-pressed") == "true"
    assert notebook.python("print(p.xor, (p.X.prod(1) * p.y > 0).all())") == "True True"
    button.press("Space")
    steady(notebook, 900)
    assert notebook.python("print(p.y.tolist(), p.X.tolist())") == own


def test_a_point_can_be_dragged_by_mouse(notebook, widget):
    x, y = notebook.page.evaluate(
        "() => [...document.querySelector('.ll').widget.p.X]"
    )[:2]
    reach = 1.15 * float(notebook.python("print(abs(p.X).max())"))
    left = (28 + (x + reach) / (2 * reach) * 418) / 452
    top = (6 + (reach - y) / (2 * reach) * 424) / 452
    drag(notebook.page, plane(widget), (left, top), (0.3, 0.8))
    steady(notebook)
    moved = notebook.python("print(p.X[0].round(1).tolist())")
    assert moved != str([round(x, 1), round(y, 1)])
    assert eval(moved)[0] < 0 and eval(moved)[1] < 0


def test_the_line_can_be_dragged_by_mouse(notebook, widget):
    before = notebook.python("print(p.b, p.w.tolist())")
    drag(notebook.page, plane(widget), (0.905, 0.225), (0.7, 0.6))
    steady(notebook)
    after = notebook.python("print(p.b, p.w.tolist())")
    assert after.split()[0] != before.split()[0]
    assert after.split()[1:] == before.split()[1:]


def test_points_and_line_move_by_keys(notebook, widget):
    plane(widget).focus()
    notebook.page.keyboard.press("PageDown")
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowDown"):
        before = picture(plane(widget))
        notebook.page.keyboard.press(key)
        moved(notebook, lambda: picture(plane(widget)), before, key)
    steady(notebook)
    assert "point 1" in widget.locator(".ll-say").inner_text()
    bias, w = notebook.python("print(p.b)"), notebook.python("print(p.w)")
    notebook.page.keyboard.press("PageUp")
    notebook.page.keyboard.press("ArrowUp")
    notebook.page.keyboard.press("Shift+ArrowLeft")
    steady(notebook)
    assert notebook.python("print(p.b)") != bias and notebook.python("print(p.w)") != w


def test_python_moves_the_picture(notebook, widget):
    before = picture(plane(widget))
    notebook.python("p.w, p.b = [1, 1], 0.2")
    steady(notebook)
    assert picture(plane(widget)) != before
    assert "w = (1.00, 1.00), b = 0.20" in widget.locator(".ll-say").inner_text()


def test_an_error_in_an_observer_shows_in_the_widget(notebook, widget):
    notebook.python("f = lambda change: 1 / 0\np.observe(f, 'updates')")
    widget.get_by_role("button", name="One update").click()
    widget.get_by_role("alert").filter(has_text="ZeroDivisionError").wait_for()
    notebook.python("p.unobserve(f, 'updates')")


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_after_a_restart_it_works_again(notebook, widget):
    notebook.restart()
    again = notebook.widget()
    again.get_by_role("button", name="One update").click()
    steady(notebook)
    assert notebook.python("print(p.updates)") == "1"
