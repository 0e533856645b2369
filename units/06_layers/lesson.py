# %% [markdown]
r"""
# A stack of layers: how does it bend a line?

You build by hand the network that answers XOR, see how bent lines add up to any curve, and turn its scores into probabilities.

<!-- time -->
|:---|:---|
| **You need** | [04 · one neuron](04_perceptron.ipynb) and [05 · descent](05_descent.ipynb) |
| **You will be able to** | compute a layer for a whole batch · build a network for XOR without training · explain why many bends make any curve · turn scores into probabilities that never overflow |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What can two neurons see that one cannot?

In lesson 04 one neuron met a question that no line answers: a thing goes in the box if it is sweet or sharp, but not both.
Here two neurons look first, and a third one looks at *their* answers.

**Look at** the squares: on the left no single line parts them from the circles. On the right are the same four points as the two neurons see them.
"""

# %%
import numpy as np

#                     sweet sharp
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([0, 1, 1, 0])   # 1: goes in the box, 0: does not
only_sweet = np.maximum(corners[:, 0] - corners[:, 1] - 0.5, 0)
only_sharp = np.maximum(corners[:, 1] - corners[:, 0] - 0.5, 0)
hidden = np.column_stack([only_sweet, only_sharp])

ll.figures.seen_twice(corners, hidden, y)

# %% [markdown]
r"""
On the left, two lines cut off one square each; their arrows say which side wakes a neuron up.
On the right both circles have fallen onto one place, (0, 0), and one line does the rest.

Here is the first neuron by hand. It speaks for sweet, against sharp, and wants a little more than nothing.
"""

# %%
x = corners[2]                       # sweet, not sharp
score = 1.0 * x[0] - 1.0 * x[1] - 0.5
float(score), float(max(score, 0))

# %% [markdown]
r"""
The score is 0.5, and positive scores pass as they are. Negative ones become 0: the neuron stays silent.

<!-- predict: sharp_only -->
What does it say at (0, 1), sharp only? And at (1, 1)? Change `i`.
- 1.5
- 0.5
- nothing: 0  ← right
- −1.5
Check: result[1] == 0
Why: The scores are -0.5, -1.5, 0.5 and -0.5. Only (1, 0) is above 0, so this neuron watches one corner, and the other one watches the corner across.
"""

# %%
i = 1   # which corner: 0 to 3
score = corners[i, 0] - corners[i, 1] - 0.5
float(score), float(max(score, 0))

# %% [markdown]
r"""
The function $\text{relu}(z) = \max(0, z)$ is called [**ReLU**](glossary.ipynb#ReLU), rectified linear unit. A neuron between input and answer is a **hidden unit**; what it says is a **feature**. In lesson 03 you chose features for a whole picture; here for four points.
One of them is enough, if the output sees sweet and sharp as well. **Look at** where the sheet is folded:
"""

# %%
ll.widgets.Scene("xor lifted by a unit", step=3)

# %% [markdown]
r"""
In the picture one ReLU unit lifts one corner, and a flat plane passes between.

## What is a layer, in one line of code?

The two neurons have the weights (1, -1) and (-1, 1), and the bias -0.5 each. Write each neuron as a *column*, and one product serves both of them and all four corners.
"""

# %%
W1 = np.array([[1.0, -1.0],    # what sweet says to the two units
               [-1.0, 1.0]])   # what sharp says to them
b1 = np.array([-0.5, -0.5])
corners @ W1 + b1              # (4, 2) @ (2, 2) + (2,) -> (4, 2)

# %% [markdown]
r"""
Row 2 begins with the 0.5 that you computed by hand. The bias has one number for each unit, and NumPy adds it to every row.

A **dense layer** with $k$ units makes $X W + b$ of a batch $X$: $X$ is $(n, d)$, $W$ is $(d, k)$, $b$ is $(k,)$, the result $(n, k)$.
Two such layers with a bend between them are our network. The second one has two units, one for each class; the larger score wins.
"""

