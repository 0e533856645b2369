# %% [markdown]
r"""
# Exercises 03: features

Five small tools that every comparison needs: measure pictures, scale columns, encode labels, split fairly, and count who is taken for whom. And an open task: six features of your own.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
What a function is given belongs to the caller: leave it as it is, arrays and lists alike.
The [lesson](../course/03_features.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import features as check

# %% [markdown]
r"""
<!-- exercise: handmade_features -->

Measure every picture of a batch in three ways: the ink (the mean of all its pixels); the mean of its left half minus the mean of its right half; the mean of its top half minus the mean of its bottom half.
The signs stay: a picture heavy on the left has a positive second number. One row for each picture, the columns in this order.

Example: one picture, black in the whole left half (1) and empty on the right (0). Its ink is 0.5, left minus right is 1, top minus bottom is 0: `[[0.5, 1, 0]]`.
"""

# %%
def handmade_features(images: np.ndarray) -> np.ndarray:
    """Ink, left-right asymmetry and top-bottom asymmetry of each picture.

    images: (n, 8, 8), axis 1 counts rows, axis 2 columns -> (n, 3)
    """
    # <solution>
    ink = images.mean(axis=(1, 2))
    left_right = images[:, :, :4].mean(axis=(1, 2)) - images[:, :, 4:].mean(axis=(1, 2))
    top_bottom = images[:, :4].mean(axis=(1, 2)) - images[:, 4:].mean(axis=(1, 2))
    return np.stack([ink, left_right, top_bottom], axis=1)
    # </solution>


# %%
check.handmade_features(handmade_features)

# %% [markdown]
r"""
<!-- hints: handmade_features -->
"""

# %% [markdown]
r"""
<!-- exercise: standardise -->

Bring each column of a table to mean 0 and deviation 1, and give back the table with the mean and the deviation that you used.
If `mean` and `std` are given (always both), use those: that is how a test set is treated by the training set's rule. A column that never changes becomes 0, and its deviation is given back as 1.
The deviation is NumPy's `std`, divided by n; the table that was handed in must not change.

Example: the column 1, 3 has mean 2 and deviation 1, so it becomes -1, 1. With `mean = [2]`, `std = [1]` given, the row `[5]` becomes `[3]`.
"""

# %%
def standardise(
    X: np.ndarray, mean: np.ndarray | None = None, std: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The table scaled column by column, with the statistics that were used.

    X: (n, d), mean and std: (d,) or None -> Z: (n, d), mean: (d,), std: (d,)
    """
    # <solution>
    if mean is None:
        mean, std = X.mean(axis=0), X.std(axis=0)
        std = np.where(std == 0, 1.0, std)
    return (X - mean) / std, mean, std
    # </solution>


# %%
check.standardise(standardise)

# %% [markdown]
r"""
<!-- hints: standardise -->
"""

# %% [markdown]
r"""
<!-- exercise: one_hot -->

Turn labels into rows: for each label a row of `k` numbers, 0 everywhere and 1 in the place of the class. Classes are numbered from 0.
There are always `k` columns, also where some class does not occur. The numbers are floats.

Example: `y = [0, 2]` with `k = 3` gives `[[1, 0, 0], [0, 0, 1]]`.
"""

# %%
def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    """A row for each label: 1.0 in the place of its class, 0.0 elsewhere.

    y: (n,) of whole numbers 0 to k - 1 -> (n, k), float
    """
    # <solution>
    rows = np.zeros((len(y), k))
    rows[np.arange(len(y)), y] = 1.0
    return rows
    # </solution>


# %%
check.one_hot(one_hot)

# %% [markdown]
r"""
<!-- hints: one_hot -->
"""

# %% [markdown]
r"""
<!-- exercise: split -->

Cut the indices 0 to n - 1 into two parts, to train on and to test on. Each index is in one part, exactly once; the test part has `round(n * test_fraction)` of them, which may be none.
Both parts are in random order, and the order comes from the generator `rng` alone (`rng.permutation` is one of its methods).

Example: `n = 10` and `test_fraction = 0.3` may give the training indices `[4, 9, 0, 2, 7, 1, 5]` and the test indices `[8, 3, 6]`. Many answers are right.
"""

