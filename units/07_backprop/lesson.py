# %% [markdown]
r"""
# Backprop: who is to blame, and by how much?

A network gives a bad answer, and you find out for every single weight how much of that is its fault: in one walk backwards.

<!-- time -->
|:---|:---|
| **You need** | [lesson 05](05_descent.ipynb): slopes, and how to feel them · [lesson 06](06_layers.ipynb): layers, ReLU, softmax |
| **You will be able to** | follow blame through any small graph by hand · write the backward step of a layer · catch a wrong gradient before it wastes your day |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Whose fault is it?

A chain of small steps made the loss `L`: multiply, add, subtract the label, square.
Each box knows only its own step. Can the boxes find out together what each input did to `L`?

**Look at** the numbers on the lines: by how much a box moves when what comes in moves by 1.
**Task:** press *Step* until the green numbers have reached `w`.
"""

# %%
ll.widgets.BlameGraph("one neuron", step=5)

# %% [markdown]
r"""
The picture shows one neuron as boxes: values in black; then blame, in green, which starts with a 1 at `L` and goes back from box to box, multiplied by the number on each line.

The same by hand. Forward first, keeping what was computed on the way:
"""

# %%
w, x, b, y = 0.5, 2.0, -1.5, 1.0
z = w * x + b      # the score
e = z - y          # the error
L = e**2
z, e, L

# %% [markdown]
r"""
Then backward, from the loss to the inputs. Each line is the blame that came from the step after it, times the step's own slope:
"""

# %%
dL_de = 2 * e             # e is squared
dL_dz = dL_de * 1         # e moves as z moves
dL_dw = dL_dz * x         # z moves x times as much as w
dL_db = dL_dz * 1         # z moves as b moves
dL_de, dL_dz, dL_dw, dL_db

# %% [markdown]
r"""
`w` has -6: raise it by a little, and `L` falls by six times that. Is it true? Feel it, as in lesson 05:
"""

# %%
def feel(f, at, eps=1e-5):
    return (f(at + eps) - f(at - eps)) / (2 * eps)

round(feel(lambda w: (w * x + b - y) ** 2, 0.5), 6)

# %% [markdown]
r"""
<!-- predict: input_4 -->
`w` moves the score through its input, 2. Make the input 4. Does the blame of `w` double?
- no, it shrinks  ← right
- it grows even more
- yes, to -12
Check: abs(result) < 6
Why: It is -4, and not -12. The local slope doubled from 2 to 4, but the error after it shrank from -1.5 to -0.5. Both factors count.
"""

# %%
x_new = 4.0   # the input; before, it was 2
z_new = w * x_new + b
2 * (z_new - y) * x_new

# %% [markdown]
r"""
The slope of one step alone is its **local** slope. The **upstream** blame is what the step's output has to answer for. The [**chain rule**](glossary.ipynb#Chain-rule) says: blame is upstream times local, all the way back.

$$\frac{dL}{dw} = \frac{dL}{de} \cdot \frac{de}{dz} \cdot \frac{dz}{dw} = 2e \cdot 1 \cdot x$$

In the *onion* of lesson 02 the picture is the outer skin and the answer lies at the heart. Blame starts at the heart and goes out, skin by skin.

**Task:** send a nudge through two layers, then find an `x` where it never arrives.
"""

# %%
ll.widgets.Scene("nudge", step=2)

# %% [markdown]
r"""
The picture shows a nudge of 0.4, stretched by each layer's slope; where the unit is silent it ends.

## What if two roads lead to the same place?

Here `a` is used twice: once in the product, once in the sum.

**Look at** how many lines leave `a`. **Task:** step to the end; then click one line to break it, and see which blame becomes wrong, and which does not.
"""

# %%
ll.widgets.BlameGraph("two paths", step=3)

# %% [markdown]
r"""
The picture shows `a` with two lines to the right: one to the product `c`, one to the sum `d`. Both bring blame back. What does `a` do with two numbers?
"""

# %%
a, b = 1.0, -2.0
c = a * b
d = a + c
dL_dd = 2 * d             # L = d**2
along_sum = dL_dd * 1
along_product = dL_dd * 1 * b
along_sum, along_product, round(feel(lambda a: (a + a * b) ** 2, 1.0), 6)

