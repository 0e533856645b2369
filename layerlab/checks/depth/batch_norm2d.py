"""Batch normalisation of pictures, in training and in evaluation."""

import numpy as np
import torch

from layerlab.checking import Exercise, Mistake, Part, Tensor, case, looks, worked

from . import norms, remembering, shared


def _norm_numbers(rng):
    x = Tensor(np.array([[[[1.0, 3.0]]], [[[5.0, 7.0]]]], np.float32))
    given = {"c": 1, "eps": 1e-5, "momentum": 0.1}
    yield worked(x=x, **given, show=("model.running_mean", "model.running_var"))
    x, given = shared.tensor(rng, 4, 3, 2, 2, scale=2, shift=1), given | {"c": 3}
    yield case(x=x, **given, setup="fill(model, by='name')", show=("model.eval()(x)",))
    after = ("model.running_mean", "model.running_var", "model.eval()(x)")
    x = shared.tensor(rng, 3, 2, 2, 3, scale=0.5, shift=-1)
    yield case(x=x, c=2, eps=0.5, momentum=0.1, show=after)
    x = shared.tensor(rng, 3, 3, 4, 4, shift=2)
    yield case(x=x, c=3, eps=1e-5, momentum=0.3, show=after)
    again = ("model.train()(2 * x + 1)", *after, "model.running_mean + 0")
    yield case(
        x=shared.tensor(rng, 2, 2, 3, 3), c=2, eps=1e-5, momentum=0.2, show=again
    )


_FOLLOWED = "x = x.clone().requires_grad_()"
_KEEPS = "model.running_mean.requires_grad"
_SLOPE = "torch.autograd.grad(weighted(model.train()(x)), x)[0]"
_STATE = "sorted(set(model.state_dict()) - {'num_batches_tracked'})"


def _norm_inside(rng):
    x = shared.tensor(rng, 5, 2, 1, 2, scale=3)
    yield case(
        x=x,
        c=2,
        eps=1e-3,
        momentum=0.1,
        setup=_FOLLOWED,
        show=(_SLOPE,),
    )
    yield case(
        x=shared.tensor(rng, 6, 2, 2, 2), c=2, eps=1e-5, momentum=0.1, show=(_STATE,)
    )
    small = "attempt(2).train()(0.003 * x)"
    show = (small, "attempt(2).eval()(x)", "grown(attempt(2), x).running_mean")
    grown = "def grown(model, x):\n    model.train()(x)\n    return model"
    x = shared.tensor(rng, 4, 2, 2, 2)
    yield case(x=x, c=2, eps=0.1, momentum=0.5, setup=grown, show=show)
    x = Tensor(np.full((2, 1, 2, 2), 4.0, np.float32))
    yield case(x=x, c=1, eps=1e-5, momentum=0.1)
    asked = {"setup": _FOLLOWED, "show": (_KEEPS, "model.running_var")}
    for scene in ({}, {"setup": "fill(model, by='name')"}, asked):
        x = shared.tensor(rng, 3, 2, 2, 3, scale=1.5, shift=0.5)
        yield case(x=x, c=2, eps=0.01, momentum=0.2, **scene)


def _stage(show):
    """What a case asks for last: evaluation, the running statistics, or training."""
    asked = " ".join(show)
    if "eval()" in asked:
        return "evaluation"
    return "running" if "running" in asked or "state" in asked else "training"


def _cases(rng):
    """Numbers first, then what lies inside the module."""
    yield from _norm_numbers(rng)
    yield from _norm_inside(rng)


def _norm(**parts):
    return type("BatchNorm2d", (norms.BatchNorm,), parts)


def _batch_in_eval(self, x):
    return x.mean(self.axes), x.var(self.axes, unbiased=False)


def _own_in_eval(self, x):
    return (
        norms.BatchNorm.statistics(self, x)
        if self.training
        else _batch_in_eval(self, x)
    )


def _running_in_training(self, x):
    if self.training:
        with torch.no_grad():
            self.remember(x.mean(self.axes), self.unbiased(x))
    return self.running_mean, self.running_var


def _also_in_eval(self, x):
    mean, var = x.mean(self.axes), x.var(self.axes, unbiased=False)
    with torch.no_grad():
        self.remember(mean, self.unbiased(x))
    return (mean, var) if self.training else (self.running_mean, self.running_var)


def _cut_off(self, x):
    """The statistics of the batch without their graph."""
    return norms.BatchNorm.statistics(self, x.detach())


def _unbiased_everywhere(self, x):
    mean, var = norms.BatchNorm.statistics(self, x)
    return (mean, x.var(self.axes)) if self.training else (mean, var)


def _eps_outside(self, x, mean, var):
    return (x - norms.wide(mean)) / (torch.sqrt(norms.wide(var)) + self.eps)


