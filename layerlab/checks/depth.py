"""Unit 12, depth: first weights, signals, batch normalisation, the skip, two layers in one.

In the order of the exercises; the implementations, right and wrong, are in `_depth`,
the cases in `_depth_cases`.
"""

import math

import numpy as np
import torch

from layerlab.checking import Closeness, Exercise, Mistake, looks
from layerlab.checks import _depth as d
from layerlab.checks import _depth_cases as cases

_LOOSE = Closeness(rtol=1e-3, atol=1e-4)  # float32 sums in any order

# ---- 12.1 kaiming_std, xavier_std -------------------------------------------------------


def _kaiming(fan_in, gain):
    return gain / math.sqrt(fan_in)


kaiming_std = Exercise(
    number="12.1.1",
    name="kaiming_std",
    difficulty=1,
    minutes=5,
    points=1,
    reference=_kaiming,
    cases=cases.kaiming,
    mistakes=(
        Mistake(
            "variance for deviation",
            lambda fan_in, gain: gain**2 / fan_in,
            "This is the variance. The deviation, which a generator of normal numbers wants, "
            "is its square root.",
            hint=1,
        ),
        Mistake(
            "no root",
            lambda fan_in, gain: gain / fan_in,
            "The fan-in stands without its root. Variances add up over the inputs, "
            "deviations do not.",
            hint=1,
        ),
        Mistake(
            "root of the gain too",
            lambda fan_in, gain: math.sqrt(gain / fan_in),
            "The gain stands under the root as it is. It is a factor of the deviation "
            "already; under the root its square would belong.",
            hint=2,
        ),
        Mistake(
            "gain forgotten",
            lambda fan_in, gain: 1 / math.sqrt(fan_in),
            "The gain plays no part: this holds a signal's size through a layer that does "
            "not bend.",
            hint=2,
        ),
        Mistake(
            "always ReLU",
            lambda fan_in, gain: math.sqrt(2 / fan_in),
            "This is right for ReLU only, with its gain of √2. Use the gain that is "
            "given.",
            hint=2,
        ),
        Mistake(
            "√2 twice",
            lambda fan_in, gain: gain * math.sqrt(2 / fan_in),
            "There is a √2 besides the gain. For ReLU the gain is √2 itself, so it counts "
            "twice here.",
            hint=2,
        ),
        Mistake(
            "grows with the inputs",
            lambda fan_in, gain: gain * math.sqrt(fan_in),
            "The deviation grows with the fan-in. The more inputs are added up, the smaller "
            "each weight must be.",
            hint=1,
        ),
        Mistake(
            "bound of a uniform draw",
            lambda fan_in, gain: gain * math.sqrt(3 / fan_in),
            "This is the bound of a uniform draw, √3 times the deviation. The deviation "
            "itself is asked for.",
            hint=2,
        ),
        Mistake(
            "whole-number root",
            lambda fan_in, gain: gain / math.isqrt(fan_in),
            "The root was rounded down to a whole number.",
            hint=2,
        ),
        Mistake(
            "3 of an even draw",
            lambda fan_in, gain: gain / math.sqrt(3 * fan_in),
            "There is a 3 under the root, as in torch's default, which draws evenly. The "
            "deviation that keeps a size has none.",
            hint=2,
        ),
        Mistake(
            "2 and gain under the root",
            lambda fan_in, gain: math.sqrt(2 * gain / fan_in),
            "A 2 stands beside the gain under the root. The gain is √2 for ReLU already, and "
            "under the root its square would belong.",
            hint=2,
        ),
        Mistake(
            "all squared",
            lambda fan_in, gain: (gain / fan_in) ** 2,
            "Gain and fan-in are both squared. Variances add up over the inputs: the "
            "variance is gain² / fan_in, and its root is asked for.",
            hint=1,
        ),
    ),
    hints=(
        "A score is a sum of fan_in products. What happens to the variance of a sum when it "
        "has four times as many terms, and what to its deviation?",
        "Start from n times the variance of a weight = gain squared, and solve for the "
        "deviation.",
        "One division: the gain above, a root below.",
    ),
    alternatives=(
        lambda fan_in, gain: torch.tensor((gain**2 / fan_in) ** 0.5),
        lambda fan_in, gain: np.float32(gain * fan_in**-0.5),
    ),
)


def _xavier(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))


