# %% [markdown]
r"""
# Exercises 14: a score to believe

Six pieces: splits that keep classes or families together, copies across the border, weights for rare classes, rows of different length, a choice, and a score that holds on the day it is needed.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
The [lesson](../course/14_data.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import math
import numpy as np
import torch
from layerlab.checks import data as check

# %% [markdown]
r"""
<!-- exercise: stratified_split -->

Split rows so that the test has its share of every class. Of a class with `count` rows, `round(count * test_fraction)` go to the test, drawn by chance; a class so rare that this is 0 stays in train.
Give the row numbers of train, then those of the test: together every row once, each part shuffled as a whole. All chance comes from `rng`, a NumPy `Generator`.
`y` is a list, a tuple or an array of labels; they may be numbers or words.

Example: 10 buns, 20 pies and a fraction of 0.3: the test has 3 buns and 6 pies, in any order, and train the other 21.
"""

# %%
def stratified_split(y, test_fraction: float,
                     rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers to train on and to test on, with the same share of every class.

    y: n labels -> train, test: whole numbers from 0 to n - 1
    """
    # <solution>
    y, train, test = np.asarray(y), [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        count = round(len(rows) * test_fraction)
        test.extend(rows[:count])
        train.extend(rows[count:])
    return rng.permutation(train), rng.permutation(test)
    # </solution>


# %%
check.stratified_split(stratified_split)

# %% [markdown]
r"""
<!-- hints: stratified_split -->
"""

# %% [markdown]
r"""
<!-- exercise: group_split -->

Now families stay together: rows with the same entry in `groups` are photographs of one cake, and all of them go to the same side. `round(number of groups * test_fraction)` groups, drawn by chance, are the test; small and large groups count alike.
Give the row numbers of train, then those of the test: together every row once, each part shuffled as a whole. All chance comes from `rng`.
`groups` is a list, a tuple or an array; the names may be numbers or words.

Example: `["a", "b", "a", "c", "b"]` and a fraction of 1/3. If chance draws b, the test holds rows 1 and 4, and train rows 0, 2 and 3, each in any order.
"""

# %%
def group_split(groups, test_fraction: float,
                rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers to train on and to test on, with no group on both sides.

    groups: n names -> train, test: whole numbers from 0 to n - 1
    """
    # <solution>
    groups = np.asarray(groups)
    names = rng.permutation(np.unique(groups))
    chosen = names[:round(len(names) * test_fraction)]
    rows = rng.permutation(len(groups))
    in_test = np.isin(groups[rows], chosen)
    return rows[~in_test], rows[in_test]
    # </solution>


# %%
check.group_split(group_split)

# %% [markdown]
r"""
<!-- hints: group_split -->
"""

# %% [markdown]
r"""
<!-- exercise: near_copies -->

Which rows of the test does the training set know already? A row of `test` is a near copy if some row of `train` differs from it by at most `tolerance` in every number. Give their row numbers in `test`, ascending, each once.
Rows may have any shape: numbers, or pictures `(h, w, c)`. They are floats, or whole numbers such as the bytes 0 to 255 (`uint8`) of a picture.

Example: train `[[5, 9]]`, test `[[7, 8], [5, 9], [8, 9]]`, tolerance 2: the answer is `[0, 1]`, since 8 and 5 are 3 apart. Without a tolerance it is `[1]`.
"""

# %%
def near_copies(train: np.ndarray, test: np.ndarray, tolerance: float = 0) -> np.ndarray:
    """Row numbers of `test` that have a near copy in `train`.

    train: (n, ...), test: (m, ...) -> at most m numbers, ascending
    """
    # <solution>
    train, test = (a.astype(float).reshape(len(a), -1) for a in (train, test))
    apart = np.abs(test[:, None] - train[None])         # (m, n, numbers of a row)
    known = (apart <= tolerance).all(axis=2).any(axis=1)
    return np.flatnonzero(known)
    # </solution>


# %%
check.near_copies(near_copies)

# %% [markdown]
r"""
<!-- hints: near_copies -->
"""

# %% [markdown]
r"""
<!-- exercise: class_weights -->

How much should an example of each class weigh in the loss, so that every class weighs the same? With n labels, k classes and `count` examples of a class: $n / (k \cdot \text{count})$. A class that does not occur gets 0.
Give k floats, one for each of the classes 0 to k − 1, as an array or a tensor.

Example: labels `[0, 0, 0, 2]` and k = 3: class 0 weighs 4 / (3 · 3) = 0.444, class 1 does not occur and gets 0, class 2 weighs 1.333.
"""

# %%
def class_weights(y: torch.Tensor, k: int) -> torch.Tensor:
    """The weight of each class.

    y: (n,) whole numbers from 0 to k - 1 -> (k,) floats
    """
    # <solution>
    counts = torch.bincount(y, minlength=k)
    weights = len(y) / (k * counts.clamp(min=1))
    return torch.where(counts > 0, weights, 0.0)
    # </solution>


# %%
check.class_weights(class_weights)

# %% [markdown]
r"""
<!-- hints: class_weights -->
"""

# %% [markdown]
r"""
<!-- exercise: collate -->

Rows of different length become one batch. Each sequence is a flat tensor, all of one dtype; it may be empty, but not all of them are. Give two tensors: the batch, `[n, longest]`, of the sequences' dtype, in which each row holds a sequence and behind it the number `pad`; and a mask of dtype bool and the same shape, True where a number is real.
The sequences keep their order and are not changed. They may hold the number `pad` themselves: it is real there.

Example: `[5, 0, 7]` and `[2]` with pad 0 become `[[5, 0, 7], [2, 0, 0]]` and `[[True, True, True], [True, False, False]]`.
"""

# %%
def collate(sequences: list[torch.Tensor], pad: float = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """One batch of sequences, and a mask of what is real in it.

    n flat tensors -> batch: (n, longest), mask: (n, longest) bool
    """
    # <solution>
    batch = torch.nn.utils.rnn.pad_sequence(sequences, batch_first=True, padding_value=pad)
    lengths = torch.tensor([len(one) for one in sequences])
    mask = torch.arange(batch.shape[1]) < lengths[:, None]      # (n, longest)
    return batch, mask
    # </solution>


# %%
check.collate(collate)

# %% [markdown]
r"""
<!-- hints: collate -->
"""

# %% [markdown]
r"""
<!-- exercise: masked_mean -->

Average over the real places alone. `x` holds d floats for each of t places in n rows; `mask` says which places are real. Give the mean of the real places of each row, feature by feature; a row without a real place gives zeros.
Padding may hold any finite number, and it need not stand at the end. Leave `x` and `mask` unchanged.

Example: a row with the places `[2, 0.5]`, `[4, 1]`, `[9, 9]`, of which the first two are real, gives `[3, 0.75]`.
"""

# %%
def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean over the real places of each row.

    x: (n, t, d) floats, mask: (n, t) bool -> (n, d)
    """
    # <solution>
    real = mask[..., None].to(x.dtype)                          # (n, t, 1)
    return (x * real).sum(dim=1) / real.sum(dim=1).clamp(min=1)
    # </solution>


# %%
check.masked_mean(masked_mean)

# %% [markdown]
r"""
<!-- hints: masked_mean -->
"""

# %% [markdown]
r"""
<!-- exercise: choose -->

Three trays with three duties: `fit(setting, train)` gives a model, `score(model, val)` chooses among the models, and `score(model, test)` is told, once, of the one that was chosen. A score is a number, larger is better, and it may be negative.
Fit each setting once, on `train` alone. The first of equals wins. A score that is NaN never wins; at least one is a number. Give the setting and its score on `test`.
`settings` is a list or a tuple of numbers, words, or other things such as dicts; leave it unchanged.

Example: settings `["sponge", "onion"]` with 0.70 and 0.85 on val, 0.75 and 0.78 on test: the answer is `("onion", 0.78)`.
"""

# %%
def choose(fit, score, settings, train, val, test) -> tuple:
    """The setting that is best on val, and what its model scores on test.

    fit(setting, data) -> model, score(model, data) -> a number
    """
    # <solution>
    best, kept, chosen = -math.inf, None, None
    for setting in settings:
        model = fit(setting, train)
        now = score(model, val)
        if now > best:                  # False for NaN
            best, kept, chosen = now, model, setting
    return chosen, score(kept, test)
    # </solution>


# %%
check.choose(choose)

# %% [markdown]
r"""
<!-- hints: choose -->
"""

# %% [markdown]
r"""
<!-- exercise: honest_score -->

How right will a scheme be on cakes that nobody has seen? The scheme is: `select(X, y)` gives the numbers of the columns to keep; `fit(X, y)`, on these columns, gives a function `predict(X)`. Rows of one group are photographs of one cake. Give one number from 0 to 1: the share of right answers to expect on *new groups*, when the scheme has learned from all these rows. Any way is right that holds.

The check has eight small worlds of 360 rows in 180 groups, and 400 sealed groups of each. In four worlds the labels are coins. Each world is asked twice, with two `rng`. Your answers must be off by less than 0.09 in the mean, among the coins and among the others, and never by 0.25; from one `rng` to the other they may move by 0.06 in the mean.

Example: a scheme that answers one photograph of each cake by another is right on all 360 rows, and on coins it is worth 0.5.
"""

# %%
def honest_score(X: np.ndarray, y: np.ndarray, groups: np.ndarray, select, fit,
                 rng: np.random.Generator) -> float:
    """The share of right answers to expect of select and fit on new groups.

    X: (n, d), y: (n,) of 0 and 1, groups: (n,) whole numbers
    """
    # <solution>
    names, shares = rng.permutation(np.unique(groups)), []
    for some in np.array_split(names, 10):          # ten parts of whole groups
        test = np.isin(groups, some)
        columns = select(X[~test], y[~test])
        predict = fit(X[~test][:, columns], y[~test])
        shares.append(np.mean(predict(X[test][:, columns]) == y[test]))
    return float(np.mean(shares))
    # </solution>


# %%
check.honest_score(honest_score)

# %% [markdown]
r"""
<!-- hints: honest_score -->
"""

# %% [markdown]
r"""
**All six?** Then you know which scores to believe, your own among them.
"""
