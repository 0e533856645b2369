"""Onion peeler in JupyterLab: peeling, choosing, painting, by mouse and by keys; axe."""

import pytest

from tests.browser.common import drag, no_axe_findings, options, picture, steady

CELLS = ["import layerlab as ll\no = ll.widgets.OnionPeeler()\no"]


@pytest.fixture
def widget(notebook):
    notebook.python("o.picture, o.layer, o.channel, o.paint = 2, 1, 0, ''")
    steady(notebook)
    found = notebook.widget()
    notebook.page.locator(".ll[data-ready]").first.wait_for()
    return found


def table(widget):
    return widget.get_by_role("application", name="The picture")


def maps(widget):
    return widget.get_by_role("application", name="The layer's maps")


def near(widget):
    return widget.get_by_role("img", name="The nearest pictures")


def test_the_slider_peels_from_the_pixels_to_the_answer(notebook, widget):
    layer = widget.get_by_role("slider")
    seen = set()
    layer.press("Home")
    for expected in range(6):
        steady(notebook)
        assert notebook.python("print(o.layer)") == str(expected)
        seen.add(picture(maps(widget)) + picture(near(widget)))
        layer.press("ArrowRight")
    assert len(seen) == 6
    box = layer.bounding_box()
    layer.click(position={"x": 4, "y": box["height"] / 2})
    steady(notebook)
    assert notebook.python("print(o.layer)") == "0"


def test_the_button_peels_too_and_comes_round(notebook, widget):
    peel = widget.get_by_role("button", name="Peel one layer")
    peel.click()
    peel.press("Enter")
    steady(notebook)
    assert notebook.python("print(o.layer)") == "3"
    for _ in range(3):
        peel.click()
    steady(notebook)
    assert notebook.python("print(o.layer)") == "0"


def test_the_browser_names_the_neighbours_that_python_names(notebook, widget):
    notebook.python("o.layer = 3")
    steady(notebook)
    said = widget.locator(".ll-say").inner_text()
    deep = notebook.python("print(', '.join(o.neighbours[:3]))")
    flat = notebook.python("print(', '.join(o.pixel_neighbours[:3]))")
    assert f"Nearest in layer 3: {deep}." in said
    assert f"Nearest by pixels: {flat}." in said
    name = notebook.python("print(o.names[o.shares.argmax()])")
    assert name in widget.locator(".ll-facts").inner_text()


def test_a_channel_is_chosen_by_mouse_and_by_keys(notebook, widget):
    patches = widget.get_by_role("img", name="The patches that excite")
    before = picture(patches)
    maps(widget).click(position={"x": 200, "y": 30})  # the third of the upper row
    steady(notebook)
    assert notebook.python("print(o.channel)") == "2"
    assert picture(patches) != before
    maps(widget).press("ArrowDown")
    steady(notebook)
    assert notebook.python("print(o.channel)") == "8"
    maps(widget).press("ArrowLeft")
    steady(notebook)
    assert notebook.python("print(o.channel)") == "7"
    assert "channel 7" in widget.locator(".ll-say").inner_text()


def test_every_picture_can_be_chosen(notebook, widget):
    chosen = widget.get_by_label("picture", exact=True)
    options(notebook, chosen, lambda: picture(table(widget)))
    assert notebook.python("print(o.picture)") == "-1"  # the empty sheet stands last


def test_paint_by_mouse_changes_picture_maps_and_python(notebook, widget):
    widget.get_by_label("picture", exact=True).select_option("-1")
    widget.get_by_label("paint", exact=True).select_option("e")
    steady(notebook)
    before = picture(table(widget)), picture(maps(widget))
    drag(notebook.page, table(widget), (0.3, 0.5), (0.7, 0.5))
    steady(notebook)
    assert picture(table(widget)) != before[0] and picture(maps(widget)) != before[1]
    red = "print((o.image == (0xC8, 0x32, 0x2F)).all(-1).sum())"
    assert 25 < int(notebook.python(red)) < 60
    widget.get_by_label("paint", exact=True).select_option(".")
    drag(notebook.page, table(widget), (0.3, 0.5), (0.7, 0.5))
    steady(notebook)
    assert notebook.python(red) == "0" and notebook.python("print(o.paint)") == ""


def test_paint_by_keys_and_wipe(notebook, widget):
    widget.get_by_label("paint", exact=True).select_option("j")
    table(widget).focus()
    notebook.page.keyboard.press("Shift+ArrowUp")
    steady(notebook)
    assert notebook.python("print(o.paint)") == ""
    for key in ("Space", "Shift+ArrowRight", "ArrowDown", "Space", "ArrowDown"):
        notebook.page.keyboard.press(key)
    steady(notebook)
    text = notebook.python("print(o.paint)")
    assert "j" in text
    again = notebook.python(
        f"print((ll.widgets.OnionPeeler(2, paint={text!r}).image == o.image).all())"
    )
    assert again == "True"
    widget.get_by_role("button", name="Wipe").press("Space")
    steady(notebook)
    assert notebook.python("print(o.paint)") == ""


def test_python_moves_it_too(notebook, widget):
    before = picture(maps(widget))
    notebook.python("o.layer, o.channel = 4, 63")
    steady(notebook)
    assert picture(maps(widget)) != before
    assert "channel 63 of 64" in widget.locator(".ll-say").inner_text()


def test_a_stroke_is_followed_within_a_frame_or_two(notebook, widget):
    script = "node => { const w = node.widget; w.frames = 0; w.work = 0; }"
    widget.evaluate(script)
    drag(notebook.page, table(widget), (0.2, 0.2), (0.8, 0.8), steps=40)
    steady(notebook)
    frames = widget.evaluate("node => node.widget.frames")
    assert frames >= 5
    assert widget.evaluate("node => node.widget.work / node.widget.frames") < 30


def test_axe_finds_nothing_in_light_and_dark(notebook, widget):
    no_axe_findings(notebook.page)
    before = picture(near(widget))
    notebook.set_theme("JupyterLab Dark")
    steady(notebook)
    assert picture(near(widget)) != before
    no_axe_findings(notebook.page)
    notebook.set_theme("JupyterLab Light")
    steady(notebook)