# %%
W2 = np.array([[-4.0, 4.0],    # what "only sweet" says for: not, in the box
               [-4.0, 4.0]])   # what "only sharp" says
b2 = np.array([1.0, -1.0])
params = [(W1, b1), (W2, b2)]

H = np.maximum(corners @ W1 + b1, 0)   # (4, 2)
logits = H @ W2 + b2                   # (4, 2)
logits, logits.argmax(axis=1) == y

# %% [markdown]
r"""
All four right, and nothing was trained. The scores of the last layer are called [**logits**](glossary.ipynb#Logit).
This list `params`, one pair $(W, b)$ for each layer, stays with us: lesson 07 differentiates this network, and lesson 08 lets a machine train it.

<!-- predict: no_bend -->
Take the bend away. Are the answers still right?
- no: all four corners get the same answer  ← right
- three of them
- yes, all four
Check: len({*result[1].tolist()}) == 1
Why: Without the bend the two units are each other's opposite, up to the bias, and the sum that the output takes is the same everywhere. No other weights would help, either: without a bend, $(X W_1 + b_1) W_2 + b_2 = X (W_1 W_2) + (b_1 W_2 + b_2)$ is one layer again, as the collapsing cake of lesson 01 was.
"""

# %%
bend = False   # True: with ReLU, False: without
Z = corners @ W1 + b1
scores = (np.maximum(Z, 0) if bend else Z) @ W2 + b2
scores[:, 1], scores.argmax(axis=1)

# %% [markdown]
r"""
Any weights will do to see it: two layers without a bend equal one.
"""

# %%
rng = np.random.default_rng(6)
A, a = rng.normal(size=(2, 5)), rng.normal(size=5)
B, c = rng.normal(size=(5, 3)), rng.normal(size=3)
two = (corners @ A + a) @ B + c
one = corners @ (A @ B) + (a @ B + c)
np.allclose(two, one)

# %% [markdown]
r"""
So the bend is what makes a stack more than a layer. ReLU is one choice among several. **Look at** the left side, where they part.
How steep are they at four places? The second cell feels it, as in lesson 05: $(f(z+e) - f(z-e)) / 2e$.
"""

# %%
bends = {"ReLU": lambda z: np.maximum(z, 0),
         "leaky ReLU": lambda z: np.where(z > 0, z, 0.1 * z),
         "tanh": np.tanh}
z = np.linspace(-4, 4, 400)
ll.figures.ways_to_bend(z, {name: f(z) for name, f in bends.items()})

# %%
z, e = np.array([-4.0, -0.5, 0.5, 4.0]), 1e-6
{name: np.round((f(z + e) - f(z - e)) / (2 * e), 3).tolist() for name, f in bends.items()}

# %% [markdown]
r"""
Where a slope is 0, descent has nothing to go by: the ReLU is deaf on its whole left side, the tanh far out on both.
That function between two layers is called **activation**. Where it stands in the cake: every tier but the last is bent before the next is put on it.

**Your turn:** [Exercises 6.1.1 to 6.1.4 · dense, relu, leaky_relu, tanh_gradient](../exercises/06_layers.ipynb) (21 minutes), [6.2 · mlp_forward](../exercises/06_layers.ipynb) (12 minutes) and [6.3 · xor_weights](../exercises/06_layers.ipynb) (12 minutes): XOR again, with a single output.

Four corners are done. What about a curve?
"""

# %% [markdown]
r"""
## How many bends make a curve?

One input now, and a curve to follow. Each unit adds a line that is bent once: flat on one side, straight on the other.

**Look at** the right picture, where each unit's own part is drawn; the left one adds them up.
**Task:** two units lead up the hill and down. Add a third so that the sum stays flat at the right end. Then press *Let descent do it*.
"""

# %%
ll.widgets.BumpBuilder("hill", units=[[-1.5, 1, 1], [0, -2, 1]])

# %% [markdown]
r"""
The picture shows a hill of dots and a bent line that climbs it, comes down on the far side, and does not stop at the bottom.
Three units are enough for a peak: up, twice down, up again.
"""

