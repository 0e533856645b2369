"""Draw the contact sheet of the bakery: a row for each class, without noise.

Run: python tools/contact_sheet.py [output.png] [size] [columns]
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from layerlab import data

_HERE = Path(__file__).resolve().parent.parent
_GAP = 4


def sheet(size: int, columns: int) -> np.ndarray:
    """Pixels of the sheet, uint8 (height, width, 3)."""
    cakes = data.load("bakery", n=columns * 30, size=size, noise=0)
    step = size + _GAP
    rows = len(cakes.classes)
    out = np.full((rows * step + _GAP, columns * step + _GAP, 3), 255, np.uint8)
    for kind in range(rows):
        for column, i in enumerate(np.flatnonzero(cakes.y == kind)[:columns]):
            top, left = kind * step + _GAP, column * step + _GAP
            out[top : top + size, left : left + size] = cakes.X[i]
    return out


def main(path=_HERE / "datasets" / "bakery.png", size=64, columns=10) -> None:
    """Write the sheet to a PNG file."""
    Image.fromarray(sheet(int(size), int(columns))).save(path, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