# %% [markdown]
r"""
Felt: 2. It is -2 by one road and 4 by the other, together: **roads add up**. A nudge of `a` arrives by both at once.

<!-- predict: equals_sign -->
A program stores blame with `=` where it needs `+=`. What does `a` end with?
Number: 4 ± 0
Check: result == 4
Why: The blame of the last road alone. Nothing crashes. In the widget you see it if you break the line from `c` to `a` so that it fails with *= for +=*.
"""

# %%
add_up = False   # True: +=, False: =
grad_a = along_sum
grad_a = grad_a + along_product if add_up else along_product
grad_a

# %% [markdown]
r"""
Two rules, then: along a road blame is *multiplied*, and where roads meet it is *added*. To apply them from the loss back, each step once, is **backpropagation**.

**Task:** choose *two layers* in the widget above, and step to its end. `w1` has 10: multiply the numbers on its road by hand. Then break the line behind the `relu`: who loses his blame?

Boxes with single numbers are a slow way to build a network. What are the rules for a whole layer?
"""

# %% [markdown]
r"""
## What does a layer hand down?

Take the network that you built by hand in lesson 06, on the four corners of XOR. Forward first, and keep everything:
"""

# %%
import numpy as np

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([0, 1, 1, 0])
W1, b1 = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5])
W2, b2 = np.array([[-4.0, 4.0], [-4.0, 4.0]]), np.array([1.0, -1.0])

def forward(X, params):
    (W1, b1), (W2, b2) = params
    Z = X @ W1 + b1              # (n, 2) scores of the hidden units
    H = np.maximum(Z, 0)         # (n, 2) what they say
    return Z, H, H @ W2 + b2     # logits (n, 2)

def loss(params):
    logits = forward(X, params)[2]
    top = logits.max(axis=1)
    logsum = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return np.mean(logsum - logits[np.arange(len(y)), y])

params = [(W1, b1), (W2, b2)]
loss(params)

# %% [markdown]
r"""
All four corners are right, and yet the loss is not 0: the network could be surer. So there is blame to hand out, and it starts at the logits.

Lesson 06 promised that one of its results would come back: the loss of one corner is $\log \sum_j e^{z_j} - z_y$, and the slopes of the first term are the softmax $p$.
The second term contains the right class alone, with the slope $-1$. So nothing is left to derive:

$$\frac{dL}{dz_c} = p_c - [c = y]$$

(The bracket is 1 where $c$ is the right class, and 0 elsewhere.) One corner, by hand, and felt:
"""

# %%
Z, H, logits = forward(X, params)
p = np.exp(logits[0]) / np.exp(logits[0]).sum()   # the corner (0, 0), class 0
def price(z):
    return np.log(np.exp(z).sum()) - z[0]

step = 1e-6 * np.eye(2)   # move one logit at a time
felt = [(price(logits[0] + s) - price(logits[0] - s)) / 2e-6 for s in step]
p - np.array([1, 0]), np.round(felt, 6)

# %% [markdown]
r"""
Class 0 has 0.88 where 1 is due: its logit should rise, so its blame is negative. Class 1 has 0.12 where 0 is due.
The two cancel: softmax can only move probability from one to the other.

Now all four at once. The loss is a mean, so each corner answers for a quarter:
"""

# %%
target = np.array([[1, 0], [0, 1], [0, 1], [1, 0]])   # the right class of each corner
P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
dlogits = (P - target) / 4   # (4, 2)
dlogits.round(4)

# %% [markdown]
r"""
`dlogits` means: the blame of `logits`. It has the same shape, and so it will be for every name: **the blame of a thing has the shape of the thing**.

Next, the weights of the last layer. They met the hidden values `H`, so some product of `H` and `dlogits` it must be:
"""

# %% tags=["raises-exception"]
H @ dlogits

# %% [markdown]
r"""
Read the sizes at the end of the first line: four corners on one side meet two columns on the other. A batch meets a batch along its *corners*, so something must be turned.

Look at a single corner instead. Weight $W_{jk}$ carries what unit $j$ says to logit $k$; its local slope is $h_j$. So one corner blames it by $h_j$ times the blame of logit $k$: a table of all products, which is called an outer product. Then the corners' tables add up, because all roads do. **Look at** the wires, one step after the other:
"""

# %%
ll.widgets.Scene("blame table", step=3)

# %%
dW2 = sum(np.outer(h, d) for h, d in zip(H, dlogits))   # (2, 2), like W2
db2 = sum(d for d in dlogits)                           # (2,), like b2
dW2.round(4), db2.round(4) + 0   # + 0 turns -0. into 0.

