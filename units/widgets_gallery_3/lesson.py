# %% [markdown]
r"""
# The gallery III: everything that you can touch in *Deep CNNs* and after

Every widget of the lessons from 09 on once, with what it teaches and a task. [Part I](widgets_gallery.ipynb) and [part II](widgets_gallery_2.ipynb) have the others.

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
## Which bug left this curve?

The **Bug lab** belongs to [lesson 09](09_pytorch.ipynb): one training as it should be, beside one whose loop has bugs. None of the five raises an error.

**Look at** the right: its dashed validation curve lies below the training curve. **Task:** switch the bugs on one at a time, and find the one that you would not notice without the left picture.
"""

# %%
ll.widgets.BugLab("leak")

# %% [markdown]
r"""
In the picture the validation was measured on the training data, and promises more than new examples show.
"""

# %% [markdown]
r"""
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
## What does a network see of your drawing?

**Draw and see** belongs to [lesson 11](11_cnn.ipynb). The network here is a small one made by hand, which tells the direction of strokes; in lesson 11 it is your own.

**Look at** the orange frame: it is the window of the unit that you point at. **Task:** draw a stroke that map 3 sees and map 4 does not.
"""

# %%
ll.widgets.DrawAndSee(at=[0, 2, 5, 13])

# %% [markdown]
r"""
The picture shows a three, one map of the first layer, the scores, and all four maps: each answers to strokes of its own direction.
"""

# %% [markdown]
r"""
## What becomes of a signal in fifty tiers?

**Signal through depth** belongs to [lesson 12](12_depth.ipynb): a random network, and the histogram of what every tier gives out, with the gradients that come back.

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
