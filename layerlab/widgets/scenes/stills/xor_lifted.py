"""XOR lifted out of the plane, by the product: `at` is turn, tilt, raised, plane."""

from layerlab.widgets.scenes.stills import sheets

POSES = sheets.POSES


def draw(figure, step, at) -> None:
    """Draw the sheet with its four corners, and the plane where it is there."""
    sheets.draw_sheet(figure, sheets.product, at)


def alt(step, at) -> str:
    """Return what the picture shows."""
    return sheets.words(sheets.product, "1 where a thing is both", at)
