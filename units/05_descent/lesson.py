# %% [markdown]
r"""
# Descent: how does a machine know which way is better?

You give a machine a measure of how wrong it is, and watch it walk downhill: too slowly, well, too wildly, and out of the picture.

<!-- time -->
|:---|:---|
| **You need** | [lesson 04](04_perceptron.ipynb): weights, scores, labels |
| **You will be able to** | turn "wrong" into a number that has a slope · test any slope without calculus · choose a learning rate, and tell from a curve when it is too large |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## How wrong is wrong?

The perceptron of lesson 04 knew two answers to "was that right?": yes and no.
Here are its six things again, three cakes and three onions, with one sensor: how *sweet* they are.
One sensor, one weight `w`; the score is `w * sweet`. So every machine that we could build is one point on a line, and we can look at all of them.

**Look at** the ground under each machine: where is it flat, and where does it slope?
"""

# %%
import numpy as np

sweet = [2.0, 1.0, 3.0, -1.0, -2.0, 0.5]   # three cakes, three onions
label = [1, 1, 1, -1, -1, -1]

def mistakes(w):
    return sum((w * x >= 0) != (y > 0) for x, y in zip(sweet, label))

def height(w):
    return sum((w * x - y) ** 2 for x, y in zip(sweet, label)) / 6

# %%
ws = np.linspace(-1, 2, 301)
ll.figures.flat_and_sloped(ws, mistakes, height)

# %% [markdown]
r"""
On the left, a machine on the plain learns nothing by moving a little: five mistakes here, five mistakes there.
On the right, every place but one has a side that is lower. The price is a new measure of "wrong".

For one thing: how far is its score from its label? Square that.
"""

# %%
w = 1.0
error = w * sweet[0] - label[0]   # the first cake
error**2

# %% [markdown]
r"""
The score is 2, the label 1, the error 1, its square 1. The curve is the average of six such squares.

<!-- predict: largest_square -->
At `w = 1`, which of the six things has the largest square? Think first, then turn `i`.
- thing 0, a cake with sweetness 2
- thing 2, a cake with sweetness 3  ← right
- thing 4, an onion with sweetness −2
- thing 5, an onion with sweetness 0.5
Check: max(range(6), key=lambda k: (sweet[k] - label[k]) ** 2) == 2
Why: Its square is 4: its score of 3 is on the right side, and is punished for being *too* right. (Thing 5, an onion called a cake, has 2.25.) The last section takes this up.
"""

# %%
i = 3   # which thing: 0 to 5
(1.0 * sweet[i] - label[i]) ** 2

# %% [markdown]
r"""
A number that says how wrong a machine is, and gets smaller as it gets better, is a **loss**. This one is the **mean squared error**:

$$L(w) = \frac1n \sum_i (w\,x_i - y_i)^2$$

In code it is `height` above. It is a mean, so that six things and six thousand can be compared.

With arrays the loop goes away, and a trap opens. Some libraries give scores as a column, one row for each thing:
"""

# %%
scores = 1.0 * np.array(sweet)[:, None]   # (6, 1)
errors = scores - np.array(label)         # (6, 1) - (6,) -> ?
scores.shape, errors.shape

# %% [markdown]
r"""
Six scores minus six labels gave 36 errors: every score minus every label. NumPy said nothing, and a mean of 36 wrong squares looks like any other number.
Look at shapes before you trust a loss.

**Your turn:** [Exercise 5.1.1 · mse](../exercises/05_descent.ipynb) (6 minutes).

Now there is a landscape. You stand on it in a fog. Which way is down?

## Which way is down?

You see nothing, but you can feel the ground: a small step to the right, a small step to the left, and compare.
"""

# %%
def feel(f, w, eps=0.01):
    return (f(w + eps) - f(w - eps)) / (2 * eps)   # how much f rises for each 1 to the right

feel(height, 1.0)

# %% [markdown]
r"""
The ground at `w = 1` rises by about 3.6 for each 1 to the right. So down is to the left.

**Look at** the short lines: each is drawn with the steepness that was felt at its middle.
"""

# %%
ll.figures.tangents(ws, height, lambda w: feel(height, w), at=[-0.4, 0.1, 0.44, 1.0, 1.5])

