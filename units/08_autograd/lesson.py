# %% [markdown]
r"""
# Autograd: can a program do the blaming?

You build an engine that differentiates whatever you compute with it, train the network from lesson 06, compare with torch to the last digit, and read handwriting.

<!-- time -->
|:---|:---|
| **You need** | [06 · layers](06_layers.ipynb) and [07 · backprop](07_backprop.ipynb) |
| **You will be able to** | say what a number must remember so that blame can flow · put the nodes of a graph in order · find the bug of a gradient that nobody cleared · train a network with your own engine |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What must a number remember?

In lesson 07 you sent blame through a graph by hand, box after box.
**Look at** one box only, and press *Step*: what does it need to know when blame arrives?
"""

# %%
ll.widgets.BlameGraph("one neuron", step=6)

# %% [markdown]
r"""
The picture shows one neuron: it multiplies, adds, subtracts the wanted answer, and squares; two steps of blame have gone back from L.
A box needs three things: the numbers that came in, where they came from, and the rule for its own operation. Nothing else, and nobody has to see the whole.
So let a number remember them.
"""

# %%
import numpy as np

class Node:
    made = 0   # how many there are so far

    def __init__(self, data, parents=(), rule=None):
        self.data, self.parents, self.rule = data, parents, rule
        self.grad = 0.0            # the blame that has arrived
        Node.made += 1
        self.number = Node.made    # the first made is 1

# %% [markdown]
r"""
A rule says: if so much blame $g$ arrives at me, so much goes to each of my parents. It is *upstream times local* from lesson 07, one line for each operation.
"""

# %%
def add(a, b):
    return Node(a.data + b.data, (a, b), lambda g: (g, g))

def sub(a, b):
    return Node(a.data - b.data, (a, b), lambda g: (g, -g))

def mul(a, b):
    return Node(a.data * b.data, (a, b), lambda g: (g * b.data, g * a.data))

def square(a):
    return Node(a.data**2, (a,), lambda g: (g * 2 * a.data,))

# %% [markdown]
r"""
Now compute as usual. The graph grows by itself, because every result keeps its parents.
"""

# %%
w, x, b, y = Node(0.5), Node(2.0), Node(-1.5), Node(1.0)
e = sub(add(mul(w, x), b), y)
L = square(e)
e.data, L.data, L.parents[0] is e

# %% [markdown]
r"""
By hand: $0.5 \cdot 2 - 1.5 - 1 = -1.5$, squared 2.25. And L knows that it was made of e.

<!-- predict: rule_of_L -->
Blame 1 arrives at L. What does its rule hand to e? And if 10 arrives?
Number: -3 ± 0
Check: result == (-3.0,)
Why: The slope of $e^2$ is $2e = -3$, times the 1 that arrived. With 10 it is -30: a rule multiplies, whatever comes.
"""

# %%
g = 1.0   # the blame that arrives
L.rule(g)

# %% [markdown]
r"""
A program that keeps such a graph and runs the rules is called **automatic differentiation**, or *autograd*; ours goes from the result backwards. [Baydin and others](https://jmlr.org/papers/v18/17-468.html) tell its history.

Each node can hand on. But who may hand on first?
"""

# %% [markdown]
r"""
## In which order does blame flow?

A node must wait until *all* its blame has arrived. **Look at** `a` and `d` in this graph: `a` is used twice.
"""

# %%
a, b2 = Node(1.0), Node(-2.0)
c = mul(a, b2)
d = add(a, c)
root = square(d)
ll.widgets.BlameGraph(root, step=0, names={"a": a, "b": b2, "c": c, "d": d, "L": root})

# %% [markdown]
r"""
The picture was drawn from your own nodes: each knows its parents. Two lines leave a, one to c and one to d. If a handed on after the first arrow, part of its blame would never be handed on.

A simple order does it: **the newest first**. A node is always made after its parents, so whoever uses a node has a larger number.
The first function below gathers everything that a root was made of, step by step back to the inputs. The second begins with blame 1 at the root, runs the rules, and *adds* what arrives to what is there.
"""

# %%
def family(root):
    found, todo = {root}, [root]
    while todo:
        new = set(todo.pop().parents) - found
        found |= new
        todo += new
    return found

# %%
def blame(root, newest_first=True):
    root.grad = 1.0
    for node in sorted(family(root), key=lambda n: n.number, reverse=newest_first):
        if node.rule:
            for parent, share in zip(node.parents, node.rule(node.grad)):
                parent.grad = parent.grad + share   # add: it may come twice

blame(L)
w.grad, b.grad, x.grad

# %% [markdown]
r"""
Lesson 07 had the same numbers for this neuron. Do not believe them: move `w` a little, and measure.
"""

# %%
loss = lambda w: (w * 2.0 - 1.5 - 1.0)**2
step = 1e-6
round((loss(0.5 + step) - loss(0.5 - step)) / (2 * step), 6)

