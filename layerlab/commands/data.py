"""`layerlab data`: which sets there are; fetch some before you are offline."""

from layerlab.data import load, names
from layerlab.data.registry import registry


def add_arguments(parser) -> None:
    """Nothing lists the sets; --fetch brings some here."""
    help_text = "fetch these sets into the data cache, as fashion_mnist"
    parser.add_argument(
        "--fetch", nargs="+", metavar="NAME", default=[], help=help_text
    )


def run(options) -> int:
    """List, or fetch."""
    for name in options.fetch:
        load(name, n=1)
        print(f"{name} is here.")
    if not options.fetch:
        print("\n".join(map(_line, names())))
    return 0


def _line(name: str) -> str:
    known = registry()[name]
    return f"{name:<16} {known['kind']:<8} {known['title']}"