# %% [markdown]
r"""
Each line lies along the curve. At 0.44 it is level: there is nothing to gain.

<!-- predict: slope_at_0 -->
At `w = 0`, is the slope positive or negative? And is it steeper than at 1?
- positive, and steeper
- positive, and less steep
- negative, and steeper
- negative, and less steep  ← right
Check: -feel(height, 1.0) < result < 0
Why: It is about -2.8. Negative: the ground falls to the right, so down is to the right. It is a little less steep than at 1, because 0 is nearer to the lowest place.
"""

# %%
w = 0.0   # where to stand; try also 0.4416
feel(height, w)

# %% [markdown]
r"""
Feeling costs two looks at the loss for each weight. A network with a million weights would need two million. There is a formula that does it in one.

Nudge `w` by a little. The score of a thing moves by $x_i$ times that, so does its error, and the square of an error moves by *twice the error* times as much. Then average.

Why *twice*? **Look at** the dark corner as `d` shrinks.
"""

# %%
ll.widgets.Scene("growing square", step=1)

# %%
def slope(w):
    return sum(2 * (w * x - y) * x for x, y in zip(sweet, label)) / 6

[(w, round(slope(w), 6), round(feel(height, w), 6)) for w in (-1.0, 0.0, 1.0, 2.0)]

# %% [markdown]
r"""
The growing square gains two strips of $e \cdot d$: $2e$ for each 1. In the cell: two ways, the same numbers. The first comes from a formula, the second from feet on the ground.

The slope of $L$ at a place is called its **derivative** there:

$$\frac{dL}{dw} = \frac1n \sum_i 2\,(w\,x_i - y_i)\,x_i$$

A machine with many weights has one slope for each; together they are the **gradient**. It points *uphill*, where the ground rises fastest.

How small should a step of the foot be? Let us feel $w^3$ at $w = 1$, where the slope is 3, on one side only and on both.

<!-- predict: smaller_steps -->
The smaller the better?
- yes, always
- down to a point, then it gets worse  ← right
- it makes no difference
Check: abs(one - 3) > 1 > abs((cube(1 + 1e-5) - cube(1)) / 1e-5 - 3)
Why: A step ten times smaller makes the one-sided error ten times smaller and the two-sided one a hundred times. Then it turns round: a computer's number has about 16 digits, and the two heights agree in more and more of them. `1 + 1e-20` *is* 1, so both heights are the same, and the slope of 3 is felt as 0.
In float32, with 7 digits, that happens at 1e-8.
"""

# %%
steps = 1e-1, 1e-2, 1e-3, 1e-5, 1e-9, 1e-20   # the last one: can you explain it?
cube = lambda w: w * w * w
for eps in steps:
    one, both = (cube(1 + eps) - cube(1)) / eps, feel(cube, 1.0, eps)
    print(f"{eps:.0e}   one side off by {one - 3:+.0e}   both sides off by {both - 3:+.0e}")

# %% [markdown]
r"""
**Your turn:** [Exercise 5.1.2 · mse_gradient](../exercises/05_descent.ipynb) (12 minutes), for many weights and a bias, and [5.2 · numerical_gradient](../exercises/05_descent.ipynb) (15 minutes), with which you can test every formula up to lesson 08.

Now you know the way. How far do you go?
"""

# %% [markdown]
r"""
## How far should one step go?

**Task:** move only the learning rate. Find a walk that crawls, one that arrives in a single step, one that swings from side to side, and one that explodes.
"""

# %%
ll.widgets.Descent("parabola", start=[-3.4], lr=0.1)

# %% [markdown]
r"""
The picture shows a parabola, and a walk from its left side towards the lowest place; beside it, the loss after each step.
The steps get shorter all by themselves, because the ground gets flatter.

On the bakery's bowl, five steps, each *against* the slope and a tenth as long. The first by hand: the slope at 0 is -2.83, so `w` moves by +0.283.
"""

# %%
w, lr = 0.0, 0.1
for step in range(5):
    w = w - lr * slope(w)
    print(f"step {step + 1}: w = {w:.4f}, loss = {height(w):.4f}")

# %% [markdown]
r"""
The loss falls at every step, and ever less: there is little left to gain.

<!-- predict: three_times -->
Take steps three times as long, `rate = 0.3`. Three times as fast? Draw where `w` goes, from 0 on.
Curve: step from 0 to 8 in 8 steps, w from 0 to 1
Points: 0 0, 1 0.85, 2 0.064, 3 0.791, 4 0.118, 5 0.741, 6 0.165, 7 0.697, 8 0.205
Truth: range(9), [0.0, *seen]
Why: It overshoots: each step lands on the other side of 0.4416, a little nearer than before, so that it swings in. With 0.156 it arrives almost at once, and with 0.35 every landing is farther away than the last.
"""