xavier_std = Exercise(
    number="12.1.2",
    name="xavier_std",
    difficulty=1,
    minutes=5,
    points=1,
    reference=_xavier,
    cases=cases.xavier,
    mistakes=(
        Mistake(
            "variance for deviation",
            lambda fan_in, fan_out: 2 / (fan_in + fan_out),
            "This is the variance. The deviation is its square root.",
            hint=1,
        ),
        Mistake(
            "fan-in only",
            lambda fan_in, fan_out: math.sqrt(1 / fan_in),
            "Only the fan-in counts here: that serves the signals and forgets the gradients, "
            "which come from the other side.",
            hint=1,
        ),
        Mistake(
            "fan-out for fan-in",
            lambda fan_in, fan_out: math.sqrt(1 / fan_out),
            "Only the fan-out counts here: that serves the gradients and forgets the "
            "signals.",
            hint=1,
        ),
        Mistake(
            "Kaiming for ReLU",
            lambda fan_in, fan_out: math.sqrt(2 / fan_in),
            "This is Kaiming's deviation for ReLU. Xavier's stands between the two sides of "
            "the layer.",
            hint=1,
        ),
        Mistake(
            "Kaiming with the fan-out",
            lambda fan_in, fan_out: math.sqrt(2 / fan_out),
            "Only the fan-out counts, with the 2 of ReLU. Xavier's formula has both "
            "fans.",
            hint=1,
        ),
        Mistake(
            "sum for mean",
            lambda fan_in, fan_out: math.sqrt(1 / (fan_in + fan_out)),
            "The sum of the two fans stands where their mean belongs: for a square layer this "
            "should give 1 / √n.",
            hint=2,
        ),
        Mistake(
            "2 outside the root",
            lambda fan_in, fan_out: 2 / math.sqrt(fan_in + fan_out),
            "The 2 has slipped out of the root, or ReLU's √2 stands before it. There is no "
            "gain here.",
            hint=3,
        ),
        Mistake(
            "bound of a uniform draw",
            lambda fan_in, fan_out: math.sqrt(6 / (fan_in + fan_out)),
            "With a 6 this is the bound of a uniform draw, √3 times the deviation that is "
            "asked for.",
            hint=2,
        ),
        Mistake(
            "product for sum",
            lambda fan_in, fan_out: math.sqrt(2 / (fan_in * fan_out)),
            "The fans are multiplied. The mean of the two sides is needed.",
            hint=2,
        ),
        Mistake(
            "geometric mean",
            lambda fan_in, fan_out: (fan_in * fan_out) ** -0.25,
            "This is a compromise too, by the root of the product. Xavier's takes the plain "
            "mean of the two.",
            hint=2,
        ),
        Mistake(
            "mean of the deviations",
            lambda fan_in, fan_out: (fan_in**-0.5 + fan_out**-0.5) / 2,
            "Two deviations were averaged. Average the two fans first, then take one over the "
            "root.",
            hint=2,
        ),
        Mistake(
            "mean of the variances",
            lambda fan_in, fan_out: math.sqrt((1 / fan_in + 1 / fan_out) / 2),
            "The two variances were averaged. Average the two fans first, then take one over "
            "it.",
            hint=2,
        ),
    ),
    hints=(
        "For signals the variance should be one over fan_in, for gradients one over fan_out. "
        "What lies between?",
        "One over the mean of fan_in and fan_out is the variance.",
        "One division under one root; the 2 comes from the mean.",
    ),
    alternatives=(
        lambda fan_in, fan_out: torch.tensor((fan_in + fan_out) / 2.0) ** -0.5,
        lambda fan_in, fan_out: np.float32(1 / np.sqrt(np.mean([fan_in, fan_out]))),
    ),
)

# ---- 12.2 signal_statistics -------------------------------------------------------------

_LEFT = "[name for name, m in model.named_modules() if m._forward_hooks]"


