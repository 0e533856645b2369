# %% [markdown]
r"""
# Exercises 04: one neuron

Five small functions. Together they are a perceptron: it answers, learns, knows how safe it is, and meets XOR.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
What a function is given belongs to the caller: leave it as it is, arrays and lists alike.
The [lesson](../course/04_perceptron.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import perceptron as check

# %% [markdown]
r"""
<!-- exercise: predict -->

Turn a whole belt of things into answers. `X` has one thing in each row; the answer is $+1$ where its score $w \cdot x + b$ is at least 0, and $-1$ elsewhere.
A score of exactly 0 counts as $+1$.

Example: with `w = [1, 1]` and `b = -1` the points `(2, 1)`, `(-1, -2)`, `(0, 0)` have the scores 2, -4, -1, so the answers are `[1, -1, -1]`.
"""

# %%
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Answers ±1, one for each row of X.

    X: (n, d), w: (d,), b: a number -> (n,)
    """
    # <solution>
    return np.where(X @ w + b >= 0, 1, -1)
    # </solution>


# %%
check.predict(predict)

# %% [markdown]
r"""
<!-- hints: predict -->
"""

# %% [markdown]
r"""
<!-- exercise: update -->

One step of Rosenblatt's rule. If the neuron answers `x` rightly, give back `w` and `b` as they are.
If not, give back $w + y\,x$ and $b + y$. Remember that a score of 0 is answered with $+1$.
The caller's own `w` must not change.

Example: `x = [2, 1]`, `y = -1`, `w = [1, 0]`, `b = 0`. The score is 2, the answer $+1$ is wrong, so the new weights are `[-1, -1]` and the new bias is `-1`.
"""

# %%
def update(x: np.ndarray, y: int, w: np.ndarray, b: float) -> tuple[np.ndarray, float]:
    """The weights and the bias after seeing one example.

    x: (d,), y: +1 or -1, w: (d,), b: a number -> (w, b)
    """
    # <solution>
    answer = 1 if w @ x + b >= 0 else -1
    if answer == y:
        return w, b
    return w + y * x, b + y
    # </solution>


# %%
check.update(update)

# %% [markdown]
r"""
<!-- hints: update -->
"""

# %% [markdown]
r"""
<!-- exercise: train -->

Let the neuron learn. Start with all weights and the bias at 0. Go through the examples in the order given, and use your `update` on each; that is one epoch.
Repeat for at most `epochs` epochs, and stop after the first epoch without a mistake.
Give back the weights, the bias, and a list with the number of mistakes in each epoch. The clean epoch is in the list, as a 0.

Example: the points `(2, 1)` with label 1 and `(-1, -2)` with label -1. The first is right from the start, the second is not; after that both are right. So the list is `[1, 0]`, with `w = [1, 2]` and `b = -1`.
"""

# %%
def train(X: np.ndarray, y: np.ndarray, epochs: int) -> tuple[np.ndarray, float, list[int]]:
    """Train a perceptron by Rosenblatt's rule, from zero.

    X: (n, d), y: (n,) of ±1 -> w: (d,), b: a number, mistakes_per_epoch: a list
    """
    # <solution>
    w, b, mistakes_per_epoch = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y):
            if predict(x_i[None, :], w, b)[0] != y_i:
                w, b = update(x_i, y_i, w, b)
                mistakes += 1
        mistakes_per_epoch.append(mistakes)
        if mistakes == 0:
            break
    return w, b, mistakes_per_epoch
    # </solution>


# %%
check.train(train)

# %% [markdown]
r"""
<!-- hints: train -->
"""

# %% [markdown]
r"""
<!-- exercise: margin -->

How safe is a line? Its margin is the signed distance of the nearest point: $\min_i\, y_i\,(w \cdot x_i + b) / \lVert w \rVert$.
It is positive where every point is on its right side, and negative as soon as one is not.

Example: the line `w = [2, 0]`, `b = 0` and the points `(3, 0)` with label 1 and `(-1, 2)` with label -1. Their distances to the line are 3 and 1, both on the right side, so the margin is 1.
"""

# %%
def margin(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    """The signed distance of the nearest point to the line w·x + b = 0.

    X: (n, d), y: (n,) of ±1, w: (d,), b: a number -> a number
    """
    # <solution>
    return np.min(y * (X @ w + b)) / np.linalg.norm(w)
    # </solution>


# %%
check.margin(margin)

# %% [markdown]
r"""
<!-- hints: margin -->
"""

# %% [markdown]
r"""
<!-- exercise: lift -->

Give every point a third coordinate, computed from the other two, so that one neuron can do XOR.
The two given coordinates come first. It must work for corners at 0 and 1, for corners at -1 and 1, and for points near the corners.
There is more than one right answer; the check trains a perceptron on yours and looks whether it ends.

Example: four points of shape `(4, 2)` come back with shape `(4, 3)`, and the first two columns are the points themselves.
"""

# %%
def lift(X: np.ndarray) -> np.ndarray:
    """The points with a third coordinate that makes XOR separable.

    X: (n, 2) -> (n, 3)
    """
    # <solution>
    return np.column_stack([X, X[:, 0] * X[:, 1]])
    # </solution>


# %%
check.lift(lift)

# %% [markdown]
r"""
<!-- hints: lift -->
"""

# %% [markdown]
r"""
### Finale: the first neuron of your digit reader

One thread runs from here to lesson 09: you build the reader of lesson 01 from nothing. It begins with one neuron that looks for sevens, trained by your `train`. What it learns is kept for lesson 05.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, predict, update, train, margin, lift)

# %% [markdown]
r"""
**All five?** Then you have built a perceptron from nothing, and you know what it can do and what it cannot.
Next: [lesson 05 · How does a machine know which way is better?](../course/05_descent.ipynb)
"""
