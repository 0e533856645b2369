"""Links of a lesson in the copy that `layerlab lab` opens: each lands at the first click."""

import pytest

from tests.browser.lab import NOT_OURS, PATIENCE
from tests.browser.opened_course import opened_course
from tools.project import ROOT

REACHES = (
    "layerlab.lab",
    "layerlab.working_copy",
    "layerlab/cli.py",
    "layerlab/lab_settings/**/*",
    "course/*.ipynb",
    "exercises/*.ipynb",
)
# lesson, words of the link, the other notebook, the heading that it leads to
LINKS = [
    ("01_cake", "training", "glossary.ipynb", "Training"),
    ("01_cake", "parameters", "glossary.ipynb", "Parameter"),
    ("02_onion", "linear probe", "glossary.ipynb", "Linear-probe"),
    ("04_perceptron", "Exercise 4.1 · predict", "04_perceptron.ipynb", None),
    ("04_perceptron", "Exercise 4.5 · lift", "04_perceptron.ipynb", None),
    ("08_autograd", "8.3 · backward", "08_autograd.ipynb", None),
]
# How far below the upper edge of its notebook a heading stands; null where it is unseen.
PLACE = """([file, id]) => {
  const panels = [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden)')];
  for (const panel of panels) {
    const heading = panel.querySelector(`[data-jupyter-id="${CSS.escape(id)}"], #${CSS.escape(id)}`);
    if (!heading) continue;
    const box = panel.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
    const at = heading.getBoundingClientRect();
    if (at.height && at.top > box.top - 20 && at.bottom < box.bottom) return at.top - box.top;
  }
  return null;
}"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The address of a server that the command started."""
    home = tmp_path_factory.mktemp("landing")
    with opened_course(home, ROOT, home / "copy") as (address, _):
        yield address


@pytest.fixture
def page(browser, course):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    opened, errors = context.new_page(), []
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert [error for error in errors if not NOT_OURS.search(error)] == []


@pytest.mark.parametrize(("lesson", "words", "file", "word"), LINKS)
def test_a_link_lands_at_the_first_click(page, course, lesson, words, file, word):
    page.goto(f"{course}/lab/tree/course/{lesson}.ipynb?token=t&reset")
    link = page.locator(".jp-RenderedMarkdown a", has_text=words).first
    link.wait_for()
    if word:
        assert len(link.get_attribute("title")) > 30, "a card on hover"
    link.scroll_into_view_if_needed()
    link.click()
    heading = word or f"Exercise {words.removeprefix('Exercise ')}".replace(" ", "-")
    page.wait_for_function(PLACE, arg=[file, heading], timeout=60_000)
    page.wait_for_timeout(1500)  # what renders late may push it away
    assert page.evaluate(PLACE, [file, heading]) is not None


def test_the_copy_begins_with_one_line(page, course):
    page.goto(f"{course}/lab/tree/course/04_perceptron.ipynb?token=t&reset")
    script = "(line) => document.querySelector('.jp-CodeCell .cm-content')?.innerText.trim() === line"
    line = "import layerlab as ll; ll.setup()"
    page.wait_for_function(script, arg=line, timeout=60_000)


def test_a_word_shows_its_card_to_the_keyboard(page, course):
    page.goto(f"{course}/lab/tree/course/01_cake.ipynb?token=t&reset")
    link = page.locator(".jp-RenderedMarkdown a", has_text="training").first
    link.wait_for()
    card = "(link) => getComputedStyle(link, '::after').content"
    assert link.evaluate(card) == "none"
    page.keyboard.press("Tab")  # from now on focus is the keyboard's
    link.focus()
    assert "Finding the parameters" in link.evaluate(card)
    assert link.get_attribute("title") in link.evaluate(card)