signal_statistics = Exercise(
    number="12.2",
    name="signal_statistics",
    difficulty=2,
    minutes=15,
    points=3,
    reference=d._statistics(),
    cases=cases.statistics,
    observe=looks.training(
        "signal_statistics", "result", _LEFT, call="signal_statistics(model, x)"
    ),
    closeness=_LOOSE,
    mistakes=(
        Mistake(
            "hooks left behind",
            d._statistics(remove=False),
            "The hooks are still on the model afterwards: every later run pays for them, and "
            "adds to a list that nobody reads. `register_forward_hook` returns a handle; "
            "remove each.",
            hint=3,
        ),
        Mistake(
            "inputs for outputs",
            d._statistics(tensor="input"),
            "These are the numbers that go into each layer. A forward hook gets the module, "
            "its inputs and its output: measure the last.",
            hint=2,
        ),
        Mistake(
            "containers too",
            d._statistics(which=d._everything),
            "Modules that hold others are listed as well, so some outputs come twice. A leaf "
            "is a module without children.",
            hint=1,
        ),
        Mistake(
            "only the first level",
            d._statistics(which=d._first_level),
            "Only the model's own children are listed. A Sequential inside a Sequential has "
            "leaves of its own: `named_modules` goes all the way down.",
            hint=1,
        ),
        Mistake(
            "one name for all",
            d._last_name_for_all,
            "Every row has the name of the last layer. A function made in a loop looks the "
            "name up when it runs, and by then the loop is over: bind it when the hook is "
            "made.",
            hint=3,
        ),
        Mistake(
            "measured too late",
            d._kept_and_measured_later,
            "A layer that works in place has overwritten an output before you measured it. "
            "Measure inside the hook.",
            hint=2,
        ),
        Mistake(
            "once for each name",
            d._once_a_name,
            "A layer that runs twice has one row only. Append to a list; a dict keeps one "
            "entry for each name.",
            hint=3,
        ),
        Mistake(
            "a dict for the list",
            d._as_a_dict,
            "A dict came back. A list of (name, mean, std) is asked for: a layer may run "
            "twice, and the order counts.",
            hint=3,
        ),
        Mistake(
            "order of definition",
            d._as_defined,
            "The rows follow the order in which the layers were defined. The order in which "
            "they ran is asked for, and the hooks are called in it.",
            hint=3,
        ),
        Mistake(
            "leaves as a chain",
            d._one_after_the_other,
            "Here the leaves run one after the other. A model may add, reuse or skip: let its "
            "own `forward` decide, and watch.",
            hint=1,
        ),
        Mistake(
            "never run",
            d._statistics(run=0),
            "The list is empty: while the hooks were on, the model never ran. Hang them up, "
            "run it once with x, take them off.",
            hint=3,
        ),
        Mistake(
            "run twice",
            d._statistics(run=2),
            "Everything is listed twice: the model ran twice with the hooks on.",
            hint=3,
        ),
        Mistake(
            "of the weights",
            d._of_the_weights,
            "These are statistics of the weights. The signal is what a layer gives out for "
            "this x.",
            hint=2,
        ),
        Mistake(
            "variance for deviation",
            d._statistics(tell=lambda n, t: (n, t.mean().item(), t.var().item())),
            "The third number is the variance. Its root, the deviation, is asked for.",
            hint=2,
        ),
        Mistake(
            "root mean square",
            d._statistics(
                tell=lambda n, t: (n, t.mean().item(), t.square().mean().sqrt().item())
            ),
            "The third number is the root of the mean square, as the lesson's `size`. The "
            "deviation takes the mean off first.",
            hint=2,
        ),
        Mistake(
            "divided by n",
            d._statistics(
                tell=lambda n, t: (n, t.mean().item(), t.std(unbiased=False).item())
            ),
            "The deviation divides by n. Here it is torch's `std()`, which divides by "
            "n - 1.",
            hint=2,
        ),
        Mistake(
            "absolute values",
            d._statistics(
                tell=lambda n, t: (n, t.abs().mean().item(), t.abs().std().item())
            ),
            "The signs are lost: these are statistics of the absolute values.",
            hint=2,
        ),
        Mistake(
            "std before mean",
            d._statistics(tell=lambda n, t: (n, t.std().item(), t.mean().item())),
            "Mean and deviation have changed places: (name, mean, std).",
            hint=3,
        ),
        Mistake(
            "one number a unit",
            d._statistics(tell=lambda n, t: (n, t.mean(0), t.std(0))),
            "These are arrays, one number for each unit. One mean and one deviation over all "
            "entries are asked for.",
            hint=2,
        ),
        Mistake(
            "names of the classes",
            d._with_class_names,
            "These are the classes' names, which several layers share. `named_modules` tells "
            "each layer's own.",
            hint=1,
        ),
        Mistake(
            "numbers for names",
            d._with_numbers_for_names,
            "The rows are numbered. Each should begin with the layer's name, a string.",
            hint=1,
        ),
        Mistake(
            "sorted by name",
            lambda *a: sorted(d._statistics()(*a)),
            "The rows are sorted by name. The order in which the layers ran is asked "
            "for, and the hooks are called in it.",
            hint=3,
        ),
        Mistake(
            "only layers with weights",
            d._statistics(which=d._weighted),
            "Layers without weights are missing. A ReLU gives out a signal, too: "
            "every module without children counts.",
            hint=1,
        ),
    ),
    hints=(
        "Which modules of `model.named_modules()` have no children of their own? What does "
        "`list(module.children())` tell?",
        "`module.register_forward_hook(hook)` calls `hook(module, inputs, output)` whenever "
        "the module runs. Measure there: `output.mean().item()` and `output.std().item()`.",
        "Write a function that takes a name and returns a hook; hang one on each leaf and "
        "keep the handles; run the model once; call `remove()` on every handle.",
    ),
    alternatives=(d._without_gradients, d._by_a_global_hook),
)

# ---- 12.3 BatchNorm2d -------------------------------------------------------------------

_NAMES = "sorted(name for name, _ in model.named_parameters())"
_THERE = "[n for n in ('weight', 'bias') if hasattr(model, n)]"