# %%
def relu(z):
    return np.maximum(z, 0)

x = np.array([-3.0, -1.5, -1.0, 0.0, 1.0, 1.5, 3.0])
relu(x + 1.5) - 2 * relu(x) + relu(x - 1.5)

# %% [markdown]
r"""
Check the middle by hand: at $x = 0$ the first unit says 1.5 and the others nothing. At $x = 3$ they say 4.5, -6 and 1.5: together 0.

<!-- predict: third_weight -->
Make the third weight 2. What happens at the right end?
- the line stays flat
- it climbs again  ← right
- it falls below 0
Check: result[-1] > result[-2] >= 0
Why: Left of every bend the slope is 0. Each bend that you pass adds its weight to the slope: 1, then 1 - 2 = -1, then -1 + 1 = 0. With 2 the slope ends at +1, and the line climbs again: by 1.5 between 1.5 and 3.
"""

# %%
v3 = 2   # the third unit's weight
relu(x + 1.5) - 2 * relu(x) + v3 * relu(x - 1.5)

# %% [markdown]
r"""
In a formula: $f(x) = c + \sum_i v_i \, \text{relu}(x - t_i)$, and its slope at $x$ is the sum of the $v_i$ whose bend $t_i$ lies to the left. Finite differences say the same.
"""

# %%
v, t = np.array([1.0, -2.0, 1.0]), np.array([-1.5, 0.0, 1.5])
f = lambda x: relu(x - t) @ v
x0 = 0.7
round(float((f(x0 + e) - f(x0 - e)) / (2 * e)), 6), float(v[t < x0].sum())

# %% [markdown]
r"""
That tells how to follow *any* curve: choose places, connect the curve's points there by straight lines, and let each weight be the *change* of slope at its place.
"""

# %%
def hill(x):
    return 1.6 * np.exp(-x**2)

def follow(n):
    places = np.linspace(-3, 3, n + 1)
    slope = np.diff(hill(places)) / np.diff(places)
    v = np.diff(slope, prepend=0)                     # the change of slope
    return lambda x: hill(-3) + relu(x[:, None] - places[:-1]) @ v

places = np.array([-3.0, -1.5, 0.0, 1.5, 3.0])
hill(places).round(3), follow(4)(places).round(3)

# %% [markdown]
r"""
At the places themselves the bent line meets the hill; between them it cuts the corner.

<!-- predict: twice_the_units -->
From 16 units to 32, what becomes of the largest error?
- it stays
- it halves
- it falls to a quarter  ← right
Check: 3.5 < result[2] / result[3] < 4.5
Why: Between two places the curve leaves its chord by an amount that goes with the *square* of their distance. With 4 and 8 units the places are too far apart to see the hill well.
"""

# %%
units = [4, 8, 16, 32, 64, 128]   # how many bends
x = np.linspace(-3, 3, 2001)
np.round([np.abs(follow(n)(x) - hill(x)).max() for n in units], 5)

# %% [markdown]
r"""
With 4 bends it hardly is a hill, with 8 nearly, with 16 the eye sees no gap. **Look at** the top:
"""

# %%
ll.figures.followed_hill(x, hill(x), {n: follow(n)(x) for n in (4, 8, 16)})

# %% [markdown]
r"""
With enough hidden units, one hidden layer comes as near to any continuous curve as you like: the **universal approximation theorem**, by [Cybenko](https://doi.org/10.1007/BF02551274) for S-shaped bends and by [Leshno and others](https://doi.org/10.1016/S0893-6080(05)80131-5) for every bend that is not a polynomial.
It says that weights exist, and not that descent finds them. Here it does not: three units, a wave, 4000 steps. Then somebody moves one unit to the left and turns it round.
"""

# %%
builder = ll.widgets.BumpBuilder("wave", units=[[-1.5, 1, 1], [0, -1.5, 1], [1, 0.5, 1]])
builder.descend(4000)
stuck, bends_at = builder.error, builder.units[:, 0].round(1).tolist()

