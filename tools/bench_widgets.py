"""How fast do the widgets follow? `make bench-widgets` runs this; it is not a test.

One notebook in JupyterLab in Chromium shows the same demo three ways (bench_field): in
the browser, by the kernel, by interact and matplotlib. In turn, so that all three meet
the same load: a key is pressed and the time to the changed picture taken; then the slider
is dragged for three seconds and pictures are counted. Last, the playground trains.
From the whole downwards.
"""

import json
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.lab import FLAGS, Lab, Notebook, chromium, free_port  # noqa: E402

ROUNDS, KEYS, DRAG = 4, 8, 3.0  # rounds, keys a round, seconds of a drag
HAND = 125  # moves a second: what a plain USB mouse sends
WAYS = ("browser", "kernel", "interact")
CELLS = [
    "%matplotlib inline\nfrom tools.bench_field import Field, with_interact\n"
    "Field('browser')",
    "Field('kernel')",
    "with_interact();",
    "import layerlab as ll\n"
    "ll.widgets.NetworkPlayground(tiers='8relu,8relu', data='moons', steps=0)",
]
# In the page: count the changed pictures of each way, and when the last one came.
WATCH = """() => {
  const bench = window.bench = { browser: [], kernel: [], interact: [], key: 0 };
  document.addEventListener('keydown', () => { bench.key = performance.now(); }, true);
  const [browser, kernel] = [...document.querySelectorAll('.ll')].map((n) => n.widget);
  for (const [name, ui] of [['browser', browser], ['kernel', kernel]]) {
    const draw = ui.drawing;
    ui.drawing = (c) => { draw(c); bench[name].push(performance.now()); };
  }
  const output = document.querySelector('.widget-interact .widget-output');
  let last = '';
  new MutationObserver(() => {
    const image = output.querySelector('img');
    if (!image || image.src === last) return;
    last = image.src;
    image.decode().then(() => bench.interact.push(performance.now()), () => {});
  }).observe(output, { childList: true, subtree: true, attributes: true });
}"""


def main():
    """Run the benchmark and print its figures."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        lab = Lab(Path(home))
        try:
            port = free_port()
            flags = [*FLAGS, f"--remote-debugging-port={port}"]
            chrome = playwright.chromium.launch(executable_path=chromium(), args=flags)
            page = chrome.new_page(viewport={"width": 1100, "height": 1000})
            notebook = Notebook(lab, page, CELLS, name="bench")
            notebook.page.locator(".widget-interact img").wait_for()
            notebook.page.wait_for_timeout(1500)
            report(notebook, Hand(port))
            chrome.close()
        finally:
            lab.close()


def report(notebook, hand):
    """Measure and print."""
    notebook.page.evaluate(WATCH)
    times, drags = {way: [] for way in WAYS}, {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            times[way] += [one_key(notebook.page, way) for _ in range(KEYS)]
    for _ in range(2):
        for way in WAYS:
            drags[way].append(one_drag(notebook.page, way, hand))
    base = statistics.median(times["interact"])
    print(
        "way       median ms   95% ms   times faster   in a drag, a second: pictures moves"
    )
    for way in WAYS:
        middle = statistics.median(times[way])
        late = statistics.quantiles(times[way], n=20)[-1]
        rate, moves = max(drags[way])
        numbers = f"{middle:9.1f} {late:8.1f} {base / middle:14.1f}"
        print(f"{way:9} {numbers} {rate:29.1f} {moves:5.1f}")
    every_frame(notebook.page)
    print(f"own script per picture, browser: {script(notebook.page, 0):.2f} ms")
    print(f"last value of the drag shown by the kernel: {last_shown(notebook.page)}")
    train(notebook.page)


def every_frame(page):
    """Move the slider once a frame and print; a drag may be slower than the screen."""
    frames, drawn = slider(page, "browser").evaluate(EVERY_FRAME)
    print(
        f"a value a frame, browser: {frames:.1f} frames, {drawn:.1f} pictures a second"
    )


def slider(page, way):
    """Return the locator of a way's slider."""
    found = page.locator(".ll").nth(WAYS.index(way)).locator("input[type=range]")
    if way == "interact":
        found = page.locator(".widget-interact [role=slider]").first
    found.scroll_into_view_if_needed()
    return found


