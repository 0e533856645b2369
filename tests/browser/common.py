"""What the browser tests of several widgets do: drag, compare pictures, run axe."""

import hashlib
import time

from tests.browser.lab import PATIENCE, PAUSE

TELL = 450  # ms: the widget tells Python at most every 150 ms, and the words settle
STEP = 50  # ms between two looks


def steady(notebook, ms=TELL):
    """Wait until the widget has told Python and the words have settled.

    The page's own clock is waited for, which a busy machine delays as it does the
    widget's; then Python's answer to all that it was told; then the picture.
    """
    notebook.page.evaluate(PAUSE, ms)
    notebook.python("")
    notebook.page.evaluate(PAUSE, STEP)


def until(page, condition, what):
    """Wait until `condition()` holds, however slow the machine is."""
    end = time.monotonic() + PATIENCE / 1000
    while not condition():
        assert time.monotonic() < end, f"not even after minutes: {what}"
        page.evaluate(PAUSE, STEP)


def moved(notebook, changed, before, what):
    """Assert that what `changed()` reads becomes another.

    Then wait until Python was told: what it says of the last choice must not meet the next.
    """
    until(notebook.page, lambda: changed() != before, f"{what} changes something")
    steady(notebook)


def picture(locator) -> str:
    """Return a fingerprint of a canvas's pixels."""
    data = locator.evaluate("node => node.toDataURL()")
    return hashlib.sha256(data.encode()).hexdigest()


def drag(page, locator, start, end, steps=8):
    """Drag inside `locator` from `start` to `end`, given as fractions of its size."""
    box = locator.bounding_box()
    points = [
        (box["x"] + u * box["width"], box["y"] + v * box["height"])
        for u, v in (start, end)
    ]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=steps)
    page.mouse.up()


def no_axe_findings(page, selector=".ll"):
    """Assert that axe-core finds nothing inside the widget."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page, context=selector)
    found = [
        f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes']]}"
        for v in results.response["violations"]
    ]
    assert not found, "\n".join(found)


def ends(notebook, slider, changed):
    """Move a range input to both ends, by keys and by mouse; assert each changes."""
    for key in ("End", "Home"):
        before = changed()
        slider.press(key)
        moved(notebook, changed, before, f"{key} on {slider}")
    box = slider.bounding_box()
    for place in (box["width"] - 4, 4):
        before = changed()
        slider.click(position={"x": place, "y": box["height"] / 2})
        moved(notebook, changed, before, f"a click at {place} on {slider}")


def options(notebook, select, changed):
    """Choose every option, first as the mouse does, then by the arrow keys."""
    values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
    for value in [*values[1:], values[0]]:
        before = changed()
        select.select_option(value)
        moved(notebook, changed, before, f"option {value}")
    select.focus()
    for value in values[1:]:
        before = changed()
        notebook.page.keyboard.press("ArrowDown")
        moved(notebook, changed, before, f"ArrowDown to {value}")
        assert select.input_value() == value
