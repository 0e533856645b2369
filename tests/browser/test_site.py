"""The whole website, read as a visitor would: every page, every figure, every link.

It is made once for this module, from the lessons executed with live widgets (`.site/` keeps
what has not changed), and served from a port of this machine.
"""

import functools
import http.server
import posixpath
import re
import threading
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.common import no_axe_findings, picture, until
from tests.browser.lab import PATIENCE, PAUSE
from tools.project import Project
from tools.site import __main__ as site
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
ADDRESSES = ["index.html", *(page.address for page in pages(PROJECT))]
PHONE = {"width": 390, "height": 844}
COUNT = """() => [...document.querySelectorAll("figure[id^=ll-]")].map(
  (f) => f.querySelectorAll(".ll canvas, .ll input, .ll button, .ll select").length)"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    assert site.build(PROJECT, folder, set(), jobs=2) == 0
    return folder


@pytest.fixture(scope="module")
def address(out):
    serve = functools.partial(Quiet, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.said, page.outside = [], []
    page.on(
        "console", lambda m: page.said.append(m.text) if m.type == "error" else None
    )
    page.on("pageerror", lambda error: page.said.append(str(error)))
    ours = (address, "data:", "blob:")
    page.on(
        "request",
        lambda r: None if r.url.startswith(ours) else page.outside.append(r.url),
    )

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
    until(page, lambda: all(page.evaluate(COUNT)), "every figure is alive")
    assert page.said == [] and page.outside == []
    bare = "[...document.images].filter((i) => !i.hasAttribute('alt')).length"
    assert page.evaluate(bare) == 0
    no_axe_findings(page, "html")
    page.get_by_role("button", name="Dark or light").click()
    page.evaluate(PAUSE, 200)
    no_axe_findings(page, "html")
    page.set_viewport_size(PHONE)
    page.evaluate(PAUSE, 200)
    assert page.evaluate(OVER) <= 0


def test_every_link_of_the_site_and_every_anchor_lands(out):
    html = {path: path.read_text("utf-8") for path in out.rglob("*.html")}
    ids = {
        path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in html.items()
    }
    broken = []
    for path, text in html.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme:
                continue
            place = posixpath.join(path.parent.as_posix(), parts.path)
            target = out.joinpath(posixpath.normpath(place)) if parts.path else path
            anchor = parts.fragment
            if not target.exists() or (
                anchor and not {anchor, unquote(anchor)} & ids.get(target, set())
            ):
                broken.append(f"{path.name}: {link}")
    assert broken == []


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