def one_key(page, way):
    """Press an arrow key; return the milliseconds until the picture has changed."""
    slider(page, way).focus()
    page.wait_for_timeout(120)
    seen = page.evaluate(f"() => bench.{way}.length")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => bench.{way}.length > {seen}", polling=5)
    return page.evaluate(f"() => bench.{way}[{seen}] - bench.key")


def one_drag(page, way, hand):
    """Drag the slider to and fro for three seconds; pictures and moves a second."""
    handle = slider(page, way)
    track = handle.locator("xpath=ancestor::*[contains(@class, 'slider')][1]")
    box = (track if way == "interact" else handle).bounding_box()
    y = box["y"] + box["height"] / 2
    start = handle.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, y)
    page.mouse.down()
    seen, begin, k = page.evaluate(f"() => bench.{way}.length"), time.monotonic(), 0
    while lasted(begin) < DRAG:
        k += 1
        there = abs((k * 0.01) % 2 - 1)
        hand.move(box["x"] + (0.05 + 0.9 * there) * box["width"], y)
        time.sleep(max(0.0, k / HAND - lasted(begin)))
    seconds = lasted(begin)
    drawn = page.evaluate(f"() => bench.{way}.length") - seen
    page.mouse.up()
    page.wait_for_timeout(800)
    return drawn / seconds, k / seconds


class Hand:
    """A mouse that moves as often as real ones do: it does not wait for the browser.

    Playwright waits after each move until the page has dealt with it, and so moves less
    often than the screen is drawn.
    """

    def __init__(self, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            pages = [p for p in json.load(answer) if p["type"] == "page"]
        address = pages[0]["webSocketDebuggerUrl"]
        self.line = websocket.create_connection(address, suppress_origin=True)
        self.moves = 0

    def move(self, x, y):
        """Move to a point with the left button held."""
        self.moves += 1
        where = {"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1}
        call = {"id": self.moves, "method": "Input.dispatchMouseEvent", "params": where}
        self.line.send(json.dumps(call))


def lasted(begin):
    """Return the seconds since a time."""
    return time.monotonic() - begin


# A new value with every frame of the screen, for three seconds: frames and pictures a second.
EVERY_FRAME = """async (input) => {
  const seen = bench.browser.length, begin = performance.now();
  let frames = 0;
  while (performance.now() - begin < 3000) {
    const share = Math.abs((frames++ * 0.013) % 2 - 1);
    input.value = +input.min + share * (input.max - input.min);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
  const seconds = (performance.now() - begin) / 1000;
  return [frames / seconds, (bench.browser.length - seen) / seconds];
}"""


def script(page, number):
    """Return the milliseconds of own drawing a picture."""
    ui = f"document.querySelectorAll('.ll')[{number}].widget"
    return page.evaluate(f"() => {ui}.work / {ui}.frames")


def last_shown(page):
    """Return whether the kernel's last answer is for the slider's last value."""
    node = "document.querySelectorAll('.ll')[1]"
    return page.evaluate(
        f"() => {node}.widget.shown === +{node}.querySelector('input').value"
    )


def train(page):
    """Train the 2-8-8-1 playground on 300 points for three seconds and print."""
    node = page.locator(".ll").nth(2)
    node.scroll_into_view_if_needed()
    state = "n => [n.widget.me.s.steps, n.widget.frames, n.widget.work]"
    node.get_by_role("button", name="Train").click()
    page.wait_for_timeout(500)
    before, begin = node.evaluate(state), time.monotonic()
    page.wait_for_timeout(3000)
    after, seconds = node.evaluate(state), time.monotonic() - begin
    steps, frames, work = (b - a for a, b in zip(before, after, strict=True))
    print(
        f"playground 2-8-8-1, 300 points: {steps / seconds:.0f} steps and "
        f"{frames / seconds:.1f} pictures a second, {work / frames:.2f} ms to draw one"
    )


if __name__ == "__main__":
    main()
