# %% [markdown]
r"""
# The gallery I: everything that you can touch in *Why deep?*

Every widget of the lessons 01 to 03 once, with what it teaches and a task: the page to send to a friend. [Part II](widgets_gallery_2.ipynb) and [part III](widgets_gallery_3.ipynb) have the others.

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
## What if you could choose the tiers?

The **Cake builder** belongs to [lesson 01](01_cake.ipynb). Each tier is a layer, each small map on it shows where in the plane one unit responds, and the cherry is the answer.

**Look at** the maps, from the lowest tier upwards: straight edges become corners, corners become shapes.

**Task:** choose the two spirals, and find the smallest cake that gets 95% right. Then press *All linear*: how much of your cake was cake?
"""

# %%
cake = ll.widgets.CakeBuilder()
cake

# %% [markdown]
r"""
The picture shows a cake of three tiers beside three curved arms of points, each coloured by what the network answers there.
A recipe is a line of text, and the same recipe gives the same cake on every machine. Mail it to somebody.
"""

# %%
cake.state()

# %% [markdown]
r"""
## What does each layer see?

The **Onion peeler** belongs to [lesson 02](02_onion.ipynb): a small network looks at a picture, and you peel it from the pixels to the answer.

**Task:** choose the doughnut, paint its hole shut, and find the layer in which its neighbours change.
"""

# %%
ll.widgets.OnionPeeler(7, layer=3)

# %% [markdown]
r"""
The picture shows a doughnut, the maps of the third layer, the patches that one channel likes best, and the nearest pictures by that layer and by pixels.
"""

# %% [markdown]
r"""
## Do these shapes fit?

**Broadcasting** belongs to [lesson 03](03_features.ipynb). Two shapes go in; the grid that NumPy makes of them comes out, or the place where they clash.

**Task:** change the second shape so that the grid becomes 3 by 3; then so that the two clash.
"""

# %%
ll.widgets.Broadcasting((3, 1), (4,))

# %% [markdown]
r"""
The picture shows a column of three numbers and a row of four, repeated until both are a grid of 3 by 4.
"""

# %% [markdown]
r"""
## What are your features worth?

The **Feature workshop** belongs to [lesson 03](03_features.ipynb), too. Switch measured properties of handwritten digits on and off, and compare with raw pixels, read by the same model and by a network.

**Task:** find the two features that lose the most when you take them away.
"""

# %%
ll.widgets.FeatureWorkshop(["middle", "holes"])

# %% [markdown]
r"""
The picture shows three curves over the number of training digits: your two features, and far above them the pixels, with the same model and with a network.
"""

# %% [markdown]
r"""
## Does it know your hand?

The **Drawing pad** belongs to [lesson 01](01_cake.ipynb): you draw, and a function answers. Here it is a small network that has seen the digits of many people, and none of yours.

**Task:** draw a digit that it gets right, then change it by as few strokes as you can until it is wrong.
"""

# %%
ll.widgets.DrawingPad()

# %% [markdown]
r"""
The bars are shares that add up to one, so it always answers, even to a scribble. Lesson 01 takes up from there, and [the exercises from 04 to 09](../exercises/04_perceptron.ipynb) build a reader of your own.
"""

# %% [markdown]
r"""
## Will it come true?

A **prediction** stands in every lesson, beginning with [lesson 00](00_start_here.ipynb): you commit to an answer, run the next cell, and the reason unfolds. Nothing on the page tells it before.

Next: [the gallery II](widgets_gallery_2.ipynb), or the lesson of the widget that you liked best.
"""
