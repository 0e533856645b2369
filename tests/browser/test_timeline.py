"""Where the time goes in JupyterLab: every control by mouse and by keys."""

import pytest

from tests.browser.common import ends, no_axe_findings, options, picture, steady

CELLS = ["import layerlab as ll\nt = ll.widgets.WhereTheTimeGoes()\nt"]


@pytest.fixture
def widget(notebook):
    notebook.python(
        "t.data, t.precision, t.channels, t.batch = 'resident', 'float32', 'first', 1024"
    )
    steady(notebook)
    return notebook.widget()


def lanes(widget):
    return picture(widget.locator("canvas"))


@pytest.mark.parametrize("label", ["data path", "precision", "layout"])
def test_every_choice_changes_the_picture(notebook, widget, label):
    options(notebook, widget.get_by_label(label, exact=True), lambda: lanes(widget))


def test_the_batch_goes_to_both_ends(notebook, widget):
    ends(notebook, widget.get_by_label("batch"), lambda: lanes(widget))
    widget.get_by_label("batch").press("End")
    steady(notebook)
    assert notebook.python("print(t.batch)") == "2048"


def test_the_words_name_the_largest_part(notebook, widget):
    widget.get_by_label("data path", exact=True).select_option("single")
    steady(notebook)
    assert "the largest part is loading" in widget.locator(".ll-say").inner_text()
    assert notebook.python("print(t.data)") == "single"


def test_a_new_start_is_compared_with(notebook, widget):
    widget.get_by_role("button", name="Compare from here").press("Enter")
    steady(notebook)
    assert "1.0 times as many" in widget.locator(".ll-say").inner_text()
    widget.get_by_role("button", name="Compare from here").click()


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)
