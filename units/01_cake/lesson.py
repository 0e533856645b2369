# %% [markdown]
r"""
# A cake of layers: what does one layer do, and why stack them?

You draw a digit and a small network reads it; then you take the network apart, tier by tier, and bake your own.

<!-- time -->
|:---|:---|
| **You need** | school mathematics and a little Python: lists, functions; [Start here](00_start_here.ipynb) shows how a notebook works |
| **You will be able to** | say what a layer computes and do one by hand · count what a network has to learn · predict when stacking helps and when it does not |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Can a machine read your writing?

A bakery writes the customer's age on each birthday cake, and a machine checks the digit before the box is closed.
**Look at** the bars while you draw. **Task:** press *Clear* and draw a 7; then turn it into something that the machine takes for a 1.
"""

# %%
sorter = ll.props.load_sorter()
pad = ll.widgets.DrawingPad(sorter)
pad

# %% [markdown]
r"""
The picture shows a drawn three and ten bars; nearly the whole answer goes to *three*.
Nobody wrote a rule such as "a seven has a bar on top". The machine is a [neural network](glossary.ipynb#Neural-network): small calculations whose numbers were found from examples.
What does it receive? Not a drawing, but numbers.
"""

# %%
import numpy as np

seen = sorter.see(pad.drawing)          # cut out, set upright, averaged
ll.figures.what_the_network_sees(seen)

# %% [markdown]
r"""
One number for each square, 0 for paper, 1 for ink.
Send them through the network, one tier at a time. **Look at** how many numbers there are after each.
"""

# %%
first, second, third = sorter.tiers
a = first(seen)
c = second(a)
scores = third(c)
len(seen), len(a), len(c), len(scores)

# %% [markdown]
r"""
Fewer and fewer, and in the end ten: one **score** for each digit. The largest wins; the bars are the scores, turned into shares of one.

<!-- predict: no_digit -->
A slanted line from corner to corner is no digit. Will the machine say that it does not know?
- yes: all ten shares are about equally low
- no: one digit gets a high share  ← right
Check: shares.max() > 0.3
Why: It has ten answers and no eleventh. The shares always sum to one, so whatever comes in, some digit gets the largest share. A high bar means "of the ten, this one", not "I am sure that this is a digit".
"""

# %%
picture = np.eye(28)   # try np.ones((28, 28)), all ink, too
shares = sorter(picture)
sorter.names[shares.argmax()], round(float(shares.max()), 2)

# %% [markdown]
r"""
Finding the numbers inside was [training](glossary.ipynb#Training); using them, as you did here, is [inference](glossary.ipynb#Inference).
Three tiers did this. What happens inside one of them?

## What does one layer do?

Think of a sponge: ingredients in, heat, something new out.
**Look at** the two steps: a weighted sum of all that comes in, then a bend.
"""

# %%
z = np.linspace(-3, 3, 7)
ll.figures.bend(z, np.maximum(z, 0))

# %% [markdown]
r"""
Below zero nothing passes.
A layer small enough for paper: two numbers come in, three **units** look at them. Each column of `W` says how much the inputs count for one unit.
"""

# %%
x = np.array([2.0, 1.0])              # 2 spoons of sugar, 1 of butter
W = np.array([[1.0, 0.0, 1.0],        # what sugar counts for in each unit
              [0.0, 1.0, -1.0]])      # what butter counts for
b = np.array([0.0, -2.0, 0.0])        # what is added whatever comes in
x @ W + b

# %% [markdown]
r"""
By hand, column by column: $2 \cdot 1 + 1 \cdot 0 + 0 = 2$; then $2 \cdot 0 + 1 \cdot 1 - 2 = -1$; then $2 \cdot 1 - 1 \cdot 1 + 0 = 1$.
The bend makes a 0 of the $-1$: the second unit, which waits for much butter, stays silent.
"""

# %%
np.maximum(x @ W + b, 0)

# %% [markdown]
r"""
<!-- predict: silent_unit -->
1 spoon of sugar and 3 of butter. Which unit is silent now?
- the first
- the second
- the third  ← right
- none of them
Check: (result == 0).tolist() == [False, False, True]
Why: Its sum is $1 - 3 = -2$. It answers "how much more sugar than butter". To silence the first, sugar must be 0 or less; then 0 sugar and 1 butter do it for all three.
"""

