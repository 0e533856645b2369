"""The grader's pages in a browser: light and dark, wide and on a phone; axe finds nothing."""

import json
import sys

import pytest

from layerlab import cli
from tests.browser.common import no_axe_findings
from tools.project import ROOT

REACHES = ("exercises/*.ipynb", "solutions/*.ipynb", "layerlab.**")
UNITS = ("01_cake", "04_perceptron")
KINDS = {
    "light": ("light", 1100),
    "dark": ("dark", 1100),
    "phone": ("light", 360),
    "phone, dark": ("dark", 360),
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


def handed_in(unit, kind, change=("", "")):
    """A notebook as bytes, its text changed, with a picture and an error in it."""
    tree = json.loads((ROOT / kind / f"{unit}.ipynb").read_text("utf-8"))
    for cell in tree["cells"]:
        cell["source"] = "".join(cell["source"]).replace(*change)
    more = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()", "1 / 0"
    tree["cells"] += [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in more
    ]
    return json.dumps(tree).encode()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report on a small class with some of everything."""
    place = tmp_path_factory.mktemp("report")
    partly = {
        "01_cake": ("b1 @ W2 + b2", "b1.sum() + b2"),
        "04_perceptron": ("b + y", "b"),
    }
    made = {
        "ann": ("solutions", {}),
        "ben with a long name that goes on and on": ("solutions", partly),
        "cy": ("exercises", {}),
    }
    for name, (kind, changes) in made.items():
        for unit in UNITS[: 1 if name == "cy" else 2]:
            file = place / "in" / name / f"{unit}.ipynb"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(handed_in(unit, kind, changes.get(unit, ("zz", "zz"))))
    (place / "in/dan").mkdir()
    (place / "in/dan/04.py").write_text("x = 1")
    words = ["grade", str(place / "in"), "--out", str(place / "out"), "--quiet"]
    for comment in ("", "ann,,cake,,3,Well done\n"):
        cli.main([*words, "--jobs", "1"])
        with (place / "out/teacher.csv").open("a", encoding="utf-8") as file:
            file.write(comment)
    cli.main([*words, "--jobs", "1", "--due", "2026-01-01", "--late", "10% a week"])
    return place / "out"


def pages(report):
    """The page of the class, and one of each kind of student's page."""
    students = {path.name[:3]: path for path in sorted((report / "students").iterdir())}
    return {"class": report / "index.html"} | students


@pytest.fixture(params=KINDS)
def page(request, browser):
    scheme, width = KINDS[request.param]
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    made = context.new_page()
    made.kind = request.param
    yield made
    context.close()


@pytest.mark.parametrize("name", ["class", "ann", "ben", "cy-", "dan"])
def test_a_page_reads_on_any_screen(name, report, page):
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(pages(report)[name].as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    no_axe_findings(page, "html")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} pixels stand outside"
    assert (
        errors == []
        and [u for u in asked if not u.startswith(("file:", "data:"))] == []
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == ("dark" not in page.kind)


def test_the_class_page_shows_the_class_over_the_units(report, page):
    page.goto((report / "index.html").as_uri())
    picture = page.get_by_role("img", name="Points by unit")
    assert picture.is_visible() and picture.locator("circle").count() == 5
    assert (
        page.get_by_text("1 of 2 parts").count() == 0
    )  # that stands on students' pages
    page.goto(pages(report)["ben"].as_uri())
    assert page.get_by_role("cell", name="1 of 2 parts right").is_visible()
    assert (
        "1 of 2 parts is right"
        in page.locator(".verdict", has_text="So far").inner_text()
    )
