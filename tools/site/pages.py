"""Which pages the site has, and where each link of a notebook leads on it."""

import posixpath
import re
from dataclasses import dataclass

import nbformat

from tools.project import Project, Unit

_LINK = re.compile(r'(?<=href=")([^"#:?]*)((?:#[^"]*)?)(?=")')


@dataclass(frozen=True)
class Page:
    """A lesson or the exercises of a unit, as a page of the site."""

    unit: Unit
    kind: str  # course, exercises
    title: str  # the notebook's own first heading
    description: str  # its first sentence, without marks

    @property
    def address(self) -> str:
        """From the site's root: 04_perceptron.html, exercises/04_perceptron.html."""
        folder = "" if self.kind == "course" else f"{self.kind}/"
        return f"{folder}{self.unit.name}.html"

    @property
    def up(self) -> str:
        """From this page to the site's root."""
        return "../" * self.address.count("/")


def pages(project: Project) -> list[Page]:
    """All pages in the course's order; solutions are none, who wants one opens it on Colab."""
    return [
        Page(unit, kind, *_head(nbformat.read(path, as_version=4)))
        for kind, unit, path in project.notebooks()
        if kind != "solutions"
    ]


def _head(notebook) -> tuple[str, str]:
    """The title and the first sentence under it."""
    title, *rest = notebook.cells[0].source.split("\n")
    prose = [line for line in rest if re.match(r"[A-Z*]", line)]
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`$\\]", r"\1", prose[0] if prose else "")
    return re.sub(r"[*`]", "", title.removeprefix("# ")), words


def leading(html: str, page: Page, project: Project, known: set[str]) -> str:
    """The page's links, turned from notebooks to pages, or to the published repository.

    `known` holds the addresses that the site has.
    """

    def turned(found):
        target, anchor = found.groups()
        if not target:
            return target + anchor
        place = posixpath.normpath(posixpath.join(page.kind, target))
        address = re.sub(r"^course/", "", place).replace(".ipynb", ".html")
        if place.endswith(".ipynb") and address in known:
            return page.up + address + anchor
        return elsewhere(place, project) + anchor

    return _LINK.sub(turned, html)


def elsewhere(place: str, project: Project) -> str:
    """Where a file of the repository can be read: a notebook on Colab, the rest on GitHub."""
    blob = f"{project.repository}/blob/{project.branch}/{place}"
    if place.endswith(".ipynb"):
        return f"https://colab.research.google.com/github/{blob}"
    return f"https://github.com/{blob}"
