"""The made site as a visitor meets it: served, opened, its links followed.

The test of the site and `tools.measure_site` both read it so. From the whole downwards.
"""

import contextlib
import functools
import http.server
import posixpath
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nbformat import NotebookNode

import layerlab as ll

# One number a figure of the page: the things on it that can be seen or touched.
COUNT = """() => [...document.querySelectorAll("figure[id^=ll-]")].map(
  (f) => f.querySelectorAll(".ll canvas, .ll input, .ll button, .ll select").length)"""
# By how many pixels the page is wider than the window.
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(out: Path) -> Iterator[str]:
    """The address at which this machine serves the folder, while the context lasts."""
    serve = functools.partial(_Quiet, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def listened(page, address: str) -> tuple[list[str], list[str]]:
    """The page's errors and its requests to elsewhere: two lists that fill as it lives."""
    said, outside = [], []
    ours = (address, "data:", "blob:")

    def heard(message):
        if message.type == "error":
            said.append(message.text)

    def asked(request):
        if not request.url.startswith(ours):
            outside.append(request.url)

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", asked)
    return said, outside


def widgets_of(notebook: NotebookNode) -> list[str]:
    """The widgets that a notebook shows, by class, in their order.

    Their words tell (`CakeBuilder: A network …`), not the HTML that a page needs, so that
    a widget whose HTML is missing is missed.

    >>> from nbformat import v4
    >>> out = v4.new_output("display_data", {"text/plain": "KernelLab: A grey picture"})
    >>> widgets_of(v4.new_notebook(cells=[v4.new_code_cell(outputs=[out])]))
    ['KernelLab']
    """
    known = {*ll.widgets.__all__, "Predict"}
    words = [
        output.get("data", {}).get("text/plain", "").split(":")[0]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]
    return [word for word in words if word in known]


def broken_links(out: Path) -> dict[str, list[str]]:
    """The links and anchors inside the site that lead nowhere, by the page's address."""
    out = out.resolve()
    html = {path: path.read_text("utf-8") for path in out.rglob("*.html")}
    ids = {
        path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in html.items()
    }
    broken = {}
    for path, text in html.items():
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            if not _lands(out, path, link.replace("&amp;", "&"), ids):
                broken.setdefault(path.relative_to(out).as_posix(), []).append(link)
    return broken


def _lands(out, path, link, ids) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return True
    place = posixpath.join(path.parent.as_posix(), parts.path)
    target = out.joinpath(posixpath.normpath(place)) if parts.path else path
    names = {parts.fragment, unquote(parts.fragment)}
    found = ids.get(target, set())
    return target.exists() and (not parts.fragment or bool(names & found))


def preview(out: Path, address: str) -> dict[str, str]:
    """What the page's head tells a place where its link is shared, by name (`og:image`)."""
    reader = _Head()
    reader.feed((out / address).read_text("utf-8"))
    return reader.told


class _Head(HTMLParser):
    def __init__(self):
        super().__init__()
        self.told = {}

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "meta" and (name := about.get("property") or about.get("name")):
            self.told[name] = about.get("content", "")


def kilobytes(out: Path, address: str) -> float:
    """The page with its pictures, scripts and styles, as files: what a first visit loads."""
    text = (out / address).read_text("utf-8")
    named = {*re.findall(r"assets/\w+\.\w+", text), "site.css", "site.js", address}
    return sum((out / name).stat().st_size for name in named) / 1024
