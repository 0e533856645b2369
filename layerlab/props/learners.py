"""Who learns what from how many (lesson 03): the table that tools/measure_features.py wrote.

From what a lesson asks, `learner_runs`, down to the digits that lie anywhere on a sheet.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from layerlab.errors import BadArgument, UnknownName

TABLE = Path(__file__).with_name("learners.json")
SIZES = (40, 80, 160, 320, 640, 1000)  # digits to learn from
SHEET = 16  # pixels of a sheet's side


def learner_runs(task, learner, size=None) -> np.ndarray:
    """Share right on test rows, one number a seed: [seeds], or [sizes, seeds] (lesson 03).

    task is "digits", "sheets", "wine", "breast_cancer" or "diabetes"; of each run the best
    setting on validation rows is told. UnknownName for another learner or size.

    >>> learner_runs("digits", "pixels", 160).shape
    (10,)
    """
    found = [run for run in _runs() if (run["task"], run["learner"]) == (task, learner)]
    if not found:
        known = sorted({f"{run['task']} {run['learner']}" for run in _runs()})
        raise UnknownName("learner", f"{task} {learner}", known)
    sizes = sorted({run["size"] for run in found})
    if size is not None and size not in sizes:
        raise UnknownName("number of examples", str(size), [*map(str, sizes)])
    by_size = [[r["test"] for r in found if r["size"] == n] for n in sizes]
    return np.array(by_size if size is None else by_size[sizes.index(size)])


def learner_facts() -> dict:
    """How the runs were made: data, settings tried, hardware, versions, CPU minutes, date.

    >>> learner_facts()["made_by"]
    'tools/measure_features.py'
    """
    return dict(_table()["about"])


@lru_cache
def _table() -> dict:
    return json.loads(TABLE.read_text("utf-8"))


def _runs() -> list[dict]:
    return _table()["runs"]


def on_sheets(pictures, *, seed=0) -> np.ndarray:
    """Pictures (n, 8, 8), each laid somewhere on an empty sheet: (n, 16, 16) (lesson 03).

    >>> float(on_sheets(np.ones((1, 8, 8))).sum())
    64.0
    """
    pictures = np.asarray(pictures, float)
    if pictures.ndim != 3 or max(pictures.shape[1:]) > SHEET:
        raise BadArgument(
            f"on_sheets takes pictures (n, h, w) of at most {SHEET} pixels a side",
            f"these have the shape {pictures.shape}",
            "Give a batch, as pictures[None]",
        )
    n, h, w = pictures.shape
    rng, sheets = np.random.default_rng(seed), np.zeros((n, SHEET, SHEET))
    corners = rng.integers(0, (SHEET - h + 1, SHEET - w + 1), size=(n, 2))
    for sheet, picture, (top, left) in zip(sheets, pictures, corners, strict=True):
        sheet[top : top + h, left : left + w] = picture
    return sheets


def cut_out(sheet) -> np.ndarray:
    """The 8 x 8 pixels of a sheet that begin where its ink begins (lesson 03).

    >>> cut_out(np.eye(16)[:, 3:]).shape
    (8, 8)
    """
    rows, columns = (sheet.any(axis=axis).nonzero()[0] for axis in (1, 0))
    return np.roll(sheet, (-rows[0], -columns[0]), axis=(0, 1))[:8, :8]
