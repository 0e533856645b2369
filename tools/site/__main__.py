"""Make the website in site/: lessons and exercises as pages, a first page, a search.

    python -m tools.site                  everything
    python -m tools.site 04_perceptron    these units alone, and the first page

Lessons are executed once with live widgets; what has not changed is taken from .site/.
Serve it with `python -m http.server -d site`: browsers load no modules from plain files.
"""

import argparse
import concurrent.futures
import os
import shutil
import sys
import time
from pathlib import Path

from filelock import FileLock

from tools.project import Project
from tools.site import landing, live, look, search
from tools.site.pages import pages
from tools.site.render import Renderer


def main(arguments: list[str] | None = None) -> int:
    """Build the site, say what each page took; 1 if a lesson failed or search is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("units", nargs="*", help="names of units, as 04_perceptron")
    parser.add_argument("--out", type=Path, help="another folder than site/")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    project = Project.read()
    known = {unit.name for unit in project.units()}
    if strange := set(options.units) - known:
        parser.error(
            f"no unit is called {', '.join(sorted(strange))}; "
            f"there are {', '.join(sorted(known))}"
        )
    out = options.out or project.root / "site"
    return build(project, out, set(options.units), jobs=options.jobs)


def build(project: Project, out: Path, wanted: set[str], *, jobs: int = 1) -> int:
    """Make the site of these units (none named: all) in the folder `out`, made anew.

    Who builds at the same time waits, and finds the lessons executed.
    """
    _empty(out)
    live.KEPT.mkdir(exist_ok=True)
    with FileLock(live.KEPT / "lock"):
        return _build(project, out, wanted, jobs)


def _build(project, out, wanted, jobs) -> int:
    look.write(out)
    every = pages(project)
    chosen = [page for page in every if not wanted or page.unit.name in wanted]
    renderer = Renderer(project, out, every)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        done = {
            pool.submit(_notebook, *live.sources(project, page)): page
            for page in chosen
        }
        for future in concurrent.futures.as_completed(done):
            failed += _page(renderer, done[future], future)
    landing.write(renderer)
    trouble = search.index(out)
    if trouble:
        print(trouble, file=sys.stderr)
    return int(bool(failed or trouble))


def _empty(out: Path) -> None:
    """A folder of ours is made anew; a stranger's is left alone."""
    if out.exists() and any(out.iterdir()) and not (out / look.MARK).exists():
        raise SystemExit(
            f"{out} is not empty, and no site of ours stands in it. "
            "Nothing was changed: name another folder with --out."
        )
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / look.MARK).write_text("GitHub Pages serves these files as they are.\n")


def _notebook(path: Path, kept: Path | None):
    start = time.perf_counter()
    return live.notebook(path, kept), time.perf_counter() - start


def _page(renderer, page, future) -> int:
    try:
        notebook, seconds = future.result()
    except live.Failed as error:
        print(f"FAILED {page.address}: {error}", file=sys.stderr)
        return 1
    size, widgets = renderer.write(page, notebook)
    print(f"{page.address:34} {seconds:6.1f} s {size:6.0f} KB {widgets:3} widgets")
    return 0


if __name__ == "__main__":
    sys.exit(main())
