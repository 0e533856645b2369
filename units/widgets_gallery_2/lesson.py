# %% [markdown]
r"""
# The gallery II: everything that you can touch in *From one neuron to a network*

Every widget and every scene of the lessons 04 to 08 once, with what it teaches and a task. [Part I](widgets_gallery.ipynb) and [part III](widgets_gallery_3.ipynb) have the others.

<!-- time -->
|:---|:---|
| **You need** | nothing; each widget names its lesson |
| **You will be able to** | find any widget again, hand its state to somebody, and read what you did to it from Python |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Which machine is one straight line?

The **Perceptron playground** belongs to [lesson 04](04_perceptron.ipynb). It shows how one neuron learns: only from its mistakes, one point at a time.

**Look at** the green arrow on the right after each update: it is the point that was wrong, added to the weights or taken away.

**Task:** press *One update* until nothing is wrong. Then press *XOR*, and find out whether patience helps.
"""

# %%
perceptron = ll.widgets.PerceptronPlayground()
perceptron

# %% [markdown]
r"""
The picture shows two groups of points and a line; rings mark the points on its wrong side.
Whatever you do there, Python knows. Move something, then run this cell.
"""

# %%
print(perceptron.mistakes, "wrong, weights", perceptron.w)

# %% [markdown]
r"""
## What turns a line, and what shifts it?

**Scenes** are small moving pictures in steps: *Next* goes on, and what is in them can be dragged. *The line turns with w* belongs to [lesson 04](04_perceptron.ipynb).

**Task:** in the last step, bring the line to the other side of the origin without turning it.
"""

# %%
ll.widgets.Scene("turning line", step=1)

# %% [markdown]
r"""
The picture shows the arrow `w`, the shadow of a cake on it, and the line straight across.
"""

# %% [markdown]
r"""
## What does a third number buy?

*XOR, lifted out of the plane* belongs to lessons [04](04_perceptron.ipynb) and [06](06_layers.ipynb).

**Task:** drag until you look along the plane's edge: what lies above it, what below?
"""

# %%
ll.widgets.Scene("xor lifted", step=3)

# %% [markdown]
r"""
The picture shows four corners on a saddle, and a plane between squares and circles. In lesson 06 one ReLU unit does the lifting:
"""

# %%
ll.widgets.Scene("xor lifted by a unit", step=4)

# %% [markdown]
r"""
From above, the plane cuts the folded sheet twice: the answer is a strip.
"""

# %% [markdown]
r"""
## Why not take the biggest step?

**Descent** belongs to [lesson 05](05_descent.ipynb): a landscape, a start, and the whole walk at once. It redraws as you turn the learning rate, so you see where calm becomes panic.

**Task:** on the ravine, find the largest learning rate that still arrives. Then add momentum, and see what becomes of the zigzag.
"""

# %%
ll.widgets.Descent("ravine")

# %% [markdown]
r"""
The walk zigzags across the ravine while it creeps along it: one learning rate has to serve both directions.
Any function of one or two numbers is a landscape. Here is one with a trap.

**Task:** drag the start until the walk ends in the lower valley.
"""

# %%
import numpy as np

ll.widgets.Descent(lambda x: np.sin(2 * x) + 0.1 * x**2 + 1, lr=0.1, start=3)

# %% [markdown]
r"""
## Why is the slope of a square twice its side?

*A square grows* belongs to [lesson 05](05_descent.ipynb).

**Task:** make the dark corner half of what is new; then make it vanish.
"""

# %%
ll.widgets.Scene("growing square", step=1)

# %% [markdown]
r"""
The picture shows a square with two strips and a corner, beside the curve of its area.
"""

# %% [markdown]
r"""
## How many bends make a curve?

The **Bump builder** belongs to [lesson 06](06_layers.ipynb). Each unit bends the line once; the curve is what remains when they are added.

**Task:** fit the hill by hand with as few units as you can. Then let descent try.
"""

# %%
ll.widgets.BumpBuilder()

# %% [markdown]
r"""
The dots are the curve to be fitted, the line is the sum of your units.
"""

# %% [markdown]
r"""
## What is under the icing?

The **Network playground** is the same machine in plain dress, for [lesson 06](06_layers.ipynb) and for your own data: up to six classes, two columns.
Here it wears three groups of points that we made on the spot.

**Task:** remove layers one by one, and train after each. What is the least that three groups in a row need?
"""

# %%

rng = np.random.default_rng(0)
y = np.arange(150) % 3
X = rng.normal(size=(150, 2)) + np.column_stack([3 * y, np.zeros(150)])
ll.widgets.NetworkPlayground(X, y, tiers="6tanh,3tanh", steps=20)

# %% [markdown]
r"""
Thick lines are large weights, blue ones are negative, orange ones positive. The small maps are those of the cake.

<details><summary>The least that they need</summary>

No hidden layer at all. Three groups in a row are told apart by two straight borders, and the output layer alone draws those. Try the spirals next: there it fails.
</details>
"""

# %% [markdown]
r"""
## What does one cut through a folded sheet become?

*A layer folds the plane, twice* belongs to [lesson 06](06_layers.ipynb).

**Task:** drag the cut in the last step, and count the sides before you read them.
"""

# %%
ll.widgets.Scene("folded plane", step=5)

# %% [markdown]
r"""
The picture shows the sheet unfolded again: one cut through sixteen sheets has sixteen sides.
"""

# %% [markdown]
r"""
## Who is to blame?

The **Blame graph** belongs to [lesson 07](07_backprop.ipynb): numbers go forward through small boxes, and the blame for the result goes back.

**Task:** step until the green numbers have reached every box. Then click a line to break it, and say before you look which boxes will be wrong.
"""

# %%
ll.widgets.BlameGraph("two paths")

# %% [markdown]
r"""
In the picture `a` has two lines, so it collects blame twice. In [lesson 08](08_autograd.ipynb) the same picture shows the numbers of your own program.
"""

# %% [markdown]
r"""
## What becomes of a nudge?

*A nudge runs through two layers* belongs to [lesson 07](07_backprop.ipynb).

**Task:** find the `x` from which a nudge moves the loss most.
"""

# %%
ll.widgets.Scene("nudge", step=2)

# %% [markdown]
r"""
The picture shows three rulers with one scale: each layer stretches the nudge by its own slope.
"""

# %% [markdown]
r"""
## Where does the transpose come from?

*The outer product and the transpose* belongs to [lesson 07](07_backprop.ipynb).

**Task:** set what the middle unit says to 2, and say before you look which row of the table changes.
"""

# %%
ll.widgets.Scene("blame table", step=3)

# %% [markdown]
r"""
The picture shows three units wired to two; each wire has the blame of its end times what was said at its start.
"""

# %% [markdown]
r"""
## Where to go

Scenes leave out what does not help to see: real sheets have hundreds of dimensions, and nobody folds those by hand.

Next: [the gallery III](widgets_gallery_3.ipynb), or the lesson of the scene that you liked best.
"""
