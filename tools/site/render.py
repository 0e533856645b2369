"""One page: a notebook through nbconvert and our template, its pictures and scripts as files.

What many figures share (the widgets' code and style) is written once and fetched once.
"""

import base64
import hashlib
import io
import re
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from PIL import Image
from traitlets.config import Config

from tools.cells import setup_source
from tools.project import Project
from tools.site.formulas import drawn
from tools.site.pages import Page, elsewhere, leading

TEMPLATES = Path(__file__).parent / "templates"
_PICTURE = re.compile(r'<img([^>]*?)src="data:image/png;base64,([^"]+)"([^>]*)>')
_SCRIPT = re.compile(
    r'<script type="module">\n(.*?)\n(mountAlone\("[^\n]*)\n</script>', re.S
)
_STYLE = re.compile(r"<style>([^<]{400,})</style>(?=<figure)")
_ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>[^<]*</a>')
_BAR = re.compile(r"^\[▶ Open in Colab\].*$\n?", re.M)
_OURS = re.compile(r"^(from layerlab\.checks|check\.|ll\.predict\()", re.M)


class Renderer:
    """Writes pages into the folder `out`; all of them share its assets."""

    def __init__(self, project: Project, out: Path, pages: list[Page]):
        self.project, self.out, self.pages = project, out, pages
        self.setup = setup_source(project.repository)
        known = {"display_data_priority": ["text/html", "image/png", "text/plain"]}
        options = {
            "template_name": "layer",
            "extra_template_basedirs": [str(TEMPLATES)],
            "exclude_anchor_links": True,
            "mathjax_url": "",
            "require_js_url": "",
        }
        config = Config({"HTMLExporter": options, "NbConvertBase": known})
        self.exporter = HTMLExporter(config=config)
        self.page = None  # the one being written
        self.exporter.register_filter("prose", self._prose)
        self.exporter.register_filter("shown", self._shown)

    def write(self, page: Page, notebook: nbformat.NotebookNode) -> tuple[float, int]:
        """Write the page: its size in KB with all that it loads, and its live figures."""
        self._prepare(page, notebook)
        facts = {"page": page, "site": self.site(), "places": self.places(page)}
        self.page = page
        html, _ = self.exporter.from_notebook_node(notebook, resources=facts)
        # a long line is scrolled by keys; the grey of a traceback is too faint on white
        html = html.replace("<pre>", '<pre tabindex="0">')
        html = html.replace('style="color: rgb(128,128,128)"', 'class="aside"')
        html, loaded = self.lighter(html, page.up)
        target = self.out / page.address
        target.parent.mkdir(exist_ok=True)
        target.write_text(html, "utf-8")
        size = sum((self.out / name).stat().st_size for name in {page.address, *loaded})
        return size / 1024, html.count("mountAlone(")

    def _prepare(self, page, notebook):
        """What a page says in its own frame is left out of the notebook's cells."""
        first = notebook.cells[0]
        first.source = _BAR.sub("", first.source)
        if page.kind == "exercises":
            notebook.cells = [
                cell
                for cell in notebook.cells
                if cell.cell_type != "code" or not _OURS.search(cell.source)
            ]

    def _shown(self, cell) -> str:
        """The code of a cell as a reader needs it here; empty where none is to be shown."""
        if cell.source == self.setup:
            return "import layerlab as ll\nll.setup()"
        return "" if cell.source.startswith("ll.predict(") else cell.source

    def _prose(self, text: str) -> str:
        """A prose cell: links that lead on the site, formulas drawn, headings in order."""
        html = _ANCHOR.sub("", markdown2html_mistune(text))
        known = {other.address for other in self.pages}
        html = leading(html, self.page, self.project, known)
        if (
            self.page.kind == "exercises"
        ):  # its title is followed by headings of level 3
            html = re.sub(r"(</?)h3\b", r"\1h2", html)
        return drawn(html)

    def site(self) -> dict:
        """What the frame of every page names."""
        return {
            "url": f"https://{self.project.repository.replace('/', '.github.io/', 1)}",
            "units": [p for p in self.pages if p.kind == "course" and p.unit.number],
            "pages": self.pages,
            "repository": f"https://github.com/{self.project.repository}",
        }

    def places(self, page: Page) -> dict:
        """Where else the page can be opened, and what stands before, behind, beside it."""
        unit, kind = page.unit, page.kind
        path = f"{kind}/{unit.name}.ipynb"
        project = self.project
        before, after = (
            next((p for p in self.pages if p.unit == near and p.kind == kind), None)
            for near in project.neighbours(unit)
        )
        other = "exercises" if kind == "course" else "course"
        repository, branch = project.repository, project.branch
        return {
            "colab": elsewhere(path, project),
            "binder": f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{path}",
            "download": f"https://raw.githubusercontent.com/{repository}/{branch}/{path}",
            "before": before,
            "after": after,
            "other": next(
                (p for p in self.pages if p.unit == unit and p.kind == other), None
            ),
        }

    def lighter(self, html: str, up: str) -> tuple[str, set[str]]:
        """The HTML with pictures, scripts and styles as files: and the files' names."""
        files = _Files(self.out, up)
        html = _PICTURE.sub(files.picture, html)
        html = _SCRIPT.sub(files.script, _STYLE.sub(files.style, html))
        return html, files.loaded


class _Files:
    """What a page loads, written once under a name made of its content."""

    def __init__(self, out: Path, up: str):
        self.out, self.up, self.loaded = out, up, set()

    def keep(self, content: bytes, ending: str) -> str:
        name = f"assets/{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
        (self.out / name).parent.mkdir(exist_ok=True)
        (self.out / name).write_bytes(content)
        self.loaded.add(name)
        return self.up + name

    def picture(self, found) -> str:
        before, data, after = found.groups()
        raw = base64.b64decode(data)
        width, height = Image.open(io.BytesIO(raw)).size
        size = f'width="{width}" height="{height}" loading="lazy"'
        return f'<img{before}src="{self.keep(raw, "png")}" {size}{after}>'

    def script(self, found) -> str:
        code, start = found.groups()
        code = code.replace("<\\/script", "</script")
        name = self.keep(f"{code}\nexport {{ mountAlone, render }};\n".encode(), "js")
        name = name if self.up else f"./{name}"
        taken = f'import {{ mountAlone, render }} from "{name}";'
        return f'<script type="module">\n{taken}\n{start}\n</script>'

    def style(self, found) -> str:
        """The link to the style; nothing where the page has it already."""
        content = found[1].encode()
        known = len(self.loaded)
        name = self.keep(content, "css")
        is_new = len(self.loaded) > known
        return f'<link rel="stylesheet" href="{name}">' if is_new else ""
