"""The four lines of a training step: clear, loss, backward, step."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from layerlab.checking import Exercise, Formula, Mistake, case, looks, worked

from . import shared

_STEP = Formula("nn.functional.cross_entropy")
_OTHER = Formula("nn.CrossEntropyLoss(label_smoothing=0.2)")


def _cases(rng):
    for n, loss_fn in ((2, _STEP), (4, _STEP), (6, _OTHER), (5, _STEP), (3, _OTHER)):
        make = worked if n == 2 else case
        yield make(
            xb=shared.floats(rng, n, 2), yb=shared.labels(rng, n, 3), loss_fn=loss_fn
        )


def _own_optimiser(model, xb, yb, opt, loss_fn=cross_entropy):
    own = torch.optim.SGD(model.parameters(), lr=0.01)
    return shared.train_step(model, xb, yb, own, loss_fn)


def _wrong_name(model, xb, yb, opt, loss_fn=cross_entropy):
    return shared.train_step(model, xb, yb, opt)


def _without_gradients(model, xb, yb, opt, loss_fn=cross_entropy):
    with torch.no_grad():
        return shared.train_step(model, xb, yb, opt, loss_fn)


def _one_by_one(model, xb, yb, opt, loss_fn=cross_entropy):
    for x, y in zip(xb.split(1), yb.split(1), strict=True):
        loss = shared.train_step(model.eval(), x, y, opt, loss_fn)
    return loss


def _by_hand(model, xb, yb, opt, loss_fn=cross_entropy):
    loss = loss_fn(model.train()(xb), yb)
    opt.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.1 * p.grad
    return loss.item()


def _model_cleared(model, xb, yb, opt, loss_fn=cross_entropy):
    for p in model.parameters():
        p.grad = None
    with torch.enable_grad():
        loss = loss_fn(model.train()(xb), yb)
    loss.backward()
    opt.step()
    return loss.detach()


def _by_autograd_grad(model, xb, yb, opt, loss_fn=cross_entropy):
    """The gradients asked for, and laid where the optimiser looks."""
    parameters = list(model.train().parameters())
    loss = loss_fn(model(xb), yb)
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.grad = g
    opt.step()
    return float(loss)


def _cleared_before_and_after(model, xb, yb, opt, loss_fn=cross_entropy):
    opt.zero_grad(set_to_none=False)
    loss = shared.train_step(model, xb, yb, opt, loss_fn)
    opt.zero_grad()
    return torch.tensor(loss)


_SCENE = """
    model = fill(nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 3)))
    opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    model(xb).sum().backward()  # gradients of an earlier batch are still there
    model.eval()
