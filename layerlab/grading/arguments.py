"""What `layerlab grade` can be told, each word checked where it is read: wrong ones end
with exit code 2 and a sentence."""

import argparse
from pathlib import Path

from layerlab.errors import LayerlabError

from . import late, roster
from .matching import unit_named
from .students import pattern
from .tables import FORMS

ABOUT = """\
Grade a class: a folder or a zip of notebooks in, a page for each student, a page for the
class and tables of points out. Names of files do not matter, nor do moved or copied cells.
"""
EXAMPLES = """\
examples:
  layerlab grade canvas.zip --dry-run             who is found, and what would be left out
  layerlab grade canvas.zip --out report          grade; the same again goes on from there
  layerlab grade submissions/ --roster class.csv --due 2026-11-30T23:59
  layerlab grade moodle.zip --due 2026-11-30 --late "10% a day, at most 50%" --grace 1h
  layerlab grade canvas.zip --roster gradebook.csv --csv canvas --feedback
  layerlab grade submissions/ --unit 04 --unit descent
  layerlab grade --self exercises/                your own work, in the terminal

exit codes:
  0    every notebook was graded
  1    nothing could be done; one sentence says why
  2    wrong arguments
  3    some files could not be read or matched to a unit; the report names them
  130  stopped by Ctrl-C; what is graded is kept
"""


def add_arguments(parser) -> None:
    """What to grade, by which rules, where the report goes, how children are limited."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.usage = "layerlab grade SOURCE [options]"
    parser.description, parser.epilog = ABOUT, EXAMPLES
    parser.add_argument("source", nargs="?", help="folder, zip or notebook")
    _add_whose(parser.add_argument_group("whose, and which"))
    _add_rules(parser.add_argument_group("points"))
    _add_report(parser.add_argument_group("the report"))
    _add_running(parser.add_argument_group("running"))
    _add_safety(parser.add_argument_group("safety and limits"))


def _told(make, metavar=""):
    """A reader of an argument whose errors are one sentence and exit code 2."""

    def read(words):
        try:
            return make(words)
        except LayerlabError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
        except ValueError:
            raise argparse.ArgumentTypeError(f"{words!r} is none") from None

    return read


def _regex(words):
    pattern(words)
    return words


def _groups(words):
    path = Path(words)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {words}")
    if "sentence" not in path.read_text("utf-8-sig", "replace").partition("\n")[0]:
        raise argparse.ArgumentTypeError(f"{words} is no groups.csv of a report")
    return path


def _executor(words):
    if words != "local" and not words.startswith("dask:"):
        raise argparse.ArgumentTypeError(f"{words!r} is neither local nor dask:ADDRESS")
    return words


def _at_least(least, kind):
    def read(words):
        number = kind(words)
        if not least <= number < 10**7:
            raise argparse.ArgumentTypeError(f"{words} is not {least} or more")
        return number

    return _told(read)


def _add_whose(group):
    add = group.add_argument
    add("--unit", action="append", default=[], type=_told(unit_named), metavar="UNIT",
        help="grade these units only: 04_perceptron, perceptron or 04")  # fmt: skip
    add("--names", default="", type=_told(_regex), metavar="REGEX",
        help="fits a whole path; its group (?P<student>…) is the student")  # fmt: skip
    add("--roster", type=_told(lambda words: roster.read(Path(words))), metavar="CSV",
        help="the class: id, name, e-mail, extension; or a platform's list")  # fmt: skip
    add("--count", choices=("newest", "best"), default="newest",
        help="which of several counts (default: newest)")  # fmt: skip


def _add_rules(group):
    add = group.add_argument
    add("--due", type=_told(late.date), metavar="DATE",
        help="2026-11-30T23:59, or a day, to its end: what is younger is late")  # fmt: skip
    add("--grace", type=_told(late.span), default=late.span(""), metavar="TIME",
        help="15min, 2h, 1 day: so much after --due is still in time (default: none)")  # fmt: skip
    add("--late", type=_told(late.policy), metavar="POLICY",
        help='"10%% a day, at most 50%%", "2 points" (default: late costs nothing)')  # fmt: skip


def _add_report(group):
    add = group.add_argument
    add(
        "--out",
        default="report",
        metavar="FOLDER",
        help="where it goes (default: report)",
    )
    add("--csv", action="append", default=[], choices=FORMS, help="further tables")
    add("--feedback", action="store_true",
        help="also feedback.zip: the pages, named as the platform takes them back")  # fmt: skip
    add("--groups", type=_groups, metavar="CSV",
        help="groups.csv of an earlier class: its sentences reach this one, too")  # fmt: skip
    add("--dry-run", action="store_true",
        help="say who is found and what would be left out, and why; grade nothing")  # fmt: skip
    add("--self", action="store_true", dest="own", help="grade your own exercises")
    add("--quiet", action="store_true", help="no progress bar")


def _add_running(group):
    add = group.add_argument
    add("--jobs", type=_at_least(0, int), default=0, metavar="N",
        help="checkers at once (default: 0, one for each core)")  # fmt: skip
    add("--executor", default="local", type=_told(_executor),
        help="local (default), or dask:tcp://HOST:PORT")  # fmt: skip
    add("--fresh", action="store_true", help="a new process for every notebook")


def _add_safety(group):
    add = group.add_argument
    add("--sandbox", choices=("auto", "docker"), default="auto",
        help="auto (default): what holds on this machine")  # fmt: skip
    add("--image", default="layerlab", help="for --sandbox docker (default: layerlab)")
    add("--no-sandbox", action="store_true", help="run without isolation")
    add(
        "--show",
        action="append",
        default=[],
        metavar="FOLDER",
        help="let cells read it",
    )
    add("--cell-seconds", type=_at_least(0.1, float), default=60.0, metavar="S",
        help="for one cell (default: 60)")  # fmt: skip
    add("--seconds", type=_at_least(0.1, float), default=300.0, metavar="S",
        help="for all cells, and as much for looking at functions (default: 300)")  # fmt: skip
    add("--memory", type=_at_least(0.5, float), default=6.0, metavar="GB",
        help="address space of a child (default: 6)")  # fmt: skip
