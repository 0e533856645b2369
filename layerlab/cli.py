"""The command `layerlab`: a table of subcommands, each imported when it is called.

A subcommand's module has `add_arguments(parser)` and `run(options) -> int`.
"""

import argparse
import importlib
import sys

from layerlab.errors import LayerlabError

# subcommand -> (module, what it does)
COMMANDS = {
    "lab": ("layerlab.lab", "open the course in JupyterLab"),
    "doctor": ("layerlab.commands.doctor", "look whether this machine is ready"),
    "progress": ("layerlab.commands.progress", "show, save or load your progress"),
    "board": ("layerlab.commands.board", "your best of each challenge, or a class's"),
    "data": ("layerlab.commands.data", "list and fetch data sets"),
    "grade": ("layerlab.grading.command", "grade a class"),
    "export": ("layerlab.commands.export", "exercises for another grader"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand; 1 and one sentence where the course's own errors stop it."""
    options = _parser(_name(arguments)).parse_args(arguments)
    try:
        return options.run(options)
    except LayerlabError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
    return 1


def _name(arguments: list[str] | None) -> str:
    words = sys.argv[1:] if arguments is None else arguments
    return next((word for word in words if not word.startswith("-")), "")


def _parser(called: str) -> argparse.ArgumentParser:
    """The parser; of the subcommands only the one that is called is imported."""
    parser = argparse.ArgumentParser(prog="layerlab", description="Layer by Layer")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        sub = subparsers.add_parser(
            name, help=text, description=f"{text[0].upper()}{text[1:]}."
        )
        if name == called:
            found = importlib.import_module(module)
            found.add_arguments(sub)
            sub.set_defaults(run=found.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