# %%
def split(
    n: int, test_fraction: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Shuffled indices to train on, and to test on.

    n: how many rows, rng: a NumPy generator -> train, test: arrays of indices
    """
    # <solution>
    order = rng.permutation(n)
    tested = round(n * test_fraction)
    return order[tested:], order[:tested]
    # </solution>


# %%
check.split(split)

# %% [markdown]
r"""
<!-- hints: split -->
"""

# %% [markdown]
r"""
<!-- exercise: confusion_matrix -->

Count who is taken for whom. The entry in row i and column j says how many examples of the true class i were answered with j.
The table has k rows and k columns, also where a class does not occur, and holds whole counts.

Example: the true classes `[0, 0, 1]` and the answers `[0, 1, 1]` with `k = 2` give `[[1, 1], [0, 1]]`.
"""

# %%
def confusion_matrix(y: np.ndarray, predicted: np.ndarray, k: int) -> np.ndarray:
    """Counts of true class (row) against answer (column).

    y, predicted: (n,) of whole numbers 0 to k - 1 -> (k, k)
    """
    # <solution>
    counts = np.zeros((k, k), dtype=int)
    for truth, answer in zip(y, predicted):
        counts[truth, answer] += 1
    return counts
    # </solution>


# %%
check.confusion_matrix(confusion_matrix)

# %% [markdown]
r"""
<!-- hints: confusion_matrix -->
"""

# %% [markdown]
r"""
<!-- exercise: features -->

Measure pictures in up to six ways of your own, so well that a linear reader names digits from your numbers. The check lets you measure 1,359 digits, teaches logistic regression (the lesson's, on scaled columns) with 1,000 of them, and asks about the other 359, the sealed ones: at least 70% must be right. It does so twice, with other digits to learn from.
One row for each picture, at most six columns. A picture's numbers come from its own pixels alone: they are the same whenever it is measured, in any company and in any order. A column may be no copy of a single pixel, and no look at the labels: measure, do not look up. All numbers are finite.

Example: `images.mean(axis=(1, 2))[:, None]` is a table of one column, the ink. It is a fair one, but the reader is hardly better than guessing with it.
"""

# %%
def features(images: np.ndarray) -> np.ndarray:
    """At most six numbers for each picture, from which its digit can be read.

    images: (n, 8, 8), 0 is paper and 1 is ink, rows on axis 1 -> (n, k), k up to 6
    """
    # <solution>
    rows, ink = np.arange(8), images.sum(axis=(1, 2)) + 1e-9
    share = images.sum(axis=2) / ink[:, None]  # of the ink in each row, (n, 8)
    middle = share @ rows
    tall = np.sqrt(np.maximum(share @ rows**2 - middle**2, 0))
    left, right = images[:, :, :4].mean(axis=(1, 2)), images[:, :, 4:].mean(axis=(1, 2))
    lower_left = images[:, 4:, :4].mean(axis=(1, 2))
    upper_right = images[:, 2:4, 5:7].mean(axis=(1, 2))
    edges = np.abs(np.diff(images, axis=1)).mean(axis=(1, 2))
    columns = [middle, tall, left - right, lower_left, upper_right, edges]
    return np.stack(columns, axis=1)  # (n, 6)
    # </solution>


# %%
check.features(features)

# %% [markdown]
r"""
<!-- hints: features -->
"""

# %% [markdown]
r"""
### Finale: your six numbers against sixty-four

When all six checks pass, your functions compare your own features with all pixels, on digits that neither has seen.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(
    check, handmade_features, standardise, one_hot, split, confusion_matrix, features
)

# %% [markdown]
r"""
**All six?** Then you can compare two models fairly, which is rarer than it should be.
Next: [lesson 04 · Can one neuron learn?](../course/04_perceptron.ipynb)
"""
