# %% [markdown]
r"""
# Start here: a deep-learning course that you can touch

In five minutes you will have run a cell, moved a machine's opinion with your mouse, been wrong in an interesting way, and seen the way ahead.

This course goes from the *cake* and the *onion* to networks that recognise pictures.
The cake stands for building: layers that you choose, stack and bake. The onion stands for looking inside: you peel a network, layer by layer, and see what each one sees.
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
This grey box is a **cell**. Click into it and press *Shift* and *Enter* together: the cell runs, and you move on to the next.
A picture with buttons, as the one below, comes alive when you have run its cell; before that it is a photograph of itself.
The one above got everything ready. It stands at the top of every notebook, and it is always the first to run.
"""

# %% [markdown]
r"""
## Can you move a machine's opinion?

Below is the smallest thing in this course that can learn: one artificial neuron. It sorts squares from circles by a straight line.
**Look at** the points with a ring; those it gets wrong. **Task:** drag the line with the mouse, or press *One update* until nothing is wrong.
"""

# %%
ll.widgets.PerceptronPlayground()

# %% [markdown]
r"""
You see two groups of points, a line, and rings around the points on the wrong side.
Each update asks one wrong point and turns the line a little. That is learning, and lesson 04 takes it apart.

Without a mouse: *Tab* goes from button to button, *Space* presses one; in the picture the arrow keys move what is chosen.
"""

# %% [markdown]
r"""
## What happens when you are wrong?

Each lesson has exercises, and each exercise a check. A check does more than compare: it looks for the mistake behind a wrong answer.
Here is one to practise on. A function that is to double every number of an array, and nothing is written yet.

Before such a cell you may be asked to predict what it will say.
Choose, press *This is my answer*, and then run the next cell. Nobody is graded by it.

<!-- predict: untouched -->
What does a check say of an exercise that nobody has touched?
- it stops with an error
- it says that the answer is wrong
- it says that nothing is there yet  ← right
Check: "not started" in str(result)
Why: An exercise that you have not begun is no mistake, so you may run a whole notebook at any time.
"""

# %%
def double(x):
    """Twice every number of x, as a new array.

    x: (n,) -> (n,)
    """
    raise NotImplementedError("your turn")

# %%
from layerlab.checks import start_here as check

check.double(double)

# %% [markdown]
r"""
Now be wrong on purpose: replace the line with `raise` by `return x + 2`, and run both cells again.
For the number 2 that is right, and the check still notices. Then try `return x ** 2`, and at last the right line.

When you are stuck, ask for a hint. There are three, and each gives away a little more: run the cell again for the next.
"""

# %%
check.double.hint()

# %% [markdown]
r"""
Passed checks are remembered on this machine, and nowhere else. Nothing in this course is sent anywhere.

## Is this machine ready?

The next cell looks at what the course needs and says what to do where something is missing.
It is not needed for the course, only when something does not work.
"""

# %% tags=["nbval-ignore-output"]
ll.doctor()

# %% [markdown]
r"""
## Where does the way lead?

The map shows every unit of the course, and how many of its exercises you have passed.
Each unit is a lesson of about an hour and four to eight exercises. Take them in order the first time: every lesson builds on the ones before.
"""

# %%
ll.course_map()

# %% [markdown]
r"""
You need school mathematics and a little Python: variables, loops, functions. Once the course is installed it needs no network, and no GPU: unit 13 shows what one would add.

A lesson works best if you do three things. **Predict** where you are asked to; being wrong is how the surprise gets in. **Change** the first line of such cells and run them again. And do the exercises, at once, while the idea is warm.

Next: [01 · What does a layer do, and why stack them?](01_cake.ipynb)
"""