# %% [markdown]
r"""
<!-- predict: which_corners -->
Two corners are in the box and two are not, and `db2` is 0 (to 4 digits). Which corners blame `W2` at all? Look at what the hidden units say there.
- all four
- the two that are in the box  ← right
- the two that are not
- none: it cancels
Check: [bool(np.outer(h, d).any()) for h, d in zip(H, dlogits)] == [False, True, True, False]
Why: Only corners 1 and 2. At the other two both hidden units are silent, and a weight that carried 0 did nothing, good or bad. The bias is asked at all four corners.
"""

# %%
corner = 0   # 0 to 3: (0,0), (0,1), (1,0), (1,1)
H[corner], np.outer(H[corner], dlogits[corner]).round(4) + 0

# %% [markdown]
r"""
And down it goes. Unit $j$ spoke to both logits, so it collects blame from both: $\sum_k W_{jk}\, d_k$. Then the ReLU: where the unit was silent, a nudge of its score changes nothing, and the blame stops.
"""

# %%
dH = np.array([W2 @ d for d in dlogits])                # (4, 2), like H
dZ = np.where(Z > 0, dH, 0)                             # (4, 2), like Z
dW1 = sum(np.outer(x, d) for x, d in zip(X, dZ))        # (2, 2), like W1
db1 = sum(d for d in dZ)                                # (2,), like b1
dW1.round(4), db1.round(4)

# %% [markdown]
r"""
The first layer did exactly what the last one did, with `X` for `H` and `dZ` for `dlogits`. **Look at** the middle picture and the right one: where does the ReLU stop blame?
"""

# %%
ll.figures.blame_tables(logits=dlogits, hidden_units=dH, their_scores=dZ)

# %% [markdown]
r"""
All hidden units get blame, and only two entries survive the ReLU: one unit at (0, 1), the other at (1, 0). The rest were silent.

**Your turn:** [Exercise 7.1 · dense_backward](../exercises/07_backprop.ipynb) (12 minutes), which needs two matrix products and a sum in place of these loops; [7.2 · relu_backward](../exercises/07_backprop.ipynb) (6 minutes) and [7.3 · softmax_cross_entropy_backward](../exercises/07_backprop.ipynb) (10 minutes).

Twelve slopes, from four little rules. Are they right?

## Are all twelve right?

Feel every parameter: nudge it up, nudge it down, run the whole network each time. `ll.gradient_check` does that, and gives the largest **relative error**, $|a - n| / \max(|a|, |n|)$, for the slope $a$ of a formula and the felt one, $n$.
"""

# %%
checks = {
    "W1": ll.gradient_check(lambda W: loss([(W, b1), (W2, b2)]), lambda W: dW1, W1),
    "b1": ll.gradient_check(lambda b: loss([(W1, b), (W2, b2)]), lambda b: db1, b1),
    "W2": ll.gradient_check(lambda W: loss([(W1, b1), (W, b2)]), lambda W: dW2, W2),
}
{name: check.worst < 1e-6 for name, check in checks.items()}

# %% [markdown]
r"""
All agree to more than six digits. (`db2` is 0, up to rounding, so a *relative* error would compare dust with dust; its formula is that of `db1`.)

Two runs of the network feel one parameter, so all 12 take 24. Going backward took one run and one walk back.

<!-- predict: million_runs -->
How many runs would feeling need for a million parameters?
Number: 2_000_000 ± 0 runs
Check: result["feeling"] * 1_000_000 == 2_000_000 * parameters
Why: All that for a single step. Backward costs about as much as forward, whatever the number of parameters; so the one is used for training, and the other for catching mistakes on something small.
"""

# %%
parameters = 12   # try 1_000_000
{"feeling": 2 * parameters, "backprop": 2}

# %% [markdown]
r"""
Put the rules into one function, and descend. We forget the weights of lesson 06 and start with random ones, more hidden units, on two half moons of points:
"""

# %%
moons = ll.data.load("moons", n=200, seed=0)
X, y = moons.X, moons.y
target = np.stack([1 - y, y], axis=1)

def backward(params):
    Z, H, logits = forward(X, params)
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    d = (P / P.sum(axis=1, keepdims=True) - target) / len(y)
    dZ = np.where(Z > 0, np.einsum("jk,nk->nj", params[1][0], d), 0)
    return [(np.einsum("nd,nj->dj", X, dZ), dZ.sum(axis=0)),
            (np.einsum("nj,nk->jk", H, d), d.sum(axis=0))]

