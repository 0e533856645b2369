# %% [markdown]
r"""
# Exercises 07: backprop

Five functions: the way back through each kind of layer, then through a whole stack, and a test that tells whether it is right.

`dout` is always the blame that comes from outside: the slopes of the loss for this layer's output, in the shape of that output. What a function is given belongs to the caller: leave it as it is. The [lesson](../course/07_backprop.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from collections.abc import Callable
from layerlab.checks import backprop as check

# %% [markdown]
r"""
<!-- exercise: dense_backward -->

The way back through a dense layer `out = X @ W + b`. Given the blame of its output, find the blame of its input, its weights and its bias.
Each has the shape of what it blames. The mean over the examples belongs to the loss and is already in `dout`: here blame is added up.

Example: one example, `X = [[3, 4]]`, `W = [[1, 0], [5, 2]]`, `dout = [[1, -2]]`. Then `dX = [[1, 1]]`, because the first input speaks to the outputs with 1 and 0, the second with 5 and 2; `dW = [[3, -6], [4, -8]]`; `db = [1, -2]`.
"""

# %%
def dense_backward(
    dout: np.ndarray, X: np.ndarray, W: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The blame of the input, the weights and the bias of X @ W + b.

    dout: (n, k), X: (n, d), W: (d, k) -> dX: (n, d), dW: (d, k), db: (k,)
    """
    # <solution>
    dX = dout @ W.T  # (n, k) @ (k, d)
    dW = X.T @ dout  # (d, n) @ (n, k)
    db = dout.sum(axis=0)
    return dX, dW, db
    # </solution>


# %%
check.dense_backward(dense_backward)

# %% [markdown]
r"""
<!-- hints: dense_backward -->
"""

# %% [markdown]
r"""
<!-- exercise: relu_backward -->

The way back through a ReLU. `x` went in, and `np.maximum(x, 0)` came out; `dout` is the blame of what came out. Give the blame of `x`.
At exactly 0 there is no one slope: any answer there is fine. The caller's `dout` must not change.

Example: `x = [2, -1, 3]` and `dout = [5, 6, -7]` give `[5, 0, -7]`.
"""

