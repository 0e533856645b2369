# %% [markdown]
r"""
# Exercises 06: a stack of layers

Eight small functions. Together they are a network that answers: dense layers, bends between them, probabilities at the end, and one number that says how wrong it is.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
What a function is given belongs to the caller: leave it as it is, arrays and lists alike.
The [lesson](../course/06_layers.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import layers as check

# %% [markdown]
r"""
<!-- exercise: dense -->

One layer, for a whole batch. Each row of `X` is an example, each column of `W` is a unit, and each unit has one bias.
No bend yet: scores come out as they are.

Example: with `X = [[1, 2]]`, `W = [[1, 0, -1], [0.5, 1, 2]]` and `b = [0, 1, 2]` there are three units, and their scores are `[[2, 3, 5]]`.
"""

# %%
def dense(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The scores of one layer.

    X: (n, d), W: (d, k), b: (k,) -> (n, k)
    """
    # <solution>
    return X @ W + b
    # </solution>


# %%
check.dense(dense)

# %% [markdown]
r"""
<!-- hints: dense -->
"""

# %% [markdown]
r"""
<!-- exercise: relu -->

The bend: positive numbers stay, negative ones become 0. It must work for an array of any shape, and leave the array that it was given as it is.

Example: `[-2, 0, 3]` becomes `[0, 0, 3]`.
"""

# %%
def relu(x: np.ndarray) -> np.ndarray:
    """The larger of x and 0, entry by entry.

    x: any shape -> the same shape
    """
    # <solution>
    return np.maximum(x, 0)
    # </solution>


# %%
check.relu(relu)

# %% [markdown]
r"""
<!-- hints: relu -->
"""

# %% [markdown]
r"""
<!-- exercise: leaky_relu -->

A unit whose score is negative for every example answers 0 to all of them, and then nothing can teach it any more.
The leaky ReLU lets a little through: a negative number is multiplied by `slope`, which is 0.01 unless somebody says otherwise.

Example: with `slope=0.5`, `[-2, 0, 3]` becomes `[-1, 0, 3]`; without a second argument it becomes `[-0.02, 0, 3]`.
"""

# %%
def leaky_relu(x: np.ndarray, slope: float = 0.01) -> np.ndarray:
    """x where it is positive, slope times x elsewhere.

    x: any shape, slope: a number from 0 to 1 -> the same shape as x
    """
    # <solution>
    return np.where(x > 0, x, slope * x)
    # </solution>


# %%
check.leaky_relu(leaky_relu)

# %% [markdown]
r"""
<!-- hints: leaky_relu -->
"""

# %% [markdown]
r"""
<!-- exercise: tanh_gradient -->

How steep is the tanh at x? Write $t = \tanh(x)$; then its slope is $1 - t^2$.
Mind what goes in: `x` is the number *before* the tanh.

Example: for `[0, 1, -2]` the slopes are about `[1, 0.42, 0.07]`: steepest in the middle, and the same on both sides.
"""

# %%
def tanh_gradient(x: np.ndarray) -> np.ndarray:
    """The slope of tanh at x, entry by entry.

    x: any shape, before the tanh -> the same shape
    """
    # <solution>
    t = np.tanh(x)
    return 1 - t**2
    # </solution>


# %%
check.tanh_gradient(tanh_gradient)

# %% [markdown]
r"""
<!-- hints: tanh_gradient -->
"""

# %% [markdown]
r"""
<!-- exercise: mlp_forward -->

Send a batch through a whole stack. `params` is a list of pairs `(W, b)`, one pair a layer, from the bottom to the top; it may hold one pair or many.
Each layer makes its scores `h @ W + b` from what the layer below gave it, the first one from `X`. Between two layers stands a ReLU; after the last one there is none.
Give back the last scores, the *logits*, and a cache: whatever you want to keep for later. Lesson 07 will want what every layer was given; the check looks at the logits alone.

Example: `X = [[1, 1], [2, -1]]`, first layer `W = [[1, -1], [0, 2]]`, `b = [0, -1]`, second layer `W = [[1], [2]]`, `b = [-6]`. The first scores are `[[1, 0], [2, -5]]`, bent `[[1, 0], [2, 0]]`, and the logits `[[-5], [-4]]`.
"""

# %%
def mlp_forward(X: np.ndarray, params: list) -> tuple[np.ndarray, list]:
    """The logits of a stack of dense layers with ReLU between them, and a cache.

    X: (n, d), params: [(W, b), …] with W: (d, k), b: (k,) -> logits: (n, k of the last), cache
    """
    # <solution>
    h, cache = X, [X]
    for i, (W, b) in enumerate(params):
        h = dense(h, W, b)
        if i < len(params) - 1:
            h = relu(h)
            cache.append(h)
    return h, cache
    # </solution>