# %% [markdown]
r"""
<details><summary>A slow lane: rows meeting columns, and einsum</summary>

In $C = AB$ the entry $C_{nj}$ is row $n$ of $A$ against column $j$ of $B$: $\sum_k A_{nk} B_{kj}$. What meets, $k$, vanishes; what does not, stays.
`np.einsum("nk,kj->nj", A, B)` writes these letters down, and `.T` only swaps two of them. The code above reads: `nd,nj->dj`: over the batch `n` add up what spoke (`d`) times who is blamed (`j`). That is the outer product, corner after corner. And `jk,nk->nj`: each unit `j` collects over the logits `k`. That is the transpose.
One line to try: `np.allclose(np.einsum("nd,nj->dj", X, Z), X.T @ Z)`, with any `Z` of as many rows.
</details>

**Look at** the curve: this is the first network of the course that learns all its layers by rules that you know.
"""

# %%
def start(units=4, seed=2):
    rng = np.random.default_rng(seed)
    return [(rng.normal(size=(2, units)), np.zeros(units)),
            (rng.normal(size=(units, 2)), np.zeros(2))]

def descend(params, steps, lr=0.1, sign=1):
    seen = []
    for step in range(steps):
        seen.append(loss(params))
        (dW1, db1), (dW2, db2) = backward(params)
        (W1, b1), (W2, b2) = params
        params = [(W1 - lr * sign * dW1, b1 - lr * sign * db1),
                  (W2 - lr * dW2, b2 - lr * db2)]
    return params, seen

def accuracy(params):
    return np.mean(forward(X, params)[2].argmax(axis=1) == y)

# %%
trained, seen = descend(start(units=8, seed=1), 1000, lr=0.5)
ll.figures.loss_and_border(seen, X, y, lambda Q: forward(Q, trained)[2].argmax(axis=1))

# %% [markdown]
r"""
The loss falls, and the border bends between the moons until every point is on its own side.

**Your turn:** [Exercise 7.4 · mlp_gradients](../exercises/07_backprop.ipynb) (20 minutes): the same for any number of layers, in one loop.
"""

# %% [markdown]
r"""
### A story: found four times

In 1969 Minsky and Papert had shown what one layer cannot do, and hardly anybody could train two. The way was known already: rocket engineers went backwards through their equations in [1960](https://doi.org/10.2514/8.5282), Seppo Linnainmaa wrote it down for any program in his thesis of 1970 ([in English](https://doi.org/10.1007/BF01931367) in 1976), and Paul Werbos proposed it for networks in 1974. Few read any of it.
"""

# %%
ll.figures.years({1960: "Kelley: backwards through a flight", 1970: "Linnainmaa: any program",
                  1974: "Werbos: networks", 1986: "Rumelhart, Hinton, Williams: and it is read"})

# %% [markdown]
r"""
In 1986 [Rumelhart, Hinton and Williams](https://doi.org/10.1038/323533a0) showed what it finds: hidden units that nobody had designed, in a family tree of 24 people, stood for *generation* and *nationality*.
An idea is not done when it is right. It is done when somebody shows what it is good for.

The function above is right. Would you notice if it were wrong?

## What does a wrong gradient look like?

One minus sign slipped in: the first layer walks *uphill*, the last one down, as it should. Here are the first 50 steps.

**Look at** the vermilion curve alone, as if you had nothing to compare it with.
"""

# %%
steps = 50   # then 600
good, good_seen = descend(start(), steps)
bad, bad_seen = descend(start(), steps, sign=-1)
ll.figures.right_and_wrong_sign(good_seen, bad_seen)

# %%
round(bad_seen[0], 3), round(bad_seen[-1], 3), accuracy(start()), accuracy(bad)

# %% [markdown]
r"""
The loss falls and the accuracy rises. Nothing crashes, nothing warns; a tired person goes home happy.

<!-- predict: six_hundred -->
Give it 600 steps. How does it go on?
- it turns, and the loss climbs  ← right
- it stops where it is
- more slowly, but down
Check: bad_seen[-1] > bad_seen[lowest] + 0.1
Why: The last layer descends rightly, and can do much with whatever features it is given. Meanwhile the first layer makes the features worse, a little at every step. After some fifty steps it is the stronger of the two, and drags the loss up to 0.693, which is $\log 2$: a probability of one half for nearly every point. (0.605 are still called rightly: the accuracy asks on which side of one half a point falls, by however little.)
"""

