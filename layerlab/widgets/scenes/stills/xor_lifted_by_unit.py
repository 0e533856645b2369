"""XOR lifted by one ReLU unit: `at` is turn, tilt, raised, plane."""

from layerlab.widgets.scenes.stills import sheets

POSES = sheets.POSES


def draw(figure, step, at) -> None:
    """Draw the folded sheet with its four corners, and the plane where it is there."""
    sheets.draw_sheet(figure, sheets.unit, at)


def alt(step, at) -> str:
    """Return what the picture shows."""
    return sheets.words(sheets.unit, "relu(sweet + sharp - 1)", at)