# %%
check.mlp_forward(mlp_forward)

# %% [markdown]
r"""
<!-- hints: mlp_forward -->
"""

# %% [markdown]
r"""
<!-- exercise: xor_weights -->

Build by hand a network that answers XOR with *one* output: two inputs, two hidden ReLU units, one output unit. No training, only thought.
The inputs are 0 or 1. An output above 0.5 counts as the answer 1, anything else as 0; the answers are 0 at (0, 0), 1 at (0, 1), 1 at (1, 0), 0 at (1, 1).
Give back `params` in the usual form, `[(W1, b1), (W2, b2)]` with the shapes `(2, 2)`, `(2,)`, `(2, 1)`, `(1,)`. There are many right answers.

Example of the form, for AND in place of XOR: one unit `relu(x1 + x2 - 1)` is 1 at (1, 1) and 0 elsewhere. So `W1 = [[1, 0], [1, 0]]`, `b1 = [-1, 0]`, `W2 = [[1], [0]]`, `b2 = [0]`; the second unit sleeps.
"""

# %%
def xor_weights() -> list:
    """The parameters of a 2-2-1 network that answers XOR.

    -> [(W1: (2, 2), b1: (2,)), (W2: (2, 1), b2: (1,))]
    """
    # <solution>
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  # both units add the inputs up
    b1 = np.array([0.0, -1.0])  # the second wakes up where the sum passes 1
    W2 = np.array([[1.0], [-2.0]])  # up with the first, down twice as fast with both
    b2 = np.array([0.0])
    return [(W1, b1), (W2, b2)]
    # </solution>


# %%
check.xor_weights(xor_weights)

# %% [markdown]
r"""
<!-- hints: xor_weights -->
"""

# %% [markdown]
r"""
<!-- exercise: softmax -->

Turn scores into probabilities: $p_i = e^{z_i} / \sum_j e^{z_j}$, along one axis; the default is the last one.
It must be right for scores of any size. In one batch a row may hold scores near 1000 while another holds scores near -1000, and each row has its own sum.

Example: `[0, 1, 2]` becomes about `[0.09, 0.24, 0.67]`; and so does `[1000, 1001, 1002]`.
"""

# %%
def softmax(z: np.ndarray, axis: int = -1) -> np.ndarray:
    """Probabilities that add up to 1 along an axis.

    z: any shape, axis: which axis adds up to 1 -> the same shape
    """
    # <solution>
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
    # </solution>


# %%
check.softmax(softmax)

# %% [markdown]
r"""
<!-- hints: softmax -->
"""

# %% [markdown]
r"""
<!-- exercise: cross_entropy -->

How wrong is a batch of answers? For one example with logits $z$ and the right class $y$ the loss is $-\log p_y$, which is the same as $\log \sum_j e^{z_j} - z_y$.
Use the second form, and take each row's maximum out of the sum first: $\log \sum_j e^{z_j} = m + \log \sum_j e^{z_j - m}$. Then no probability is ever made, and none can become 0.
Give back the mean over the examples.

Example: two examples with equal logits `[[0, 0], [0, 0]]` cost $\log 2 \approx 0.693$, whatever `y` is. And one row `[1000, 0]` with `y = 1` costs exactly 1000.
"""

# %%
def cross_entropy(logits: np.ndarray, y: np.ndarray) -> float:
    """The mean cross-entropy of logits against the right classes.

    logits: (n, k), y: (n,) whole numbers from 0 to k - 1 -> a number
    """
    # <solution>
    m = logits.max(axis=1)
    log_sum_exp = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
    right = logits[np.arange(len(y)), y]
    return float(np.mean(log_sum_exp - right))
    # </solution>


# %%
check.cross_entropy(cross_entropy)

# %% [markdown]
r"""
<!-- hints: cross_entropy -->
"""

# %% [markdown]
r"""
### Finale: your reader gets two layers

The neuron of lesson 05 becomes one of 32, with ten outputs above. Nobody has trained them yet, so expect little; draw all the same.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, dense, relu, leaky_relu, tanh_gradient, mlp_forward, xor_weights, softmax, cross_entropy)

# %% [markdown]
r"""
**All eight?** Then you have a network that answers and knows how wrong it is. What it cannot do yet is improve.
Next: [lesson 07 · Who is to blame, and by how much?](../course/07_backprop.ipynb)
"""