builder.units = [*builder.units[:2], [-1.5, 1, -1]]   # bend, slope, side
builder.descend(4000)
stuck, bends_at, builder.error

# %% [markdown]
r"""
Stuck at 0.136, with no bend left of -0.2: there no unit was awake, so no slope called one over. One move by hand, and descent went on to 0.003.
**Task:** choose *wave* in the widget above and let descent run; when it is stuck, free it by hand.

## What does a second hidden layer add?

One layer needs a unit for each bend. Two layers need fewer, because the second one bends what is bent already. **Look at** what one straight cut through a folded sheet becomes; and below, at the *fold* of lesson 01, put through itself again and again.
"""

# %%
ll.widgets.Scene("folded plane", step=3)

# %%
def fold(h):
    return 2 * relu(h) - 4 * relu(h - 0.5)   # two units

x = np.linspace(0, 1, 2**10 + 1)
h, heights = x, []
for layer in range(5):
    h = fold(h)
    heights.append(h)

ll.figures.folded_again(x, heights)

# %% [markdown]
r"""
In the sheet four units made four sides, and in the last step eight make sixteen. So with the line: each layer folds it once more, as one folds dough, and doubles what is there.

<!-- predict: bends -->
How many bends has the line after 5 layers, that is, after 10 units?
Number: 31 ± 0 bends
Check: result[1] == 31
Why: $2^5 - 1 = 31$ bends from 10 units. One hidden layer would need 31 units. With 20 layers of two it would need a million; [Telgarsky](https://arxiv.org/abs/1602.04485) proves that such a gap is real, and [Montúfar and others](https://arxiv.org/abs/1402.1869) count the pieces for many inputs.
"""

# %%
layers = 5   # 1 to 5
turns = np.diff(np.sign(np.diff(heights[layers - 1]))) != 0
2 * layers, int(turns.sum())

# %% [markdown]
r"""
Depth is the cheap way to many bends: that is the mathematics of "why stack them?" from lesson 01.
*Where the cake stops being true:* here the same tier folds again and again, and a trained network rarely uses its tiers so well. Depth *can* multiply bends; nothing says that training will.

Now with two inputs, and descent at the oven. A belt of 120 things, each near one of our four corners:
"""

# %%
rng = np.random.default_rng(0)
which = np.arange(120) % 4
belt, label = corners[which] + 0.12 * rng.normal(size=(120, 2)), y[which]
ll.widgets.NetworkPlayground(belt, label, tiers="2relu", seed=0, steps=1500)

# %% [markdown]
r"""
The picture shows the network with two hidden units, the number that you used by hand, after 1500 steps; one of the corners is still on the wrong side.
**Task:** try other seeds, then more units. How many does descent need to find XOR nearly always?
"""

# %%
units = 2   # hidden units: 2, 4, 8
recipe = {"tiers": f"{units}relu", "steps": 1500}
shares = [ll.widgets.NetworkPlayground(belt, label, seed=seed, **recipe).accuracy
          for seed in range(10)]
sum(share > 0.98 for share in shares), "of 10 seeds find it"

# %% [markdown]
r"""
Measured, ten seeds each:
"""

# %%
found = {}
for units in (2, 4, 8):
    recipe["tiers"] = f"{units}relu"
    cakes = [ll.widgets.NetworkPlayground(belt, label, seed=s, **recipe) for s in range(10)]
    found[f"{units} units"] = [float(cake.accuracy > 0.98) for cake in cakes]
{name: sum(runs) for name, runs in found.items()}

# %% [markdown]
r"""
<!-- claim: 2 units < 8 units in found -->
<details><summary>Why does it fail with two, if two are enough?</summary>

Two are enough if both start near their place. A ReLU unit on the wrong side is silent for what it should learn, and its slope there is 0. Among 8 it hardly matters. Many networks are larger than the answer needs, so that descent can find it.
</details>

The playground's colours fade near the border: not yes or no, but *how sure*. Where do these come from?

## How do scores become probabilities?

Three scores for one thing: cake 2, bread 1, onion -1. Probabilities should be positive, add up to 1, and keep the order. The exponential $e^z$ does the first, a division the second. **Look at** the order.
"""

