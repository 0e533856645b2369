# %% [markdown]
r"""
# Exercises 02: an onion of layers

Five small tools for looking inside: keep every stage, find what excites a channel, find neighbours, probe a layer, and follow a nudge.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
What a function is given belongs to the caller: leave it as it is, arrays and lists alike.
The [lesson](../course/02_onion.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import onion as check

# %% [markdown]
r"""
<!-- exercise: peel -->

Send `x` through a stack of layers and keep everything that you see on the way: the input, what each layer made, the output.
A layer is any function of one argument; the first in the list is the outermost and gets `x`, every other gets what the one before it made.
Give back a list with one entry more than there are layers. An array that was handed in must not change.

Example: `x = 3` with the two layers *add 1* and *double* gives `[3, 4, 8]`. With no layers it gives `[3]`.
"""

# %%
def peel(x, layers: list) -> list:
    """The input and what every layer made, from the outside in.

    x: a number or an array, layers: a list of n functions -> a list of n + 1 stages
    """
    # <solution>
    stages = [x]
    for layer in layers:
        stages.append(layer(stages[-1]))
    return stages
    # </solution>


# %%
check.peel(peel)

# %% [markdown]
r"""
<!-- hints: peel -->
"""

# %% [markdown]
r"""
<!-- exercise: top_activating -->

Which pictures excite a channel most? `acts` holds the maps of one layer for a whole batch: `acts[i, c]` is the map of channel `c` for picture `i`.
A picture excites the channel as much as the *strongest* number in its map says, wherever it stands; negative numbers are no excitement.
Give back the indices of the `k` most exciting pictures, the strongest first. No two are equally strong.

Example: for channel 0, three pictures have the maps `[[0, 1], [2, 0]]`, `[[0, 0], [0, 8]]`, `[[4, 4], [4, 4]]`. Their strongest numbers are 2, 8 and 4, so `k = 2` gives `[1, 2]`.
"""

# %%
def top_activating(acts: np.ndarray, channel: int, k: int) -> np.ndarray:
    """Indices of the k pictures that excite the channel most, the strongest first.

    acts: (n, c, h, w), channel: 0 to c - 1, k: 1 to n -> (k,) whole numbers
    """
    # <solution>
    strongest = acts[:, channel].max(axis=(1, 2))
    return np.argsort(-strongest)[:k]
    # </solution>


# %%
check.top_activating(top_activating)

# %% [markdown]
r"""
<!-- hints: top_activating -->
"""

# %% [markdown]
r"""
<!-- exercise: nearest -->

Each row of `features` is what a layer knows of one picture. Which other rows are most like row `i`?
Give back the indices of the `k` nearest rows by Euclidean distance, the nearest first. Row `i` itself is never among them, but another row with the same numbers is.

Example: the rows `[0, 0]`, `[3, 4]`, `[1, 0]`, `[9, 9]` and `i = 0`. The distances to the others are 5, 1 and about 12.7, so `k = 2` gives `[2, 1]`.
"""

# %%
def nearest(features: np.ndarray, i: int, k: int) -> np.ndarray:
    """Indices of the k rows nearest to row i, without i itself, the nearest first.

    features: (n, d), i: 0 to n - 1, k: 1 to n - 1 -> (k,) whole numbers
    """
    # <solution>
    distances = np.linalg.norm(features - features[i], axis=1)
    distances[i] = np.inf
    return np.argsort(distances)[:k]
    # </solution>


# %%
check.nearest(nearest)

# %% [markdown]
r"""
<!-- hints: nearest -->
"""

# %% [markdown]
r"""
<!-- exercise: probe_accuracy -->

How plainly does a layer show the answer? Fit a linear reader, with a bias, to the training features and their classes, and give back the share of *test* rows that it names rightly, a number from 0 to 1.
Any linear reader will do: `LogisticRegression` from scikit-learn, or least squares to rows of zeros with a one. The classes are 0, 1, 2 …, and each occurs in the training set; small differences between readers do not matter here.

Example: training features 0, 1, 9, 10 with the classes 0, 0, 1, 1. For the test features 2, 8, 1, 7 the reader says 0, 1, 0, 1. If their true classes are 0, 1, 1, 1, the share is 0.75.
"""

# %%
def probe_accuracy(
    train_features: np.ndarray,
    train_y: np.ndarray,
    test_features: np.ndarray,
    test_y: np.ndarray,
) -> float:
    """The share of test rows that a linear reader of the training rows names rightly.

    features: (n, d) and (m, d), classes: (n,) and (m,) whole numbers -> 0 to 1
    """
    # <solution>
    from sklearn.linear_model import LogisticRegression

    reader = LogisticRegression(max_iter=1000).fit(train_features, train_y)
    return float(np.mean(reader.predict(test_features) == test_y))
    # </solution>


# %%
check.probe_accuracy(probe_accuracy)

# %% [markdown]
r"""
<!-- hints: probe_accuracy -->
"""

# %% [markdown]
r"""
<!-- exercise: onion_derivative -->

How many times larger does a small nudge of `x` come out of a stack of layers? Each layer is a function of one number, and `derivatives` holds, in the same order, the function that gives its slope.
The answer is the product of all slopes, each taken at the number that reaches its layer: the chain rule, peeled. With no layers the nudge comes out as it went in, so the answer is 1.

Example: `x = 2` with the layers *times 3* (slope 3 everywhere) and *square* (slope 2 times its input). The square meets 6, where its slope is 12; the answer is $3 \cdot 12 = 36$.
"""

# %%
def onion_derivative(layers: list, derivatives: list, x: float) -> float:
    """The derivative of the whole stack at x.

    layers, derivatives: lists of n functions of one number, x: a number -> a number
    """
    # <solution>
    total = 1.0
    for layer, derivative in zip(layers, derivatives):
        total = total * derivative(x)
        x = layer(x)
    return total
    # </solution>


# %%
check.onion_derivative(onion_derivative)

# %% [markdown]
r"""
<!-- hints: onion_derivative -->
"""

# %% [markdown]
r"""
### Finale: your tools, the lesson's onion

When all five checks pass, your probe reads every layer, and your `nearest` and `top_activating` choose the pictures.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, peel, top_activating, nearest, probe_accuracy, onion_derivative)

# %% [markdown]
r"""
### A challenge: the nudge that is seen

Which pixels does a reader hang on? Turn the seven below into a one with as few pixels as you can: draw on the pad, or change `pad.image` by NumPy.
What does the reader look at, then? The board counts, and keeps your best.
"""

# %%
pad = ll.board("seven").start()
pad

# %% [markdown]
r"""
Changed? Then hand it in.
"""

# %%
ll.board("seven", pad)

# %% [markdown]
r"""
**All five?** Then you can open a network and ask each layer what it sees.
Next: [lesson 03 · Who chooses the features?](../course/03_features.ipynb)
"""
