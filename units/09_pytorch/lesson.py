# %% [markdown]
r"""
# PyTorch: the same ideas, at full speed

You turn the engine of lesson 08 into torch, line by line, and learn to see five bugs that raise no error.

<!-- time -->
|:---|:---|
| **You need** | [07 · backprop](07_backprop.ipynb) and [08 · autograd](08_autograd.ipynb) |
| **You will be able to** | read and write a training loop in torch · tell a bug by its curve · read two classic errors, and see one that stays silent · move a model to a graphics card |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Which bugs raise no error?

Both charts show the loss of the same small network, which learns to tell three classes of points apart. On the left everything is as it should be.
The solid line is measured on the points that it learns from, the dashed one on a [validation set](glossary.ipynb#Validation-set): points kept apart from the training.
**Look at** the right: one line of its loop is wrong. No error was raised.
"""

# %%
import numpy as np
import torch

ll.widgets.BugLab("kept")

# %% [markdown]
r"""
No curve lies inside the right chart, for every loss is above its upper edge, and 32% right is what guessing among three classes gives. The gradients were never cleared, the bug of lesson 08.

**Task:** switch it off, and try the other four one at a time: a softmax before a loss that has its own, an evaluation in training mode, examples that are not shuffled, and a validation on the training data.
Which of them would you notice without the left chart? Then press *Other data*: which traits of a curve belong to the bug, and stay?
"""

# %% [markdown]
r"""
Four of the five leave a curve that looks like learning. Only a comparison shows them.
Softmax you know from lesson 06; evaluation mode is explained further down. This lesson is about the loop in which the bugs live, and begins with what the loop is made of.
"""

# %% [markdown]
r"""
## Is a tensor more than an array?

A [tensor](glossary.ipynb#Tensor) is torch's array. Its `shape` says how many numbers lie along each axis, its `dtype` what kind they are.
"""

# %%
X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])   # the four corners of XOR
y = torch.tensor([0, 1, 1, 0])
X.shape, X.dtype, y.dtype

# %% [markdown]
r"""
Two kinds matter: `float32` for what is computed, which takes half the memory of NumPy's float64, and `int64` for class numbers.
What you know from NumPy is nearly all there: `X @ W`, `X.T`, `X.mean(dim=0)`, `X[:, 1]`, with `dim` where NumPy says `axis`.

An array from elsewhere brings its own kind along. Trip over that once.
"""

# %% tags=["raises-exception"]
W = torch.ones(2, 3)
torch.tensor(np.array([[1.0, 2.0]])) @ W

# %% [markdown]
r"""
Read the first line: *double* and *float*. The array was float64 ("double"), W is float32 ("float"). A matrix product wants one kind.
The cure is to convert where data come in: `.float()`.
"""

# %%
torch.tensor(np.array([[1.0, 2.0]])).float() @ W

# %% [markdown]
r"""
The next trap is silent. [Broadcasting](glossary.ipynb#Broadcasting) repeats a short axis until the shapes fit, in torch as in NumPy.

<!-- predict: all_right -->
Three answers of shape (3, 1), three targets of shape (3,), all of them right. What is the mean squared error?
Number: 1.333 ± 0.05
Check: abs(float(result[0]) - 4 / 3) < 0.001
Why: The difference has the shape (3, 3): each answer was compared with each target. Descent on such a loss makes all answers the mean of the targets. `answers[:, 0]` brings the shapes together.
"""

# %%
answers = torch.tensor([[1.0], [2.0], [3.0]])   # (3, 1), as a layer with one output gives them
targets = torch.tensor([1.0, 2.0, 3.0])         # (3,)
((answers - targets)**2).mean(), (answers - targets).shape

# %% [markdown]
r"""
**Look at** the table that was averaged. Only its diagonal was meant.
"""

# %%
ll.figures.table_of_differences(answers - targets)

# %% [markdown]
r"""
Nine numbers, six of them nobody asked for. A look at `.shape` on both sides of a minus sign costs little.

Besides shape and kind, a tensor has a place. It lies on a [device](glossary.ipynb#Device): in the machine's memory (`cpu`), or in that of a graphics card (`cuda`, `mps`).
The device `meta` exists on every machine: its tensors have a shape and no numbers. It serves us for the other classic error. The cell catches the error and prints its last line only, for the whole is long.
"""

