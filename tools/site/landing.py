"""The first page: something to touch at once, what the course is, and all of its units."""

import re
import shutil
from itertools import groupby

import layerlab as ll
from layerlab.widgets.bundle import figure_html, static_bundle
from tools.site.pages import elsewhere
from tools.site.render import Renderer

PICTURE = "previews/course.png"


def write(renderer: Renderer) -> None:
    """Write index.html, and a preview picture for every page (its first figure)."""
    _previews(renderer)
    site = renderer.site()
    units = [
        page for page in renderer.pages if page.kind == "course" and page.unit.number
    ]
    parts = [
        (part, list(pages))
        for part, pages in groupby(units, key=lambda page: page.unit.facts.part)
    ]
    cake = ll.widgets.CakeBuilder()
    figure = figure_html(cake, static_bundle(cake)[0]["image/png"])
    template = renderer.exporter.environment.get_template("landing.html.j2")
    html = template.render(
        site=site,
        parts=parts,
        exercises={p.unit.name: p for p in renderer.pages if p.kind == "exercises"},
        figure=figure,
        picture=PICTURE,
        colab=elsewhere("course/00_start_here.ipynb", renderer.project),
        docs={
            name: elsewhere(f"docs/{name}.md", renderer.project)
            for name in ("teachers",)
        },
        contributing=elsewhere("CONTRIBUTING.md", renderer.project),
        readme=elsewhere("README.md", renderer.project),
    )
    html, _ = renderer.lighter(html, "")
    (renderer.out / "index.html").write_text(html, "utf-8")


def _previews(renderer: Renderer) -> None:
    """The picture that a shared link shows: the first of the page, else the course's."""
    folder = renderer.out / "previews"
    folder.mkdir()
    course = renderer.project.root / "pictures" / "cake_builder.png"
    shutil.copy(course, renderer.out / PICTURE)
    for page in renderer.pages:
        path = renderer.out / page.address
        text = path.read_text("utf-8") if path.exists() else ""
        found = re.search(r'src="(?:\.\./)?(assets/\w+\.png)"', text)
        target = folder / f"{page.unit.name}.png"
        if found:
            shutil.copy(renderer.out / found[1], target)
        elif not target.exists():
            shutil.copy(course, target)