# %%
x = np.array([1.0, 3.0])   # sugar, butter: find a pair that silences all three
np.maximum(x @ W + b, 0)

# %% [markdown]
r"""
A [layer](glossary.ipynb#Layer) takes a list of numbers $x$ and gives another: $\max(0,\; xW + b)$.
The entries of $W$ are **weights**, those of $b$ **biases**, and the bend is the [activation](glossary.ipynb#Activation); this one is called **ReLU**.

A tier must fit on the one below. See what happens when the order is wrong.
"""

# %% tags=["raises-exception"]
third(second(seen))

# %% [markdown]
r"""
The end of the first line names two sizes: what this tier was made for, and what came.
The second tier expects what the *first* makes, and got the pixels. At "mismatch in its core dimension", ask: who made this, and for whom?

**Your turn:** [Exercise 1.1 · bake](../exercises/01_cake.ipynb) (8 minutes) sends something through any number of layers.

One tier can bend. Why would anybody want a second?
"""

# %% [markdown]
r"""
## Why stack them?

Here is a tier of two ReLU units that does one thing: it *folds*. It maps the numbers from 0 to 1 up to 1 and back down to 0.
"""

# %%
def fold(x):
    rise, turn = np.maximum(x, 0), np.maximum(x - 0.5, 0)   # two units
    return 2 * rise - 4 * turn

fold(0.0), fold(0.25), fold(0.5), fold(0.75), fold(1.0)

# %% [markdown]
r"""
Up to the middle, then down.

<!-- predict: folded -->
What does folding the folded look like? And three times: how many peaks are there then?
Number: 4 ± 0 peaks
Check: int((np.diff(np.sign(np.diff(fold(fold(fold(x)))))) < 0).sum()) == 4
Why: 1, 2, 4 peaks: each tier folds all that it gets, and so doubles their number.
"""

# %%
x = np.linspace(0, 1, 400)
ll.figures.folds(x, [fold(x), fold(fold(x)), fold(fold(fold(x)))])

# %% [markdown]
r"""
Each time there were two more units. How many peaks after ten tiers, and with how many units?
"""

# %%
tiers = 10
peaks, units = 2 ** (tiers - 1), 2 * tiers
peaks, units

# %% [markdown]
r"""
512 peaks are 1,023 bends, and a single tier bends at most once for each unit: it would need over a thousand of them. Matus Telgarsky [proved](https://arxiv.org/abs/1602.04485) it in general: some functions are cheap for a deep stack and far too expensive for a flat one.

That is the promise of stacking: *each tier works on what the tier below made.*
Now bake one. **Look at** the little maps inside the tiers: each shows where its unit answers.
"""

# %%
ll.widgets.CakeBuilder(data="circles", tiers="6relu,4relu", noise=0.08)

# %% [markdown]
r"""
The picture shows a cake of two tiers, and the plane coloured by its answer.
**Tasks:** press *Bake* and watch. Click the upper tier, press *Remove tier*, and bake: does one suffice? Then choose *two spirals*, and get as many right as you can; *Add tier* and the units of a tier help, and patience does.

Units in the lower tier answer on one side of a straight line. Units above combine such answers, so their maps have corners.
Tiers between input and answer are [hidden layers](glossary.ipynb#Hidden-layer); **depth** is how many there are, **width** how many units one has.
"""

# %% [markdown]
r"""
What does baking have to find? Count one tier of that cake: 2 inputs, 6 units.
"""

# %%
inputs, units = 2, 6
weights, biases = inputs * units, units
weights + biases

# %% [markdown]
r"""
One weight for each input, and one bias: that makes a unit. The whole reader of digits:
"""

# %%
sorter.parameters

# %% [markdown]
r"""
These numbers are the network's [parameters](glossary.ipynb#Parameter).

**Your turn:** [Exercise 1.2 · count_parameters](../exercises/01_cake.ipynb) (10 minutes).

Stacking pays because each tier bends. What if we leave the bend out?

### And without the bend?

Take layers of one unit each, for one number: first "times 2 plus 1", then "times 3 minus 4".
"""

