"""`layerlab doctor`: the same report as `ll.doctor()`; fails where something is bad."""

from layerlab.checkup import doctor


def add_arguments(parser) -> None:
    """Nothing to ask for."""


def run(options) -> int:
    """Print the report."""
    report = doctor()
    print(report)
    return int(not report.good)