BatchNorm2d = Exercise(
    number="12.3",
    name="BatchNorm2d",
    difficulty=3,
    minutes=25,
    points=4,
    reference=d._BatchNorm,
    cases=cases.norm,
    observe=looks.module(
        "BatchNorm2d",
        _THERE,
        _NAMES,
        "model.train()(x)",
        build=("c", "eps=eps", "momentum=momentum"),
        fill="",
    ),
    closeness=_LOOSE,
    mistakes=(
        Mistake(
            "batch statistics in eval",
            d._norm(statistics=d._batch_in_eval, remember=None),
            "Mean and variance always come from the batch, and the running ones never change. "
            "In evaluation a picture's answer must not depend on its neighbours: use the "
            "running statistics there, and move them in training.",
            hint=1,
        ),
        Mistake(
            "batch statistics in eval, running ones updated",
            d._norm(statistics=d._own_in_eval),
            "The running statistics are right, but in evaluation the batch's own are used. "
            "Ask `self.training`.",
            hint=1,
        ),
        Mistake(
            "running statistics in training",
            d._norm(statistics=d._running_in_training),
            "In training the running statistics are used. There the batch's own belong; the "
            "running ones are only kept up to date.",
            hint=1,
        ),
        Mistake(
            "updated in eval, too",
            d._norm(statistics=d._also_in_eval),
            "The running statistics move in evaluation, too. Then looking at a test set "
            "changes the model.",
            hint=1,
        ),
        Mistake(
            "running statistics never updated",
            d._norm(remember=lambda self, mean, var: None),
            "The running mean and variance stay as they began. Each batch in training moves "
            "them a little.",
            hint=3,
        ),
        Mistake(
            "running variance not updated",
            d._norm(remember=d._mean_only),
            "The running mean moves, the running variance does not.",
            hint=3,
        ),
        Mistake(
            "momentum swapped",
            d._norm(remember=d._swapped),
            "Old and new have changed places: in torch, `momentum` is the weight of the new "
            "batch.",
            hint=3,
        ),
        Mistake(
            "only the last batch",
            d._norm(remember=d._overwritten),
            "The running statistics are those of the last batch. Mix a part `momentum` of it "
            "into what is there.",
            hint=3,
        ),
        Mistake(
            "old part not shrunk",
            d._norm(remember=d._only_added),
            "The new part is added, but the old one is not made smaller, so the running "
            "statistics grow without end. The two parts must sum to 1.",
            hint=3,
        ),
        Mistake(
            "biased running variance",
            d._norm(unbiased=lambda self, x: x.var(self.axes, unbiased=False)),
            "The running variance divides by n. Torch remembers the unbiased one, which "
            "divides by n - 1, and uses the biased one on the batch.",
            hint=3,
        ),
        Mistake(
            "unbiased on the batch",
            d._norm(statistics=d._unbiased_everywhere),
            "The batch was divided by the unbiased deviation. On the batch itself the "
            "variance divides by n, so that the result has variance 1.",
            hint=2,
        ),
        Mistake(
            "eps outside the root",
            d._norm(centred=d._eps_outside),
            "eps was added to the deviation. It belongs under the root, beside the "
            "variance.",
            hint=2,
        ),
        Mistake(
            "eps forgotten",
            d._norm(centred=d._no_eps),
            "eps plays no part. A channel that is the same everywhere has variance 0, and "
            "something must keep the division safe.",
            hint=2,
        ),
        Mistake(
            "variance for deviation",
            d._norm(centred=d._by_the_variance),
            "The values were divided by the variance. Take its root.",
            hint=2,
        ),
        Mistake(
            "mean not subtracted",
            d._norm(
                centred=lambda self, x, mean, var: (
                    x / torch.sqrt(var[:, None, None] + self.eps)
                )
            ),
            "The mean was not subtracted: the channels have deviation 1, but not mean "
            "0.",
            hint=2,
        ),
        Mistake(
            "affine unused",
            d._norm(scaled=lambda self, x: x),
            "`weight` and `bias` are there but not used. After the normalisation each channel "
            "is multiplied by its weight, and its bias is added.",
            hint=2,
        ),
        Mistake(
            "bias forgotten",
            d._norm(scaled=lambda self, x: x * self.weight[:, None, None]),
            "The bias is not added.",
            hint=2,
        ),
        Mistake(
            "weight forgotten",
            d._norm(scaled=lambda self, x: x + self.bias[:, None, None]),
            "The weight is not used: only the bias is.",
            hint=2,
        ),
        Mistake(
            "no parameters",
            d._NoParameters,
            "There are no parameters. `weight`, which begins at 1, and `bias`, which begins "
            "at 0, let the network undo the normalisation where that helps.",
            hint=2,
        ),
        Mistake(
            "tensors for parameters",
            d._TensorsForParameters,
            "`weight` and `bias` are plain tensors, so no optimiser will ever find them. Wrap "
            "them in `nn.Parameter`.",
            hint=2,
        ),
        Mistake(
            "gamma and beta",
            d._OtherNames,
            "The parameters have the paper's names. Torch calls them `weight` and `bias`, and "
            "so do saved models.",
            hint=2,
        ),
        Mistake(
            "running statistics as parameters",
            d._RunningAsParameters,
            "The running statistics are parameters, so an optimiser would move them by "
            "gradients. They are buffers: `self.register_buffer(name, tensor)`.",
            hint=3,
        ),
        Mistake(
            "not in the state",
            d._PlainAttributes,
            "The running statistics are plain attributes: they would not be saved with the "
            "model, nor follow it to a GPU. `self.register_buffer(name, tensor)` does "
            "both.",
            hint=3,
        ),
        Mistake(
            "graph kept",
            d._norm(remember=d._with_graph),
            "The running statistics carry a graph, and with every batch it grows. Update them "
            "without gradients.",
            hint=3,
        ),
        Mistake(
            "running variance begins at 0",
            d._StartsAtZero,
            "The running variance begins at 0. It begins at 1, as if the data were standard "
            "already.",
            hint=3,
        ),
        Mistake(
            "over the batch only",
            d._norm(
                forward=lambda self, x: self.scaled(
                    (x - x.mean(0)) / torch.sqrt(x.var(0, unbiased=False) + self.eps)
                )
            ),
            "Each pixel was normalised by itself, over the batch alone. A channel has one "
            "mean, over the batch, the rows and the columns.",
            hint=1,
        ),
        Mistake(
            "over each picture",
            d._norm(
                forward=lambda self, x: self.scaled(
                    (x - x.mean((2, 3), keepdim=True))
                    / torch.sqrt(x.var((2, 3), unbiased=False, keepdim=True) + self.eps)
                )
            ),
            "Each picture was normalised by itself. That is another layer, called instance "
            "normalisation; here the batch is part of it.",
            hint=1,
        ),
        Mistake(
            "over the channels",
            d._norm(
                forward=lambda self, x: self.scaled(
                    (x - x.mean((1, 2, 3), keepdim=True))
                    / torch.sqrt(
                        x.var((1, 2, 3), unbiased=False, keepdim=True) + self.eps
                    )
                )
            ),
            "Each picture was normalised over all its channels. That is layer normalisation; "
            "here each channel stands alone, and the batch is part of it.",
            hint=1,
        ),
        Mistake(
            "one mean for everything",
            d._norm(
                forward=lambda self, x: self.scaled(
                    (x - x.mean()) / torch.sqrt(x.var(unbiased=False) + self.eps)
                )
            ),
            "One mean and one deviation were taken for the whole batch. Each channel has its "
            "own.",
            hint=1,
        ),
    ),
    hints=(
        "x has the shape (n, c, h, w), and each channel gets one mean. Over which three axes "
        "is it taken? And whose statistics count when `self.training` is False?",
        "Subtract the mean, divide by the root of variance plus eps, multiply by `weight`, "
        "add `bias`. Values of shape (c,) need two more axes before they meet x.",
        "Under `torch.no_grad()`: new running value = (1 - momentum) old + momentum from this "
        "batch; for the variance the one that `x.var(…)` gives without `unbiased=False`.",
    ),
    alternatives=(d._ByHandShapes, torch.nn.BatchNorm2d),
)

