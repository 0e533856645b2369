"""`fit`: the training loop of lesson 09, for any classifier. From `fit` downwards.

What it adds to the learner's own loop: the data stay on the device, pictures lie there
with their channels last (convolutions are faster so), the learning rate rises and falls
once, and the weights of the best epoch are kept.

train, val    (X, y), or a set from `ll.data.load`; y holds whole numbers 0, 1, …
epochs        how often each example is seen
lr            the highest learning rate
augment       `augment(X, rng)` -> X for each batch, `rng` a torch.Generator on the CPU
seed          decides the order of the examples, the augmentation and dropout; not the
              first weights: those are the model's, made before
device        where to train; None: `ll.device()`
schedule      "one_cycle", "constant", or a function of the share done (0 to 1) that gives
              a factor for `lr`
weight_decay  AdamW's: each step also shrinks the weights by lr times this
progress      a bar and live curves, where a notebook shows them
"""

import contextlib
import copy
import math
import time

import torch
from torch.nn.functional import cross_entropy

from layerlab.errors import BadArgument
from layerlab.training.devices import device as fastest
from layerlab.training.feeding import as_tensors, batches
from layerlab.training.history import History
from layerlab.training.live import Live

RISE = 0.25  # the share of the steps in which the learning rate rises


def fit(model, train, val=None, *, epochs=5, lr=1e-2, batch_size=128, augment=None,
        seed=0, device=None, schedule="one_cycle", weight_decay=5e-4, progress=True
        ) -> History:  # fmt: skip
    """Train a classifier in place (AdamW, cross-entropy); give its `History`.

    At return it lies on the device, in evaluation mode, with the weights of the epoch with
    the lowest validation loss (without `val`: the last). The same seed gives the same
    weights; no global random state is touched. The arguments: this module's docstring.
    """
    place = torch.device(device) if device is not None else fastest()
    train, val = as_tensors(train, place), as_tensors(val, place)
    model.to(place, memory_format=_format(train[0]))
    steps = math.ceil(len(train[0]) / batch_size)
    descent = _Descent(model, lr, weight_decay, _factor(schedule), epochs * steps)
    history, best = History(), _Best(model)
    with _own_random(seed, place) as rng, Live(epochs, enabled=progress) as live, best:
        for _ in range(epochs):
            start = time.perf_counter()
            pieces = live.watch(batches(train, batch_size, rng), steps)
            loss = _epoch(model, pieces, descent, augment, rng)
            history.add(loss, evaluate(model, val), time.perf_counter() - start)
            best.see(history)
            live.show(history)
    return history


def evaluate(model, data, *, batch_size=1024) -> dict | None:
    """{"loss", "accuracy"} of a classifier on (X, y) or a set; None where data is None.

    The means are over examples; the model's mode is left as it was.
    """
    if data is None:
        return None
    X, y = as_tensors(data, next(model.parameters()).device)
    was_training, losses, right = model.training, 0.0, 0
    model.eval()
    with torch.inference_mode():
        for xb, yb in zip(X.split(batch_size), y.split(batch_size), strict=True):
            logits = model(xb)
            losses += cross_entropy(logits, yb, reduction="sum")
            right += (logits.argmax(dim=1) == yb).sum()
    model.train(was_training)
    return {"loss": float(losses) / len(y), "accuracy": int(right) / len(y)}


def _epoch(model, pieces, descent, augment, rng) -> float:
    """One pass over the data; the mean loss of its examples."""
    model.train()
    total, n = 0.0, 0
    for xb, yb in pieces:
        xb = xb if augment is None else augment(xb, rng)
        loss = cross_entropy(model(xb), yb)
        descent(loss)
        total, n = total + loss.detach() * len(yb), n + len(yb)
    return float(total) / n


class _Descent:
    """Clear, backward, step: one call for each batch's loss."""

    def __init__(self, model, lr, weight_decay, factor, steps):
        weights = [p for p in model.parameters() if p.requires_grad]
        # fused: one pass over all weights, where torch has it
        fused = all(w.device.type in ("cpu", "cuda") for w in weights)
        settings = {"lr": lr, "weight_decay": weight_decay, "fused": fused}
        self.optimizer = torch.optim.AdamW(weights, **settings)
        self.pace = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: factor(step / steps)
        )

    def __call__(self, loss):
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.pace.step()


class _Best:
    """Keeps a copy of the best weights, and puts them back: also at an interruption."""

    def __init__(self, model):
        self.model, self.weights = model, None

    def see(self, history):
        """Copy the weights where the last epoch is the best so far."""
        if history.best_epoch == len(history.train_loss) - 1:
            self.weights = copy.deepcopy(self.model.state_dict())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.weights is not None:
            self.model.load_state_dict(self.weights)
        self.model.eval()


def one_cycle(done: float) -> float:
    """The factor of the learning rate: up in a line, then down along a cosine.

    Source: L. N. Smith and N. Topin, https://arxiv.org/abs/1708.07120.

    >>> [round(one_cycle(done), 2) for done in (0.0, 0.25, 1.0)]
    [0.04, 1.0, 0.0]
    """
    if done < RISE:
        return 0.04 + 0.96 * done / RISE
    return 0.5 + 0.5 * math.cos(math.pi * min((done - RISE) / (1 - RISE), 1.0))


SCHEDULES = {"one_cycle": one_cycle, "constant": lambda done: 1.0}


def _factor(schedule):
    if callable(schedule):
        return schedule
    if schedule not in SCHEDULES:
        raise BadArgument(
            "fit does not know this schedule",
            f"it was {schedule!r}",
            f"Take one of {', '.join(SCHEDULES)}, or a function of the share done",
        )
    return SCHEDULES[schedule]


def _format(X):
    return torch.channels_last if X.ndim == 4 else torch.preserve_format


@contextlib.contextmanager
def _own_random(seed: int, place):
    """A generator for the order, and a seeded world for dropout; afterwards as before."""
    on_cpu = place.type == "cpu"
    where = {} if on_cpu else {"device_type": place.type}
    devices = [] if on_cpu else [place.index or 0]
    exact = torch.backends.cudnn.flags(enabled=True, deterministic=True)
    with torch.random.fork_rng(devices=devices, **where), exact:
        torch.manual_seed(seed)
        yield torch.Generator().manual_seed(seed)