# %%
try:
    torch.ones(3) + torch.ones(3, device="meta")
except RuntimeError as error:
    print(error)

# %% [markdown]
r"""
Two devices met in one operation. With a card the message names *cuda:0* and *cpu*, and it comes when the model was moved and the data were not.
`ll.device()` is the fastest device of your machine. A tensor is moved by `.to`, which gives another tensor and leaves the first where it was.
"""

# %%
device = ll.device()
there = torch.ones(3).to(device)
there + torch.ones(3, device=device)

# %% [markdown]
r"""
Every notebook from here on runs on each of the three kinds of device with the same code. When a card is worth it, lesson 13 measures.

**Your turn:** [Exercise 9.5 · to_device](../exercises/09_pytorch.ipynb) (12 minutes) moves batches of any shape.

So much for the numbers. Where do their gradients come from?
"""

# %% [markdown]
r"""
## Does torch blame as your engine does?

Here is the engine of lesson 08 once more, in its shortest form: a node keeps its numbers, its parents, and a rule that hands its blame on to them. One node now stands for a whole layer.
Nodes are numbered as they are made, so `blame` goes from the last back to the first.
**Look at** how little it is, for it is all that torch does here.
"""

# %%
class Node:
    made = 0

    def __init__(self, data, parents=(), rule=None):
        self.data, self.parents, self.rule, self.grad = data, parents, rule, 0.0
        Node.made += 1
        self.number = Node.made

def layer(x, W, b):
    return Node(x.data @ W.data + b.data, (x, W, b),
                lambda g: (g @ W.data.T, x.data.T @ g, g.sum(axis=0)))

def relu(a):
    return Node(np.maximum(a.data, 0), (a,), lambda g: (g * (a.data > 0),))

# %%
def cross_entropy(z, y):
    p = np.exp(z.data) / np.exp(z.data).sum(axis=1, keepdims=True)
    right = np.eye(z.data.shape[1])[y]
    loss = -np.log((right * p).sum(axis=1)).mean()
    return Node(loss, (z,), lambda g: (g * (p - right) / len(y),))

def blame(root):
    found, todo = {root}, [root]
    while todo:
        new = set(todo.pop().parents) - found
        found, todo = found | new, todo + list(new)
    root.grad = 1.0
    for node in sorted(found, key=lambda n: -n.number):
        for parent, share in zip(node.parents, node.rule(node.grad) if node.rule else ()):
            parent.grad = parent.grad + share

# %% [markdown]
r"""
The network that you built by hand in lesson 06 has the loss 0.126928 on XOR's corners. First your engine, then torch, from the same numbers.
"""

# %%
start = [np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([-0.5, -0.5]),
         np.array([[-4.0, 4.0], [-4.0, 4.0]]), np.array([1.0, -1.0])]
mine = [Node(p.copy()) for p in start]
loss = cross_entropy(layer(relu(layer(Node(X.numpy()), *mine[:2])), *mine[2:]), y.numpy())
blame(loss)
round(float(loss.data), 6), mine[0].grad.round(4)

# %%
theirs = [torch.tensor(p, dtype=torch.float32, requires_grad=True) for p in start]
W1, b1, W2, b2 = theirs
loss = torch.nn.functional.cross_entropy(torch.relu(X @ W1 + b1) @ W2 + b2, y)
loss.backward()
round(loss.item(), 6), W1.grad

# %% [markdown]
r"""
The same numbers. `requires_grad=True` says "keep the graph for this one", `backward()` is your `blame`, and the gradient lies in `.grad`.
torch adds to `.grad`, as your engine does.

<!-- predict: backward_twice -->
Compute the loss once more and call `backward()` again. What is `W1.grad` then?
- the same
- doubled  ← right
- 0
Check: torch.allclose(result, 2 * torch.autograd.grad(torch.nn.functional.cross_entropy(torch.relu(X @ W1 + b1) @ W2 + b2, y), W1)[0])
Why: Two backward passes, twice the blame (run the cell again, and it is three times). That is wanted where a number is used twice, and a bug where the second pass belongs to the next batch.
The loss is computed anew because torch throws its graph away after `backward()`; a second call on the old one raises an error.
"""

# %%
clear = False   # True: wipe the slate in between
if clear:
    W1.grad = None