# %%
rate = 0.3   # try 0.01, 0.156, 0.3, 0.35
w, seen = 0.0, []
for step in range(8):
    w = w - rate * slope(w)
    seen.append(round(w, 3))
seen

# %% [markdown]
r"""
To repeat *"a step against the gradient, as long as the **learning rate** `lr` times the gradient"* is **gradient descent**:

$$w \leftarrow w - lr \cdot \frac{dL}{dw}$$

The learning rate is a hyperparameter, the heat of the *cake*'s oven: too low, and it is never done; too high, and it burns.
"""

# %% [markdown]
r"""
<details><summary>A slow lane: the slope of a square, in five minutes</summary>

Take $w = 3$: its square is 9. Nudge it: $3.1^2 = 9.61$. The square rose by 0.61 for a nudge of 0.1: 6.1 for each 1. A smaller nudge: $3.01^2 = 9.0601$, which is 6.01 for each 1. It settles at 6, twice 3.
Why twice: $(w + d)^2 = w^2 + 2wd + d^2$. Divide what was gained by $d$: $2w + d$. As $d$ shrinks, $2w$ is left.
One line to try: `feel(lambda w: w**2, 3.0)`.
</details>

**Look at** the curve that leaves the picture: the same machine, the same data, the same code.
"""

# %%
def losses(lr, steps=20):
    w, seen = 0.0, [height(0.0)]
    for step in range(steps):
        w = w - lr * slope(w)
        seen.append(height(w))
    return seen

ll.figures.learning_rates({lr: losses(lr) for lr in (0.35, 0.01, 0.3, 0.1)})

# %% [markdown]
r"""
The smallest rate crawls, and 0.3 swings its way down hardly faster. With 0.35 the loss grows from the first step on. Where is the limit? On a bowl the slope grows evenly with the distance from the lowest place: by its **curvature** $c$, the slope of the slope.
So a step changes the distance by the factor $1 - lr \cdot c$, and the walk comes nearer only if that lies between -1 and 1: $lr < 2/c$.
"""

# %%
c = sum(2 * x**2 for x in sweet) / 6   # the derivative of slope(w)
lowest = sum(x * y for x, y in zip(sweet, label)) / sum(x**2 for x in sweet)

w = 2.0
step_to = w - 0.35 * slope(w)
print("curvature:", round(c, 4), "felt:", round(feel(slope, w), 4), "limit:", round(2 / c, 4))
print("factor:", round(1 - 0.35 * c, 4), "seen:", round((step_to - lowest) / (w - lowest), 4))

# %% [markdown]
r"""
A factor of -1.2458: the other side, and a quarter farther. Nothing here will ever stop it. Let us give it time.
"""

# %% tags=["raises-exception"]
w, lr = 0.0, 0.4
for step in range(1000):
    w = w - lr * slope(w)
    loss = height(w)

# %% [markdown]
r"""
Read the first line: a number grew too large to be squared. Which one, and when?
"""

# %%
step, w

# %% [markdown]
r"""
At step 789 `w` has 154 digits, and its square has too many. Python stops here; NumPy and torch do not. There the loss becomes `inf`, then `nan`, *not a number*, and the training runs on with it.
A loss that grows from one step to the next is the first sign. Divide the learning rate by ten, and look again.

**Your turn:** [Exercise 5.3 · gradient_descent](../exercises/05_descent.ipynb) (10 minutes).

Each slope was an average over all examples. What if there are millions?
"""

# %% [markdown]
r"""
## Must it look at everything?

Here are 6,000 things from a belt like that of lesson 04, without its gap, and both sensors. The bias is the weight of a third input that is always 1, so the machine `v` has three numbers.
"""

# %%
rng = np.random.default_rng(0)
X = rng.uniform(-1, 1, size=(6000, 2))
y = np.where(X @ np.array([0.8, -0.6]) - 0.1 > 0, 1, -1)
A = np.column_stack([X, np.ones(6000)])   # (6000, 3)

def gradient(v, rows):
    errors = A[rows] @ v - y[rows]
    return 2 * errors @ A[rows] / len(rows)

gradient(np.zeros(3), np.arange(6000))

# %% [markdown]
r"""
Six thousand things were asked, and their slopes averaged, three at once: one for each number of `v`. Now ask only sixty things, drawn by chance, and do that 200 times.

**Look at** the cloud: is its middle in the right place?
"""