# %% [markdown]
r"""
<!-- predict: oldest_first -->
Now the graph with two paths that you see above, $L = (a + a b)^2$ at $a = 1$, $b = -2$. What becomes of the blame if the *oldest* go first?
- nothing reaches a or b  ← right
- a gets that of one path only
- the same as before
Check: result == (0.0, 0.0)
Why: The oldest nodes hand on while nothing has arrived, and 0 times anything is 0. Only the last rule, L's own, has something to give. With `True`, a gets 2 and b gets -2: $\partial L / \partial a = 2 (a + ab)(1 + b) = 2$.
"""

# %%
newest_first = False   # True: as it should be
a, b2 = Node(1.0), Node(-2.0)
root = square(add(a, mul(a, b2)))
blame(root, newest_first)
a.grad, b2.grad

# %% [markdown]
r"""
An order in which every node stands after its parents is called **topological**. Without numbers it can be found from the parents alone: walk from the root: go into a node's parents first, and write a node down only *when all its parents stand on the list*. That is Exercise 8.2.
"""

# %%
def parents_first(root):
    order, todo = [], [root]
    while todo:
        node = todo.pop()
        missing = [p for p in node.parents if p not in order]
        if missing:
            todo += [node, *missing]   # come back to it after its parents
        elif node not in order:
            order.append(node)
    return order

[n.number for n in parents_first(root)], sorted(n.number for n in family(root))

# %% [markdown]
r"""
Here the two happen to agree; on a graph that parts and joins again they may not, and both are right: of two nodes that do not depend on each other, either may come first. (`in order` looks through the whole list; a set would be quicker.)
Many write this as a function that calls itself. Let us try it on a long sum.
"""

# %%
def depth(node):
    return 1 + max((depth(p) for p in node.parents), default=0)

total = Node(0.0)
for k in range(5000):
    total = add(total, Node(1.0))
try:
    depth(total)
except RecursionError as error:
    print("RecursionError:", error)

# %% [markdown]
r"""
It falls over. Python keeps a place for each call that has not ended, and gives up after a few thousand of them at most. (We caught the error here because its report is pages long.)
`family` above does not call itself; it keeps its own list `todo`, and such a list may grow without end.

**Your turn:** [Exercises 8.1 · Value](../exercises/08_autograd.ipynb) (20 minutes), [8.2 · topological_order](../exercises/08_autograd.ipynb) (15 minutes) and [8.3 · backward](../exercises/08_autograd.ipynb) (12 minutes). There each number has `+` and `*` of its own.

Blame is *added* to what is there. Is that always what we want?
"""

# %% [markdown]
r"""
## Why must somebody wipe the slate?

One neuron, one example, forty steps of descent: once with the gradients set back to 0 before each backward pass, and once without. **Look at** the two curves.
"""

# %%
def train(clear, lr=0.05, steps=40):
    w, b, losses = Node(0.5), Node(-1.5), []
    for step in range(steps):
        L = square(sub(add(mul(w, Node(2.0)), b), Node(1.0)))
        if clear:
            w.grad, b.grad = 0.0, 0.0
        blame(L)
        w.data -= lr * w.grad
        b.data -= lr * b.grad
        losses.append(L.data)
    return losses

# %%
ll.figures.cleared_or_not(train(clear=True), train(clear=False))

# %% [markdown]
r"""
<!-- predict: smaller_rate -->
Does a smaller learning rate cure it? Try 0.005.
- yes, it comes to rest
- no, it swings on, more slowly  ← right
- no, it explodes
Check: 0.8 * losses[0] < max(losses[100:]) < 1.5 * losses[0]
Why: What moves the weight is the sum of *all* gradients so far. At the bottom that sum is largest: the weight shoots through and climbs the other side, as a swing without friction. The loss comes near 0 again and again, and never stays.
"""

# %%
lr = 0.005
losses = train(clear=False, lr=lr, steps=200)
round(losses[0], 2), round(min(losses), 4), round(max(losses[100:]), 2)

# %% [markdown]
r"""
This bug is treacherous: no error, and for the first steps the loss does fall. In torch gradients add up in the same way, and `zero_grad` is the cure there.
Adding is right all the same: a parameter that is used twice needs both parts.

**Your turn:** [Exercises 8.4.1 to 8.4.3 · Neuron, Layer, MLP](../exercises/08_autograd.ipynb) (24 minutes) and [8.5 · train_step](../exercises/08_autograd.ipynb) (12 minutes).
"""

# %% [markdown]
r"""
## Does it train our network?

The engine never asks whether `data` is one number. Let it be an array, and write the rules of lesson 07 for whole layers. **Look at** the last one: the blame of a score is its probability, less 1 for the right class.
"""