"""


_CALLS = (
    "[c for c in calls if c in ('backward', 'step')]"  # any way to gradients is right
)


train_step = Exercise(
    number="9.2", name="train_step", difficulty=2, minutes=12, points=3,
    reference=shared.train_step, cases=_cases, judge=shared.judged_without(_CALLS),
    observe=looks.training(
        "train_step",
        "result",
        "getattr(result, 'requires_grad', False)",
        "[p for p in model.parameters()]",
        _CALLS,
        "model[1].running_mean",
        "model.training",
        "float(train_step(model, xb, yb, opt))",
        "model[0].weight",
        call="train_step(model, xb, yb, opt, loss_fn)",
        setup=_SCENE,
    ),
    mistakes=(
        Mistake("no zero_grad", shared.step("backward step"), message=
            "The gradients of an earlier batch were still there, and yours were added to them. "
            "Clear them before the backward pass."),
        Mistake("step before backward", shared.step("zero step backward"), message=
            "The step comes before the backward pass, so it finds no gradients of this batch."),
        Mistake("stale step", shared.step("step zero backward"), message=
            "The step goes first and uses the gradients of an earlier batch. First clear, then "
            "backward, and only then step."),
        Mistake("cleared too late", shared.step("backward zero step"), message=
            "The gradients are cleared between the backward pass and the step: what was found is "
            "thrown away before it is used."),
        Mistake("no step", shared.step("zero backward"), hint=2, message=
            "The gradients are there, and nothing has moved: the optimiser's step is missing."),
        Mistake("no backward", shared.step("zero step"), hint=2, message=
            "The backward pass is missing: without it there are no gradients for the step."),
        Mistake("a tensor with its graph returned", hint=3, code=
            shared.step(give=lambda loss, *rest: loss), message=
            "The loss came back with its graph, and the graph keeps all values of the batch in "
            "memory. A list of such losses fills it. Give the plain number: `.item()`."),
        Mistake("neither train nor zero_grad", shared.step("backward step", mode=False), message=
            "Two lines are missing. The gradients of an earlier batch were still there, and the "
            "model came in evaluation mode and was trained in it."),
        Mistake("stays in evaluation mode", shared.step(mode=False), message=
            "The model came in evaluation mode and was trained in it. Normalisation and dropout "
            "behave differently there: switch to training mode first."),
        Mistake("left in eval mode", shared.step(after=lambda model: model.eval()), message=
            "After the step the model stands in evaluation mode. Leave it in training mode; "
            "whoever evaluates will switch."),
        Mistake("trains in eval mode", shared.step(
            mode=False, loss=lambda m, x, y, f: f(m.eval()(x), y), after=nn.Module.train
        ), message=
            "The forward pass ran in evaluation mode; the switch came too late."),
        Mistake("loss after the step", hint=3, code=
            shared.step(give=lambda loss, model, x, y, f: f(model(x), y).item()), message=
            "The loss was computed again after the step. The one from before is asked for: it is "
            "there already."),
        Mistake("loss_fn ignored", _wrong_name, hint=2, message=
            "The caller's `loss_fn` plays no part: cross-entropy is taken always."),
        Mistake("softmax before the loss", hint=2, code=
            shared.step(loss=lambda m, x, y, f: f(m(x).softmax(1), y)), message=
            "The scores pass through a softmax before the loss. `cross_entropy` has one inside: "
            "hand it the scores."),
        Mistake("targets first", shared.step(loss=lambda m, x, y, f: f(y, m(x))), hint=3, message=
            "The targets stand first. In torch a loss takes what the model gave, then what was "
            "wanted."),
        Mistake("answers for scores", hint=2, code=
            shared.step(loss=lambda m, x, y, f: f(m(x).argmax(1), y)), message=
            "The loss was taken of class numbers. `argmax` has no slope, so nothing can flow back: "
            "give the loss the scores."),
        Mistake("an optimiser of its own", _own_optimiser, hint=2, message=
            "A new optimiser moved the weights, with its own learning rate and without memory. Use "
            "the one that was handed in."),
        Mistake("without gradients", _without_gradients, hint=2, message=
            "No graph was kept, so there is nothing to go back through. `torch.no_grad()` belongs "
            "into evaluation, and `.detach()` cuts the graph off."),
        Mistake("sum for mean", hint=3, code=
            shared.step(loss=lambda m, x, y, f: f(m(x), y) * len(y)), message=
            "The loss was multiplied by the size of the batch. It is a mean already."),
        Mistake("two steps", shared.step("zero backward step step"), hint=2, message=
            "The weights moved twice for one batch."),
        Mistake("loss and scores returned", hint=3, code=
            shared.step(give=lambda loss, m, x, *rest: (loss.item(), m(x).detach())), message=
            "Two things came back. The loss alone is asked for, as one number."),
        Mistake("cleared after the step", shared.step("backward step zero"), message=
            "The gradients are cleared only after the step. Those that an earlier batch had left "
            "were still there, and took part: clear before the backward pass."),
        Mistake("divided by the size", hint=3, code=
            shared.step(give=lambda loss, m, x, *rest: loss.item() / len(x)), message=
            "The loss is divided by the number of examples. It is a mean already."),
        Mistake("times the size", hint=3, code=
            shared.step(give=lambda loss, m, x, *rest: loss.item() * len(x)), message=
            "The loss is multiplied by the number of examples. The mean is asked for, as `loss_fn` "
            "gives it."),
        Mistake("a step for every example", _one_by_one, hint=2, message=
            "Each example of the batch had a step of its own. One loss for the whole batch, one "
            "step."),
        Mistake("moved by hand", _by_hand, hint=2, message=
            "The weights moved without the optimiser, which may have a momentum and a rate of its "
            "own. Its `step()` moves them."),
        Mistake("training mode too late", shared.step(mode=False, after=nn.Module.train), message=
            "The model was switched to training mode after it had seen the batch. Switch first."),
    ),
    hints=(
        "Call it twice: what is in the gradients when the second backward pass begins? And in "
        "which mode is the model when it sees the batch?",
        "In this order: training mode, scores, loss, clear, backward, step. The loss is one number "
        "for the whole batch.",
        "Five short lines. `opt` clears and steps, `loss` goes backward, and `loss.item()` is the "
        "number without its graph.",
    ),
    alternatives=(_model_cleared, _cleared_before_and_after, _by_autograd_grad),
)  # fmt: skip
