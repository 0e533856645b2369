"""What several exercises of unit 09 need: data, and makers of steps and evaluations."""

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from layerlab.checking import Tensor
from layerlab.judging.compare import compare


def train_step(model, xb, yb, opt, loss_fn=cross_entropy):
    """The right step."""
    model.train()
    loss = loss_fn(model(xb), yb)
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item()


def step(order="zero backward step", mode=True, loss=None, give=None, after=None):
    """A training step with one thing changed."""

    def train_step(model, xb, yb, opt, loss_fn=cross_entropy):
        if mode:
            model.train()
        value = loss(model, xb, yb, loss_fn) if loss else loss_fn(model(xb), yb)
        does = {"zero": opt.zero_grad, "backward": value.backward, "step": opt.step}
        for word in order.split():
            does[word]()
        if after:
            after(model)
        return give(value, model, xb, yb, loss_fn) if give else value.item()

    return train_step


def evaluate(model, batches, loss_fn=cross_entropy):
    """The right evaluation."""
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


def means(rows):
    """Loss and accuracy over all examples, from rows (loss, hits, size) of batches."""
    n = sum(size for *_, size in rows)
    loss = sum(loss * size for loss, _, size in rows) / n
    return {"loss": loss, "accuracy": sum(hits for _, hits, _ in rows) / n}


def evaluation(*, mode="eval", quiet=True, after="restore", give=None, axis=1, last=0):
    """An evaluation with one thing changed; `give(rows)` makes the answer."""

    def evaluate(model, batches, loss_fn=cross_entropy):
        was, rows = model.training, []
        getattr(model, mode)() if mode else None
        with torch.inference_mode() if quiet else torch.enable_grad():
            for xb, yb in list(batches)[-last:]:
                logits = model(xb)
                answers = logits.argmax(dim=axis).reshape(-1)[: len(yb)]
                hits = int((answers == yb).sum())
                rows.append((loss_fn(logits, yb).item(), hits, len(yb)))
        {"restore": lambda: model.train(was), "train": model.train, "eval": model.eval}[
            after
        ]()
        return (give or means)(rows)

    return evaluate


def joined(model, batches, loss_fn=cross_entropy):
    """Right: all batches joined to one."""
    batches, was = list(batches), model.training
    X = torch.cat([xb for xb, _ in batches])
    y = torch.cat([yb for _, yb in batches])
    with torch.no_grad():
        logits = model.eval()(X)
    model.train(was)
    hits = (logits.argmax(-1) == y).float().mean()
    return {"accuracy": hits, "loss": loss_fn(logits, y)}


def floats(rng, *shape):
    """Drawn float32 numbers."""
    return Tensor(rng.normal(size=shape).astype(np.float32))


def labels(rng, n, k):
    """n drawn labels below k."""
    return Tensor(rng.integers(k, size=n))


def judged_without(*told):
    """A judge of all that was seen but `told`, which only tells known mistakes apart."""

    def judge(value, args, expected):
        return compare(value, {k: v for k, v in expected.items() if k not in told})

    return judge
