"""A training step that runs on any device and never waits for it."""

import torch
from torch.nn import functional as F

from layerlab.checking import Exercise, Mistake, case, looks, worked

from . import shared


def _step(model, x, y, opt):
    """The right step."""
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.detach()


def _cases(rng):
    """A CPU, and the stand-in for a GPU."""
    yield worked(**shared.pictures(rng, 2), device="cpu")
    yield worked(**shared.pictures(rng, 4), device="meta")
    yield case(**shared.pictures(rng, 7), device="cpu")


def _step_with(loss_of=None, move=None, clear=True, last=None, peek=None, order="bs"):
    """A step with one thing changed; each variant is somebody's mistake."""

    def code(model, x, y, opt):
        if move:
            model, x, y = move(model), move(x), move(y)
        if clear:
            opt.zero_grad()
        loss = (loss_of or F.cross_entropy)(model(x), y)
        for action in order:
            loss.backward() if action == "b" else opt.step()
        if peek:
            peek(loss)
        return (last or torch.Tensor.detach)(loss)

    return code


def _step_loss_after(model, x, y, opt):
    """Gives back the loss of the weights after the step."""
    _step(model, x, y, opt)
    return F.cross_entropy(model(x), y).detach()


def _of_probabilities(scores, y):
    """Softmax before a loss that has its own."""
    return F.cross_entropy(scores.softmax(1), y)


def _summed(scores, y):
    """The sum over the batch."""
    return F.cross_entropy(scores, y, reduction="sum")


def _weighted_on_cpu(scores, y):
    """New weights, made where tensors are made by default."""
    each = F.cross_entropy(scores, y, reduction="none")
    return (each * torch.ones(len(y), device="cpu")).mean()


def _step_by_hand(model, x, y, opt):
    """Right: own clearing and own cross-entropy."""
    for p in model.parameters():
        p.grad = None
    log_p = model(x).log_softmax(1)
    loss = -log_p.gather(1, y[:, None]).mean()
    loss.backward()
    opt.step()
    with torch.no_grad():
        return loss + torch.zeros((), device=x.device)


_STEP = {
    "name": "train_step",
    "call": "train_step(model, x, y, opt)",
    "setup": "model = fill(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 3)))\n"
    "opt = torch.optim.SGD(model.parameters(), lr=0.5)\n"
    "for p in model.parameters(): p.grad = torch.ones_like(p)",
    "on_cpu": (
        "isinstance(result, torch.Tensor)",
        "result.requires_grad",
        "result",
        "model[0].weight",
        "model[2].bias",
    ),
    "on_meta": (
        "result.device.type",
        "tuple(result.shape)",
        "model[0].weight.device.type",
    ),
    "torch": {},
}


train_step = Exercise(
    number="13.1", name="train_step", difficulty=1, minutes=10, points=2,
    reference=_step, cases=_cases, observe=looks.Look("units.device:anywhere", _STEP),
    mistakes=(
        Mistake("a number returned", _step_with(last=torch.Tensor.item), message=
            "A plain number came back, so `.item()` or `float(…)` stood in your step. Reading a "
            "number makes the program wait until the device has finished; give the loss back as a "
            "tensor."),
        Mistake("a value read on the way", _step_with(peek=float), message=
            "The step works on the CPU, and on the stand-in for a GPU a value is read: `.item()`, "
            "`float(…)`, an `if` on a tensor, or `.cpu()`. Each of these stops the program until "
            "the device has caught up."),
        Mistake("sent to the CPU", _step_with(peek=torch.Tensor.cpu), message=
            "A tensor is fetched to the CPU in the middle of the step. The program waits for it, "
            "and nothing in the step needs it there."),
        Mistake(".cuda()", _step_with(move=lambda thing: thing.cuda()), message=
            "`.cuda()` names one kind of device, and where there is none the step ends. The step "
            "need not move anything: model and batch come on the same device."),
        Mistake("a new tensor on the CPU", _step_with(loss_of=_weighted_on_cpu), hint=2, message=
            "A tensor made inside the step is left on the CPU while the rest is elsewhere. Say "
            "`device=x.device` where it is made, or do without it."),
        Mistake("graph returned", _step_with(last=lambda loss: loss), hint=3, message=
            "The loss still hangs on its graph. Whoever keeps it for a curve keeps all activations "
            "of the step in the device's memory: detach it."),
        Mistake("gradients never cleared", _step_with(clear=False), hint=2, message=
            "Old gradients were there before the step, and they were added to the new ones. Clear "
            "them before the backward pass."),
        Mistake("step before backward", _step_with(order="sb"), hint=2, message=
            "The weights are where they were. The optimiser never stepped, or it stepped before "
            "the gradients were there."),
        Mistake("nothing returned", _step_with(last=lambda loss: None), hint=3, message=
            "Nothing came back. Return the loss of this batch, detached."),
        Mistake("loss after the step", _step_loss_after, hint=3, message=
            "This is the loss of the new weights: the network ran once more after the step. Give "
            "back the loss that you computed before it."),
        Mistake("sum for mean", _step_with(loss_of=_summed), hint=2, message=
            "The loss is the sum over the batch. The mean is asked for, as `cross_entropy` gives "
            "it by itself."),
        Mistake("softmax before the loss", _step_with(loss_of=_of_probabilities), hint=2, message=
            "Probabilities went into the cross-entropy, which makes them itself. Give it the "
            "scores as they are."),
    ),
    hints=(
        "On a GPU Python hands work over and goes on. Which lines of your step need a number "
        "*now*, and would have to wait? Which lines say a device by its name?",
        "The four lines of lesson 09: clear, loss, backward, step. Cross-entropy is "
        "`torch.nn.functional.cross_entropy`. None of them names a device.",
        "Return the loss as a tensor without its graph: a method of tensors whose name says that "
        "it is cut off. It costs nothing, and nobody waits.",
    ),
    alternatives=(_step_by_hand, _step_with(last=lambda loss: loss.detach().clone())),
)  # fmt: skip
