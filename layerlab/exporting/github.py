"""A plain repository on GitHub that grades what is pushed: template for a class.

The repository holds the blank notebooks, a workflow and a small script. A push to main or
a tag `submit…` grades; the marks stand in the job's summary. What the workflow does:
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from pathlib import Path

from .course import Course, cleared, slug, text_of, write
from .gradescope import needs

WORKFLOW = """\
# Grades the notebooks in exercises/ on every push to main and every tag submit…
# The marks stand in the summary of the run; the feedback, page by page, in its artifact.
name: grade
on:
  push:
    branches: [main]
    tags: ["submit*"]
  workflow_dispatch:

permissions:
  contents: read

jobs:
  grade:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: .github/requirements.txt
      - name: Install the course's package
        run: python -m pip install --quiet -r .github/requirements.txt
      - name: Grade
        run: python .github/grade.py
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: feedback
          path: report/
          if-no-files-found: ignore
"""

SCRIPT = '''\
"""Grade the notebooks in exercises/; the marks go to the summary of the run.

Here too: `python .github/grade.py`. To change what is graded, change UNITS.
"""

import os
import sys
from pathlib import Path

UNITS = {units!r}

os.environ.setdefault("LAYERLAB_REPORT", "report")
folder = Path(__file__).resolve().parents[1] / "exercises"

if __name__ == "__main__":
    from layerlab.exporting import handing_back

    wanted = [word for unit in UNITS for word in ("--unit", unit)]
    sys.exit(handing_back.main(["github", str(folder), *wanted]))
'''

README = """\
# Exercises

Fill in the notebooks in `exercises/`, commit, push.
Every push is graded; the points stand under *Actions*, in the summary of the newest run, the feedback in its artifact.
To hand in, push a tag: `git tag submit-1 && git push --tags`.

The lessons and how to install the course: {address}
"""


def export(course: Course, units: list[str], out: Path) -> list[Path]:
    """Write the repository's files; their paths."""
    script = SCRIPT.format(units=[slug(unit) for unit in units])
    wanted = [f"layerlab @ git+{course.address}@{course.branch}", *needs(course)]
    written = [
        write(out / "README.md", README.format(address=course.address)),
        write(out / ".gitignore", "report/\n.ipynb_checkpoints/\n"),
        write(out / ".github" / "workflows" / "grade.yml", WORKFLOW),
        write(out / ".github" / "grade.py", script),
        write(out / ".github" / "requirements.txt", "\n".join(wanted) + "\n"),
    ]
    for unit in units:
        text = text_of(cleared(course.notebook("exercises", unit)))
        written.append(write(out / "exercises" / f"{unit}.ipynb", text))
    return written
