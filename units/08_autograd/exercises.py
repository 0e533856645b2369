# %% [markdown]
r"""
# Exercises 08: an engine of a hundred lines

You build an engine that differentiates any formula made of sums, products and tanh; on it a network; and at the end it learns to read handwritten digits.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
A list that a function is given belongs to the caller: leave it as it is.
The [lesson](../course/08_autograd.ipynb) has everything you need. There a node gets its rule when it is made, and one function runs them all; here every number has `+` and `*` of its own.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import random

import numpy as np
from IPython.display import display
from layerlab.checks import autograd as check

# %% [markdown]
r"""
<!-- exercise: Value -->

A `Value` holds a number (`data`), the gradient that it will be blamed with (`grad`, 0 at first), and the Values that it was made of (`parents`).
Write the three operations. Each makes a new Value from the data and the parents, and gives it a rule: a function without arguments, kept as `_backward`, that reads the *new* Value's `grad` and **adds** to each parent's `grad` what is its share.
`tanh` uses `np.tanh`. What stands on the other side of `+` or `*` may be a plain number: `lift` turns it into a Value.

Example: `a = Value(2)`, `b = Value(-3)`, `c = a * b`. Then `c.data` is -6. If `c.grad` is 1 and `c._backward()` runs, `a.grad` becomes -3 and `b.grad` becomes 2. With `d = a + a` and `d.grad = 1`, the rule of d adds 2 to `a.grad`.
"""

# %%
class Value:
    """A number that remembers where it came from."""

    __array_ufunc__ = None  # so that NumPy leaves `array * Value` to us

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, tuple(parents)
        self._backward = lambda: None  # an input has nobody to hand blame to

    def __add__(self, other):
        """self + other: a new Value with its rule."""
        other = lift(other)
        # <solution>
        out = Value(self.data + other.data, (self, other))

        def rule():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = rule
        return out
        # </solution>

    def __mul__(self, other):
        """self * other: a new Value with its rule."""
        other = lift(other)
        # <solution>
        out = Value(self.data * other.data, (self, other))

        def rule():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = rule
        return out
        # </solution>

    def tanh(self):
        """The tanh of self: a new Value with its rule."""
        # <solution>
        out = Value(np.tanh(self.data), (self,))

        def rule():
            self.grad += (1 - out.data**2) * out.grad

        out._backward = rule
        return out
        # </solution>

    __radd__, __rmul__ = __add__, __mul__  # 2 + a and 2 * a

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -1 * lift(other)

    def __repr__(self):
        return f"Value({self.data}, grad={self.grad})"


def lift(number):
    """The number as a Value; a Value stays what it is."""
    return number if isinstance(number, Value) else Value(number)


# %%
check.Value(Value)

# %% [markdown]
r"""
<!-- hints: Value -->
"""

# %% [markdown]
r"""
<!-- exercise: topological_order -->

List all nodes that a root was made of: every node once, each *after* all its parents, the root last.
It must not matter how deep the graph is: a sum of 5,000 terms is a chain of 5,000 nodes, and a function that calls itself for each node stops after about a thousand.

Example: with `c = a + b` and `d = a * c`, both `[a, b, c, d]` and `[b, a, c, d]` are right orders for `d`. `[a, c, b, d]` is not: c stands before its parent b.
"""

# %%
def topological_order(root) -> list:
    """All nodes below root, parents first, root last.

    root: a node with `parents` -> a list of nodes
    """
    # <solution>
    order, seen, todo = [], set(), [(root, False)]
    while todo:
        node, opened = todo.pop()
        if opened:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            todo.append((node, True))
            todo.extend((parent, False) for parent in node.parents)
    return order
    # </solution>


# %%
check.topological_order(topological_order)

# %% [markdown]
r"""
<!-- hints: topological_order -->
"""

# %% [markdown]
r"""
<!-- exercise: backward -->

Now let blame flow: `root.backward()` begins with 1 at the root and runs every node's rule once, each after all nodes that were made of it.
What arrives at the inputs is **added** to what is there, so a second call on the same graph doubles their gradients, as in torch. For that the nodes in between, those with parents, must begin each call at 0.

Example: `a = Value(2)`, `b = Value(-3)`, `c = a * b + a`. After `c.backward()`, `a.grad` is -2 and `b.grad` is 2; after a second `c.backward()` they are -4 and 4.
"""

# %%
def backward(self) -> None:
    """Add to the gradient of every input its share of self.

    self: a Value
    """
    # <solution>
    order = topological_order(self)
    for node in order:
        if node.parents:
            node.grad = 0.0
    self.grad = 1.0
    for node in reversed(order):
        node._backward()
    # </solution>


Value.backward = backward

# %%
check.backward(Value)

# %% [markdown]
r"""
<!-- hints: backward -->
"""

# %% [markdown]
r"""
When the check has passed, the next cell draws a graph of your own Values. Step through it: what arrives must be what your `backward` has left in `grad`.
"""

# %%
if check.backward(Value).passed:
    a, b = Value(1.0), Value(-2.0)
    root = (a + a * b).tanh()
    root.backward()
    display(ll.widgets.BlameGraph(root, names={"a": a, "b": b, "root": root}))

# %% [markdown]
r"""
<!-- exercise: Neuron -->

A neuron on your engine: `n_in` weights drawn by `random.uniform(-1, 1)` and a bias that starts at 0, all of them Values. Called with a list `x` of numbers or Values it gives its score, weights times inputs plus bias; there is no tanh in it.
`parameters()` gives one flat list with all its Values.

