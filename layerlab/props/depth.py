"""What was measured about depth (lesson 12): the table that tools/train_depths.py wrote.

From what a lesson asks (`depth_runs`, `depth_facts`) down to the file of plain numbers.
"""

import json
import math
from functools import lru_cache
from pathlib import Path

from layerlab.errors import UnknownName

TABLE = Path(__file__).with_name("depths.json")
CURVES = ("train_loss", "val_loss", "val_accuracy")
SETTINGS = ("depth", "skip", "norm", "lr", "seed")


def depth_runs(**settings) -> list[dict]:
    """The training runs with these settings: depth, skip, norm, lr, seed (lesson 12).

    Each is a dict with its settings, `train_loss`, `val_loss` and `val_accuracy` (lists,
    one number an epoch; NaN where the training blew up), `parameters`, `cpu_seconds`.
    Raises UnknownName for another setting.

    >>> [run["seed"] for run in depth_runs(depth=6, skip=True, norm=True)]
    [0, 1, 2]
    """
    for name in settings:
        if name not in SETTINGS:
            raise UnknownName("setting of a run", name, SETTINGS)
    wanted = settings.items()
    return [_copy(run) for run in _table()["runs"] if wanted <= run["key"].items()]


def depth_facts() -> dict:
    """How the runs were made: data, recipe, hardware, versions, CPU minutes, date.

    >>> depth_facts()["made_by"]
    'tools/train_depths.py'
    """
    return dict(_table()["about"])


def _copy(run):
    return {k: list(v) if k in CURVES else v for k, v in run.items() if k != "key"}


@lru_cache
def _table() -> dict:
    table = json.loads(TABLE.read_text())
    for run in table["runs"]:
        run["key"] = {name: run[name] for name in SETTINGS}
        for name in CURVES:
            run[name] = [math.nan if v is None else v for v in run[name]]
    return table
