# %% [markdown]
r"""
# Exercises 11: a network that sees

Five pieces: a network, its size, its errors, pictures moved by chance, and a training within a budget.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong. It never takes points away, and you may try as often as you like.
The [lesson](../course/11_cnn.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import numpy as np
import torch
from torch import nn
from layerlab.checks import cnn as check

# %% [markdown]
r"""
<!-- exercise: SmallCNN -->

Build a network for colour pictures of 32 by 32 points, with `k` logits for each. It has at least one `nn.Conv2d`, bends between its layers, and fewer than 200,000 parameters.
It must take a batch with any number of pictures, and give plain logits: no softmax, no ReLU after the last layer.

Example: for `X` of shape `(4, 3, 32, 32)`, `SmallCNN(10)(X)` has the shape `(4, 10)`. After two poolings by 2 the maps are 8 by 8.
"""

# %%
class SmallCNN(nn.Module):
    """Pictures to logits.

    (n, 3, 32, 32) -> (n, k)
    """

    def __init__(self, k: int):
        # <solution>
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, kernel_size=3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.answer = nn.Linear(32 * 8 * 8, k)
        # </solution>

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        # <solution>
        maps = self.features(X)                # (n, 32, 8, 8)
        return self.answer(maps.flatten(1))    # (n, k)
        # </solution>


# %%
check.SmallCNN(SmallCNN)

# %% [markdown]
r"""
<!-- hints: SmallCNN -->
"""

# %% [markdown]
r"""
<!-- exercise: conv_parameters -->

How many numbers does a convolution learn? It takes `c_in` channels, gives `c_out` maps, and slides square windows of `kernel` by `kernel`; with `bias=True` each map has one number more.

Example: 3 channels in, 8 maps out, a window of 3 by 3: 224 with bias, 216 without.
"""

# %%
def conv_parameters(c_in: int, c_out: int, kernel: int, bias: bool = True) -> int:
    """The number of parameters of nn.Conv2d(c_in, c_out, kernel, bias=bias)."""
    # <solution>
    weights = c_out * c_in * kernel * kernel
    return weights + (c_out if bias else 0)
    # </solution>


# %%
check.conv_parameters(conv_parameters)

# %% [markdown]
r"""
<!-- hints: conv_parameters -->
"""

# %% [markdown]
r"""
<!-- exercise: per_class -->

From a confusion matrix (rows are the truth, columns the answers) find three shares for each class: **precision**, right ones among its answers; **recall**, right ones among its examples; and **F1**, their harmonic mean $2pr / (p + r)$.
Where a share would be 0/0, it is 0.

Example: `[[8, 2], [4, 6]]`. Class 0 was answered 12 times, 8 of them rightly, so its precision is 0.667; it has 10 examples, so its recall is 0.8, and its F1 is 0.727.
"""

# %%
def per_class(confusion: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Precision, recall and F1 of each class.

    confusion: (k, k) counts -> precision: (k,), recall: (k,), f1: (k,)
    """
    # <solution>
    right = np.diag(confusion)
    answered, present = confusion.sum(axis=0), confusion.sum(axis=1)
    precision = right / np.maximum(answered, 1)     # nothing answered: nothing right
    recall = right / np.maximum(present, 1)
    both = precision + recall
    f1 = 2 * precision * recall / np.where(both > 0, both, 1)
    return precision, recall, f1
    # </solution>


# %%
check.per_class(per_class)

# %% [markdown]
r"""
<!-- hints: per_class -->
"""

# %% [markdown]
r"""
<!-- exercise: random_shift_flip -->

Augment a batch. Move each picture down or up and right or left by whole points from `-pad` to `pad`, all equally likely, with zeros where nothing is left; then mirror it left to right with probability ½.
Each picture has draws of its own, for down and for right too; all its channels move together, and every draw comes from `rng`, a `torch.Generator`.
With `training=False` give back `X` as it is. Leave the caller's `X` unchanged.

Example: the row `[1, 2, 3]` moved to the right by 1 is `[0, 1, 2]`; mirrored, `[2, 1, 0]`.
"""

# %%
def random_shift_flip(X: torch.Tensor, pad: int, rng: torch.Generator,
                      training: bool = True) -> torch.Tensor:
    """Pictures moved by up to `pad` points, half of them mirrored.

    X: (n, c, h, w) -> (n, c, h, w)
    """
    # <solution>
    if not training:
        return X
    h, w = X.shape[2:]
    wide = torch.nn.functional.pad(X, (pad, pad, pad, pad))   # (n, c, h + 2 pad, w + 2 pad)
    pictures = []
    for picture in wide:
        top, left = torch.randint(0, 2 * pad + 1, (2,), generator=rng).tolist()
        cut = picture[:, top:top + h, left:left + w]
        if torch.rand(1, generator=rng).item() < 0.5:
            cut = cut.flip(-1)
        pictures.append(cut)
    return torch.stack(pictures)
    # </solution>


# %%
check.random_shift_flip(random_shift_flip)

# %% [markdown]
r"""
<!-- hints: random_shift_flip -->
"""

# %% [markdown]
r"""
<!-- exercise: train_to -->

Train to order. `train` and `val` are pairs of tensors: pictures `(n, 3, 32, 32)` of four kinds from the bakery, and labels 0 to 3. Train a network of your own until `accuracy` of the pictures in `val` are right, and give back the model in evaluation mode.
It may have at most `budget["parameters"]` parameters. When `budget["seconds"]` of computing are over, stop and give what you have; `time.process_time()` is a clock that counts only computing, so a busy machine takes nothing from you.
Train on `train` alone: the check also asks the model about 400 sealed pictures.

Example: `train_to(0.97, train, val, {"parameters": 50_000, "seconds": 20})` gives a model that is right on 97% of `val` and on at least 94% of the sealed pictures. A network without any tricks needs five to ten epochs.
"""

# %%
def train_to(accuracy: float, train: tuple, val: tuple, budget: dict) -> nn.Module:
    """A model that is right on `accuracy` of val, or the one at hand when the time is over.

    train, val: (X, y) with X: (n, 3, 32, 32), y: (n,) of 0 to 3
    """
    # <solution>
    import time
    start = time.process_time()
    model = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 4 * 4, 4))                     # 16,000 parameters
    for epoch in range(50):
        ll.training.fit(model, train, epochs=1, lr=0.003, batch_size=32,
                        schedule="constant", seed=epoch, progress=False)
        late = time.process_time() - start > 0.8 * budget["seconds"]
        if late or ll.training.evaluate(model, val)["accuracy"] >= accuracy:
            break
    return model.eval()
    # </solution>


# %%
check.train_to(train_to)

# %% [markdown]
r"""
<!-- hints: train_to -->
"""

# %% [markdown]
r"""
### Finale: your network, your cakes

When all five checks pass, your network learns from cakes that your `random_shift_flip` moves, and your `per_class` says how it went. That takes some ten seconds.
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, SmallCNN, conv_parameters, per_class, random_shift_flip, train_to)

# %% [markdown]
r"""
### A challenge: cakes against the clock

A `train_to` that is right on 97% of cakes, in the fewest seconds of one core: smaller pictures, fewer channels, better steps? Take the `#` away to enter; the board trains once, and asks your model about 1,000 cakes that nobody has seen.
Seconds of different machines do not compare.
"""

# %%
# ll.board("cakes", train_to)
ll.board("cakes")

# %% [markdown]
r"""
**All five?** Then you can build a network that sees, and say where it does not.
Next: [lesson 12 · Why deeper was worse, until it was better](../course/12_depth.ipynb)
"""
