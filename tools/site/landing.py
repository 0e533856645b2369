"""The first page: something to touch at once, what the course is, and all of its units."""

import re
import shutil
from itertools import groupby

import layerlab as ll
from layerlab.widgets.bundle import figure_html, static_bundle
from tools.site.pages import elsewhere
from tools.site.render import Renderer

PICTURE = "previews/course.png"
# of a picture: whether a widget's, its words, its address
_SHOWN = re.compile(
    r'(<figure id="ll-\w+">)?<img[^>]*?alt="([^"]*)"[^>]*?src="(?:\.\./)?(assets/\w+\.png)"'
)
ELSEWHERE = {
    "colab": "course/00_start_here.ipynb",
    "teachers": "docs/teachers.md",
    "contributing": "CONTRIBUTING.md",
    "readme": "README.md",
}


def write(renderer: Renderer) -> None:
    """Write index.html, and a preview picture for every page."""
    _previews(renderer)
    template = renderer.exporter.environment.get_template("landing.html.j2")
    cake = ll.widgets.CakeBuilder()
    html = template.render(
        site=renderer.site(),
        parts=_parts(renderer),
        exercises={p.unit.name: p for p in renderer.pages if p.kind == "exercises"},
        figure=figure_html(cake, static_bundle(cake)[0]["image/png"]),
        picture=PICTURE,
        places={
            name: elsewhere(path, renderer.project) for name, path in ELSEWHERE.items()
        },
    )
    html, _ = renderer.lighter(html, "")
    (renderer.out / "index.html").write_text(html, "utf-8")


def _parts(renderer: Renderer) -> list:
    """The numbered lessons by the parts of the course."""
    units = [p for p in renderer.pages if p.kind == "course" and p.unit.number]
    grouped = groupby(units, key=lambda page: page.unit.facts.part)
    return [(part, list(pages)) for part, pages in grouped]


def _previews(renderer: Renderer) -> None:
    """The picture that a shared link shows: the page's first widget, else its first
    picture, else its lesson's, else the course's."""
    folder = renderer.out / "previews"
    folder.mkdir()
    course = renderer.project.root / "pictures" / "cake_builder.png"
    shutil.copy(course, renderer.out / PICTURE)
    for page in renderer.pages:
        path = renderer.out / page.address
        shown = telling(path.read_text("utf-8") if path.exists() else "")
        target = folder / f"{page.unit.name}.png"
        if shown:
            shutil.copy(renderer.out / shown, target)
        elif not target.exists():
            shutil.copy(course, target)


def telling(page: str) -> str:
    """The address of the picture that tells most of a page; empty where it has none.

    A widget before a plain picture; where one is asked to predict, there is little to see.

    >>> telling('<img alt="a" src="assets/1.png"><figure id="ll-2"><img alt="b" src="assets/2.png">')
    'assets/2.png'
    """
    found = _SHOWN.findall(page)
    seen = [one for one in found if "prediction" not in one[1]]
    return next((one[2] for one in [*filter(lambda o: o[0], seen), *seen, *found]), "")
