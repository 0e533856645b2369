"""An error in JupyterLab: short, readable, its calls unfolded by a click or by a key."""

import pytest

CELLS = [
    "import layerlab as ll\nll.setup()\nimport json",
    "json.loads('{')",
]


@pytest.fixture(scope="module")
def failed(notebook):
    """The cell that failed."""
    return notebook.page.locator(".jp-CodeCell").nth(1)


def test_the_error_stands_in_its_box_and_the_calls_are_folded(failed):
    box = failed.locator(".jp-OutputArea-output pre").first
    lines = box.inner_text().strip().splitlines()
    assert lines[0].startswith("JSONDecodeError: Expecting property name")
    assert lines[1] == "This cell, line 1"
    assert lines[-1] == "… 3 calls inside json (%tb shows them)"
    assert not failed.locator("details pre").is_visible()


def test_the_calls_unfold_by_the_keyboard(failed):
    failed.locator("summary").focus()
    failed.page.keyboard.press("Enter")
    assert failed.locator("details pre").is_visible()
    assert "raw_decode" in failed.locator("details pre").inner_text()
