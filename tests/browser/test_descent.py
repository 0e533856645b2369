"""Descent in JupyterLab: every control to both ends, the start by mouse and keys."""

import pytest

from tests.browser.common import (
    drag,
    ends,
    no_axe_findings,
    options,
    picture,
    steady,
    until,
)

CELLS = [
    "import layerlab as ll\nd = ll.widgets.Descent('ravine', lr=0.3, shown=20)\nd",
    "own = ll.widgets.Descent(lambda x: (x - 1)**2 / 4, lr=0.5, bounds=(-3, 3))\nown",
]


@pytest.fixture
def widget(notebook):
    notebook.python(
        "d.land, d.lr, d.momentum, d.noise, d.shown = 'ravine', 0.3, 0.1, 0.2, 20\n"
        "d.start = [-3.4, 2.2]"
    )
    steady(notebook)
    return notebook.widget()


def land(widget):
    return widget.get_by_role("application")


@pytest.mark.parametrize(
    ("label", "trait", "low", "high"),
    [
        ("learning rate", "lr", 0.001, 3.98),
        ("momentum", "momentum", 0, 0.98),
        ("sample noise", "noise", 0, 3),
    ],
)
def test_a_slider_goes_to_both_ends(notebook, widget, label, trait, low, high):
    slider = widget.get_by_label(label)
    ends(notebook, slider, lambda: picture(land(widget)))
    for key, value in (("End", high), ("Home", low)):
        slider.press(key)
        steady(notebook)
        assert float(notebook.python(f"print(d.{trait})")) == pytest.approx(value)


def test_every_landscape_can_be_chosen(notebook, widget):
    options(
        notebook,
        widget.get_by_label("landscape", exact=True),
        lambda: picture(land(widget)),
    )
    assert notebook.python("print(d.land)") == "hills"


def test_the_start_is_dragged_and_moved_by_keys(notebook, widget):
    drag(notebook.page, land(widget), (0.3, 0.3), (0.8, 0.2))
    steady(notebook)
    x, y = eval(notebook.python("print(d.start.tolist())"))
    assert 2 < x < 3 and 2 < y < 3
    before = picture(land(widget))
    land(widget).press("Shift+ArrowLeft")
    land(widget).press("ArrowDown")
    steady(notebook)
    moved = eval(notebook.python("print(d.start.tolist())"))
    assert moved == pytest.approx([x - 0.5, y - 0.1])
    assert picture(land(widget)) != before


def test_step_reset_and_play_walk_along(notebook, widget):
    widget.get_by_role("button", name="Reset").click()
    widget.get_by_role("button", name="Step").press("Enter")
    steady(notebook)
    assert notebook.python("print(d.shown)") == "1"
    assert "After 1 steps" in widget.locator(".ll-say").inner_text()
    widget.get_by_role("button", name="Play").click()
    shown = "print(d.shown)"
    until(notebook.page, lambda: int(notebook.python(shown)) > 3, "it plays")
    widget.get_by_role("button", name="Pause").press("Space")
    steady(notebook)
    paused = notebook.python(shown)
    steady(notebook)
    assert notebook.python(shown) == paused


def test_the_browser_walks_as_python_does(notebook, widget):
    said = widget.locator(".ll-facts").inner_text()
    loss = notebook.python("print(f'{d.landscape[1](*d.path[d.shown]):.3f}')")
    assert f"loss {loss}" in said.replace("\n", " ")
    assert notebook.python("print(d.verdict)") in said


def test_an_own_function_is_a_landscape(notebook, widget):
    own = notebook.widget(1)
    assert own.get_by_label("landscape", exact=True).input_value() == "yours"
    assert "it is at 1.0" in own.locator(".ll-say").inner_text()
    before = picture(land(own))
    land(own).press("Shift+ArrowRight")
    steady(notebook)
    assert picture(land(own)) != before


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_a_state_brings_the_same_picture_after_a_restart(notebook, widget):
    text = notebook.python("print(d.state())")
    notebook.restart()
    same = f"print(type(d).from_state({text!r}).state() == {text!r})"
    assert notebook.python(same) == "True"
    again = notebook.widget()
    before = picture(land(again))
    again.get_by_label("momentum").press("End")
    steady(notebook)
    assert picture(land(again)) != before
