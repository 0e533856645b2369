"""The network playground in JupyterLab, in both dresses: tiers, baking, recipe."""

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

START = "CakeBuilder|batch=16|data=moons|linear=0|lr=0.1|noise=0.2|seed=3|steps=30|tiers=8relu,4tanh"
CELLS = [
    f"import layerlab as ll\nc = ll.widgets.CakeBuilder.from_state({START!r})\nc",
    "import numpy as np\nr = np.random.default_rng(0)\n"
    "X, y = r.normal(size=(90, 2)) + 5, np.arange(90) % 3\nX[:, 0] += 4 * y\n"
    "p = ll.widgets.NetworkPlayground(X, y, tiers='6tanh', steps=0)\np",
]


@pytest.fixture
def widget(notebook):
    found = notebook.widget()
    field = found.get_by_role("textbox")
    field.fill(START)
    field.press("Enter")
    field.blur()
    steady(notebook)
    return found


def cake(widget):
    return widget.get_by_role("application")


def regions(widget):
    return picture(widget.locator("canvas").nth(1))


def both(widget):
    return picture(cake(widget)) + regions(widget)


def fact(widget, name):
    words = widget.locator(".ll-facts").inner_text().replace("\n", " ").split()
    return words[words.index(name) + 1]


def test_a_recipe_is_baked_as_python_bakes_it(notebook, widget):
    again = f"n = type(c).from_state({START!r})\n"
    loss = notebook.python(again + "print(f'{n.loss:.3f}')")
    assert fact(widget, "loss") == loss
    assert notebook.python("print(c.state())") == START
    assert (
        notebook.python("print(np.allclose(c.weights, (n.loss, n.weights)[1]))")
        == "True"
    )


@pytest.mark.parametrize(
    ("label", "trait", "low", "high"),
    [
        ("units of tier", "tiers", "1relu,4tanh", "16relu,4tanh"),
        ("data noise", "noise", "0.0", "0.5"),
    ],
)
def test_a_slider_that_changes_the_network_goes_to_both_ends(
    notebook, widget, label, trait, low, high
):
    slider = widget.get_by_label(label)
    ends(notebook, slider, lambda: both(widget))
    for key, value in (("End", high), ("Home", low)):
        slider.press(key)
        steady(notebook)
        assert notebook.python(f"print(c.{trait})") == value


@pytest.mark.parametrize(
    ("label", "trait", "low", "high"),
    [("learning rate", "lr", 0.001, 10), ("batch", "batch", 1, 256)],
)
def test_a_slider_of_the_oven_goes_to_both_ends(
    notebook, widget, label, trait, low, high
):
    slider = widget.get_by_label(label)
    ends(notebook, slider, lambda: widget.get_by_role("textbox").input_value())
    for key, value in (("End", high), ("Home", low)):
        slider.press(key)
        before = both(widget)
        widget.get_by_role("button", name="Step").click()
        steady(notebook)
        assert float(notebook.python(f"print(c.{trait})")) == value
        assert both(widget) != before


@pytest.mark.parametrize("label", ["activation", "data"])
def test_every_option_can_be_chosen(notebook, widget, label):
    options(notebook, widget.get_by_label(label, exact=True), lambda: both(widget))


def test_baking_lowers_the_loss_and_can_be_paused(notebook, widget):
    before = float(fact(widget, "loss"))
    widget.get_by_role("button", name="Bake").press("Enter")
    until(notebook.page, lambda: float(fact(widget, "loss")) < before / 2, "it bakes")
    widget.get_by_role("button", name="Pause").click()
    steady(notebook)
    steps = fact(widget, "steps")
    steady(notebook)
    assert fact(widget, "steps") == steps == notebook.python("print(c.steps)")
    assert notebook.python("print(f'{c.loss:.3f}')") == fact(widget, "loss")


