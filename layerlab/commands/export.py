"""`layerlab export`: the exercises as nbgrader, Gradescope or GitHub Actions take them."""

import importlib
from pathlib import Path

KINDS = ("nbgrader", "gradescope", "github")


def add_arguments(parser) -> None:
    """Which grader, which units, and where to write."""
    parser.add_argument("kind", choices=KINDS, help="for which grader")
    text = "units: 04_perceptron, perceptron or 04"
    parser.add_argument("units", nargs="+", metavar="UNIT", help=text)
    parser.add_argument("--out", required=True, metavar="DIR", help="where to write")


def run(options) -> int:
    """Write the export, and name the files."""
    from layerlab.exporting.course import Course

    course = Course.here()
    kind = importlib.import_module(f"layerlab.exporting.{options.kind}")
    written = kind.export(course, course.named(options.units), Path(options.out))
    for path in written:
        print(path)
    return 0
