# %% [markdown]
r"""
# The gallery: everything that you can touch

Every widget of this course once, with what it teaches and a task: the page to send to a friend.

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
## What if you could choose the tiers?

The **Cake builder** belongs to lesson 01. Each tier is a layer, each small map on it shows where in the plane one unit responds, and the cherry is the answer.

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
## What is under the icing?

The **Network playground** is the same machine in plain dress, for [lesson 06](06_layers.ipynb) and for your own data: up to six classes, two columns.
Here it wears three groups of points that we made on the spot.

**Task:** remove layers one by one, and train after each. What is the least that three groups in a row need?
"""

# %%
import numpy as np

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
## What does each layer see?

The **Onion peeler** belongs to lesson 02: a small network looks at a picture, and you peel it from the pixels to the answer.

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

## What are your features worth?

The **Feature workshop** belongs to lesson 03, too. Switch measured properties of handwritten digits on and off, and compare with a network that gets only pixels.

**Task:** find the two features that lose the most when you take them away.
"""

# %%
ll.widgets.FeatureWorkshop(["middle", "holes"])

# %% [markdown]
r"""
The picture shows two curves over the number of training digits: your two features, and the network, which is ahead of them nearly everywhere.
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
ll.widgets.Descent(lambda x: np.sin(2 * x) + 0.1 * x**2 + 1, lr=0.1, start=3)

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

## What can a small window know?

The **Kernel lab** belongs to [lesson 10](10_convolution.ipynb). A window slides over a picture; at each place it multiplies, adds, and writes down one number.

**Look at** the orange frames: nine pixels on the left become one cell on the right.

**Task:** paint a kernel that answers to the cake's left edges and stays silent at its right ones. Then predict what stride 2 does to the size, and turn it.
"""

# %%
lab = ll.widgets.KernelLab()
lab

# %% [markdown]
r"""
Red cells are positive sums, blue ones negative: the kernel on view answers to vertical edges, with a sign for their direction.
The output is an ordinary array. `KernelLab("photograph")` looks at a tower, `KernelLab("empty")` at what you draw.
"""

# %%
lab.output.shape, lab.output.max()

# %% [markdown]
r"""
## Does it know your hand?

The **Drawing pad** belongs to lesson 01: you draw, and a function answers. Here it is a small network that has seen the digits of many people, and none of yours.

**Task:** draw a digit that it gets right, then change it by as few strokes as you can until it is wrong.
"""

# %%
ll.widgets.DrawingPad()

# %% [markdown]
r"""
The bars are shares that add up to one, so it always answers, even to a scribble. Lesson 01 takes up from there.

## Who is to blame?

The **Blame graph** belongs to lesson 07: numbers go forward through small boxes, and the blame for the result goes back.

**Task:** step until the green numbers have reached every box. Then click a line to break it, and say before you look which boxes will be wrong.
"""

# %%
ll.widgets.BlameGraph("two paths")

# %% [markdown]
r"""
In the picture `a` has two lines, so it collects blame twice. In lesson 08 the same picture shows the numbers of your own program.

## Which bug left this curve?

The **Bug lab** belongs to [lesson 09](09_pytorch.ipynb): one training as it should be, beside one whose loop has bugs. None of the five raises an error.

**Look at** the right: its dashed validation curve lies below the training curve. **Task:** switch the bugs on one at a time, and find the one that you would not notice without the left picture.
"""

# %%
ll.widgets.BugLab("leak")

# %% [markdown]
r"""
In the picture the validation was measured on the training data, and promises more than new examples show.

## What does a network see of your drawing?

**Draw and see** belongs to [lesson 11](11_cnn.ipynb). The network here is a small one made by hand, which tells the direction of strokes; in lesson 11 it is your own.

**Look at** the orange frame: it is the window of the unit that you point at. **Task:** draw a stroke that map 3 sees and map 4 does not.
"""

# %%
ll.widgets.DrawAndSee(at=[0, 2, 5, 13])

# %% [markdown]
r"""
The picture shows a three, one map of the first layer, the scores, and all four maps: each answers to strokes of its own direction.

## What becomes of a signal in fifty tiers?

**Signal through depth** belongs to lesson 12: a random network, and the histogram of what every tier gives out, with the gradients that come back.

**Task:** find a gain at which neither dies nor explodes. Then choose the batch normalisation, and see what the gain still does.
"""

# %%
ll.widgets.SignalThroughDepth(40, gain=1.2)

# %% [markdown]
r"""
In the picture signal and gradient fade together, a little in each tier.
"""

# %% [markdown]
r"""
## What does a fast machine wait for?

**Where the time goes** belongs to [lesson 13](13_gpu.ipynb): one training step in two lanes, Python's and the device's. It is a model with assumed costs, and takes costs of your own.

**Task:** bring the device from idle to busy with the data path alone. Then find the batch from which half precision begins to help.
"""

# %%
ll.widgets.WhereTheTimeGoes()

# %% [markdown]
r"""
The picture shows a device that waits most of the time while Python converts pictures one by one.
"""

# %% [markdown]
r"""
## Which guests sit on both trays?

The **Leak lab** belongs to [lesson 14](14_data.ipynb): photographs of cakes on a train and a test tray, cakes that nobody touches in a sealed one, and two models that are fitted anew for every card you move.

**Task:** find the button that makes the test say 100% while the sealed bar stays near one half, where it must be, because a coin made the labels. Then get ten shuffles running that agree.
"""

# %%
ll.widgets.LeakLab()

# %% [markdown]
r"""
In the picture whole cakes were dealt: the test bars lie near the sealed ones, as well as eight cakes can tell.
"""

# %% [markdown]
r"""
## What we have, and where to go

Each of these machines is small enough to hold, and tells Python what you did to it.
What we have not shown: where real networks stop looking like these. Four tiers are not forty, and a plane is not a picture.

Next: [start here](00_start_here.ipynb), or the lesson of the widget that you liked best.
"""