# %%
z = np.array([2.0, 1.0, -1.0])
p = np.exp(z) / np.exp(z).sum()

ll.figures.scores_and_shares(z, p)
np.exp(z).round(2), p.round(3), float(p.sum())

# %% [markdown]
r"""
The **softmax** of scores $z$ is $p_i = e^{z_i} / \sum_j e^{z_j}$. The name says it: a maximum that still gives the others their share.

A larger network may give larger scores. So let us try, with NumPy told to stop where a number does not fit.
"""

# %% tags=["raises-exception"]
big = np.array([1000.0, 1001.0, 1002.0])
with np.errstate(over="raise"):
    print(np.exp(big) / np.exp(big).sum())

# %% [markdown]
r"""
*Overflow encountered in exp*: $e^{1000}$ is more than a float can hold.
Without `errstate` NumPy warns, goes on with infinity, and infinity divided by infinity is `nan`, "not a number". One such `nan` in a loss, and after the next step every weight is `nan`: a whole training lost.

<!-- predict: shift -->
What happens to the probabilities if the same number is added to all three scores?
- nothing  ← right
- the largest gains
- they come nearer to each other
Check: np.allclose(*result)
Why: $e^{z_i + s} = e^{z_i} e^{s}$: the same factor above and below the fraction bar. Only *differences* of scores count.
"""

# %%
shift = -5.0   # any number
np.exp(z + shift) / np.exp(z + shift).sum(), p

# %% [markdown]
r"""
That is the cure. From 1000, 1001 and 1002 you may take 1002 away:
"""

# %%
small = np.array([-2.0, -1.0, 0.0])
np.exp(small) / np.exp(small).sum()

# %% [markdown]
r"""
No exponent is above 0 now, so nothing overflows. Which number to take, for each row of a batch, is [Exercise 6.4 · softmax](../exercises/06_layers.ipynb) (10 minutes).

How wrong is an answer, then? The loss of one thing is $-\log p_y$, where $y$ is its right class: 0 if the network was sure and right, large if it was sure and wrong.
The mean of it over a batch is the [**cross-entropy**](glossary.ipynb#Cross-entropy). **Look at** both ends:
"""

# %%
q = np.linspace(0.01, 1, 200)   # what the right class was given
ll.figures.price_of_an_answer(q, -np.log(q))

# %% [markdown]
r"""
Halving the probability always costs the same, 0.69, wherever it stands: the loss counts surprise, as the lengths of a good code do. Guessing among ten costs $\log 10 = 2.30$; keep that number, every untrained classifier starts near it.
For our network, made by hand:
"""

# %%
P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)   # small scores: no overflow
right = P[np.arange(4), y]           # from each row, the entry of its class
right.round(3), round(float(-np.log(right).mean()), 6)

# %% [markdown]
r"""
Every corner is right with probability 0.881; the loss is 0.127, not 0, because the network could be surer.

There is a way without any probability: $-\log p_y = \log \sum_j e^{z_j} - z_y$. The first term is the **log-sum-exp**, and it holds a surprise: its slopes are the softmax.
"""

# %%
def log_sum_exp(z):
    return np.log(np.exp(z).sum())

steps = e * np.eye(3)   # move one score at a time
measured = [(log_sum_exp(z + s) - log_sum_exp(z - s)) / (2 * e) for s in steps]
np.round(measured, 6), p.round(6)

