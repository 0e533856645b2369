"""`layerlab progress`: the map of the course; save it here, load it elsewhere."""

from layerlab import progress
from layerlab.unit_map import course_map


def add_arguments(parser) -> None:
    """Either show (the default), or save to or load from a file."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--save", metavar="FILE", help="write your progress to a file")
    group.add_argument("--load", metavar="FILE", help="add what such a file holds")


def run(options) -> int:
    """Show, save or load."""
    if options.save:
        print(f"Saved to {progress.export(options.save)}.")
    elif options.load:
        print(f"New passes: {progress.load(options.load)}.")
    else:
        print(course_map())
    return 0
