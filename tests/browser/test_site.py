"""The whole website, read as a visitor would: every page, every figure, every link.

It is made once for this module, from the lessons executed with live widgets (`.site/` keeps
what has not changed), and served from a port of this machine.
"""

import functools

import pytest
from PIL import Image

from tests.browser.common import no_axe_findings, picture, until
from tests.browser.lab import PATIENCE, PAUSE
from tools.project import Project
from tools.site import __main__ as site
from tools.site import live, reading
from tools.site.pages import pages

REACHES = (
    "units/**/*",
    "course/*.ipynb",
    "exercises/*.ipynb",
    "tools/**/*",
    "pictures/*",
)
REACHES += ("layerlab/**/*",)
PROJECT = Project.read()
PAGES = {page.address: page for page in pages(PROJECT)}
ADDRESSES = ["index.html", *PAGES]
OWNER, NAME = PROJECT.repository.split("/")
BASE = f"https://{OWNER}.github.io/{NAME}"  # where GitHub Pages publishes it
PHONE = {"width": 390, "height": 844}


def expected(name):
    """The widgets that the lesson shows; the first page has the cake builder."""
    if name == "index.html":
        return 1
    notebook = live.notebook(*live.sources(PROJECT, PAGES[name]))
    return len(reading.widgets_of(notebook))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    assert site.build(PROJECT, folder, set(), jobs=2) == 0
    return folder


@pytest.fixture(scope="module")
def address(out):
    with reading.served(out) as address:
        yield address


@pytest.fixture
def visit(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.said, page.outside = reading.listened(page, address)

    def go(name):
        page.goto(f"{address}/{name}")
        page.locator("#search input").wait_for()
        page.evaluate(PAUSE, 200)
        return page

    yield go
    context.close()


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_is_alive_quiet_and_open_to_everybody(name, visit):
    page = visit(name)
    counts = functools.partial(page.evaluate, reading.COUNT)
    until(page, lambda: all(counts()), "every figure is alive")
    assert len(counts()) == expected(name), "the lesson's widgets, none of them missing"
    assert page.said == [] and page.outside == []
    bare = "[...document.images].filter((i) => !i.hasAttribute('alt')).length"
    assert page.evaluate(bare) == 0
    no_axe_findings(page, "html")
    page.get_by_role("button", name="Dark or light").click()
    page.evaluate(PAUSE, 200)
    no_axe_findings(page, "html")
    page.set_viewport_size(PHONE)
    page.evaluate(PAUSE, 200)
    assert page.evaluate(reading.OVER) <= 0


def test_every_link_of_the_site_and_every_anchor_lands(out):
    assert reading.broken_links(out) == {}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_shared_link_has_a_title_a_sentence_and_a_picture_that_exists(name, out):
    tells = reading.preview(out, name)
    assert len(tells["og:title"]) > 5 and len(tells["og:description"].split()) >= 5
    assert tells["description"] == tells["og:description"]
    assert tells["og:url"] == f"{BASE}/{name}"
    assert tells["og:image"].startswith(f"{BASE}/previews/")
    with Image.open(out / tells["og:image"].removeprefix(f"{BASE}/")) as shown:
        assert shown.format == "PNG" and min(shown.size) >= 200


def test_the_search_finds_a_word_of_the_glossary(visit):
    page = visit("04_perceptron.html")
    page.get_by_role("textbox", name="Search the course").fill("learning rate")
    result = page.locator(".pagefind-ui__result-link").first
    result.wait_for()
    titles = page.locator(".pagefind-ui__result-title").all_inner_texts()
    assert titles and page.said == [] and page.outside == []


def test_a_slider_of_a_page_moves_by_keys_and_the_picture_follows(visit):
    page = visit("index.html")
    cake = page.locator("figure .ll")
    before = picture(cake.locator("canvas").first)
    cake.get_by_role("button", name="Add tier").press("Enter")
    until(page, lambda: picture(cake.locator("canvas").first) != before, "a new tier")
    slider = cake.locator("input[type=range]").first
    value = slider.input_value()
    slider.press("ArrowRight")
    assert slider.input_value() != value


def test_a_prediction_holds_its_answer_back_until_it_is_made(visit):
    page = visit("04_perceptron.html")
    asks = page.locator("figure .ll", has_text="Your prediction").first
    hidden = page.locator('[class~="celltag_predict:side"] .jp-Cell-outputWrapper')
    assert not hidden.first.is_visible()
    asks.get_by_label("negative").check()
    asks.get_by_role("button", name="This is my answer").click()
    until(page, lambda: hidden.first.is_visible(), "the cell's output unfolds")


def test_dark_stays_dark_on_the_next_page(visit):
    page = visit("index.html")
    page.get_by_role("button", name="Dark or light").click()
    dark = "document.documentElement.classList.contains('dark')"
    kept = page.evaluate(dark)
    assert visit("glossary.html").evaluate(dark) == kept
