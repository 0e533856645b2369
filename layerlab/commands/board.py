"""`layerlab board`: your best of each challenge, or a class's board from a folder."""

from pathlib import Path

from layerlab.challenges import board
from layerlab.challenges.classes import ranking


def add_arguments(parser) -> None:
    """A folder with learners' files, or nothing for your own board."""
    parser.add_argument("folder", type=Path, nargs="?", help="ada.json, ben.json, …")


def run(options) -> int:
    """Show the board."""
    print("\n".join(ranking(options.folder)) if options.folder else board())
    return 0
