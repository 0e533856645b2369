# %% [markdown]
r"""
# Exercises 05: descent

Seven small functions. Together they are a machine that learns: a loss, its slope, a way to test the slope, the walk down, and the order in which it looks at the examples.

Fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
What a function is given belongs to the caller: leave it as it is.
The [lesson](../course/05_descent.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from collections.abc import Callable, Iterator
from layerlab.checks import descent as check

# %% [markdown]
r"""
<!-- exercise: mse -->

How wrong are the predictions, as one number? Take each prediction minus its label, square it, and average over the examples.
One of the two arrays may have the shape (n, 1) and the other (n,): flatten both, or refuse them with an error. What you must not do is subtract them as they are.

Example: `pred = [2, -1]` and `y = [1, 1]`. The errors are 1 and -2, their squares 1 and 4, the mean is `2.5`.
"""

# %%
def mse(pred: np.ndarray, y: np.ndarray) -> float:
    """The mean squared error.

    pred: (n,) or (n, 1), y: (n,) or (n, 1) -> a number
    """
    # <solution>
    errors = np.ravel(pred) - np.ravel(y)
    return np.mean(errors**2)
    # </solution>


# %%
check.mse(mse)

# %% [markdown]
r"""
<!-- hints: mse -->
"""

# %% [markdown]
r"""
<!-- exercise: mse_gradient -->

The slopes of that loss for a neuron with the scores $Xw + b$: one for each weight, in an array `dw`, and one for the bias, the number `db`.
They are the slopes of the *mean* squared error, with the 2 that comes from the square.

Example: one weight, `X = [[1], [3]]`, `y = [1, 2]`, `w = [1]`, `b = 0.5`. The scores are 1.5 and 3.5, the errors 0.5 and 1.5.
So `dw` is the mean of `2 · 0.5 · 1` and `2 · 1.5 · 3`, which is `[5]`, and `db` is the mean of `2 · 0.5` and `2 · 1.5`, which is `2`.
"""

# %%
def mse_gradient(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float
) -> tuple[np.ndarray, float]:
    """The slopes of the mean squared error of X @ w + b.

    X: (n, d), y: (n,), w: (d,), b: a number -> dw: (d,), db: a number
    """
    # <solution>
    errors = X @ w + b - y  # (n,)
    dw = 2 * X.T @ errors / len(y)  # (d, n) @ (n,) -> (d,)
    db = 2 * np.mean(errors)
    return dw, db
    # </solution>


# %%
check.mse_gradient(mse_gradient)

# %% [markdown]
r"""
<!-- hints: mse_gradient -->
"""

# %% [markdown]
r"""
<!-- exercise: numerical_gradient -->

Find all the slopes of `f` at `w` without any calculus. For each entry of `w` alone: the height with that entry moved up by `eps`, minus the height with it moved down by `eps`, divided by the distance between the two.
`w` may have any shape, and the gradient has the same. It may hold float32 or whole numbers: compute in float64. The caller's `w` must not change.

Example: `f(w) = w[0]**2 + 3 * w[1]` at `w = [1, 2]`. The slopes are `[2, 3]`.
"""

# %%
def numerical_gradient(f: Callable, w: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """The gradient of f at w by central differences.

    f: takes an array like w, gives a number; w: any shape -> an array of w's shape
    """
    # <solution>
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        up, down = np.array(w, dtype=np.float64), np.array(w, dtype=np.float64)
        up[place] += eps
        down[place] -= eps
        gradient[place] = (f(up) - f(down)) / (2 * eps)
    return gradient
    # </solution>


# %%
check.numerical_gradient(numerical_gradient)

# %% [markdown]
r"""
<!-- hints: numerical_gradient -->
"""

# %% [markdown]
r"""
<!-- exercise: gradient_descent -->

Walk downhill. Start at `w0`; at every step ask for the gradient where you stand, and move against it by `lr` times the gradient.
Give back the whole path: `steps + 1` places, of which the first is `w0`. The caller's `w0` must not change.

