"""The scenes in JupyterLab: on and back, drag, keys, dark theme, axe; Python hears of it."""

import pytest

from layerlab.widgets.scenes import still
from tests.browser.common import drag, no_axe_findings, picture, steady, until

NAMES = list(still.STILLS)
CELLS = [
    "import layerlab as ll",
    *(f"s{i} = ll.widgets.Scene({name!r})\ns{i}" for i, name in enumerate(NAMES)),
]
STEPS = [len(board.POSES) for board in still.STILLS.values()]
# where something can be taken hold of in the last step, and where to, as shares
HANDS = [
    ((0.33, 0.537), (0.4, 0.4)),
    ((0.5, 0.5), (0.62, 0.4)),
    ((0.5, 0.5), (0.62, 0.4)),
    ((0.3, 0.3), (0.36, 0.2)),
    ((0.236, 0.533), (0.3, 0.42)),
    ((0.302, 0.184), (0.42, 0.184)),
    ((0.124, 0.184), (0.124, 0.1)),
]


@pytest.fixture(params=range(len(NAMES)), ids=NAMES)
def scene(request, notebook):
    number = request.param
    widget = notebook.widget(number)
    notebook.python(f"s{number}.step = 0")
    steady(notebook)
    return number, widget


def plot(widget):
    return picture(widget.locator("canvas").first)


def words(widget):
    return widget.locator(".ll-say").inner_text()


def slid(notebook, widget):
    """Wait until the picture rests."""
    last = [None]

    def rests():
        before, last[0] = last[0], plot(widget)
        return before == last[0]

    until(notebook.page, rests, "the picture rests")
    steady(notebook)


def test_next_and_back_walk_through_all_steps(notebook, scene):
    number, widget = scene
    seen = []
    for step in range(STEPS[number]):
        slid(notebook, widget)
        seen.append((words(widget), plot(widget)))
        told = notebook.python(f"print(s{number}.step, len(s{number}.at))")
        assert told.split()[0] == str(step)
        assert (
            f"{step + 1} of {STEPS[number]}" in widget.locator(".ll-facts").inner_text()
        )
        if step + 1 < STEPS[number]:
            widget.get_by_role("button", name="Next").click()
    assert len({text for text, _ in seen}) == STEPS[number]
    assert widget.get_by_role("button", name="Next").is_disabled()
    widget.get_by_role("button", name="Back").click()
    slid(notebook, widget)
    assert words(widget) == seen[-2][0]


def test_page_down_goes_on_and_arrows_move(notebook, scene):
    number, widget = scene
    canvas = widget.locator("canvas").first
    canvas.focus()
    for _ in range(STEPS[number] - 1):
        notebook.page.keyboard.press("PageDown")
        slid(notebook, widget)
    before, at = plot(widget), notebook.python(f"print(s{number}.at)")
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("ArrowDown")
    slid(notebook, widget)
    assert plot(widget) != before
    assert notebook.python(f"print(s{number}.at)") != at
    notebook.page.keyboard.press("PageUp")
    steady(notebook)
    assert notebook.python(f"print(s{number}.step)") == str(STEPS[number] - 2)


def test_what_is_in_it_can_be_dragged(notebook, scene):
    number, widget = scene
    notebook.python(f"s{number}.step = {STEPS[number] - 1}")
    slid(notebook, widget)
    before, at = plot(widget), notebook.python(f"print(s{number}.at)")
    drag(notebook.page, widget.locator("canvas").first, *HANDS[number])
    slid(notebook, widget)
    assert plot(widget) != before
    assert notebook.python(f"print(s{number}.at)") != at


def test_the_dark_theme_is_worn_and_axe_finds_nothing_in_either(notebook):
    notebook.set_theme("JupyterLab Light")  # another module may have left it dark
    steady(notebook)
    before = plot(notebook.widget(0))
    no_axe_findings(notebook.page)
    notebook.set_theme("JupyterLab Dark")
    until(notebook.page, lambda: plot(notebook.widget(0)) != before, "dark colours")
    no_axe_findings(notebook.page)
    notebook.set_theme("JupyterLab Light")