loss = torch.nn.functional.cross_entropy(torch.relu(X @ W1 + b1) @ W2 + b2, y)
loss.backward()
W1.grad

# %% [markdown]
r"""
An [autograd](glossary.ipynb#Autograd) system keeps the graph while you compute. `loss.item()` gives the plain number; the tensor `loss` itself holds on to its graph, so keep the number.

The gradients agree. So must a whole training.
"""

# %% [markdown]
r"""
## What becomes of the loop?

Each part of lesson 08's loop has a name in torch. **Look at** how the lines pair up.

| lesson 08 | torch |
|---|---|
| a list of W and b | a [module](glossary.ipynb#Module), such as `torch.nn.Linear(2, 8)`: it holds its parameters |
| `forward(params, X)` | `model(X)` |
| `for p in params: p.grad = 0.0` | `optimizer.zero_grad()` |
| `blame(L)` | `loss.backward()` |
| `p.data = p.data - lr * p.grad` | `optimizer.step()` |

The [optimiser](glossary.ipynb#Optimiser) is made once and told which parameters to move; `SGD` takes plain steps downhill.

A model is a stack of modules. This one is built as the network above, with eight hidden units in place of two and weights still drawn by chance. `model.to(device)` would move all of it.
"""

# %%
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))
[tuple(p.shape) for p in model.parameters()]

# %% [markdown]
r"""
A `Linear` keeps its weights the other way round, (out, in), and computes `X @ W.T + b`.

Now both loops side by side, from the same start. First your engine, whose parameters are copied from the model: `detach` leaves the graph behind, `double` makes them float64, and `.T` turns the weights the engine's way round.
"""

# %%
mine = [Node(p.detach().double().numpy().T.copy()) for p in model.parameters()]
losses_mine = []
for step in range(100):
    hidden = relu(layer(Node(X.double().numpy()), *mine[:2]))
    loss = cross_entropy(layer(hidden, *mine[2:]), y.numpy())
    for p in mine:
        p.grad = 0.0
    blame(loss)
    for p in mine:
        p.data = p.data - 0.5 * p.grad
    losses_mine.append(float(loss.data))

# %%
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(100):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

# %% [markdown]
r"""
<!-- predict: how_far_apart -->
How far apart are the two losses after 100 steps?
- less than a thousandth  ← right
- a thousandth
- a tenth
Check: abs(losses[99] - losses_mine[99]) < 1e-4
Why: torch computed in float32, which keeps about 7 digits; your engine in float64. In lesson 08 both used float64, and agreed to 15 places.
"""

# %%
step = 99   # the last; try 0
losses[step], losses_mine[step]

# %%
ll.figures.engine_and_torch(losses_mine, losses)

# %% [markdown]
r"""
In the *cake's* words: `Sequential` is the list of tiers, and `parameters()` is what the baking changes. Where the cake stops being true: this cake may be baked further after it was cut and tasted.

**Your turn:** [Exercises 9.1 · make_classifier](../exercises/09_pytorch.ipynb) (10 minutes) and [9.2 · train_step](../exercises/09_pytorch.ipynb) (12 minutes).
"""

# %% [markdown]
r"""
## How good is it on what it has not seen?

Some layers behave differently while they learn. [Dropout](glossary.ipynb#Dropout) switches each unit off with some probability, at every look, so that none relies on another.
Here is a network for the digits of lesson 08 whose hidden units are off half of the time.
"""

# %%
digits, new = ll.data.load("digits").torch(), ll.data.load("digits", "test").torch()
torch.manual_seed(0)
model = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Dropout(0.5),
                      nn.Linear(32, 10))
history = ll.training.fit(model, digits, epochs=8, batch_size=64, device="cpu", progress=False)

# %% [markdown]
r"""
`ll.training.fit` is the package's own loop; you write one like it in Exercise 9.4, and `ll.peek(ll.training.fit)` shows ours.
**Look at** one new picture three times in training mode: how sure is the model of its answer, from 0 to 1?
"""

# %% tags=["nbval-ignore-output"]
model.train()
says = [model(new.X[:1]).softmax(dim=1)[0].max().item() for look in range(3)]
[round(s, 2) for s in says]

