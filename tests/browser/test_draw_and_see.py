"""Draw and see in JupyterLab: drawing, pointing, keys, the learner's network, axe."""

import pytest

from tests.browser.common import drag, no_axe_findings, picture, steady, until

CELLS = [
    "import layerlab as ll, torch, numpy as np\nfrom torch import nn\n"
    "torch.manual_seed(0)\n"
    "model = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),"
    " nn.Conv2d(6, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),"
    " nn.Linear(8 * 49, 3))\n"
    "see = ll.widgets.DrawAndSee(model, ['hat', 'shoe', 'bag'],"
    " examples=torch.rand(3, 1, 28, 28))\nsee"
]


@pytest.fixture
def widget(notebook):
    notebook.python("see.at = [0, 0, 14, 14]")
    found = notebook.widget()
    found.get_by_role("button", name="Clear").click()
    steady(notebook)
    return found


def surface(widget, name):
    return widget.get_by_role("application", name=name)


def at(notebook):
    return notebook.python("print(see.at)")


def test_a_stroke_moves_every_map_and_the_scores(notebook, widget):
    places = [surface(widget, name) for name in ("One map", "Every map")]
    canvases = [*places, widget.get_by_role("img", name="Scores")]
    before = [picture(c) for c in canvases]
    drag(notebook.page, surface(widget, "Drawing pad"), (0.2, 0.5), (0.8, 0.5))
    steady(notebook, 900)
    assert all(picture(c) != b for c, b in zip(canvases, before, strict=True))
    assert notebook.python("print((see.image > 127).any())") == "True"


def test_the_words_hold_the_networks_own_answer(notebook, widget):
    drag(notebook.page, surface(widget, "Drawing pad"), (0.2, 0.2), (0.7, 0.9))
    steady(notebook, 900)
    code = (
        "x = torch.tensor(see.image / 255).float()[None, None]\n"
        "p = model(x).softmax(1)[0]\nv = model[:2](x)[0, 0, 14, 14]\n"
        "print(f'{v:.2f}|{see.classes[p.argmax()]}, {round(100 * p.max().item())}%')"
    )
    value, answer = notebook.python(code).split("|")
    words = widget.locator(".ll-say").inner_text()
    assert answer in words and f"column 15: {value.replace('-', '−')};" in words


def test_pointing_at_a_small_map_chooses_its_unit(notebook, widget):
    every = surface(widget, "Every map")
    box = every.bounding_box()
    notebook.page.mouse.move(box["x"] + 74 + 46 + 21, box["y"] + 21)
    steady(notebook)
    assert at(notebook) == "[0, 1, 14, 14]"
    notebook.page.mouse.move(box["x"] + 74 + 5, box["y"] + box["height"] - 30)
    steady(notebook)
    assert at(notebook).startswith("[1, 0,")


def test_the_frame_on_the_drawing_follows_the_pointer(notebook, widget):
    pad, large = surface(widget, "Drawing pad"), surface(widget, "One map")
    before, box = picture(pad), large.bounding_box()
    notebook.page.mouse.move(box["x"] + 5, box["y"] + 5)
    steady(notebook)
    assert at(notebook) == "[0, 0, 0, 0]" and picture(pad) != before
    assert "its window is 3 by 3" in widget.locator(".ll-say").inner_text()


def test_the_unit_moves_by_keys_and_stops_at_the_edge(notebook, widget):
    large = surface(widget, "One map")
    for key in ("ArrowUp", "Shift+ArrowRight", *["Shift+ArrowDown"] * 5):
        large.press(key)
    steady(notebook)
    assert at(notebook) == "[0, 0, 27, 18]"


def test_maps_and_layers_change_by_keys(notebook, widget):
    every = surface(widget, "Every map")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        every.press(key)
    steady(notebook)
    assert at(notebook) == "[1, 2, 7, 7]"
    assert "its window is 10 by 10" in widget.locator(".ll-say").inner_text()
    every.press("ArrowUp")
    steady(notebook)
    assert at(notebook).startswith("[0, 2,")


def test_keys_draw_only_while_the_pen_is_down(notebook, widget):
    pad = surface(widget, "Drawing pad")
    for key in ("Shift+ArrowUp", "Space", "Shift+ArrowDown", "Space"):
        pad.press(key)
    steady(notebook)
    assert 4 < int(notebook.python("print((see.image > 0).any(1).sum())")) < 10


def test_the_eraser_takes_ink_away(notebook, widget):
    pad = surface(widget, "Drawing pad")
    drag(notebook.page, pad, (0.2, 0.5), (0.8, 0.5))
    steady(notebook)
    before = int(notebook.python("print(see.image.sum())"))
    eraser = widget.get_by_role("button", name="Eraser")
    eraser.press("Enter")
    drag(notebook.page, pad, (0.4, 0.5), (0.6, 0.5))
    steady(notebook)
    eraser.press("Enter")
    assert int(notebook.python("print(see.image.sum())")) < before
    assert eraser.get_attribute("aria-pressed") == "false"


def test_a_picture_comes_onto_the_pad(notebook, widget):
    chosen = widget.get_by_label("on the pad")
    chosen.select_option("2")
    steady(notebook)
    same = "print(np.array_equal(see.image, see.examples[2]))"
    assert notebook.python(same) == "True"
    chosen.select_option("")
    steady(notebook)
    assert notebook.python("print(see.image.any())") == "False"


def test_a_slow_kernel_is_called_busy_and_the_newest_drawing_wins(notebook, widget):
    notebook.python(
        "import time\nquick = see.looking\n"
        "see.looking = lambda x: (time.sleep(1.5), quick(x))[1]"
    )
    drag(notebook.page, surface(widget, "Drawing pad"), (0.3, 0.3), (0.7, 0.7))
    say = widget.locator(".ll-say")
    widget.locator(".ll-say", has_text="busy").wait_for()
    notebook.python("see.looking = quick")
    code = "print(f'{quick(see.image / 255)[0][0][0, 14, 14]:.2f}')"

    def newest():
        value = notebook.python(code).replace("-", "−")
        return f"column 15: {value};" in say.inner_text()

    until(notebook.page, newest, "the newest drawing is answered")


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
