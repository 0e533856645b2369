# %% [markdown]
r"""
# Exercises 01: a cake of layers

Four small functions: send something through a stack, count what it must learn, see a flat stack collapse, and tell the recipe from the oven's work.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
What a function is given belongs to the caller: leave it as it is, arrays and lists alike.
The [lesson](../course/01_cake.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
from layerlab.checks import cake as check

# %% [markdown]
r"""
<!-- exercise: bake -->

Send `x` through a stack of layers. A layer is any function of one argument, and `layers` is a list of them, the bottom one first.
The bottom layer receives `x`; every other receives what the one below it made. Give back what the top layer made; with no layers at all, that is `x` itself.
`x` may be a number or an array. Neither an array nor the list that was handed in may change.

Example: `x = 3` with the two layers *add 1* and *double* gives 8; with *double* first it gives 7.
"""

# %%
def bake(x, layers: list):
    """What the top layer gives after x went through all layers, bottom first.

    x: a number or an array, layers: a list of functions -> whatever the top layer gives
    """
    # <solution>
    for layer in layers:
        x = layer(x)
    return x
    # </solution>


# %%
check.bake(bake)

# %% [markdown]
r"""
<!-- hints: bake -->
"""

# %% [markdown]
r"""
<!-- exercise: count_parameters -->

How many numbers does baking have to find? `sizes` lists how many values there are: first the inputs, then the units of each layer up to the output.
Each unit has one weight for every value of the layer below, and one bias; with `bias=False` the units have no biases. Inputs alone, as in `sizes = (7,)`, need none of either.

Example: `sizes = (2, 3, 1)` means 2 inputs, 3 units, 1 output. The 3 units have 6 weights and 3 biases, the output 3 weights and 1 bias: 13 in all, and 9 without biases.
"""

# %%
def count_parameters(sizes: tuple[int, ...], bias: bool = True) -> int:
    """The number of weights and biases of a stack of dense layers.

    sizes: inputs, then the units of every layer -> a whole number
    """
    # <solution>
    total = 0
    for below, units in zip(sizes, sizes[1:]):
        total += below * units
        if bias:
            total += units
    return total
    # </solution>


# %%
check.count_parameters(count_parameters)

# %% [markdown]
r"""
<!-- hints: count_parameters -->
"""

# %% [markdown]
r"""
<!-- exercise: collapse -->

Two layers without a bend: the first gives `x @ W1 + b1`, the second takes that and multiplies it by `W2` and adds `b2`.
Find one single layer that does the same for every `x`: its weights `W` and its bias `b`, so that `x @ W + b` is what the two give together.

Example, with one number each: *times 2 plus 1*, then *times 3 minus 1*. Together that is *times 6 plus 2*, because $3(2x + 1) - 1 = 6x + 2$.
As arrays: `W1 = [[2]]`, `b1 = [1]`, `W2 = [[3]]`, `b2 = [-1]` give `W = [[6]]` and `b = [2]`.
"""

# %%
def collapse(
    W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One linear layer that does what two do.

    W1: (n, h), b1: (h,), W2: (h, m), b2: (m,) -> W: (n, m), b: (m,)
    """
    # <solution>
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b
    # </solution>


# %%
check.collapse(collapse)

# %% [markdown]
r"""
<!-- hints: collapse -->
"""

# %% [markdown]
r"""
<!-- exercise: sort_recipe -->

Sort the words of a recipe. Parameters are what baking finds; hyperparameters are what the baker chooses before the oven door closes.
Give back a dictionary with two lists, `"parameters"` and `"hyperparameters"`, each in the order in which the names came.

These names can come: `weights`, `biases`, `weights of tier 3`, `bias of the output`, `number of tiers`, `units in a tier`, `activation`, `learning rate` (how far one step of baking goes), `batch size` (how many examples a step looks at), `number of steps`, `seed`, `weight decay` (one number that says how strongly large weights are held back).

Example: `["weights", "learning rate", "biases"]` gives `{"parameters": ["weights", "biases"], "hyperparameters": ["learning rate"]}`.
"""

# %%
def sort_recipe(names: list[str]) -> dict[str, list[str]]:
    """The names, sorted into what baking finds and what the baker chooses.

    names: a list of strings -> {"parameters": [...], "hyperparameters": [...]}
    """
    # <solution>
    found_by_baking = {"weights", "biases", "weights of tier 3", "bias of the output"}
    recipe = {"parameters": [], "hyperparameters": []}
    for name in names:
        kind = "parameters" if name in found_by_baking else "hyperparameters"
        recipe[kind].append(name)
    return recipe
    # </solution>


# %%
check.sort_recipe(sort_recipe)

# %% [markdown]
r"""
<!-- hints: sort_recipe -->
"""

# %% [markdown]
r"""
### Finale: your bake reads

When all four checks pass, your own `bake` carries a drawing through the tiers of the lesson's digit reader. From lesson 04 on you build such a reader yourself.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, bake, count_parameters, collapse, sort_recipe)

# %% [markdown]
r"""
### A challenge: the smallest cake

Two spirals, 98% right: how few parameters are enough? The board bakes your recipe itself and keeps your best.
It begins at 8 and 8 units; `cake.state()` is the recipe of what you have in hand.
"""

# %% tags=["nbval-ignore-output"]
recipe = "CakeBuilder|batch=32|data=spirals|lr=0.3|noise=0.1|seed=3|steps=3000|tiers=8tanh,8tanh"
ll.board("spirals", recipe)

# %% [markdown]
r"""
**All four?** Then you know what a cake of layers is made of, and what you decide about it.
Next: [lesson 02 · What does each layer see?](../course/02_onion.ipynb)
"""