# %%
x = np.array([0.0, 1.0, 2.0])
two_tiers = 3 * (2 * x + 1) - 4
one_tier = 6 * x - 1
two_tiers, one_tier

# %% [markdown]
r"""
The same numbers: $3(2x + 1) - 4 = 6x - 1$. Two straight steps in a row are one straight step.
<!-- predict: all_linear -->
Six tiers on the circles, baked long, all linear. What will the boundary look like?
- a straight line, if there is any  ← right
- a polygon with six corners
- nearly a circle
Check: result.accuracy < 0.75
Why: However tall the cake, it is one straight step. The unit maps tell why: every one of them is a straight ramp. The button *All linear* in the widget switches between the two.
"""

# %%
linear = True   # then False
ll.widgets.CakeBuilder(data="circles", tiers=[8, 8, 8, 8, 8, 8], linear=linear, steps=300)

# %% [markdown]
r"""
Measured on the spirals, eight seeds each: no hidden tier, one, four; none bends.
"""

# %%
X, y = ll.data.load("spirals", "train", n=200)
X_test, y_test = ll.data.load("spirals", "test")
for tiers in ([], [8], [8, 8, 8, 8]):
    flat = ll.props.train_stacks(X, y, tiers, bend=False, lr=0.02, steps=300, seeds=8)
    print(flat.parameters, "parameters:", flat.accuracy(X_test, y_test).round(3))

# %% [markdown]
r"""
More than forty times the parameters, and no point gained. A stack of linear layers **collapses** into one linear layer: with $x W_1 + b_1$ below and $W_2$, $b_2$ above, some single $W$ and $b$ do the same.

**Your turn:** [Exercise 1.3 · collapse](../exercises/01_cake.ipynb) (12 minutes) finds them.

With the bend, then: the more tiers the better?
"""

# %% [markdown]
r"""
## Is deeper always better?

You will hear that it is. First one **budget**: about 80 parameters, for one wide tier or several narrow ones.
"""

# %% tags=["nbval-ignore-output"]
recipes = {
    "one wide tier": [16],
    "two tiers": [7, 6],
    "three tiers": [5, 5, 4],
    "four tiers": [4, 4, 4, 4],
}
for name, tiers in recipes.items():
    baked = ll.props.train_stacks(X, y, tiers, lr=0.02, steps=400, seeds=8)
    right = baked.accuracy(X_test, y_test)
    print(f"{name:14} {baked.parameters} parameters:", end=" ")
    print(f"mean {right.mean():.2f}, worst seed {right.min():.2f}")

# %% [markdown]
r"""
On these spirals the wide tier wins, and the tall cakes have the worst seeds. A narrow tier is a bottleneck: what it loses, no tier above brings back.

Now no budget: more and more tiers of 8 units, the same number of steps.
<!-- predict: depth_24 -->
Draw how well they do, and where the curve ends at depth 24.
Curve: hidden tiers from 1 to 24, share right from 0.4 to 1
Points: 1 0.86, 2 0.99, 4 0.99, 8 0.9, 16 0.83, 24 0.61
Truth: depths, right.mean(axis=1)
Why: From one tier to two the mean rises; with many it falls, and at the end most cakes are near guessing. They are not too small: they have the most parameters of all.
"""

# %% tags=["nbval-ignore-output"]
depths = [1, 2, 4, 8, 16, 24]
baked = [ll.props.train_stacks(X, y, [8] * d, lr=0.02, steps=300, seeds=8) for d in depths]
right = np.array([cakes.accuracy(X_test, y_test) for cakes in baked])
right.mean(axis=1).round(2)

# %%
ll.figures.accuracy_by_tiers(depths, right)

# %% [markdown]
r"""
Each dot is one seed, the line is their mean.

So *deeper is always better* is false: depth is a means, and needs skill. [He and others](https://arxiv.org/abs/1512.03385) met the same with real pictures and 56 layers; lesson 12 shows what goes wrong, and how they mended it.
"""

# %% [markdown]
r"""
The dots of one column share the recipe; only the first random weights differ.
**Look at** the best and the worst of eight cakes with tiers of 5, 5 and 4 units.
"""

