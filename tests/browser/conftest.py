"""Fixtures of the browser tests; without Chromium they skip (or fail, if required)."""

import pytest

from tests.browser.lab import FLAGS, PATIENCE, Lab, Notebook, chromium


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("default::ResourceWarning"))


@pytest.fixture(scope="session")
def browser():
    """Chromium, once for all tests."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium is missing: install it, or set LAYERLAB_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """One JupyterLab server, with a folder of its own."""
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def open_notebook(lab, browser):
    """Return a function that opens cells as a notebook in a page and runs them."""
    contexts = []

    def open_(cells, **options):
        context = browser.new_context(viewport={"width": 1100, "height": 950})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        return Notebook(lab, page, cells, **options)

    yield open_
    for context in contexts:
        context.close()
    lab.end_kernels()


@pytest.fixture(scope="module")
def notebook(open_notebook, request):
    """The module's CELLS, open and run; the console stays free of errors to the end."""
    opened = open_notebook(request.module.CELLS, name=request.path.stem)
    yield opened
    assert opened.errors == []