# %%
patience = 600   # try 100, 300, 3000
bad, bad_seen = descend(start(), patience, sign=-1)
lowest = int(np.argmin(bad_seen))
lowest, round(bad_seen[lowest], 3), round(bad_seen[-1], 3), accuracy(bad)

# %% [markdown]
r"""
"The loss falls" is no proof. This is one:
"""

# %%
params = start()
(W1, b1), rest = params[0], params[1:]
dW1 = backward(params)[0][0]
ll.gradient_check(lambda W: loss([(W, b1), *rest]), lambda W: -dW1, W1)

# %% [markdown]
r"""
A relative error of 2: as wrong as can be. Typical mistakes have typical errors.

<!-- predict: fingerprint -->
What does the check say if you forget a factor of 2? If you add up where a mean was due, over 200 points?
Number: 0.5 ± 0.05
Check: abs(result - 0.5) < 0.001
Why: Half, or double: 0.5. A sum over 200 for a mean: 0.995, near 1. A forgotten entry: exactly 1. A wrong sign: 2. A right formula: below 0.000001. In between, at 0.001 say, look for a small term that is missing.
"""

# %%
factor = 0.5   # half; 1 is right, 200 a sum for a mean, -1 a wrong sign
check = ll.gradient_check(lambda W: loss([(W, b1), *rest]), lambda W: factor * dW1, W1)
round(check.worst, 4)

# %% [markdown]
r"""
**Your turn:** [Exercise 7.5 · gradient_check](../exercises/07_backprop.ipynb) (12 minutes), so that you own the tool.

### Your digit reader: it learns

Real pictures, 64 inputs, 32 hidden units, ten answers, and not one new line: the `descend` above knows only `forward` and `backward`.
"""

# %%
def digits(split):
    pictures, names = ll.data.load("digits", split=split)
    return pictures.reshape(-1, 64) / 16, names

def small_start(seed):
    rng = np.random.default_rng(seed)
    return [(0.2 * rng.normal(size=(64, 32)), np.zeros(32)),
            (0.2 * rng.normal(size=(32, 10)), np.zeros(10))]

# %%
rates = []
for seed in range(3):
    X, y = digits("train")
    target = np.eye(10)[y]
    reader, seen = descend(small_start(seed), 200, lr=0.5)
    X, y = digits("test")
    rates.append((accuracy(small_start(seed)), accuracy(reader)))
np.round(rates, 2)

# %% [markdown]
r"""
From about one in ten, which is guessing, to about 95 in 100 new pictures, with three starts.
<!-- claim: [after for before, after in rates] >> [before for before, after in rates] by 0.6 -->
In [the finale](../exercises/07_backprop.ipynb) your own `mlp_gradients` trains the reader that you have carried along since lesson 04, and you draw for it; **a challenge** there: the broken edge that nobody notices.

*Where the onion stops being true:* who peels an onion loses it. Backprop changes nothing: it needs every layer's values, kept from the way forward, and that is why training takes more memory than answering.
"""

# %% [markdown]
r"""
## What we have

- Blame is upstream times local; where roads meet, it adds up.
- Logits: $p$ minus 1 at the right class, over $n$. ReLU: stopped where it was silent.
- Dense: what spoke, times who is blamed, added over the batch; and through the transposed weights down.
- A test that tells a right gradient from one that seems to work.

**What we have not shown:** what happens exactly at the kink of a ReLU, where there is no one slope (any value from 0 to 1 will do); and how to avoid deriving each network by hand. Lesson 08 lets a program do the blaming.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. All weights of the last layer are 0. Which gradients are 0: of the last layer, of the first, of both?</summary>

*The first layer's.* Blame goes down through the last layer's weights, and they are 0. The last layer itself is blamed by what the hidden units say, so it moves in the first step, and after that the first layer gets blame too.
</details>
<details><summary>2. What each corner blames the last weights for was added. Why not averaged?</summary>

*The mean is in `dlogits` already*: each corner's blame was divided by 4 there. Dividing again would give a quarter of the gradient; the check would say 0.75.
</details>"""

# %% [markdown]
r"""
<details><summary>3. A gradient check says 0.00000001 for every layer, and training still does not learn. Is the check broken?</summary>

*No.* It says that the slopes belong to this loss. The loss may be the wrong one, the learning rate too large, the labels shuffled, the units all silent. A right gradient is needed, and is not enough.
</details>

Next: [08 · Can a program do the blaming?](08_autograd.ipynb)
"""