# %% [markdown]
r"""
Six digits agree: $\partial \log\sum_j e^{z_j} / \partial z_i = p_i$. Lesson 07 begins its way back with it.

<details><summary>A slow lane: which axis?</summary>

`P` is (4, 2): axis 0 runs down the corners, axis 1 across the classes. `P.sum(axis=1)` adds *along* axis 1, so that axis vanishes: four sums, one a row. With `keepdims=True` it stays with length 1, (4, 1), and fits under `P` again.
Over the wrong axis nothing crashes: `P / P.sum(axis=0)` makes columns that sum to one. Print the sums you want to be 1.
One line to try: `P.sum(axis=0), P.sum(axis=1)`.
</details>

**Your turn:** [Exercise 6.5 · cross_entropy](../exercises/06_layers.ipynb) (14 minutes).

### Your digit reader: two layers

The same three lines read digits: 64 numbers in, 32 hidden units, ten scores. Nobody has trained them. What will they cost?
"""

# %%
pictures, names = ll.data.load("digits", split="test")
D, start = pictures.reshape(-1, 64) / 16, []
for seed in range(5):
    rng = np.random.default_rng(seed)
    V1, V2 = 0.2 * rng.normal(size=(64, 32)), 0.2 * rng.normal(size=(32, 10))
    scores = relu(D @ V1) @ V2                                   # (359, 10)
    Q = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    price = -np.log(Q[np.arange(len(names)), names]).mean()
    start.append((price, (Q.argmax(axis=1) == names).mean()))
np.round(start, 2)

# %% [markdown]
r"""
About 2.30, or a little more where chance made it sure of something; and about one in ten is right, which is guessing. It answers everything and knows nothing.
<!-- claim: [price for price, right in start] >= 2.2 -->
<!-- claim: [right for price, right in start] < 0.25 -->
In [the finale](../exercises/06_layers.ipynb) your neuron of lesson 05 becomes one of its hidden units, and you draw for it; lesson 07 trains it.
"""

# %% [markdown]
r"""
### A story: what people believed of layers

McCulloch and Pitts built logic from threshold neurons in [1943](https://doi.org/10.1007/BF02478259). Rosenblatt let one layer learn, and in 1969 Minsky and Papert proved what one layer cannot answer, XOR among it. That more layers can was known to all of them; how to train them was not, and for a decade money and people went elsewhere.
"""

# %%
ll.figures.years({1943: "McCulloch, Pitts: logic from neurons", 1969: "what one layer cannot do",
                  1989: "Cybenko: one hidden layer suffices", 2011: "ReLU trains deep ones",
                  2016: "Telgarsky: and depth is cheaper"})

# %% [markdown]
r"""
In 1989 Cybenko's theorem was read as "one hidden layer is enough", and many took depth for a luxury. Both are true, that weights exist and that they may be hopelessly many. For twenty years the bends were S-shaped and deep stacks hardly learned; with [ReLU](https://proceedings.mlr.press/v15/glorot11a.html) they did.
"""

# %% [markdown]
r"""
## What we have

- A layer is $XW + b$; a bend between two layers makes them more than one.
- Two hidden units, placed by hand, answer XOR.
- Each ReLU unit adds a bend: enough of them follow any curve, and depth multiplies them.
- Softmax makes probabilities, cross-entropy one number that says how wrong they are.

**What we have not shown:** how to find the weights of two layers by descent. The loss is one number, our network has 12 parameters, and each needs to know its share of the blame. That is lesson 07.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. A stack of ten dense layers has no activation. How many bends can its answer have?</summary>

*None*. However many layers, the product of their matrices is one matrix. Ten bends would need ten units that bend; the layers' widths do not help, either.
</details>
<details><summary>2. All logits of a row are doubled. What changes: the winner, the probabilities, or both?</summary>

*The probabilities*: differences of scores double, so the winner gets a larger share. The winner stays, because the order does. (Had we added 2 instead, nothing would change.)
</details>"""

# %% [markdown]
r"""
<details><summary>3. A training prints loss nan after an hour. Is the learning rate too large?</summary>

*Perhaps, but look at the scores first.* A softmax without the maximum taken out, or a logarithm of an exact 0, gives nan at any learning rate once scores are large. A large rate can be what made them large. Waiting does not help: nan never goes away.
</details>

Next: [07 · Who is to blame, and by how much?](07_backprop.ipynb)
"""
