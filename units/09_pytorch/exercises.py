# %% [markdown]
r"""
# Exercises 09: a training loop of your own

Five functions, and together they are what every project in torch holds: a model, a step, an evaluation, a loop, and a mover.
At the end your own loop trains your own model on handwriting.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
The [lesson](../course/09_pytorch.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import copy

import torch
import torch.nn.functional as F
from torch import nn
from layerlab.checks import pytorch as check

# %% [markdown]
r"""
<!-- exercise: make_classifier -->

A model that sorts pictures into `k` classes: rows of `d` numbers come in, one hidden layer of `h` units with a ReLU, and `k` scores go out.
It takes flat rows `(n, d)` and pictures `(n, c, height, width)` alike, where $c \cdot height \cdot width = d$. Both layers have biases.
The scores (logits) are given as they are, for the loss will be `cross_entropy`.

Example: `make_classifier(16, 6, 10)` has 16·6 + 6 + 6·10 + 10 = 172 parameters, and turns a batch of shape `(3, 1, 4, 4)` into `(3, 10)`.
"""

# %%
def make_classifier(d: int, h: int, k: int) -> nn.Module:
    """A classifier with one hidden layer.

    (n, d) or (n, c, height, width) -> (n, k) logits
    """
    # <solution>
    return nn.Sequential(nn.Flatten(), nn.Linear(d, h), nn.ReLU(), nn.Linear(h, k))
    # </solution>


# %%
check.make_classifier(make_classifier)

# %% [markdown]
r"""
<!-- hints: make_classifier -->
"""

# %% [markdown]
r"""
<!-- exercise: train_step -->

One step on one batch, with the loss function and the optimiser that the caller hands in. Gradients of an earlier batch may still be there, and the model may come in evaluation mode; leave it in training mode.
Give back the loss as it was *before* the step, as a plain number.

Example: two scores `[[2, 0]]` and the right class `[0]` have the loss $-\log(e^2 / (e^2 + 1)) \approx 0.127$. That number is returned, whatever the step changes.
"""

# %%
def train_step(model: nn.Module, xb: torch.Tensor, yb: torch.Tensor, opt: torch.optim.Optimizer,
               loss_fn=F.cross_entropy) -> float:
    """Move the model's parameters once; the loss before the move.

    xb: (n, …), yb: (n,) class numbers -> a number
    """
    # <solution>
    model.train()
    loss = loss_fn(model(xb), yb)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()
    # </solution>


# %%
check.train_step(train_step)

# %% [markdown]
r"""
<!-- hints: train_step -->
"""

# %% [markdown]
r"""
<!-- exercise: evaluate -->

How good is a model on examples that it must not learn from? `batches` gives pairs `(xb, yb)`, the last often shorter than the others.
Give a dict with the mean loss and the share of right answers, each *over all examples*. The model answers in evaluation mode and keeps no graph; afterwards it is in the mode in which it came.

Example: a batch of 4 with loss 1.0 and 2 right answers, then a batch of 1 with loss 2.0 and 1 right. The result is `{"loss": 1.2, "accuracy": 0.6}`.
"""

# %%
def evaluate(model: nn.Module, batches, loss_fn=F.cross_entropy) -> dict:
    """Mean loss and accuracy over all examples.

    batches: pairs of (n, …) and (n,) -> {"loss": a number, "accuracy": 0 to 1}
    """
    # <solution>
    was_training, loss, right, n = model.training, 0.0, 0, 0
    model.eval()
    with torch.inference_mode():
        for xb, yb in batches:
            logits = model(xb)
            loss += loss_fn(logits, yb).item() * len(yb)
            right += (logits.argmax(dim=1) == yb).sum().item()
            n += len(yb)
    model.train(was_training)
    return {"loss": loss / n, "accuracy": right / n}
    # </solution>


# %%
check.evaluate(evaluate)

# %% [markdown]
r"""
<!-- hints: evaluate -->
"""

# %% [markdown]
r"""
<!-- exercise: fit -->

The whole loop. `train` and `val` are lists of batches, taken in the order given. Use `torch.optim.SGD` with the learning rate `lr` and `momentum=0.9`, one optimiser for the whole training. (With momentum a step keeps some of the direction of those before it; lesson 15 has more.)
After each epoch evaluate on `val` and note a dict: `train_loss` (the mean over the epoch's examples of the losses that the steps gave), `val_loss`, `val_accuracy`.
At the end the model holds the weights of the epoch with the *lowest validation loss*: `model.state_dict()` shows a model's weights, and `model.load_state_dict(…)` takes others in. Your `train_step` and `evaluate` may help.

Example: three epochs with the validation losses 0.9, 0.6, 0.8. The history has three dicts, and the model holds the weights of the second epoch.
"""

# %%
def fit(model: nn.Module, train: list, val: list, epochs: int, lr: float = 0.1) -> list[dict]:
    """Train a model in place, and keep its best weights.

    train, val: lists of (xb, yb) -> one dict for each epoch
    """
    # <solution>
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    history, lowest, best = [], float("inf"), None
    for epoch in range(epochs):
        total = sum(train_step(model, xb, yb, opt) * len(yb) for xb, yb in train)
        n = sum(len(yb) for xb, yb in train)
        seen = evaluate(model, val)
        history.append({"train_loss": total / n, "val_loss": seen["loss"],
                        "val_accuracy": seen["accuracy"]})
        if seen["loss"] < lowest:
            lowest, best = seen["loss"], copy.deepcopy(model.state_dict())
    model.load_state_dict(best)
    return history
    # </solution>


# %%
check.fit(fit)

# %% [markdown]
r"""
<!-- hints: fit -->
"""

# %% [markdown]
r"""
<!-- exercise: to_device -->

A batch is not always a pair. Move every tensor in it to `device`, however deep it lies in dicts, lists and tuples, and give back the same kinds of containers: a tuple stays a tuple, and a namedtuple (a tuple whose places have names, such as `pair.x`) keeps its names.
What is no tensor and no container (a name, a number, None) passes as it is. The caller's own batch does not change.

Example: `{"x": tensor, "more": (tensor, "cake")}` comes back as a new dict with the same keys, in which both tensors lie on the device and `"cake"` is still there.
The check moves to the device `"meta"`, which every machine has: its tensors have a shape and no numbers.
"""

# %%
def to_device(batch, device):
    """The same batch with all its tensors on the device.

    batch: a tensor, a dict, list or tuple of batches, or anything else -> the same kind
    """
    # <solution>
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: to_device(value, device) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(to_device(value, device) for value in batch))
    if isinstance(batch, (list, tuple)):
        return type(batch)(to_device(value, device) for value in batch)
    return batch
    # </solution>


# %%
check.to_device(to_device)

# %% [markdown]
r"""
<!-- hints: to_device -->
"""

# %% [markdown]
r"""
### Finale: the same reader, in torch

When all five checks pass, *your* loop trains *your* model on the digits of the last lessons, on the fastest device of this machine, beside the network that your own backprop trained in lesson 07. Then it reads what you draw: your weights, in the pad of lesson 01.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, make_classifier, train_step, evaluate, fit, to_device)

# %% [markdown]
r"""
**All five?** Then you can read most training scripts that you will meet.
From lesson 11 on the package's `ll.training.fit` does this work; `ll.peek(ll.training.fit)` shows what it adds to yours.
Next: [lesson 10 · What can a small window know?](../course/10_convolution.ipynb)
"""
