"""Signal through depth in JupyterLab: every control to both ends, the layer by hand."""

import pytest

from tests.browser.common import drag, ends, no_axe_findings, options, picture, steady
from tests.browser.lab import PAUSE

CELLS = ["import layerlab as ll\ns = ll.widgets.SignalThroughDepth(20, gain=1.2)\ns"]


@pytest.fixture
def widget(notebook):
    notebook.python(
        "s.depth, s.gain, s.bend, s.norm, s.skip = 20, 1.2, 'relu', 'none', False\n"
        "s.seed, s.layer = 1, 20"
    )
    steady(notebook)
    return notebook.widget()


def activations(widget):
    return widget.get_by_role("application")


def gradients(widget):
    return widget.get_by_role("img", name="Gradients: values in each layer")


@pytest.mark.parametrize(
    ("label", "trait", "low", "high"),
    [("depth", "depth", 1, 60), ("gain", "gain", 0.5, 2.5)],
)
def test_a_slider_goes_to_both_ends(notebook, widget, label, trait, low, high):
    slider = widget.get_by_label(label, exact=True)
    ends(notebook, slider, lambda: picture(gradients(widget)))
    for key, value in (("End", high), ("Home", low)):
        slider.press(key)
        steady(notebook)
        assert float(notebook.python(f"print(s.{trait})")) == pytest.approx(value)


@pytest.mark.parametrize("label", ["activation", "normalisation"])
def test_every_choice_changes_the_gradients(notebook, widget, label):
    select = widget.get_by_label(label, exact=True)
    options(notebook, select, lambda: picture(gradients(widget)))


def test_skip_and_new_weights_are_pressed(notebook, widget):
    skip = widget.get_by_role("button", name="Skip")
    before = picture(gradients(widget))
    skip.click()
    steady(notebook)
    assert notebook.python("print(s.skip)") == "True"
    assert skip.get_attribute("aria-pressed") == "true"
    assert picture(gradients(widget)) != before
    skip.press("Enter")
    steady(notebook)
    assert picture(gradients(widget)) == before
    widget.get_by_role("button", name="New weights").press("Space")
    steady(notebook)
    assert notebook.python("print(s.seed)") == "2"
    assert picture(gradients(widget)) != before


def test_a_layer_is_chosen_by_mouse_and_keys(notebook, widget):
    drag(notebook.page, gradients(widget), (0.9, 0.5), (0.52, 0.5))
    steady(notebook)
    layer = int(notebook.python("print(s.layer)"))
    assert 8 <= layer <= 11
    assert f"Layer {layer}:" in widget.locator(".ll-say").inner_text()
    activations(widget).press("ArrowLeft")
    activations(widget).press("Shift+ArrowRight")
    steady(notebook)
    assert notebook.python("print(s.layer)") == str(layer + 4)


def test_the_browser_says_what_python_says(notebook, widget):
    widget.get_by_label("normalisation").select_option("batch")
    widget.get_by_label("depth").press("End")
    steady(notebook)
    facts = widget.locator(".ll-facts").inner_text().replace("\n", " ")
    up, down = eval(notebook.python("print(s.verdict)"))
    assert (up, down) == ("holds", "explodes")
    assert f"signal {up}" in facts and f"gradient {down}" in facts


def test_it_follows_the_finger(notebook, widget):
    widget.get_by_label("depth", exact=True).press("End")
    times = []
    for _ in range(10):
        widget.get_by_label("gain", exact=True).press("ArrowRight")
        notebook.page.evaluate(PAUSE, 30)
        times.append(float(widget.get_attribute("data-computed")))
    assert min(times) < 100, times  # ms for sixty layers; a busy machine delays some


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_a_state_brings_the_same_picture_after_a_restart(notebook, widget):
    widget.get_by_label("gain", exact=True).press("End")
    steady(notebook)
    text = notebook.python("print(s.state())")
    notebook.restart()
    same = f"print(type(s).from_state({text!r}).state() == {text!r})"
    assert notebook.python(same) == "True"
    again = notebook.widget()
    before = picture(gradients(again))
    again.get_by_label("gain", exact=True).press("Home")
    steady(notebook)
    assert picture(gradients(again)) != before