# %% tags=["nbval-ignore-output"]
cakes = ll.props.train_stacks(X, y, [5, 5, 4], lr=0.02, steps=400, seeds=8)
shares = cakes.accuracy(X, y)
ll.figures.best_and_worst_seed(X, y, cakes.predict, shares)

# %% [markdown]
r"""
One follows both arms, the other gave up on a part of them. What differs is the **seed**. Whoever compares recipes bakes each several times.
"""

# %% [markdown]
r"""
## Who chooses what?

How many tiers, how wide, how long in the oven, which seed: you chose all that. The weights nobody chose. Bake one step and see which move.
"""

# %%
steps = 1   # of baking
raw = ll.widgets.CakeBuilder(tiers="6relu,4relu", steps=0).layers
baked = ll.widgets.CakeBuilder(tiers="6relu,4relu", steps=steps).layers
for tier in range(3):
    change = np.abs(baked[tier][0] - raw[tier][0])   # of every weight
    print("layer", tier + 1, "largest change", change.max().round(3))

# %% [markdown]
r"""
After a single step, all three layers have moved.

What the baker sets before baking is a [hyperparameter](glossary.ipynb#Hyperparameter). What the oven finds is a **parameter**.

*Where the cake stops being true:* a baker bakes the tiers one by one and then stacks them. A network's layers learn together, each while the others still move.
"""

# %% [markdown]
r"""
Recipes differ by what they are for. For pictures, tiers look through [small windows](https://doi.org/10.1109/5.726791) (lessons 10 and 11); for words, each looks at [all other words](https://arxiv.org/abs/1706.03762) (lesson 20).

Is such a network a brain? Its units were modelled on nerve cells in 1943, and the name stayed; what you have seen is multiplying, adding and bending. [Where the likeness ends](glossary.ipynb#Neural-network) stands in the glossary.

**Your turn:** [Exercise 1.4 · sort_recipe](../exercises/01_cake.ipynb) (8 minutes).
"""

# %% [markdown]
r"""
### A story: ten answers for a cheque

In 1989 Yann LeCun and others trained a stack of layers on digits from American envelopes. By the late nineties its descendant [read several million cheques a day](https://doi.org/10.1109/5.726791), and most of the field still preferred flatter machines, which could be understood on paper.
"""

# %%
ll.figures.years({1989: "five layers read postal codes", 1998: "LeNet reads cheques",
                  2012: "eight layers win with photographs", 2015: "152, with shortcuts"})

# %% [markdown]
r"""
In 2012 a cake of [eight layers](https://doi.org/10.1145/3065386), baked for a week on two graphics cards, had the right name of a photograph among its first five guesses in all but 15 of 100; the next best missed 26. Little in its recipe was new; what had grown was the heap of examples, and the oven.
"""

# %% [markdown]
r"""
## What we have

- A layer: weighted sums, biases, a bend.
- A stack: each tier works on what the tier below made, and can fold what is folded.
- Without the bend it collapses into one layer.
- Deeper is better, then worse; seeds differ; the recipe is yours, the parameters are the oven's.

**What we have not shown:** how baking finds the numbers (lessons 04 to 08), what the tiers of a network that sees have learned to see (lesson 02), and how very deep ones are baked after all (lesson 12).
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. Which change turns a straight boundary into a bent one: more tiers, more units, or a ReLU?</summary>

*A ReLU.* Linear tiers collapse, however many; and more linear units only write the same straight line with more numbers.
</details>
<details><summary>2. The reader answers a pad full of ink with a long bar at <em>eight</em>. Is it broken, is it sure, or is it neither?</summary>

*Neither.* It must share one among ten digits, and the full pad looks least unlike an eight. "Broken" would be a wrong calculation; "sure" would need an answer for "no digit".
</details>"""

# %% [markdown]
r"""
<details><summary>3. Your friend's ten-tier network got 60 %, yours with two tiers 95 %. Who has too few parameters?</summary>

*Nobody, from this alone.* The taller one surely has more. It may be badly baked, or have an unlucky seed: bake both several times. "Too small" would show as failing on the training points with every seed.
</details>

**A challenge** waits at the end of the [exercises](../exercises/01_cake.ipynb): the smallest cake for two spirals. From [lesson 04](04_perceptron.ipynb) on you build a digit reader of your own.

Next: [02 · What does each layer see?](02_onion.ipynb)
"""