# %%
def matmul(a, b):
    return Node(a.data @ b.data, (a, b), lambda g: (g @ b.data.T, a.data.T @ g))

def add_bias(a, b):
    return Node(a.data + b.data, (a, b), lambda g: (g, g.sum(axis=0)))

def relu(a):
    return Node(np.maximum(a.data, 0), (a,), lambda g: (g * (a.data > 0),))

# %%
def cross_entropy(z, y):
    low = z.data - z.data.max(axis=1, keepdims=True)             # no overflow
    log_p = low - np.log(np.exp(low).sum(axis=1, keepdims=True))
    right = np.eye(z.data.shape[1])[y]                           # 1 for the right class
    loss = -(right * log_p).sum() / len(y)
    return Node(loss, (z,), lambda g: (g * (np.exp(log_p) - right) / len(y),))

# %% [markdown]
r"""
Here is the network that you built by hand in lesson 06 and differentiated in lesson 07, with XOR's four corners.
"""

# %%
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
box = np.array([0, 1, 1, 0])   # 1: goes in the box
params = [Node(np.array([[1.0, -1.0], [-1.0, 1.0]])), Node(np.array([-0.5, -0.5])),
          Node(np.array([[-4.0, 4.0], [-4.0, 4.0]])), Node(np.array([1.0, -1.0]))]

# %%
def forward(params, X):
    W1, b1, W2, b2 = params
    return add_bias(matmul(relu(add_bias(matmul(Node(X), W1), b1)), W2), b2)

# %% [markdown]
r"""
Read `forward` from the inside out: the input layer, its bias, the bend, the second layer, its bias. Each step makes a node, and one call sends the blame through all of them.
"""

# %%
L = cross_entropy(forward(params, corners), box)
blame(L)
round(float(L.data), 6), params[0].grad.round(3)

# %% [markdown]
r"""
The loss is the 0.126928 of lesson 06. Are the gradients right? `ll.gradient_check` moves every number of an array a little, and measures the slope.
"""

# %%
def loss_with(k, array):   # parameter k replaced by another array
    changed = [*params[:k], Node(array), *params[k + 1:]]
    return cross_entropy(forward(changed, corners), box).data

found = [ll.gradient_check(lambda A: loss_with(k, A), lambda A: p.grad, p.data)
         for k, p in enumerate(params)]
[bool(np.abs(f.analytic - f.numeric).max() < 1e-9) for f in found]

# %% [markdown]
r"""
All twelve agree to nine places: that is as exact as feeling gets. Now let it learn, this time from a start by chance, with eight hidden units as in lesson 06.
"""

# %%
def start(sizes, seed):
    rng, params = np.random.default_rng(seed), []
    for d, k in zip(sizes, sizes[1:]):
        params += [Node(rng.normal(size=(d, k)) * np.sqrt(2 / d)), Node(np.zeros(k))]
    return params

# %%
def descend(params, X, y, lr):
    L = cross_entropy(forward(params, X), y)
    for p in params:
        p.grad = 0.0                       # wipe the slate
    blame(L)
    for p in params:
        p.data = p.data - lr * p.grad
    return float(L.data)

# %% [markdown]
r"""
(The spread $\sqrt{2/d}$ of the first weights is explained in lesson 12.)

<!-- predict: ten_starts -->
How many of ten starts answer all four corners after 300 steps?
Number: 10 ± 1 starts
Check: result >= 9
Why: With two hidden units far fewer do: a unit that is silent at the start gets no blame, and stays where it is. Lesson 06 met the same in the playground.
"""

# %%
hidden = 8   # try 2, too
solved = 0
for seed in range(10):
    net = start([2, hidden, 2], seed)
    for step in range(300):
        descend(net, corners, box, lr=0.5)
    solved += bool((forward(net, corners).data.argmax(axis=1) == box).all())
solved

# %% [markdown]
r"""
XOR, which one neuron could never learn, is learned by a program that you have read line by line.
In the *onion's* words: the picture is the outer skin, the loss lies at the heart, and blame goes from the heart out, each skin getting its own from the one beneath. Where that stops being true: an onion has one layer under another, and a graph may part and join again, as `a` did above.
"""

# %% [markdown]
r"""
## Is it right to the last digit?

Torch is the library that the rest of the course uses. It does the same, and it is trusted. Give both the same numbers, and compare every gradient.
"""

# %%
import torch

net = start([2, 8, 2], seed=1)
L = cross_entropy(forward(net, corners), box)
blame(L)

# %%
theirs = [torch.tensor(p.data, requires_grad=True) for p in net]
W1, b1, W2, b2 = theirs
scores = torch.relu(torch.tensor(corners) @ W1 + b1) @ W2 + b2
torch.nn.functional.cross_entropy(scores, torch.tensor(box)).backward()
max(float(np.abs(p.grad - t.grad.numpy()).max()) for p, t in zip(net, theirs)) < 1e-15