Example: `gradient = lambda w: 2 * w`, `w0 = [4]`, `lr = 0.25`, `steps = 3`. Each step takes away half: the path is `[[4], [2], [1], [0.5]]`.
"""

# %%
def gradient_descent(
    gradient: Callable, w0: np.ndarray, lr: float, steps: int
) -> list[np.ndarray]:
    """All the places of a walk against the gradient, the start first.

    gradient: takes an array like w0, gives one; w0: any shape -> steps + 1 arrays
    """
    # <solution>
    w = w0
    path = [w]
    for step in range(steps):
        w = w - lr * gradient(w)
        path.append(w)
    return path
    # </solution>


# %%
check.gradient_descent(gradient_descent)

# %% [markdown]
r"""
<!-- hints: gradient_descent -->
"""

# %% [markdown]
r"""
<!-- exercise: sigmoid -->

Turn every score $z$ into a probability $1 / (1 + e^{-z})$, entry by entry.
It must give right numbers for scores of 1000 and -1000 too: 1 and 0, and never "not a number".
The plain formula will not do, as you saw in the lesson: write it in another form, in which no exponential can overflow.

Example: `z = [0, 2, -2]` gives `[0.5, 0.881, 0.119]`, rounded.
"""

# %%
def sigmoid(z: np.ndarray) -> np.ndarray:
    """Scores to probabilities, safe for large scores.

    z: any shape -> the same shape, between 0 and 1
    """
    # <solution>
    small = np.exp(-np.abs(z))  # at most 1
    return np.where(np.asarray(z) >= 0, 1, small) / (1 + small)
    # </solution>


# %%
check.sigmoid(sigmoid)

# %% [markdown]
r"""
<!-- hints: sigmoid -->
"""

# %% [markdown]
r"""
<!-- exercise: bce_with_logits -->

The mean binary cross-entropy of the scores `z` (also called **logits**) with labels 0 and 1. With $p = 1 / (1 + e^{-z})$ an example costs $-\log p$ where its label is 1, and $-\log(1 - p)$ where it is 0.
Go from score to loss directly, so that 1000 is harmless: a score of 1000 costs 0 if the label is 1, and 1000 if it is 0.

Example: `z = [0, 0]`, `y = [1, 0]`. Both probabilities are one half, so both cost `log 2`, and the mean is `0.693`, rounded.
"""

# %%
def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    """The mean binary cross-entropy, from scores before the sigmoid.

    z: (n,), y: (n,) of 0 and 1 -> a number
    """
    # <solution>
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))  # log(1 + e^z)
    return np.mean(softplus - y * z)
    # </solution>


# %%
check.bce_with_logits(bce_with_logits)

# %% [markdown]
r"""
<!-- hints: bce_with_logits -->
"""

# %% [markdown]
r"""
<!-- exercise: minibatches -->

One epoch in small portions: give out the indices 0 to n - 1 in a random order, `size` at a time. Every index comes exactly once, and the last batch may be shorter.
The order comes from `rng`, a NumPy Generator, so that the next epoch has another one.

Example: `n = 10`, `size = 4` gives three arrays with 4, 4 and 2 indices, perhaps `[7, 0, 3, 9]`, `[2, 8, 5, 1]`, `[6, 4]`.
"""

# %%
def minibatches(n: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """The indices of one epoch, shuffled, in batches.

    n: how many examples, size: of a batch -> arrays of at most `size` indices
    """
    # <solution>
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]
    # </solution>


# %%
check.minibatches(minibatches)

# %% [markdown]
r"""
<!-- hints: minibatches -->
"""

# %% [markdown]
r"""
### Finale: your reader gets a slope

The neuron of lesson 04 goes on by your `sigmoid` and your `gradient_descent`. (If you have none, the course lends you its own.)
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, mse, mse_gradient, numerical_gradient, gradient_descent, sigmoid, bce_with_logits, minibatches)

# %% [markdown]
r"""
### A challenge: defeat lr 0.1

By the lesson, lr 0.1 is safe wherever the ground is curved by less than 20. Is it also good? Write a landscape, curved by at most 10, in which 40 steps from -3.4 with lr 0.1 end high up and another rate (0.01, 0.03, 0.3 or 1) ends low.
"""

# %%
def land(x):
    return x**2 / 2   # yours

ll.board("landscape", land)

# %% [markdown]
r"""
**All seven?** Then you have the whole of gradient descent, and a tool to catch a wrong slope.
Next: [lesson 06 · How does a stack bend a line?](../course/06_layers.ipynb)
"""