def _no_eps(self, x, mean, var):
    return (x - norms.wide(mean)) / torch.sqrt(norms.wide(var))


def _by_the_variance(self, x, mean, var):
    return (x - norms.wide(mean)) / (norms.wide(var) + self.eps)


_NAMES = "sorted(name for name, _ in model.named_parameters())"
_THERE = "[n for n in ('weight', 'bias') if hasattr(model, n)]"


BatchNorm2d = Exercise(
    number="12.3", name="BatchNorm2d", difficulty=3, minutes=25, points=4,
    reference=norms.BatchNorm, cases=_cases,
    observe=looks.module(
        "BatchNorm2d",
        _THERE,
        _NAMES,
        "model.train()(x)",
        build=("c", "eps=eps", "momentum=momentum"),
        fill="",
    ),
    closeness=shared.LOOSE,
    parts=(
        Part("training", 2, where=lambda show=(), **_: _stage(show) == "training"),
        Part("running statistics", 1, where=lambda show=(), **_: _stage(show) == "running"),
        Part("evaluation", 1, where=lambda show=(), **_: _stage(show) == "evaluation"),
    ),
    mistakes=(
        Mistake("batch statistics in eval", code=
            _norm(statistics=_batch_in_eval, remember=None), message=
            "Mean and variance always come from the batch, and the running ones never change. In "
            "evaluation a picture's answer must not depend on its neighbours: use the running "
            "statistics there, and move them in training."),
        Mistake("batch statistics in eval, running ones updated", code=
            _norm(statistics=_own_in_eval), message=
            "The running statistics are right, but in evaluation the batch's own are used. Ask "
            "`self.training`."),
        Mistake("running statistics in training", _norm(statistics=_running_in_training), message=
            "In training the running statistics are used. There the batch's own belong; the "
            "running ones are only kept up to date."),
        Mistake("updated in eval, too", _norm(statistics=_also_in_eval), message=
            "The running statistics move in evaluation, too. Then looking at a test set changes "
            "the model."),
        Mistake("running statistics never updated", hint=3, code=
            _norm(remember=lambda self, mean, var: None), message=
            "The running mean and variance stay as they began. Each batch in training moves them a "
            "little."),
        Mistake("running variance not updated", hint=3, code=
            _norm(remember=remembering.mean_only), message=
            "The running mean moves, the running variance does not."),
        Mistake("momentum swapped", _norm(remember=remembering.swapped), hint=3, message=
            "Old and new have changed places: in torch, `momentum` is the weight of the new "
            "batch."),
        Mistake("only the last batch", _norm(remember=remembering.overwritten), hint=3, message=
            "The running statistics are those of the last batch. Mix a part `momentum` of it into "
            "what is there."),
        Mistake("old part not shrunk", _norm(remember=remembering.only_added), hint=3, message=
            "The new part is added, but the old one is not made smaller, so the running statistics "
            "grow without end. The two parts must sum to 1."),
        Mistake("biased running variance", hint=3, code=
            _norm(unbiased=lambda self, x: x.var(self.axes, unbiased=False)), message=
            "The running variance divides by n. Torch remembers the unbiased one, which divides by "
            "n - 1, and uses the biased one on the batch."),
        Mistake("unbiased on the batch", _norm(statistics=_unbiased_everywhere), hint=2, message=
            "The batch was divided by the unbiased deviation. On the batch itself the variance "
            "divides by n, so that the result has variance 1."),
        Mistake("eps outside the root", _norm(centred=_eps_outside), hint=2, message=
            "eps was added to the deviation. It belongs under the root, beside the variance."),
        Mistake("eps forgotten", _norm(centred=_no_eps), hint=2, message=
            "eps plays no part. A channel that is the same everywhere has variance 0, and "
            "something must keep the division safe."),
        Mistake("variance for deviation", _norm(centred=_by_the_variance), hint=2, message=
            "The values were divided by the variance. Take its root."),
        Mistake("mean not subtracted", _norm(
            centred=lambda self, x, mean, var: x / torch.sqrt(var[:, None, None] + self.eps)
        ), hint=2, message=
            "The mean was not subtracted: the channels have deviation 1, but not mean 0."),
        Mistake("affine unused", _norm(scaled=lambda self, x: x), hint=2, message=
            "`weight` and `bias` are there but not used. After the normalisation each channel is "
            "multiplied by its weight, and its bias is added."),
        Mistake("bias forgotten", hint=2, code=
            _norm(scaled=lambda self, x: x * self.weight[:, None, None]), message=
            "The bias is not added."),
        Mistake("weight forgotten", hint=2, code=
            _norm(scaled=lambda self, x: x + self.bias[:, None, None]), message=
            "The weight is not used: only the bias is."),
        Mistake("no parameters", norms.NoParameters, hint=2, message=
            "There are no parameters. `weight`, which begins at 1, and `bias`, which begins at 0, "
            "let the network undo the normalisation where that helps."),
        Mistake("tensors for parameters", norms.TensorsForParameters, hint=2, message=
            "`weight` and `bias` are plain tensors, so no optimiser will ever find them. Wrap them "
            "in `nn.Parameter`."),
        Mistake("gamma and beta", norms.OtherNames, hint=2, message=
            "The parameters have the paper's names. Torch calls them `weight` and `bias`, and so "
            "do saved models."),
        Mistake("running statistics as parameters", norms.RunningAsParameters, hint=3, message=
            "The running statistics are parameters, so an optimiser would move them by gradients. "
            "They are buffers: `self.register_buffer(name, tensor)`."),
        Mistake("not in the state", norms.PlainAttributes, hint=3, message=
            "The running statistics are plain attributes: they would not be saved with the model, "
            "nor follow it to a GPU. `self.register_buffer(name, tensor)` does both."),
        Mistake("graph kept", _norm(remember=remembering.with_graph), hint=3, message=
            "The running statistics carry a graph, and with every batch it grows. Update them "
            "without gradients."),
        Mistake("statistics without their graph", _norm(statistics=_cut_off), hint=3, message=
            "x gets another gradient than it should: the batch's mean and variance were computed "
            "without a graph. Whatever moves x moves them too; only the running statistics need no "
            "gradients."),
        Mistake("running deviation", hint=3, code=
            _norm(remember=lambda self, mean, var: (
                norms.BatchNorm.remember(self, mean, var.sqrt())
            )), message=
            "The deviation is remembered where the variance belongs: `running_var` moves towards "
            "the variance itself, without a root."),
        Mistake("moved away", _norm(remember=remembering.moved_away), hint=3, message=
            "The running statistics move away from those of the batch: the difference has the "
            "wrong sign."),
        Mistake("replaced by the step", _norm(remember=remembering.only_the_step), hint=3, message=
            "The running statistics were replaced by the step towards the batch. The step is added "
            "to what was there."),
        Mistake("mean added", _norm(
            centred=lambda self, x, mean, var: (
                (x + norms.wide(mean)) / torch.sqrt(norms.wide(var) + self.eps)
            )
        ), hint=2, message=
            "The mean is added. Take it off, so that each channel has the mean 0."),
        Mistake("multiplied by the deviation", _norm(
            centred=lambda self, x, mean, var: (
                (x - norms.wide(mean)) * torch.sqrt(norms.wide(var) + self.eps)
            )
        ), hint=2, message=
            "The values were multiplied by the deviation. Divide by it, so that each channel has "
            "the deviation 1."),
        Mistake("running variance begins at 0", norms.StartsAtZero, hint=3, message=
            "The running variance begins at 0. It begins at 1, as if the data were standard "
            "already."),
        Mistake("over the batch only", _norm(
            forward=lambda self, x: self.scaled(
                (x - x.mean(0)) / torch.sqrt(x.var(0, unbiased=False) + self.eps)
            )
        ), message=
            "Each pixel was normalised by itself, over the batch alone. A channel has one mean, "
            "over the batch, the rows and the columns."),
        Mistake("over each picture", _norm(
            forward=lambda self, x: self.scaled(
                (x - x.mean((2, 3), keepdim=True))
                / torch.sqrt(x.var((2, 3), unbiased=False, keepdim=True) + self.eps)
            )
        ), message=
            "Each picture was normalised by itself. That is another layer, called instance "
            "normalisation; here the batch is part of it."),
        Mistake("over the channels", _norm(
            forward=lambda self, x: self.scaled(
                (x - x.mean((1, 2, 3), keepdim=True))
                / torch.sqrt(x.var((1, 2, 3), unbiased=False, keepdim=True) + self.eps)
            )
        ), message=
            "Each picture was normalised over all its channels. That is layer normalisation; here "
            "each channel stands alone, and the batch is part of it."),
        Mistake("one mean for everything", _norm(
            forward=lambda self, x: self.scaled(
                (x - x.mean()) / torch.sqrt(x.var(unbiased=False) + self.eps)
            )
        ), message=
            "One mean and one deviation were taken for the whole batch. Each channel has its own."),
    ),
    hints=(
        "x has the shape (n, c, h, w), and each channel gets one mean. Over which three axes is it "
        "taken? And whose statistics count when `self.training` is False?",
        "Subtract the mean, divide by the root of variance plus eps, multiply by `weight`, add "
        "`bias`. Values of shape (c,) need two more axes before they meet x.",
        "Under `torch.no_grad()`: new running value = (1 - momentum) old + momentum from this "
        "batch; for the variance the one that `x.var(…)` gives without `unbiased=False`.",
    ),
    alternatives=(norms.ByHandShapes, torch.nn.BatchNorm2d),
)  # fmt: skip