# %% [markdown]
r"""
No gradient differs by more than $10^{-15}$. A float64 keeps about 16 digits, so that is the last one: only the order of some additions can differ.

### Your digit reader: trained by an engine

So let the engine do something useful: handwritten digits, 8 by 8 points, 1,438 to learn from and 359 it has never seen.
"""

# %%
X, y = ll.data.load("digits")
X_new, y_new = ll.data.load("digits", split="test")
X, X_new = X.reshape(-1, 64) / 16, X_new.reshape(-1, 64) / 16
len(X), len(X_new)

# %% tags=["nbval-ignore-output"]
net, rng, history = start([64, 32, 10], seed=0), np.random.default_rng(0), []
for epoch in range(20):
    order = rng.permutation(len(X))
    for rows in np.array_split(order, 30):   # about 48 pictures each
        loss_now = descend(net, X[rows], y[rows], lr=0.5)
    history.append(float((forward(net, X_new).data.argmax(axis=1) == y_new).mean()))
np.round(history[::5], 2), round(history[-1], 2)

# %% [markdown]
r"""
Far above 90%, in a few seconds, with code that you have read from end to end. (It does not rise in every epoch: descent on small batches jumps about.) **Look at** what it still gets wrong; would you do better?
"""

# %% tags=["nbval-ignore-output"]
answer = forward(net, X_new).data.argmax(axis=1)
wrong = np.flatnonzero(answer != y_new)[:8]
ll.figures.misread(X_new[wrong].reshape(-1, 8, 8), y_new[wrong], answer[wrong])

# %% [markdown]
r"""
Is it luck? Three starts, beside the same network untrained:
"""

# %%
def reads(net):
    return float((forward(net, X_new).data.argmax(axis=1) == y_new).mean())

before, after = [], []
for seed in range(3):
    net, rng = start([64, 32, 10], seed), np.random.default_rng(seed)
    before.append(reads(net))
    for epoch in range(5):
        for rows in np.array_split(rng.permutation(len(X)), 30):
            descend(net, X[rows], y[rows], lr=0.5)
    after.append(reads(net))
np.round(before, 2), np.round(after, 2)

# %% [markdown]
r"""
Five epochs lead from guessing to about nine in ten. The second digit depends on the start, and on which batch came last.
<!-- claim: after >> before by 0.6 -->
<!-- claim: min(after) > 0.8 -->
Speed came from the arrays: one node for a whole layer and a whole batch, where the `Value` of the exercises has one for each multiplication. The [finale](../exercises/08_autograd.ipynb) finds another way: your own scalar engine, on whole columns of pictures.
"""

# %% [markdown]
r"""
### A story: a list on tape

In 1964 R. E. Wengert showed on [two pages](https://doi.org/10.1145/355586.364791) how a program that computes a formula step by step can compute its derivative along the way. Linnainmaa turned the direction round in 1970: from the result backwards, all slopes at the price of a few runs ([in English](https://doi.org/10.1007/BF01931367) in 1976). Libraries still call the record of steps a *tape*.
"""

# %%
ll.figures.years({1964: "Wengert: derivatives by program", 1970: "Linnainmaa: from the end back",
                  1980: "Speelpenning: compiled", 2017: "torch: a graph made anew each time"})

# %% [markdown]
r"""
For thirty years networks were derived by hand all the same, a new layer a new derivation, and a wrong sign somewhere. What changed around 2010 was not the mathematics: it was that nobody had to do it any more.
"""

# %% [markdown]
r"""
## What we have

- A node remembers its number, its parents, and a rule: upstream times local.
- Blame flows from the newest to the oldest, each node once, and is added up.
- Gradients must be cleared before each backward pass.
- The same engine, with rules for arrays, agrees with torch and reads handwriting.

**What we have not shown:** graphs on a graphics card, rules for a hundred operations, and how to save the memory that a graph takes. That is torch's part, from lesson 09 on.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. Why does each parent's gradient get <code>+</code> and not <code>=</code>?</summary>

*Because a node may be used more than once.* Each use sends its own share, and the slope is their sum. Speed is no reason, and neither is clearing: a fresh graph would need the sum as well.
</details>
<details><summary>2. You forget to clear the gradients, and the loss falls in the first steps. Is all well?</summary>

*No.* The first gradient is right, and the next few point the same way, so the loss falls, even faster. The swing comes after the bottom.
</details>"""

# %% [markdown]
r"""
<details><summary>3. An engine agrees with finite differences to 9 digits and with torch to 15. Which of the two is the less exact?</summary>

*Finite differences.* They subtract two nearly equal numbers and lose many of the digits. The engine applies exact rules; some nine digits are what this kind of measuring gives here.
</details>

Next: [09 · The same ideas, at full speed](09_pytorch.ipynb)
"""