# ---- 12.4 ResidualBlock -----------------------------------------------------------------

_MISSING = "[n for n in ('conv1', 'bn1', 'conv2', 'bn2') if not hasattr(model, n)]"
_COUNT = "sum(p.numel() for p in model.parameters())"


ResidualBlock = Exercise(
    number="12.4",
    name="ResidualBlock",
    difficulty=2,
    minutes=20,
    points=3,
    reference=d._Block,
    cases=cases.block,
    observe=looks.module(
        "ResidualBlock",
        _MISSING,
        _COUNT,
        "tuple(model.train()(x).shape)",
        "model.train()(x)",
        "model.eval()(x)",
        build=("c_in", "c_out", "stride"),
        fill="",
        setup=d.WEIGHTS,
    ),
    closeness=_LOOSE,
    uses_random=True,
    mistakes=(
        Mistake(
            "no skip",
            d._runs(lambda self, x: torch.relu(self.inner(x) + 0 * self.shortcut(x))),
            "Nothing is added: this is the plain block. What came in must reach the sum "
            "before the last ReLU.",
            hint=1,
        ),
        Mistake(
            "no padding",
            d._Unpadded,
            "Without padding the maps shrink and no longer fit the shortcut: `padding=1`.",
            hint=2,
        ),
        Mistake(
            "no skip, no projection",
            d._block(
                way=lambda self, *a: None,
                forward=lambda self, x: torch.relu(self.inner(x)),
            ),
            "There is no shortcut at all: this is the plain block. What came in must be added "
            "before the last ReLU.",
            hint=1,
        ),
        Mistake(
            "ReLU before the sum",
            d._runs(d._relu_before_the_sum),
            "The ReLU comes before the sum. Then a block can only add, never take away. Add "
            "first, then bend.",
            hint=2,
        ),
        Mistake(
            "ReLU before and after the sum",
            d._runs(d._relu_on_both),
            "There is a ReLU before the sum, and one after it. The first is too much: with it "
            "a block can only add to what came in, never take away.",
            hint=2,
        ),
        Mistake(
            "last ReLU missing",
            d._runs(lambda self, x: self.inner(x) + self.shortcut(x)),
            "The ReLU after the sum is missing.",
            hint=2,
        ),
        Mistake(
            "middle ReLU missing",
            d._block(inner=d._no_middle_relu),
            "There is no ReLU between the two convolutions, so they could be one.",
            hint=2,
        ),
        Mistake(
            "ReLU before the norm",
            d._block(inner=d._relu_before_norm),
            "Between the convolutions the ReLU comes before bn1. The order here is "
            "convolution, normalisation, ReLU.",
            hint=2,
        ),
        Mistake(
            "subtracted",
            d._runs(lambda self, x: torch.relu(self.inner(x) - self.shortcut(x))),
            "The shortcut was subtracted. It is added: the block learns what to add "
            "to x.",
            hint=2,
        ),
        Mistake(
            "subtracted from the shortcut",
            d._runs(lambda self, x: torch.relu(self.shortcut(x) - self.inner(x))),
            "The block's work was subtracted from x. It is added.",
            hint=2,
        ),
        Mistake(
            "multiplied",
            d._runs(lambda self, x: torch.relu(self.inner(x) * self.shortcut(x))),
            "The two ways were multiplied. Their sum is asked for.",
            hint=2,
        ),
        Mistake(
            "joined",
            d._runs(d._stacked),
            "The two ways were set side by side, so there are twice the channels. Add "
            "them.",
            hint=2,
        ),
        Mistake(
            "no projection",
            d._block(bends=lambda self, *a: False),
            "Where channels or size change, x itself does not fit the sum. There the shortcut "
            "needs a 1 x 1 convolution of its own, with a normalisation.",
            hint=3,
        ),
        Mistake(
            "projection for channels only",
            d._block(bends=lambda self, c_in, c_out, stride: c_in != c_out),
            "With stride 2 and the same channels the picture shrinks, and x does not fit the "
            "sum. There, too, the shortcut needs its own convolution.",
            hint=3,
        ),
        Mistake(
            "projection for stride only",
            d._block(bends=lambda self, c_in, c_out, stride: stride != 1),
            "Where only the number of channels changes, x does not fit the sum. There, too, "
            "the shortcut needs its own convolution.",
            hint=3,
        ),
        Mistake(
            "projection always",
            d._block(bends=lambda self, *a: True),
            "The shortcut has a convolution even where nothing changes shape. There x itself "
            "goes through, untouched: that is the point.",
            hint=3,
        ),
        Mistake(
            "projection without its norm",
            d._ways(norm=False),
            "The shortcut's convolution is not followed by a normalisation.",
            hint=3,
        ),
        Mistake(
            "projection of 3 x 3",
            d._ways(size=3),
            "The shortcut's window is 3 x 3. A window of 1 x 1 changes the channels and mixes "
            "no neighbours.",
            hint=3,
        ),
        Mistake(
            "projection without its stride",
            d._block(
                way=lambda self, c_in, c_out, stride: (
                    d._project(c_in, c_out, 1)
                    if (c_in, stride) != (c_out, 1)
                    else d._straight()
                )
            ),
            "The shortcut's convolution has stride 1, so it gives more pixels than the other "
            "way where the block has a stride.",
            hint=3,
        ),
        Mistake(
            "projection with a bias",
            d._ways(bias=True),
            "The shortcut's convolution has a bias. The normalisation after it takes any "
            "constant out again, so leave it away.",
            hint=3,
        ),
        Mistake(
            "convolutions with a bias",
            d._block(bias=True),
            "The convolutions have a bias. The normalisation after them takes any constant "
            "out again: `bias=False`.",
            hint=2,
        ),
        Mistake(
            "stride twice",
            d._block(strides=staticmethod(lambda s: (s, s))),
            "Both convolutions have the stride. Only the first one shrinks the "
            "picture.",
            hint=3,
        ),
        Mistake(
            "stride on the second",
            d._block(strides=staticmethod(lambda s: (1, s))),
            "The second convolution has the stride. It belongs to the first.",
            hint=3,
        ),
        Mistake(
            "stride forgotten",
            d._block(
                strides=staticmethod(lambda s: (1, 1)),
                way=lambda self, c_in, c_out, stride: d._Block.way(
                    self, c_in, c_out, 1
                ),
            ),
            "The stride plays no part: the picture keeps its size.",
            hint=3,
        ),
        Mistake(
            "windows of 1 x 1",
            d._block(size=1),
            "The convolutions look at one pixel each. Their windows are 3 x 3, with a padding "
            "of 1.",
            hint=2,
        ),
        Mistake(
            "one norm for both",
            d._OneNorm,
            "bn1 follows both convolutions. Each has its own statistics: the second belongs "
            "to bn2.",
            hint=2,
        ),
        Mistake(
            "no norms used",
            d._NoNorm,
            "bn1 and bn2 are made, but not used.",
            hint=2,
        ),
        Mistake(
            "one convolution",
            d._OneConvolution,
            "conv2 and bn2 are made, but not used.",
            hint=2,
        ),
        Mistake(
            "skip from the middle",
            d._runs(d._skip_from_conv1),
            "What was added is not what came in, but what the first convolution made of it. "
            "Keep x, and add it (or its shortcut) at the end.",
            hint=1,
        ),
        Mistake(
            "sum before the second norm",
            d._runs(d._sum_before_norm),
            "The sum was normalised: bn2 belongs to the long way, before the two ways "
            "meet.",
            hint=2,
        ),
        Mistake(
            "added only where it fits",
            d._runs(d._where_it_fits),
            "Where channels or size change, nothing was added. There, too, the shortcut "
            "brings what came in, by its 1 x 1 convolution.",
            hint=3,
        ),
        Mistake(
            "shortcut bent",
            d._runs(
                lambda self, x: torch.relu(self.inner(x) + self.shortcut(x).relu())
            ),
            "There is a ReLU on the shortcut before the sum. What came in goes through "
            "unbent; the one ReLU comes after the sum.",
            hint=2,
        ),
        Mistake(
            "bn2 is bn1",
            d._SharedNorm,
            "bn2 is bn1 under another name. Each convolution has a normalisation of "
            "its own.",
            hint=2,
        ),
        Mistake(
            "x overwritten",
            d._runs(d._x_overwritten),
            "The name x was given to what the layers made, so that was added to "
            "itself. What came in must still be there at the sum.",
            hint=1,
        ),
    ),
    hints=(
        "Two ways lead from x to the sum. What happens on the long one, what on the short "
        "one, and what after they meet?",
        "The long way: conv1, bn1, ReLU, conv2, bn2. Add the short way to it; then one ReLU.",
        "The stride belongs to conv1. Where `stride != 1` or `c_in != c_out`, the short way "
        "is an `nn.Sequential` of a convolution with a window of 1 and the same stride, and "
        "a normalisation; elsewhere an `nn.Identity`.",
    ),
    alternatives=(
        d._ListedOtherwise,
        d._block(way=lambda self, *a: d._Block.way(self, *a)),
    ),
)