# %% [markdown]
r"""
The same question three times, and each time it is surer or less sure, for other units were switched off.

<!-- predict: dropout_answers -->
For how many of the 359 new digits does the *answer* change between training mode and evaluation mode?
- for none: only its certainty does
- for two or three
- for some dozens  ← right
Check: 24 <= result <= 150
Why: With `"eval"` none changes. `model.eval()` switches dropout off, and the answer depends on the picture alone. `torch.inference_mode()` is another thing: it only says that no graph is needed, which saves time and memory.
"""

# %% tags=["nbval-ignore-output"]
mode = "train"   # or "eval"
getattr(model, mode)()   # model.train() or model.eval()
answers = model(new.X).argmax(dim=1)
model.eval()
with torch.inference_mode():
    settled = model(new.X).argmax(dim=1)
int((answers != settled).sum())

# %% [markdown]
r"""
One more trap is plain arithmetic: the last batch is short.
"""

# %%
right = torch.tensor([60.0, 58.0, 3.0])    # right answers in three batches
sizes = torch.tensor([64.0, 64.0, 8.0])    # the last one is short
(right / sizes).mean(), right.sum() / sizes.sum()

# %% [markdown]
r"""
The first number is the mean of three shares: the eight examples of the last batch weigh as much as 64. The second counts every example once.

Back to the bugs.

<!-- predict: leak -->
When the validation looks at the training data, how much better does the network seem than it is?
- not at all, for it learned the rule
- by some points in a hundred  ← right
- by thirty points or more
Check: 0.02 < told - fresh < 0.12
Why: The first is the share of right answers that the validation tells at the end, the second the share on 300 new examples; both are means of six trainings. The network was asked about what it had learned from. Of the five bugs this is the worst, for its curve is the most beautiful.
"""

# %%
bugs = "leak"   # softmax, kept, eval, sorted, leak, or several with commas
runs = [ll.widgets.BugLab(bugs, seed=seed).bugged for seed in range(6)]
told, fresh = np.mean([(run["told"], run["fresh"]) for run in runs], axis=0)
round(told, 2), round(fresh, 2)

# %% [markdown]
r"""
**Look at** its curves: the dashed line lies *below* the solid one from the first epoch to the last. On the left the two cross again and again.
"""

# %%
ll.widgets.BugLab("leak")

# %% [markdown]
r"""
(A little of the gap is honest: the training loss is measured with dropout on, and before each step.)

To **evaluate** is to measure on examples that were not learned from, in evaluation mode, each example counted once.

**Your turn:** [Exercises 9.3 · evaluate](../exercises/09_pytorch.ipynb) (12 minutes) and [9.4 · fit](../exercises/09_pytorch.ipynb) (20 minutes).
"""

# %% [markdown]
r"""
## What we have

- Tensors: shape, kind, device. A wrong kind or place raises an error; a wrong shape may broadcast in silence.
- `backward` is your `blame`; the numbers agree.
- The loop: scores, loss, clear, backward, step.
- Evaluation: other examples, evaluation mode, each counted once.
- Five silent bugs, and the traces that they leave in a curve.

**What we have not shown:** how to choose the learning rate and the optimiser (lesson 15), how to find such a bug without a healthy twin (lesson 14), and layers made for pictures. Those come next.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. The training loss stops at 0.7 with three classes, though the network is large. What do you look for first?</summary>

*A softmax before the loss.* Probabilities lie between 0 and 1; taken for scores, they hold the loss of three classes above 0.55. Gradients that nobody cleared would make it leap, and a leak would make the curve better, not worse.
</details>
<details><summary>2. You call <code>optimizer.zero_grad()</code> after <code>loss.backward()</code> and before <code>optimizer.step()</code>. What happens?</summary>

*Nothing moves.* The gradients are wiped before they are used. No error is raised: an optimiser without gradients leaves all as it is.
</details>"""

# %% [markdown]
r"""
<details><summary>3. Why does <code>x.to(device)</code>, alone on its line, do nothing, while <code>model.to(device)</code> works?</summary>

*A tensor gives back a moved copy*; without `x = …` it is lost. A module moves its own parameters. The size of the tensor has nothing to do with it.
</details>

**Your digit reader** ends in the drawing pad: [the finale](../exercises/09_pytorch.ipynb).

Next: [10 · What can a small window know?](10_convolution.ipynb)
"""
