"""Measure what lesson 03 says of features, pixels and networks: read `main` upwards.

    python -m tools.measure_features WORK               the runs that are missing, one by one
    python -m tools.measure_features WORK --part 0 2    every second of them, from the first

WORK is a file with one finished run a line, so that an interrupted sweep goes on where it
was; at its end each call writes all that WORK holds to layerlab/props/learners.json.

A run has a task, a learner, a number of examples and a seed, which draws the examples and
the first weights. It tries each of its learner's settings, keeps the one that is best on the
validation rows, and says what that one reaches on the test rows, which chose nothing.

*digits*, ten seeds: eight hand-made features or 64 pixels with logistic regression, and a
network with one hidden tier on the pixels. *sheets*, five seeds: each digit anywhere on a
sheet of 16 x 16; the same learners on the sheet's pixels and on what is cut out around the
ink. *wine*, *breast_cancer*, *diabetes* (is it above the median?), twenty seeds: tables,
logistic regression and the network. One thread, under five minutes.
"""

import platform
import sys
import time
import warnings
from datetime import date
from itertools import product

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from layerlab.data import load
from layerlab.props import handmade, train_stacks
from layerlab.props.learners import SIZES, TABLE, cut_out, on_sheets
from tools.stored_runs import sweep

LEARNED, UNSEEN = 1000, 438  # rows of the digits' training split
LOGISTIC = [{"C": C} for C in (0.01, 0.1, 1, 10)]
NETWORK = [
    {"units": units, "steps": steps} for units in (32, 64) for steps in (50, 150, 400)
]
SETTINGS = {"network": NETWORK, "cut network": NETWORK}  # of the others, LOGISTIC
LEARNERS = {
    "digits": ("features", "pixels", "network"),
    "sheets": ("pixels", "network", "cut features", "cut pixels", "cut network"),
    "wine": ("columns", "network"),
    "breast_cancer": ("columns", "network"),
    "diabetes": ("columns", "network"),
}
SHEETS = (40, 160, 1000)
ROWS = {"wine": (40, 80), "breast_cancer": (40, 160), "diabetes": (40, 160)}
SEEDS = {"digits": 10, "sheets": 5}  # of the tables 20


def digits(run) -> tuple[list, list]:
    """Inputs and labels of a run on digits: to learn from, to choose with, to tell."""
    parts = [load("digits", split) for split in ("train", "test")]
    X, y = (np.concatenate([getattr(p, name) for p in parts]) for name in "Xy")
    rows = drawn(run["size"], run["seed"])
    cuts = (*rows, np.arange(LEARNED + UNSEEN, len(y)))
    inputs = described(X / 16, run)
    return [inputs[r] for r in cuts], [y[r] for r in cuts]


def drawn(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows to learn from, and to choose with: the last 438 of an order, or what is left."""
    order = np.random.default_rng(seed).permutation(LEARNED + UNSEEN)
    return order[:size], order[max(size, LEARNED) :]


def described(X, run) -> np.ndarray:
    """The numbers (n, d) that the learner of a run gets of pictures (n, 8, 8)."""
    learner = run["learner"]
    if run["task"] == "sheets":
        X = on_sheets(X, seed=run["seed"])
    if learner.startswith("cut"):
        X = np.stack([cut_out(sheet) for sheet in X])
    return handmade(X) if learner.endswith("features") else X.reshape(len(X), -1)


def table(run) -> tuple[list, list]:
    """The same of a run on a table: of what is not learned from, halves choose and tell."""
    data = load(run["task"], "all")
    order = np.random.default_rng(run["seed"]).permutation(len(data))
    first, rest = order[: run["size"]], order[run["size"] :]
    cuts = (first, rest[::2], rest[1::2])
    y = (data.y > np.median(data.y)).astype(int) if not data.classes else data.y
    return [data.X[r] for r in cuts], [y[r] for r in cuts]


def answers(run, setting, inputs, labels) -> list[float]:
    """The shares right on the rows that choose and on those that tell."""
    mean, spread = inputs[0].mean(axis=0), inputs[0].std(axis=0)
    Z = [(X - mean) / np.where(spread == 0, 1, spread) for X in inputs]
    if not run["learner"].endswith(("features", "columns")):
        Z = Z if run["task"] in ROWS else inputs  # pixels have one unit already
    if "C" in setting:
        model = LogisticRegression(max_iter=2000, **setting).fit(Z[0], labels[0])
        return [float(model.score(Z[i], labels[i])) for i in (1, 2)]
    how = {"seeds": 1, "steps": setting["steps"], "first": run["seed"]}
    net = train_stacks(Z[0], labels[0], [setting["units"]], **how)
    return [float(net.accuracy(Z[i], labels[i])[0]) for i in (1, 2)]


def one_run(run: dict) -> dict:
    """The run with the setting that was chosen, what it reached, and the CPU time."""
    start = time.process_time()
    inputs, labels = table(run) if run["task"] in ROWS else digits(run)
    tried = SETTINGS.get(run["learner"], LOGISTIC)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = [answers(run, setting, inputs, labels) for setting in tried]
    best = max(range(len(tried)), key=lambda i: found[i][0])
    told = {
        "setting": tried[best],
        "validation": found[best][0],
        "test": found[best][1],
    }
    told = {k: round(v, 4) if isinstance(v, float) else v for k, v in told.items()}
    return {**run, **told, "cpu_seconds": round(time.process_time() - start, 1)}


def runs() -> list[dict]:
    """All runs, as their settings."""
    found = []
    sizes = {"digits": (*SIZES, 1280), "sheets": SHEETS} | ROWS
    for task, learners in LEARNERS.items():
        seeds = range(SEEDS.get(task, 20))
        for learner, size, seed in product(learners, sizes[task], seeds):
            names = ("task", "learner", "size", "seed")
            found.append(dict(zip(names, (task, learner, size, seed), strict=True)))
    return found


def about(done: list[dict]) -> dict:
    """What a reader must know to trust the table."""
    return {
        "made_by": "tools/measure_features.py",
        "date": date.today().isoformat(),
        "data": f"digits: {UNSEEN} rows choose (158 where 1,280 teach), 359 tell; "
        "tables: half of what is not learned from chooses, half tells",
        "settings": f"logistic regression {LOGISTIC}; network, one tier: {NETWORK}",
        "hardware": f"{platform.machine()} CPU, one thread",
        "versions": f"python {platform.python_version()}, numpy {np.__version__}, "
        f"scikit-learn {sklearn.__version__}",
        "runs": f"{len(done)} of {len(runs())}",
        "cpu_minutes": round(sum(r["cpu_seconds"] for r in done) / 60, 1),
    }


def main(arguments: list[str] | None = None) -> int:
    """Do the runs that are missing, all or a part; write the table of all that is done."""
    return sweep(arguments, __doc__.splitlines()[0], runs(), one_run, TABLE, about)


if __name__ == "__main__":
    sys.exit(main())