Example: a `Neuron(2)` has 3 parameters. If all of them are 0.5, its score for `[3, -1]` is 1.5 - 0.5 + 0.5 = 1.5.
"""

# %%
class Neuron:
    """A weighted sum with a bias, made of Values."""

    def __init__(self, n_in: int):
        # <solution>
        self.weights = [Value(random.uniform(-1, 1)) for _ in range(n_in)]
        self.bias = Value(0.0)
        # </solution>

    def __call__(self, x: list) -> Value:
        """The score for one example x, a list of n_in numbers or Values."""
        # <solution>
        score = self.bias
        for w, v in zip(self.weights, x):
            score = score + w * v
        return score
        # </solution>

    def parameters(self) -> list:
        """All Values that learn, in one flat list."""
        # <solution>
        return [*self.weights, self.bias]
        # </solution>


# %%
check.Neuron(Neuron)

# %% [markdown]
r"""
<!-- hints: Neuron -->
"""

# %% [markdown]
r"""
<!-- exercise: Layer -->

`n_out` neurons that all look at the same `n_in` inputs. Called with `x`, a layer gives the list of its neurons' scores; `parameters()` again one flat list.

Example: a `Layer(2, 3)` has 9 parameters. If all of them are 0.5, it answers `[1, 2]` with three Values of 2.
"""

# %%
class Layer:
    """Neurons side by side."""

    def __init__(self, n_in: int, n_out: int):
        # <solution>
        self.neurons = [Neuron(n_in) for _ in range(n_out)]
        # </solution>

    def __call__(self, x: list) -> list:
        """The scores of all neurons for one example x."""
        # <solution>
        return [neuron(x) for neuron in self.neurons]
        # </solution>

    def parameters(self) -> list:
        """All Values that learn, in one flat list."""
        # <solution>
        return [p for neuron in self.neurons for p in neuron.parameters()]
        # </solution>


# %%
check.Layer(Layer)

# %% [markdown]
r"""
<!-- hints: Layer -->
"""

# %% [markdown]
r"""
<!-- exercise: MLP -->

A stack: `MLP(2, [3, 1])` leads from 2 inputs to 3 hidden units to 1 output. Between the layers stands a tanh, after the last one there is none.
Where there is a single output, give the Value itself; where there are several, the list.

Example: `MLP(2, [3, 1])` has 9 + 4 = 13 parameters. If all of them are 0.5, it answers `[1, 2]` with $3 \cdot 0.5 \cdot \tanh(2) + 0.5 \approx 1.946$.
"""

# %%
class MLP:
    """Layers one upon the other, with tanh between them."""

    def __init__(self, n_in: int, sizes: list):
        # <solution>
        ends = [n_in, *sizes]
        self.layers = [Layer(a, b) for a, b in zip(ends, sizes)]
        # </solution>

    def __call__(self, x: list):
        """The answer to one example x: a Value, or a list of several."""
        # <solution>
        for layer in self.layers[:-1]:
            x = [score.tanh() for score in layer(x)]
        x = self.layers[-1](x)
        return x[0] if len(x) == 1 else x
        # </solution>

    def parameters(self) -> list:
        """All Values that learn, in one flat list."""
        # <solution>
        return [p for layer in self.layers for p in layer.parameters()]
        # </solution>


# %%
check.MLP(MLP)

# %% [markdown]
r"""
<!-- hints: MLP -->
"""

# %% [markdown]
r"""
<!-- exercise: train_step -->

One step of descent for any model that is called with an example and has `parameters()`. The loss is the mean over the examples of (answer minus target) squared.
Clear the gradients, go backward, move every parameter's `data` by `lr` against its gradient, and give back the loss as a plain number, as it was *before* the step.

Example: a model that answers $w x + b$ with $w = 0.5$ and $b = -1$; `xs = [[1], [3]]`, `ys = [0.5, 2]`, `lr = 0.1`. The answers are -0.5 and 0.5, the loss is $(1 + 2.25) / 2 = 1.625$, the slopes are -5.5 for w and -2.5 for b; after the step $w = 1.05$ and $b = -0.75$.
"""

# %%
def train_step(model, xs: list, ys: list, lr: float) -> float:
    """Move the model one step down its mean squared error; the loss before the step.

    xs: a list of examples, ys: a list of targets, one number each -> a number
    """
    # <solution>
    loss = Value(0.0)
    for x, y in zip(xs, ys):
        miss = model(x) - y
        loss = loss + miss * miss
    loss = loss * (1 / len(xs))
    for p in model.parameters():
        p.grad = 0.0
    loss.backward()
    for p in model.parameters():
        p.data -= lr * p.grad
    return loss.data
    # </solution>


# %%
check.train_step(train_step)

# %% [markdown]
r"""
<!-- hints: train_step -->
"""

# %% [markdown]
r"""
### Finale: your engine reads digits

No exercise, only a look at what you have built. The next cell waits until all seven checks pass; then your own lines learn to read handwritten digits, 8 by 8 points each, and what you draw.

One Value for each number of each picture would be slow. But nothing in your engine says that `data` is *one* number: NumPy adds, multiplies and bends whole columns in the same way. So a weight stays one number, and an input is a column with that point of 200 pictures.
Then a weight's `grad` is a column, too, one share for each picture, and the step takes their mean. `ll.peek(ll.props.train_on_columns)` shows how. It takes some seconds.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, Value, topological_order, Value, Neuron, Layer, MLP, train_step)

# %% [markdown]
r"""
**All seven, and the digits?** Then you have built what every deep-learning library has at its heart.
Next: [lesson 09 · The same ideas, at full speed](../course/09_pytorch.ipynb)
"""
