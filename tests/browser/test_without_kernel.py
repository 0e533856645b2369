"""What stands where no kernel runs: the stored picture, and the figure that comes alive."""

import nbformat
import pytest
from nbconvert import HTMLExporter

import layerlab as ll
from tests.browser.common import no_axe_findings, picture, until
from tests.browser.lab import PATIENCE, PAUSE

NAMES = [name for name in ll.widgets.__all__ if name != "CourseWidget"]


def exported(widget):
    """Return the HTML page that nbconvert makes of a notebook with this output."""
    data, metadata = widget._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    data = {key: value for key, value in data.items() if key != view}
    output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("widget", outputs=[output])
    book = nbformat.v4.new_notebook(cells=[cell])
    return HTMLExporter(require_js_url="", mathjax_url="").from_notebook_node(book)[0]


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1100, "height": 1000})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def open_file(page, path, html):
    errors, requests = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    path.write_text(html, "utf-8")
    page.goto(path.as_uri())
    outside = [u for u in requests if not u.startswith(("file:", "data:", "blob:"))]
    return errors, [url for url in outside if "cdnjs" not in url and "unpkg" not in url]


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_widget_is_a_picture_in_an_export(name, page, tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    html = exported(getattr(ll.widgets, name)())
    assert "model not found" not in html and "widget-view" not in html
    errors, _ = open_file(page, tmp_path / "stored.html", html)
    image = page.locator(".jp-OutputArea-output img")
    assert image.evaluate("node => node.naturalWidth") > 500
    assert errors == []


@pytest.mark.parametrize("name", NAMES)
def test_an_export_with_the_figure_is_alive_without_a_kernel(
    name, page, tmp_path, monkeypatch
):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    html = exported(getattr(ll.widgets, name)())
    errors, requests = open_file(page, tmp_path / "live.html", html)
    widget = page.locator(".ll")
    widget.wait_for()
    page.evaluate(PAUSE, 300)
    canvas = widget.locator("canvas").first
    before = [picture(c) for c in widget.locator("canvas").all()]
    press = widget.get_by_role("button", disabled=False)
    if press.count():
        press.first.focus()
        page.keyboard.press("Enter")
    slider = widget.locator("input[type=range]").first
    if slider.count():
        slider.press("End")
        slider.press("Home")
    choice = widget.locator("select").first
    if not press.count() and not slider.count():
        choice.select_option(index=choice.locator("option").count() - 1)
    until(
        page,
        lambda: [picture(c) for c in widget.locator("canvas").all()] != before,
        "the picture changes",
    )
    assert canvas.bounding_box()["width"] > 100
    assert errors == [] and requests == []
    no_axe_findings(page)


def test_without_scripts_the_picture_and_its_words_stay(browser, tmp_path):
    html = ll.widgets.PerceptronPlayground()._repr_mimebundle_()[0]["text/html"]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_file(page, tmp_path / "plain.html", html)
    assert "10 of 20" in page.locator("figure img").get_attribute("alt")
    context.close()