def test_start_over_new_seed_and_all_linear_do_what_they_say(notebook, widget):
    seen = [both(widget)]
    for name, check in [
        ("Start over", "print(c.steps)"),
        ("New seed", "print(c.seed - 4)"),
        ("All linear", "print(1 - c.linear)"),
        ("All linear", "print(int(c.linear))"),
    ]:
        widget.get_by_role("button", name=name).press("Space")
        steady(notebook)
        assert notebook.python(check) == "0"
        seen.append(both(widget))
        assert seen[-1] != seen[-2]


def test_tiers_are_added_and_removed_by_buttons_and_by_keys(notebook, widget):
    widget.get_by_role("button", name="Add tier").click()
    steady(notebook)
    assert notebook.python("print(c.tiers)") == "8relu,4tanh,4tanh"
    cake(widget).press("+")
    steady(notebook)
    assert notebook.python("print(c.tiers)") == "8relu,4tanh,4tanh,4tanh"
    cake(widget).press("Delete")
    steady(notebook)
    for _ in range(3):
        widget.get_by_role("button", name="Remove tier").click()
    steady(notebook)
    assert notebook.python("print(c.tiers == '', c.parameters)") == "True 3"
    assert "straight to the answer" in widget.locator(".ll-say").inner_text()
    assert widget.get_by_role("button", name="Remove tier").is_disabled()


def test_tiers_are_resized_by_dragging_their_edge_and_by_keys(notebook, widget):
    box = notebook.page.evaluate(
        "() => document.querySelector('.ll').widget.me.boxes.tiers[0]"
    )
    edge = (box["x"] + box["w"]) / 388, (box["y"] + box["h"] / 2) / 420
    drag(notebook.page, cake(widget), edge, (0.9, edge[1]))
    steady(notebook)
    assert notebook.python("print(c.tiers)") == "16relu,4tanh"
    for key in ("ArrowUp", "ArrowLeft", "ArrowLeft"):
        cake(widget).press(key)
    cake(widget).press("ArrowDown")
    cake(widget).press("Shift+ArrowLeft")
    steady(notebook)
    assert notebook.python("print(c.tiers)") == "12relu,2tanh"
    assert fact(widget, "parameters") == notebook.python("print(c.parameters)")


def test_a_unit_is_viewed_by_pointer_and_by_keys(notebook, widget):
    whole = regions(widget)
    cake(widget).press("PageDown")
    steady(notebook)
    assert "unit 1 of tier 1" in widget.locator(".ll-say").inner_text()
    assert regions(widget) != whole
    cake(widget).press("Escape")
    steady(notebook)
    assert regions(widget) == whole
    unit = notebook.page.evaluate(
        "() => document.querySelector('.ll').widget.me.boxes.units[9]"
    )
    cake(widget).hover(position={"x": unit["x"] + 5, "y": unit["y"] + 5})
    steady(notebook)
    assert "unit 2 of tier 2" in widget.locator(".ll-say").inner_text()
    notebook.page.mouse.move(0, 0)


def test_a_wrong_recipe_is_refused_in_words(notebook, widget):
    field = widget.get_by_role("textbox")
    field.fill("CakeBuilder|tiers=99relu")
    widget.get_by_role("button", name="Load").click()
    assert "must look like" in widget.get_by_role("alert").inner_text()
    assert notebook.python("print(c.tiers)") == "8relu,4tanh"


def test_own_data_in_plain_dress(notebook, widget):
    plain = notebook.widget(1)
    assert plain.get_by_label("data", exact=True).input_value() == "yours"
    before = both(plain)
    plain.get_by_role("button", name="Train").click()
    until(notebook.page, lambda: int(fact(plain, "right")[:-1]) > 90, "it learns")
    plain.get_by_role("button", name="Pause").click()
    steady(notebook)
    assert both(plain) != before
    assert float(notebook.python("print(p.accuracy)")) > 0.9
    assert int(fact(plain, "right")[:-1]) > 90


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_after_a_restart_it_works_again(notebook, widget):
    notebook.restart()
    again = notebook.widget()
    before = both(again)
    again.get_by_role("button", name="Step").click()
    steady(notebook)
    assert both(again) != before
    assert notebook.python("print(c.steps)") == "31"
