"""Predictions as a learner meets them: in JupyterLab, by mouse and by keys, and on a page
without a kernel."""

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import v4

from tests.browser.common import no_axe_findings, picture
from tools.predictions.placing import predicted
from tools.project import ROOT

REACHES = ("course/*.ipynb", "layerlab/predictions/answers/*.json")

RUN = """async (n) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = n;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""


def lesson(unit):
    """The cells of a lesson, as they are stored."""
    return nbformat.read(ROOT / f"course/{unit}.ipynb", as_version=4).cells


class Asked:
    """One prediction of a lesson in an open notebook: its widget, and its cells."""

    def __init__(self, notebook, cells, name):
        self.notebook, self.page = notebook, notebook.page
        sources = [cell.source for cell in cells]
        self.at = sources.index(f'll.predict("{name}")')
        self.below = [n for n, cell in enumerate(cells) if predicted(cell) == name]
        self.run(self.at)  # a fresh one: the notebook ran all its cells
        cell = self.page.locator(".jp-Notebook .jp-Cell").nth(self.at)
        self.widget = cell.locator(".ll")
        self.press = self.widget.get_by_role("button", name="This is my answer")
        self.press.wait_for()

    def run(self, number):
        """Run one cell, and wait for it."""
        self.page.evaluate(RUN, number)
        self.page.wait_for_timeout(400)

    def answer(self):
        """Run the cells that answer."""
        for number in self.below:
            self.run(number)
        self.widget.locator(".ll-why").wait_for()

    @property
    def says(self):
        self.page.wait_for_timeout(300)  # words settle
        return self.widget.locator(".ll-say").inner_text()

    @property
    def is_open(self):
        """Whether the page shows what came out."""
        return self.widget.locator(".ll-why").count() > 0


@pytest.fixture
def ask(open_notebook):
    """A function that opens a lesson up to the cells that answer a prediction."""
    opened = []

    def ask_(unit, name, *, dark=False):
        cells = lesson(unit)
        last = max(n for n, cell in enumerate(cells) if predicted(cell) == name)
        cells = cells[: last + 1]  # later ones would give its names other values
        opened.append(open_notebook(cells, name=f"{name}_{dark}", dark=dark))
        return Asked(opened[0], cells, name)

    yield ask_
    assert opened[0].errors == []


def test_a_wrong_prediction_by_mouse(ask):
    asked = ask("04_perceptron", "side")
    assert asked.press.is_disabled()
    asked.widget.get_by_label("positive").check()
    asked.press.click()
    assert "run the next cell" in asked.says and not asked.is_open
    asked.answer()
    assert asked.says == "Not as you predicted: you said positive; it is negative."
    text = asked.widget.inner_text()
    assert "The cell gives\n-2.0" in text and "speaks against cake" in text
    assert asked.widget.get_by_label("positive").is_disabled()
    no_axe_findings(asked.page, ".ll:has(.ll-why)")


def test_a_right_prediction_by_keys_alone(ask):
    asked = ask("04_perceptron", "third_measurement")
    keyboard = asked.page.keyboard
    asked.widget.get_by_label(re.compile("^no")).focus()
    keyboard.press("ArrowUp")  # as radio buttons do
    assert asked.widget.get_by_label(re.compile("^yes")).is_checked()
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert "run the next cell" in asked.says
    asked.answer()
    assert asked.says.startswith("As you predicted: yes")
    hits = asked.notebook.python("print(ll.progress.predicted()['perceptron'])")
    assert "'third_measurement': True" in hits


def test_cells_that_ran_already_answer_at_once(ask):
    asked = ask("04_perceptron", "half_the_gap")
    for number in asked.below:
        asked.run(number)
    assert not asked.is_open
    asked.widget.get_by_label("it about doubles").check()
    asked.press.press("Enter")
    assert asked.says.startswith("As you predicted") and asked.is_open


def test_a_number_is_typed_and_entered(ask):
    asked = ask("05_descent", "price_at_0")
    field = asked.widget.get_by_label("Your number")
    field.type("many")
    assert asked.press.is_disabled()
    field.fill("0,7")
    field.fill("0.7")
    field.press("Enter")
    asked.answer()
    assert asked.says == "As you predicted: 0.693."


def test_a_curve_is_drawn_by_mouse_and_the_true_one_lies_over_it(ask):
    asked = ask("05_descent", "three_times")
    canvas = asked.widget.locator("canvas")
    canvas.scroll_into_view_if_needed()
    empty = picture(canvas)
    box = canvas.bounding_box()
    places = [(0.07, 0.9), (0.3, 0.4), (0.6, 0.5), (0.97, 0.5)]
    at = [
        (box["x"] + u * box["width"], box["y"] + v * box["height"]) for u, v in places
    ]
    asked.page.mouse.move(*at[0])
    asked.page.mouse.down()
    for place in at[1:]:
        asked.page.mouse.move(*place, steps=12)
    asked.page.mouse.up()
    drawn = picture(canvas)
    assert drawn != empty and asked.press.is_enabled()
    asked.press.click()
    asked.answer()
    asked.page.wait_for_timeout(200)
    assert picture(canvas) != drawn
    assert re.search(r"on average your curve lies \d+% of the height away", asked.says)
    assert "swings in" in asked.widget.inner_text()
    assert "the one that came out" in canvas.get_attribute("aria-label")


def test_a_curve_is_drawn_by_keys_alone(ask):
    asked = ask("05_descent", "three_times")
    canvas = asked.widget.locator("canvas")
    canvas.focus()
    keyboard = asked.page.keyboard
    for step, change in enumerate([-20, 34, -31, 29, -27, 25, -23, 21, -20]):
        if step:
            keyboard.press("ArrowRight")
        for _ in range(abs(change)):
            keyboard.press("ArrowUp" if change > 0 else "ArrowDown")
    assert asked.says == "step 8: w 0.2. The curve is whole."
    asked.press.focus()
    keyboard.press("Enter")
    asked.answer()
    assert asked.says.startswith("As you predicted")


def test_things_are_put_in_order_by_keys(ask):
    asked = ask("02_onion", "most_numbers")
    steps = ["the first, a", "the second, b", "the fourth, d", "the third, c"]
    texts = asked.widget.locator(".ll-order li span")
    assert asked.press.is_disabled() and texts.all_inner_texts() != steps
    for place, text in enumerate(steps):
        while texts.all_inner_texts().index(text) > place:
            asked.widget.get_by_role("button", name=f"Up: {text}").press("Enter")
    assert f"{steps[3]} is number" in asked.says or "is number" in asked.says
    asked.press.press("Enter")
    asked.answer()
    assert asked.says.startswith("As you predicted: the first")


def test_axe_finds_nothing_in_the_dark(ask):
    asked = ask("04_perceptron", "already_right", dark=True)
    asked.widget.get_by_label("for one").check()
    asked.press.click()
    asked.answer()
    no_axe_findings(asked.page, ".ll:has(.ll-why)")


# ---- a page without a kernel -----------------------------------------------------------

CODE = ["import layerlab as ll\nll.setup()", 'll.predict("{}")', "print('it came out')"]


def exported(name, folder):
    """An exported page with one prediction, run live, and what nbconvert makes of it."""
    cells = [v4.new_code_cell(source.format(name)) for source in CODE]
    cells[2].metadata["tags"] = [f"predict:{name}"]
    book = v4.new_notebook(cells=cells)
    NotebookClient(book, store_widget_state=False).execute(
        env={
            **_environment(),
            "LAYERLAB_STATIC": "",
            "LAYERLAB_PROGRESS": str(folder / "p"),
        }
    )
    for cell in book.cells:
        for output in cell.outputs:
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    page = folder / "page.html"
    exporter = HTMLExporter(require_js_url="", mathjax_url="")
    page.write_text(exporter.from_notebook_node(book)[0], "utf-8")
    return page


def _environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield context.new_page()
    context.close()


def test_without_a_kernel_the_output_below_unfolds_after_the_guess(page, tmp_path):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(exported("side", tmp_path).as_uri())
    below = page.locator(".jp-Cell-outputWrapper", has_text="it came out")
    assert not below.is_visible()
    page.get_by_label("positive").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".ll-why").wait_for()
    page.wait_for_timeout(300)
    assert below.is_visible()
    assert "it is negative" in page.locator(".ll-say").inner_text()
    assert errors == []
    no_axe_findings(page)


def test_without_a_kernel_a_curve_meets_that_of_the_answers(page, tmp_path):
    page.goto(exported("three_times", tmp_path).as_uri())
    canvas = page.locator(".ll canvas")
    canvas.focus()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    before = picture(canvas)
    page.get_by_role("button", name="This is my answer").press("Enter")
    page.locator(".ll-why").wait_for()
    page.wait_for_timeout(300)
    assert picture(canvas) != before
    assert "Not as you predicted" in page.locator(".ll-say").inner_text()


def test_a_stored_lesson_shows_no_answer_before_it_is_unfolded(page, tmp_path):
    stored = ROOT / "course/04_perceptron.ipynb"
    html = HTMLExporter(require_js_url="", mathjax_url="").from_filename(stored)[0]
    path = tmp_path / "stored.html"
    path.write_text(html, "utf-8")
    page.goto(path.as_uri())
    folds = page.get_by_text("What comes out, and why", exact=True)
    asked = stored.read_text("utf-8").count("ll.predict(")
    assert folds.count() == asked >= 4
    reason = page.get_by_text("The sharpness speaks against")
    assert not reason.is_visible()
    folds.first.click()
    assert reason.is_visible()
    assert page.locator('img[src^="data:image/png"]').count() >= 4