# %%
few = np.array([gradient(np.zeros(3), rng.integers(6000, size=60)) for k in range(200)])
full = gradient(np.zeros(3), np.arange(6000))
ll.figures.cloud_of_slopes(few, full)

# %% [markdown]
r"""
Each dot is what sixty things say; the large cross is what all of them say; the thin one is 0.
The dots scatter a little round the right place, and each costs a hundredth. The other 5,940 things had hardly anything new to say.

<!-- predict: same_price -->
You may look at each thing once. Which gets lowest, with the best learning rate for each?
- one exact step with all 6,000
- a hundred rough steps with sixty  ← right
- they end alike
Check: result + 0.03 < min(one_pass(6000, rate, 0) for rate in (0.8, 1, 1.2, 1.4, 1.6))
Why: One step, as good as a single one can be, ends at 0.356; a hundred with sixty end at 0.315. Sixty things say nearly what all say, so you get a hundred steps for the price of one.
"""

# %%
size, rate = 60, 0.1   # try (6000, 1.4), (600, 0.5), (4, 0.01)

def one_pass(size, rate, seed):
    v, order = np.zeros(3), np.random.default_rng(seed).permutation(6000)
    for rows in np.array_split(order, 6000 // size):
        v = v - rate * gradient(v, rows)
    return np.mean((A @ v - y) ** 2)

one_pass(size, rate, seed=0)

# %% [markdown]
r"""
The examples of one step are a **mini-batch**; descent with mini-batches is **stochastic gradient descent**.
One seed proves nothing. So: for each size several rates, the best chosen on five seeds and then measured on five others.
"""

# %%
tried = {6000: (1.2, 1.4, 1.6), 600: (0.3, 0.5, 0.7),
         60: (0.05, 0.1, 0.2), 4: (0.003, 0.01, 0.03)}
ends = {}
for size, rates in tried.items():
    best = min(rates, key=lambda r: np.mean([one_pass(size, r, s) for s in range(5)]))
    ends[f"batch {size}"] = runs = [one_pass(size, best, s) for s in range(5, 10)]
    print(f"{size:4}  best rate {best:5}  mean {np.mean(runs):.4f}  spread {np.std(runs):.4f}")

# %% [markdown]
r"""
One exact step is far behind. From 600 down to 4 it hardly matters, as long as the rate fits: the smaller the batch, the smaller the rate it needs.
<!-- claim: batch 60 << batch 6000 by 0.03 in ends -->
<!-- claim: batch 600 ≈ batch 60 within 0.002 in ends -->
<!-- claim: batch 4 ≈ batch 60 within 0.003 in ends -->
The gain comes from things that repeat one another. Is it still there with 60 things in all, each looked at ten times?
"""

# %%
def sixty(size, rate, seed):
    v, rng = np.zeros(3), np.random.default_rng(seed)
    for epoch in range(10):
        for rows in np.array_split(rng.permutation(60), 60 // size):
            v = v - rate * gradient(v, rows)
    return np.mean((A[:60] @ v - y[:60]) ** 2)

small = {f"batch {size}": [sixty(size, rate, seed) for seed in range(5)]
         for size, rate in ((60, 0.7), (15, 0.2), (4, 0.03))}   # rates tried out before
{name: np.round(runs, 3).tolist() for name, runs in small.items()}

# %% [markdown]
r"""
No: here the exact steps are at least as good. Few things are soon asked.
<!-- claim: batch 60 <= batch 15 in small -->
<!-- claim: batch 60 <= batch 4 in small -->

Two numbers make a landscape that you can walk in. **Task:** the walk trembles at the bottom of this *ravine*, because each slope has noise. Does it tremble less with a learning rate of 0.25? Then take the noise away and look for the rate that is best: across the ravine it is steep, along it nearly flat.
"""

# %%
ll.widgets.Descent("ravine", lr=1.2, noise=0.8, steps=120)

# %% [markdown]
r"""
The picture shows a long valley from above, and a walk of 120 steps. Across, the curvature is 1, along it 0.1: the first one limits the rate (below 2), the second makes the way long.

One more trap: should the slopes of a batch be averaged or added? Write every example twice, and compare.
"""

# %%
once, twice = np.arange(60), np.tile(np.arange(60), 2)
mean = [gradient(np.zeros(3), rows)[0] for rows in (once, twice)]
total = [len(rows) * gradient(np.zeros(3), rows)[0] for rows in (once, twice)]
np.round(mean, 3), np.round(total, 1)

# %% [markdown]
r"""
The mean says the same; the sum has doubled, and with it every step. A learning rate that fits a sum fits one size of data and explodes on the next. So losses are means.

**Your turn:** [Exercise 5.5 · minibatches](../exercises/05_descent.ipynb) (12 minutes).

<details><summary>A slow lane: a function that yields</summary>

A function with `yield` in place of `return` stops there, hands one value out, and goes on when the next is asked for.
So `for rows in batches(...)` gets one batch after the other, and none is made before it is needed. It can be walked through once: a second loop over the same generator finds it empty.
One line to try: `def two(): yield 1; yield 2`, then `list(two())`.
</details>
"""

# %% [markdown]
r"""
One annoyance is left: the cake that was punished for being too right.

## What if the answer is yes or no?

A bowl has one lowest place, and a score beyond it counts as wrong again. For yes and no we want a loss that keeps falling.
The label is now 1 for *cake* and 0 for *onion*. **Look at** the right end of both curves.
"""

# %%
z = np.linspace(-3, 4, 200)
ll.figures.two_losses(z, squared=(z - 1) ** 2, better=np.log(1 + np.exp(-z)))

# %% [markdown]
r"""
The new curve comes in two steps. First bend the score into a probability, between 0 and 1:
"""

# %%
import math

def p(z):
    return 1 / (1 + math.exp(-z))

p(2.0)

# %% [markdown]
r"""
Then charge for surprise: the logarithm of the probability that was given to what happened, with a minus.

<!-- predict: price_at_0 -->
What does the machine pay for a cake if its score is 0? And if it is -5?
Number: 0.693 ± 0.05
Check: abs(result[1] - 0.693) < 0.001
Why: Score 0: a probability of one half, a price of 0.693, which is $\log 2$. Score -5: it was nearly sure of an onion and pays 5.007. Score 5: it pays 0.007.
"""

# %%
score = 0.0   # then -5, then 5
p(score), -math.log(p(score))

# %% [markdown]
r"""
The bending curve is the [**sigmoid**](glossary.ipynb#Sigmoid), the price is the [**binary cross-entropy**](glossary.ipynb#Cross-entropy):

$$p = \frac{1}{1 + e^{-z}} \qquad L = -y \log p - (1 - y) \log (1 - p)$$

Its slope is the shortest in the course: $\dfrac{dL}{dz} = p - y$, the error of the probability. Feel it, and then be very sure of an onion:
"""

# %%
def price(z, y):
    return -math.log(p(z)) if y == 1 else -math.log(1 - p(z))

for z, t in [(-2.0, 1), (0.0, 1), (3.0, 0)]:
    print(round(p(z) - t, 6), round(feel(lambda s: price(s, t), z, 1e-5), 6))

# %% tags=["raises-exception"]
p(-1000.0)

# %% [markdown]
r"""
The answer should be 0, and the way to it leads through $e^{1000}$, which no float can hold.
The mathematics is right and the arithmetic fails; the cure is to write the same formula in another form.

**Your turn:** [Exercises 5.4.1 and 5.4.2 · sigmoid, bce_with_logits](../exercises/05_descent.ipynb) (20 minutes).

<details><summary>A slow lane: exp and log, in five minutes</summary>

$e^z$ turns sums into products: $e^{a+b} = e^a e^b$. With $e \approx 2.718$: $e^0 = 1$, $e^1 = 2.718$, $e^{-1} = 0.368$; it is never 0 or less.
$\log$ goes back: $\log e^z = z$. So it turns products into sums: $\log(pq) = \log p + \log q$; $\log 1 = 0$, and $\log$ of a small share is far below 0: $\log 0.01 = -4.6$.
One line to try: `math.exp(2.0), math.log(math.exp(2.0)), math.log(0.5)`.
</details>

A neuron that slides, with a loss that is fair. Back to the four corners of XOR:
"""

# %%
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
xor = np.array([0, 1, 1, 0])
A = np.column_stack([corners, np.ones(4)])
v = np.array([1.0, -2.0, 0.5])   # anywhere
for step in range(2000):
    P = 1 / (1 + np.exp(-A @ v))
    v = v - 0.5 * A.T @ (P - xor) / 4   # A.T: rows and columns exchanged
np.round(P, 3), np.round(-np.log(np.where(xor == 1, P, 1 - P)).mean(), 4)

# %% [markdown]
r"""
The perceptron ran round in circles for ever. Descent stops: at one half for every corner, and a loss of $\log 2 = 0.6931$.
It found the lowest place there is. It says: *I do not know*, the most honest answer a single neuron has.

Descent finds the best machine *of its kind*, at least on a bowl. XOR needs another kind: that is the next lesson's.

### Your digit reader: which way should each pixel go?

The neuron of lesson 04 looked for sevens. Now it has a slope for each of its 64 weights; start from nothing, and **look at** the first step beside what 300 make of it.
"""

# %%
digits, names = ll.data.load("digits")
D = np.column_stack([digits.reshape(-1, 64) / 16, np.ones(len(digits))])
seven, u = (names == 7), np.zeros(65)
walk = [u]
for step in range(300):
    u = u - 2 * D.T @ (1 / (1 + np.exp(-D @ u)) - seven) / len(D)
    walk.append(u)

ll.figures.ink_for_and_against({"after one step": walk[1][:64], "after 300 steps": u[:64]})

# %%
new, truth = ll.data.load("digits", split="test")
scores = np.column_stack([new.reshape(-1, 64) / 16, np.ones(len(new))]) @ np.array([walk[1], u]).T
((scores >= 0) == (truth == 7)[:, None]).mean(axis=0).round(3)

# %% [markdown]
r"""
The first step says only *less*: nine in ten pictures are no sevens, so all ink speaks against, and nothing is called a seven. After 300 steps the upper right speaks for one, the left side and the foot against it, and about 99 in 100 new pictures are judged rightly.
<!-- claim: result[1] > result[0] by 0.03 -->
In [the finale](../exercises/05_descent.ipynb) your own `gradient_descent` takes this walk, and then walks in the Descent widget.
"""

# %% [markdown]
r"""
### A story: finding a lost planet

On the first day of 1801 an astronomer in Palermo saw a new light, followed it for six weeks, and lost it behind the sun. Carl Friedrich Gauss, 24, computed from these few nights where *Ceres* had to be, and there it was found again. He later said that he had made the sum of squared errors least; Legendre had published that method in 1805, and they [quarrelled](https://doi.org/10.1214/aos/1176345451) over who was first.
Cauchy wanted orbits, too, from equations too many to solve one by one; in 1847 he [proposed](https://www.math.uni-bielefeld.de/documenta/vol-ismp/40_lemarechal-claude.pdf) to walk down the slope instead.
Robbins and Monro [showed](https://doi.org/10.1214/aoms/1177729586) in 1951 that rough slopes suffice, if the steps shrink.
"""

# %%
ll.figures.years({1805: "Legendre: least squares", 1847: "Cauchy: go down the slope",
                  1951: "Robbins, Monro: rough slopes suffice", 1986: "networks learn so"})

# %% [markdown]
r"""

*Where the cake stops being true:* nobody unbakes a cake. Descent walks back whenever the slope says so.
"""

# %% [markdown]
r"""
## What we have

- A loss: "wrong" as a number that has a slope.
- Two ways to a slope, a formula and two looks, and each tests the other.
- A walk against the gradient; too large a learning rate explodes, beyond $2/c$ on a bowl.
- Mini-batches: where things repeat one another, many rough steps for the price of one exact one.
- Sigmoid and cross-entropy for yes and no.

**What we have not shown:** landscapes with several valleys (try *two valleys* in the widget), momentum (lesson 09), and how to get the gradient of a machine with several layers (lessons 07 and 08).
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. The loss jumps up and down, larger each time. More steps, a smaller learning rate, or more data?</summary>

*A smaller learning rate.* More steps take it farther away. More data does not flatten the bowl if the loss is a mean. It is the factor $1 - lr \cdot c$ beyond -1 that does it.
</details>
<details><summary>2. Your formula for a gradient and the two-sided difference agree to three digits. Is the formula right?</summary>

*Probably not*, unless eps was large. In float64 with eps = 1e-5 a right formula agrees to seven digits or more. Three digits is what a small forgotten term looks like.
</details>"""

# %% [markdown]
r"""
<details><summary>3. At the lowest place of the squared error, is the number of mistakes lowest too?</summary>

*Not always.* The two measures differ: squared error moves the line for cakes that are too right. Only where the loss reaches 0 must both be perfect. Descent lowers what it is given, so choose what you give it.
</details>

**A challenge** waits at the end of the [exercises](../exercises/05_descent.ipynb): a landscape that defeats lr 0.1.

Next: [06 · How does a stack bend a line?](06_layers.ipynb)
"""
