"""Kernel lab in JupyterLab: painting, weights, window, every control."""

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
    "import layerlab as ll\nk = ll.widgets.KernelLab(stride=2, dilation=2)\nk",
    "own = ll.widgets.KernelLab('empty')\nown",
    "photo = ll.widgets.KernelLab('photograph', 'outline')\nphoto",
]


@pytest.fixture
def widget(notebook):
    notebook.python(
        "f = ll.widgets.KernelLab()\nk.image, k.kernel = f.image, f.kernel\n"
        "k.stride = k.padding = k.dilation = 2; k.at = 9"
    )
    steady(notebook)
    return notebook.widget()


def surface(widget, name):
    return widget.get_by_role("application", name=name)


@pytest.mark.parametrize(
    ("label", "low", "high"), [("stride", 1, 3), ("padding", 0, 3), ("dilation", 1, 3)]
)
def test_a_slider_goes_to_both_ends(notebook, widget, label, low, high):
    slider = widget.get_by_label(label)
    ends(notebook, slider, lambda: picture(surface(widget, "Output")))
    for key, value in (("End", high), ("Home", low)):
        slider.press(key)
        steady(notebook)
        assert notebook.python(f"print(k.{label})") == str(value)
        size = notebook.python("print(*k.output.shape, sep=' × ')")
        assert size in widget.locator(".ll-facts").inner_text()


def test_every_kernel_can_be_chosen(notebook, widget):
    chosen = widget.get_by_label("kernel", exact=True)
    values = chosen.locator("option").evaluate_all("all => all.map(o => o.value)")
    seen = lambda: picture(surface(widget, "Output")) + chosen.input_value()  # noqa: E731
    options(notebook, chosen, seen)
    for value in values[:-1]:
        chosen.select_option(value)
        steady(notebook)
        assert notebook.python("print(k.preset)") == value


@pytest.mark.parametrize("wait", [0, 60, 130, 200])
def test_your_own_stays_however_soon_it_is_chosen_after_another(notebook, widget, wait):
    chosen = widget.get_by_label("kernel", exact=True)
    chosen.select_option("blur")
    notebook.page.wait_for_timeout(wait)
    chosen.select_option("yours")
    steady(notebook)
    assert chosen.input_value() == "yours"
    assert notebook.python("print(k.preset, k.kernel[1, 1])") == "yours 0.12"


def test_the_picture_is_painted_by_mouse_and_by_keys(notebook, widget):
    widget.get_by_role("button", name="Clear").click()
    steady(notebook)
    assert notebook.python("print(k.image.sum())") == "0.0"
    drag(notebook.page, surface(widget, "Picture"), (0.3, 0.5), (0.7, 0.5), steps=30)
    steady(notebook)
    painted = int(float(notebook.python("print(k.image.sum())")))
    assert 7 <= painted <= 11
    assert notebook.python("print((k.image.sum(1) > 0).sum())") == "1"
    before = picture(surface(widget, "Output"))
    surface(widget, "Picture").focus()
    for key in ("Shift+ArrowUp", "Space"):
        notebook.page.keyboard.press(key)
    steady(notebook)
    assert notebook.python("print(int(k.image.sum()))") == str(painted + 1)
    assert picture(surface(widget, "Output")) != before


def test_a_weight_is_dragged_clicked_and_changed_by_keys(notebook, widget):
    weights = surface(widget, "Kernel")
    drag(notebook.page, weights, (0.5, 0.5), (0.5, 0.1))
    steady(notebook)
    dragged = float(notebook.python("print(k.kernel[1, 1])"))
    assert dragged >= 3
    assert notebook.python("print(k.preset)") == "yours"
    weights.click(position={"x": 20, "y": 20})
    steady(notebook)
    assert notebook.python("print(k.kernel[0, 0])") == "0.0"
    for key in ("ArrowRight", "ArrowDown", "-", "-", "+"):
        weights.press(key)
    steady(notebook)
    assert float(notebook.python("print(k.kernel[1, 1])")) == dragged - 0.5


def test_the_window_follows_pointer_and_keys(notebook, widget):
    output = surface(widget, "Output")
    drag(notebook.page, output, (0.1, 0.1), (0.95, 0.95))
    steady(notebook)
    last = notebook.python("print(k.at == k.output.size - 1)")
    assert last == "True"
    output.press("ArrowUp")
    output.press("Shift+ArrowLeft")
    steady(notebook)
    moved = "print(k.output.size - 1 - k.at - k.output.shape[1])"
    assert notebook.python(moved) == "4"
    value = notebook.python("print(f'{k.output.ravel()[k.at]:.2f}')").replace("-", "−")
    assert f"sums to {value}" in widget.locator(".ll-say").inner_text()


def test_step_and_slide_move_the_window(notebook, widget):
    widget.get_by_role("button", name="Step").press("Enter")
    steady(notebook)
    assert notebook.python("print(k.at)") == "10"
    widget.get_by_role("button", name="Slide").click()
    at = "print(k.at)"
    until(notebook.page, lambda: int(notebook.python(at)) > 14, "the window slides")
    widget.get_by_role("button", name="Pause").press("Space")
    steady(notebook)
    paused = notebook.python(at)
    steady(notebook)
    assert notebook.python(at) == paused


def test_a_fast_stroke_on_an_empty_sheet_has_no_gaps(notebook):
    own = notebook.widget(1)
    drag(notebook.page, surface(own, "Picture"), (0.2, 0.3), (0.8, 0.7), steps=2)
    steady(notebook)
    painted = notebook.python("print(*(own.image > 0).any(axis=0).nonzero()[0])")
    columns = [int(c) for c in painted.split()]
    assert columns == list(range(columns[0], columns[-1] + 1)) and len(columns) > 10
    assert notebook.python("print((own.image == 1).sum() == own.image.sum())") == "True"
    assert notebook.python("print(abs(own.output).max() > 0)") == "True"


def test_the_photograph_is_looked_at_by_pointer_and_keys(notebook):
    photo = notebook.widget(2)
    drag(notebook.page, surface(photo, "Output"), (0.1, 0.1), (0.5, 0.8), steps=30)
    surface(photo, "Output").press("ArrowRight")
    steady(notebook)
    value = notebook.python("print(f'{photo.output.ravel()[photo.at]:.2f}')")
    assert f"sums to {value.replace('-', '−')}" in photo.locator(".ll-say").inner_text()
    assert "48 × 48" in photo.locator(".ll-facts").inner_text()
    at = "print(photo.at)"
    far = int(notebook.python(at)) + 10
    photo.get_by_role("button", name="Slide").click()
    until(notebook.page, lambda: int(notebook.python(at)) > far, "the window slides")
    photo.get_by_role("button", name="Pause").click()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_after_a_restart_it_works_again_and_its_state_comes_back(notebook, widget):
    text = notebook.python("print(k.state())")
    notebook.restart()
    same = f"print(type(k).from_state({text!r}).state() == {text!r})"
    assert notebook.python(same) == "True"
    again = notebook.widget()
    before = picture(surface(again, "Output"))
    again.get_by_label("padding").press("End")
    steady(notebook)
    assert picture(surface(again, "Output")) != before