# %%
def relu_backward(dout: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The blame of what went into a ReLU.

    dout, x: any shape, the same -> that shape
    """
    # <solution>
    return dout * (x > 0)
    # </solution>


# %%
check.relu_backward(relu_backward)

# %% [markdown]
r"""
<!-- hints: relu_backward -->
"""

# %% [markdown]
r"""
<!-- exercise: softmax_cross_entropy_backward -->

Where blame begins: the slopes of the *mean* cross-entropy for the logits. In each row, the probabilities, minus 1 at the label; and each row carries its share of the mean.
Logits of 1000 must do no harm, and the caller's `logits` must not change.

Example: `logits = [[0, 0]]`, `y = [1]`. Both probabilities are one half, so the blame is `[[0.5, -0.5]]`.
"""

# %%
def softmax_cross_entropy_backward(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The slopes of the mean cross-entropy of softmax(logits) with the labels y.

    logits: (n, k), y: (n,) whole numbers 0 to k - 1 -> (n, k)
    """
    # <solution>
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    blame = shifted / shifted.sum(axis=1, keepdims=True)  # the probabilities
    blame[np.arange(len(y)), y] -= 1
    return blame / len(y)
    # </solution>


# %%
check.softmax_cross_entropy_backward(softmax_cross_entropy_backward)

# %% [markdown]
r"""
<!-- hints: softmax_cross_entropy_backward -->
"""

# %% [markdown]
r"""
<!-- exercise: mlp_gradients -->

All of it at once. `params` is a list of pairs `(W, b)`, as in lesson 06: each layer is `X @ W + b`, with a ReLU between layers and none after the last. The loss is the mean cross-entropy of the logits.
Give back the gradients as a list of pairs `(dW, db)`, in the order of `params`. Nothing in `params` may change. Your three functions from above do most of the work.

Example: one layer, `X = [[1, 2]]`, `y = [1]`, all weights and biases 0. Both probabilities are one half, the blame of the logits is `[[0.5, -0.5]]`, so the answer is `[([[0.5, -0.5], [1, -1]], [0.5, -0.5])]`.
"""

# %%
def mlp_gradients(
    X: np.ndarray, y: np.ndarray, params: list[tuple[np.ndarray, np.ndarray]]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The gradients of the mean cross-entropy for every W and b.

    X: (n, d), y: (n,), params: pairs W: (d, k), b: (k,) -> pairs of the same shapes
    """
    # <solution>
    inputs, scores = [X], []
    for W, b in params:
        scores.append(inputs[-1] @ W + b)
        inputs.append(np.maximum(scores[-1], 0))
    dout = softmax_cross_entropy_backward(scores[-1], y)
    gradients = []
    for i in reversed(range(len(params))):
        dX, dW, db = dense_backward(dout, inputs[i], params[i][0])
        gradients.insert(0, (dW, db))
        if i > 0:
            dout = relu_backward(dX, scores[i - 1])
    return gradients
    # </solution>


# %%
check.mlp_gradients(mlp_gradients)

# %% [markdown]
r"""
<!-- hints: mlp_gradients -->
"""

# %% [markdown]
r"""
<!-- exercise: gradient_check -->

Build the tool that tells a right gradient from a wrong one. Compare `df(x)`, the slopes under test, with the slopes of `f` that you feel by central differences with a step of `1e-5`.
For each entry the relative error is $|a - n| / \max(|a|, |n|)$, and 0 where both are 0. Give back the largest. Compute in float64, whatever `x` is, and leave the caller's `x` as it was.

Example: `f = lambda x: (x**2).sum()` and `df = lambda x: x`, which forgot the 2. At `x = [1, -3]` the slopes are `[2, -6]`, the test gives `[1, -3]`, so the errors are 1/2 and 3/6: the answer is `0.5`.
"""

# %%
def gradient_check(f: Callable, df: Callable, x: np.ndarray) -> float:
    """The largest relative error of the gradient df(x) against central differences of f.

    f: array -> number, df: array -> array of the same shape, x: any shape -> a number
    """
    # <solution>
    x = np.array(x, dtype=np.float64)
    analytic, numeric = df(x), np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += 1e-5
        down[place] -= 1e-5
        numeric[place] = (f(up) - f(down)) / 2e-5
    size = np.maximum(np.abs(analytic), np.abs(numeric))
    errors = np.abs(analytic - numeric) / np.where(size > 0, size, 1)
    return errors.max()
    # </solution>


# %%
check.gradient_check(gradient_check)

# %% [markdown]
r"""
<!-- hints: gradient_check -->
"""

# %% [markdown]
r"""
### Finale: your reader learns to read

The two layers of lesson 06 are trained by your `mlp_gradients`. Then draw: the weights behind the answer are yours.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, dense_backward, relu_backward, softmax_cross_entropy_backward, mlp_gradients, gradient_check)

# %% [markdown]
r"""
### A challenge: the broken edge that nobody notices

Somewhere in a graph an edge sends nothing, at least 0.5 of blame is lost, and yet every input gets the blame that is its due. Where must such an edge be? Build the smallest graph that has one.
A graph is a list of rows: `("a", 1.0)` is an input, `("L", "square", "a")` a box with its operation (`+ - * square tanh relu exp log neg`); the last row is the result, and every input needs a blame of at least 0.1.
"""

# %%
rows = [("a", 1.0), ("b", 2.0), ("c", "*", "a", "b"), ("L", "square", "c")]
graph = ll.widgets.BlameGraph(rows, broken=0)
ll.board("quiet edge", graph)

# %% [markdown]
r"""
**All five?** Then you can train a network of any depth, with nothing but NumPy, and prove that your slopes are right.
Next: [lesson 08 · Can a program do the blaming?](../course/08_autograd.ipynb)
"""