# ---- 12.5 fuse_conv_bn ------------------------------------------------------------------


fuse_conv_bn = Exercise(
    number="12.5",
    name="fuse_conv_bn",
    difficulty=2,
    minutes=15,
    points=3,
    reference=d._fused(),
    cases=cases.fuse,
    observe=looks.training(
        "fuse_conv_bn",
        "isinstance(result, nn.Conv2d)",
        "result is not conv",
        "bool((conv.weight == weight_before).all())",
        "tuple(result(x).shape)",
        "result(x)",
        call="fuse_conv_bn(conv, bn)",
    ),
    closeness=_LOOSE,
    uses_random=True,
    mistakes=(
        Mistake(
            "bias dropped",
            d._fused(bias=lambda conv, bn, f: bn.bias - bn.running_mean * f),
            "The convolution's own bias is lost. It goes through the normalisation like "
            "everything else, where there is one.",
            hint=1,
        ),
        Mistake(
            "bias not scaled",
            d._fused(
                bias=lambda conv, bn, f: (
                    d._old_bias(conv) + bn.bias - bn.running_mean * f
                )
            ),
            "The convolution's bias was added as it is. The normalisation scales it, "
            "too.",
            hint=2,
        ),
        Mistake(
            "mean not scaled",
            d._fused(
                bias=lambda conv, bn, f: (
                    d._old_bias(conv) * f + bn.bias - bn.running_mean
                )
            ),
            "The running mean was subtracted as it is. It is taken off before the scaling, so "
            "it is scaled as well.",
            hint=2,
        ),
        Mistake(
            "mean forgotten",
            d._fused(bias=lambda conv, bn, f: d._old_bias(conv) * f + bn.bias),
            "The running mean plays no part.",
            hint=2,
        ),
        Mistake(
            "mean added",
            d._fused(
                bias=lambda conv, bn, f: (
                    (d._old_bias(conv) + bn.running_mean) * f + bn.bias
                )
            ),
            "The running mean was added. A normalisation takes it off.",
            hint=2,
        ),
        Mistake(
            "shift forgotten",
            d._fused(
                bias=lambda conv, bn, f: (d._old_bias(conv) - bn.running_mean) * f
            ),
            "`bn.bias` is not in the new bias.",
            hint=2,
        ),
        Mistake(
            "bias left as drawn",
            d._fused(bias=lambda conv, bn, f: torch.zeros(conv.out_channels)),
            "The new layer's bias holds nothing. All that does not multiply x gathers there: "
            "mean, shift, and the old bias.",
            hint=2,
        ),
        Mistake(
            "eps dropped",
            d._fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var)),
            "eps is missing under the root. It is small as a rule, and need not be.",
            hint=2,
        ),
        Mistake(
            "eps outside the root",
            d._fused(
                scale=lambda bn: bn.weight / (torch.sqrt(bn.running_var) + bn.eps)
            ),
            "eps was added to the deviation. It stands under the root.",
            hint=2,
        ),
        Mistake(
            "usual eps",
            d._fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var + 1e-5)),
            "An eps of 0.00001 was taken for granted. This layer has its own: "
            "`bn.eps`.",
            hint=2,
        ),
        Mistake(
            "variance for deviation",
            d._fused(scale=lambda bn: bn.weight / (bn.running_var + bn.eps)),
            "The scale divides by the variance. Take the root.",
            hint=2,
        ),
        Mistake(
            "bn.weight forgotten",
            d._fused(scale=lambda bn: 1 / torch.sqrt(bn.running_var + bn.eps)),
            "`bn.weight` is missing from the scale.",
            hint=2,
        ),
        Mistake(
            "weights not scaled",
            d._fused(weight=lambda weight, factor: weight),
            "The new layer has the old weights. Each output channel's kernel is multiplied by "
            "the channel's scale.",
            hint=2,
        ),
        Mistake(
            "scaled along the inputs",
            d._fused(weight=d._along_the_inputs),
            "The scale runs along the input channels. A convolution's weight is (c_out, c_in, "
            "h, w), and the normalisation has one scale for each output.",
            hint=3,
        ),
        Mistake(
            "scaled along the kernel",
            d._fused(weight=lambda weight, factor: weight * factor),
            "The scale met the last axis, the kernel's columns. It needs three more axes to "
            "stand along the outputs.",
            hint=3,
        ),
        Mistake(
            "changed in place",
            d._in_place,
            "The given convolution itself was changed, so the old model is broken, and "
            "calling it again would scale twice. Make a new layer.",
            hint=1,
        ),
        Mistake(
            "needs a bias",
            d._needs_a_bias,
            "A convolution before a normalisation often has no bias: `conv.bias` is None "
            "then, and counts as 0.",
            hint=1,
        ),
        Mistake(
            "one after the other",
            d._fused(give=lambda new, conv, bn: torch.nn.Sequential(conv, bn)),
            "This still computes both layers, one after the other. One convolution is asked "
            "for.",
            hint=1,
        ),
        Mistake(
            "numbers for a layer",
            d._fused(give=lambda new, conv, bn: (new.weight, new.bias)),
            "Two tensors came back. A new `nn.Conv2d` with these as weight and bias is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "stride lost",
            d._fused(copy=("padding",)),
            "The new layer has another stride than the old one.",
            hint=3,
        ),
        Mistake(
            "padding lost",
            d._fused(copy=("stride",)),
            "The new layer has no padding, and the old one had.",
            hint=3,
        ),
        Mistake(
            "stride and padding lost",
            d._fused(copy=()),
            "The new layer has neither the stride nor the padding of the old one.",
            hint=3,
        ),
        Mistake(
            "shift scaled",
            d._fused(
                bias=lambda conv, bn, f: (
                    (d._old_bias(conv) - bn.running_mean + bn.bias) * f
                )
            ),
            "`bn.bias` was scaled. A normalisation adds it last, as it is.",
            hint=2,
        ),
        Mistake(
            "multiplied by the deviation",
            d._fused(scale=lambda bn: bn.weight * torch.sqrt(bn.running_var + bn.eps)),
            "The scale multiplies by the deviation. A normalisation divides by it.",
            hint=2,
        ),
        Mistake(
            "eps outside the fraction",
            d._fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var) + bn.eps),
            "eps was added to the scale. It stands under the root, beside the variance: the "
            "brackets close too early.",
            hint=2,
        ),
    ),
    hints=(
        "Write both layers in one line for one channel: first w·x + b, then the "
        "normalisation of that. What multiplies x, and what is left over?",
        "The scale of a channel is bn.weight over the root of (running_var + eps). It "
        "multiplies the kernel; and it multiplies (old bias minus running_mean), to which "
        "bn.bias is added.",
        "Make an `nn.Conv2d` with the old one's sizes, stride, padding, dilation and groups, "
        "and with a bias; fill both under `torch.no_grad()` with `copy_`. The scale needs the "
        "shape (c_out, 1, 1, 1).",
    ),
    alternatives=(d._by_torch, d._by_probing),
)
