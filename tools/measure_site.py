"""Read every page of the website in Chromium, and write what was found as a table.

    python -m tools.measure_site          makes the site, reads it, writes docs/site_measured.md

From the whole downwards. `tests/browser/test_site.py` holds the zeros; this shows them.
"""

import datetime
import sys
import tempfile
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser.lab import FLAGS, PATIENCE, PAUSE, chromium
from tools.project import ROOT, Project
from tools.site import __main__ as site
from tools.site import live, reading
from tools.site.pages import Page, pages

TARGET = ROOT / "docs" / "site_measured.md"
HEAD = """# The website, page by page, measured on {day}

`make measure-site` writes this page: it makes the site, opens each page in Chromium at 1280 and at 390 px, and counts.
"seconds" is the execution of the lesson with live widgets, which happens again only when the lesson or what it reaches changed.
"widgets" are those that came alive, of those that the executed lesson shows. "axe" are violations, light and dark. "wide" is by how many pixels the page is wider than a telephone.

{table}
"""


@dataclass
class Row:
    """A page's figures; each field is a column."""

    page: str
    seconds: str
    KB: str
    widgets: str
    console_errors: int
    outside_requests: int
    axe_light: int
    axe_dark: int
    wide: int
    broken_links: int


def main() -> int:
    """Make the site, read it, write the table; 1 if a number that is meant to be 0 is not."""
    project = Project.read()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        if site.build(project, out, set(), jobs=1):
            return 1
        rows = read(project, out)
    text = HEAD.format(day=datetime.date.today(), table=table(rows))
    TARGET.write_text(text, "utf-8")
    print(text)
    return int(any(trouble(row) for row in rows))


def read(project: Project, out: Path) -> list[Row]:
    """A row for the first page and for each page of the course."""
    broken = reading.broken_links(out)
    rows = []
    with reading.served(out) as address, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for page in [None, *pages(project)]:
            name = page.address if page else "index.html"
            seconds, expected = shown(project, page)
            found, *counts = visited(chrome, f"{address}/{name}", address, expected)
            size, dead = f"{reading.kilobytes(out, name):.0f}", broken.get(name, [])
            alive = f"{found} of {expected}"
            rows.append(Row(name, seconds, size, alive, *counts, len(dead)))
        chrome.close()
    return rows


def shown(project: Project, page: Page | None) -> tuple[str, int]:
    """The seconds that the lesson took, and the widgets that it shows."""
    if page is None:
        return "", 1  # the cake builder
    notebook = live.notebook(*live.sources(project, page))
    return str(notebook.metadata.get(live.SECONDS, "")), len(
        reading.widgets_of(notebook)
    )


def visited(chrome, url: str, ours: str, expected: int) -> tuple[int, ...]:
    """Live widgets, console errors, outside requests, axe light, axe dark, pixels too wide."""
    context = chrome.new_context(
        viewport={"width": 1280, "height": 1000}, color_scheme="light"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said, outside = reading.listened(page, ours)
    page.goto(url)
    page.locator("#search input").wait_for()
    page.evaluate(PAUSE, 500 + 100 * expected)
    alive = sum(count > 0 for count in page.evaluate(reading.COUNT))
    light = violations(page)
    page.get_by_role("button", name="Dark or light").click()
    page.evaluate(PAUSE, 300)
    dark = violations(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(PAUSE, 300)
    wide = page.evaluate(reading.OVER)
    context.close()
    return alive, len(said), len(outside), light, dark, wide


def violations(page) -> int:
    """What axe-core finds on the whole page: the number of rules broken."""
    return len(Axe().run(page).response["violations"])


def table(rows: list[Row]) -> str:
    """The rows in Markdown, with their sum."""
    names = [field.name.replace("_", " ") for field in fields(Row)]
    lines = [names, ["---"] * len(names), *(map(str, astuple(row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def trouble(row: Row) -> bool:
    """Whether a number of the row is not the zero, or the whole, that it should be.

    >>> trouble(Row("a.html", "1", "9", "2 of 2", 0, 0, 0, 0, 0, 0))
    False
    >>> trouble(Row("a.html", "1", "9", "1 of 2", 0, 0, 0, 0, 0, 0))
    True
    """
    found, expected = row.widgets.split(" of ")
    return found != expected or any(astuple(row)[4:])


if __name__ == "__main__":
    sys.exit(main())
