"""How soon does the heaviest page show something, and is alive? `make bench-site`; no test.

    python -m tools.bench_site [ADDRESS …]     these pages of site/ instead, as 01_cake.html

The site in `site/` is served by this machine and opened by a Chromium whose processor is
slowed four times, each time as if for the first time; of five the median counts.
"First paint" is the browser's own first contentful paint; "a live widget" is the moment
when the first widget of the page can be touched; "all" when every widget can.
"""

import statistics
import sys

from playwright.sync_api import sync_playwright

from tests.browser.lab import FLAGS, PATIENCE, chromium
from tools.project import ROOT
from tools.site import reading

SITE = ROOT / "site"
TIMES, SLOWER = 5, 4
GOALS = {"first paint": 2.0, "a live widget": 4.0}  # seconds
WATCH = """
  window.alive = [];
  new MutationObserver(() => {
    const all = [...document.querySelectorAll("figure[id^=ll-]")];
    const live = all.filter((f) => f.querySelector(".ll canvas, .ll input, .ll button, .ll select"));
    for (let i = alive.length; i < live.length; i++) alive.push(performance.now());
  }).observe(document, { childList: true, subtree: true });
"""
DONE = """(expected) => document.readyState === "complete" && alive.length >= expected
  && performance.getEntriesByName("first-contentful-paint").length > 0"""
FOUND = """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
  alive[0] ?? null, alive.at(-1) ?? null]"""


def main(arguments: list[str] | None = None) -> int:
    """Measure the pages and print the medians; 1 if a goal is missed."""
    names = (sys.argv[1:] if arguments is None else arguments) or [heaviest()]
    missed = 0
    with reading.served(SITE) as address, sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name in names:
            taken = [opened(chrome, f"{address}/{name}") for _ in range(TIMES)]
            missed += report(name, taken)
        chrome.close()
    return int(missed > 0)


def heaviest() -> str:
    """The address of the lesson with the most kilobytes."""
    pages = [path.name for path in SITE.glob("*.html")]
    if not pages:
        raise SystemExit(f"{SITE} holds no pages. Run `make site` first.")
    return max(pages, key=lambda name: reading.kilobytes(SITE, name))


def opened(chrome, url: str) -> dict[str, float]:
    """Open the page in a window without memory: seconds from the click to each event."""
    context = chrome.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="commit")
    page.wait_for_function(DONE, arg=page_widgets(page))
    times = page.evaluate(FOUND)
    context.close()
    found = zip([*GOALS, "all"], times, strict=True)
    return {name: ms / 1000 for name, ms in found if ms is not None}


def page_widgets(page) -> int:
    """How many figures of the page are to come alive."""
    page.wait_for_load_state("domcontentloaded")
    return page.locator("figure[id^=ll-]").count()


def report(name: str, taken: list[dict[str, float]]) -> int:
    """Print a page's medians and ranges; how many goals it misses."""
    print(
        f"{name}, {reading.kilobytes(SITE, name):.0f} KB, {TIMES} times, {SLOWER} x slower"
    )
    missed = 0
    for event in taken[0]:
        seconds = [one[event] for one in taken]
        middle, goal = statistics.median(seconds), GOALS.get(event)
        wanted = f", goal under {goal:.0f} s" if goal else ""
        between = f"{min(seconds):.2f} to {max(seconds):.2f}"
        print(f"  {event:14} {middle:5.2f} s ({between}{wanted})")
        missed += goal is not None and middle >= goal
    return missed


if __name__ == "__main__":
    sys.exit(main())
