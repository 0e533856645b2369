"""Hooks note mean and deviation of what every layer gives."""

import numpy as np
import torch
from torch import nn

from layerlab.checking import Exercise, Mistake, Tensor, case, looks, worked

from . import shared


def _leaves(model):
    return [(n, m) for n, m in model.named_modules() if n and not list(m.children())]


def _numbers(name, t):
    return name, t.mean().item(), t.std().item()


def _statistics(which=_leaves, tell=_numbers, tensor="output", remove=True, run=1):
    """signal_statistics with one thing changed; each variant is somebody's mistake."""

    def code(model, x):
        found = []

        def watch(name):
            def hook(module, inputs, output):
                found.append(tell(name, inputs[0] if tensor == "input" else output))

            return hook

        handles = [m.register_forward_hook(watch(n)) for n, m in which(model)]
        for _ in range(run):
            model(x)
        for handle in handles if remove else ():
            handle.remove()
        return found

    return code


# lines that a case runs first
_TWICE = """
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(3, 2)
        self.bend = nn.ReLU()
        self.first = nn.Linear(3, 3)

    def forward(self, x):
        h = self.bend(self.first(x))
        return self.last(self.bend(h - 0.3) + x)
"""


def _cases(rng):
    """Models of several shapes: nested, called twice, in place, convolutions."""

    def model(lines, x, first=False):
        lines = f"{lines}\nfill(model)"
        return (worked if first else case)(x=x, setup=lines.strip())

    x = Tensor(np.array([[1.0, 2.0], [3.0, -1.0]], np.float32))
    yield model("model = nn.Sequential(nn.Linear(2, 3), nn.ReLU())", x, True)
    nested = "model = nn.Sequential(nn.Sequential(nn.Linear(3, 4), nn.Tanh()), nn.Linear(4, 2))"
    yield model(nested, shared.tensor(rng, 5, 3))
    yield model(f"{_TWICE.strip()}\nmodel = Twice()", shared.tensor(rng, 6, 3))
    inplace = (
        "model = nn.Sequential(nn.Linear(3, 8), nn.ReLU(inplace=True), nn.Linear(8, 8))"
    )
    yield model(inplace, shared.tensor(rng, 6, 3))
    conv = "model = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten())"
    yield model(conv, shared.tensor(rng, 4, 2, 5, 5))
    deep = "model = nn.Sequential(*[nn.Sequential(nn.Linear(6, 6), nn.ReLU()) for _ in range(5)])"
    yield model(deep, shared.tensor(rng, 9, 6))


def _everything(model):
    return [(n, m) for n, m in model.named_modules() if n]


def _the_model_too(model):
    return list(model.named_modules())


def _in_evaluation(model, x):
    return _statistics()(model.eval(), x)


def _weighted(model):
    return [(n, m) for n, m in _leaves(model) if list(m.parameters())]


def _first_level(model):
    return list(model.named_children())


def _kept_and_measured_later(model, x):
    kept = []
    handles = [
        m.register_forward_hook(lambda m, i, o, n=n: kept.append((n, o)))
        for n, m in _leaves(model)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    return [_numbers(name, output) for name, output in kept]


def _last_name_for_all(model, x):
    """The closure's classic: every hook sees the loop's last name."""
    found, last = [], _leaves(model)[-1][0]
    handles = [
        m.register_forward_hook(lambda m, i, o: found.append(_numbers(last, o)))
        for _, m in _leaves(model)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    return found


def _once_a_name(model, x):
    return list({row[0]: row for row in _statistics()(model, x)}.values())


def _as_defined(model, x):
    order = [name for name, _ in _leaves(model)]
    return sorted(_statistics()(model, x), key=lambda row: order.index(row[0]))


def _one_after_the_other(model, x):
    """Runs the leaves as a chain, whatever the model's own forward does."""
    found = []
    for name, module in _leaves(model):
        x = module(x)
        found.append(_numbers(name, x))
    return found


def _of_the_weights(model, x):
    model(x)
    return [_numbers(n, m.weight) for n, m in _leaves(model) if hasattr(m, "weight")]


def _with_class_names(model, x):
    kinds = {name: type(m).__name__ for name, m in _leaves(model)}
    return [(kinds[name], *rest) for name, *rest in _statistics()(model, x)]


def _with_numbers_for_names(model, x):
    return [(i, *row[1:]) for i, row in enumerate(_statistics()(model, x))]


def _as_a_dict(model, x):
    return {name: tuple(rest) for name, *rest in _statistics()(model, x)}


def _without_gradients(model, x):
    with torch.no_grad():
        return [list(row) for row in _statistics()(model, x)]


def _by_a_global_hook(model, x):
    """One hook for all modules of the process, removed in a `finally`."""
    names, found = {m: n for n, m in _leaves(model)}, []

    def hook(module, inputs, output):
        if module in names:
            found.append((names[module], output.detach().mean(), output.detach().std()))

    handle = nn.modules.module.register_module_forward_hook(hook)
    try:
        model(x)
    finally:
        handle.remove()
    return found


_LEFT = "[name for name, m in model.named_modules() if m._forward_hooks]"


signal_statistics = Exercise(
    number="12.2", name="signal_statistics", difficulty=2, minutes=15, points=3,
    reference=_statistics(), cases=_cases,
    observe=looks.training(
        "signal_statistics", "result", _LEFT, "model.training", call="signal_statistics(model, x)"
    ),
    closeness=shared.LOOSE,
    mistakes=(
        Mistake("hooks left behind", _statistics(remove=False), hint=3, message=
            "The hooks are still on the model afterwards: every later run pays for them, and adds "
            "to a list that nobody reads. `register_forward_hook` returns a handle; remove each."),
        Mistake("inputs for outputs", _statistics(tensor="input"), hint=2, message=
            "These are the numbers that go into each layer. A forward hook gets the module, its "
            "inputs and its output: measure the last."),
        Mistake("containers too", _statistics(which=_everything), message=
            "Modules that hold others are listed as well, so some outputs come twice. A leaf is a "
            "module without children."),
        Mistake("the model itself, too", _statistics(which=_the_model_too), message=
            "The model itself is listed too, under an empty name, and so is every module that "
            "holds others. A layer here is a module without children."),
        Mistake("in evaluation mode", _in_evaluation, hint=3, message=
            "The model was put into evaluation mode. There a normalisation gives other numbers, "
            "and the model stays in it. Run the model as it came."),
        Mistake("only the first level", _statistics(which=_first_level), message=
            "Only the model's own children are listed. A Sequential inside a Sequential has leaves "
            "of its own: `named_modules` goes all the way down."),
        Mistake("one name for all", _last_name_for_all, hint=3, message=
            "Every row has the name of the last layer. A function made in a loop looks the name up "
            "when it runs, and by then the loop is over: bind it when the hook is made."),
        Mistake("measured too late", _kept_and_measured_later, hint=2, message=
            "A layer that works in place has overwritten an output before you measured it. Measure "
            "inside the hook."),
        Mistake("once for each name", _once_a_name, hint=3, message=
            "A layer that runs twice has one row only. Append to a list; a dict keeps one entry "
            "for each name."),
        Mistake("a dict for the list", _as_a_dict, hint=3, message=
            "A dict came back. A list of (name, mean, std) is asked for: a layer may run twice, "
            "and the order counts."),
        Mistake("order of definition", _as_defined, hint=3, message=
            "The rows follow the order in which the layers were defined. The order in which they "
            "ran is asked for, and the hooks are called in it."),
        Mistake("leaves as a chain", _one_after_the_other, message=
            "Here the leaves run one after the other. A model may add, reuse or skip: let its own "
            "`forward` decide, and watch."),
        Mistake("never run", _statistics(run=0), hint=3, message=
            "The list is empty: no hook heard the model run. Was one hung on each layer, and did "
            "the model run with x while they were on? Hang them up, run it once, take them off."),
        Mistake("run twice", _statistics(run=2), hint=3, message=
            "Everything is listed twice: the model ran twice with the hooks on."),
        Mistake("of the weights", _of_the_weights, hint=2, message=
            "These are statistics of the weights. The signal is what a layer gives out for this "
            "x."),
        Mistake("variance for deviation", hint=2, code=
            _statistics(tell=lambda n, t: (n, t.mean().item(), t.var().item())), message=
            "The third number is the variance. Its root, the deviation, is asked for."),
        Mistake("root mean square", _statistics(
            tell=lambda n, t: (n, t.mean().item(), t.square().mean().sqrt().item())
        ), hint=2, message=
            "The third number is the root of the mean square, as the lesson's `size`. The "
            "deviation takes the mean off first."),
        Mistake("divided by n", _statistics(
            tell=lambda n, t: (n, t.mean().item(), t.std(unbiased=False).item())
        ), hint=2, message=
            "The deviation divides by n. Here it is torch's `std()`, which divides by n - 1."),
        Mistake("absolute values", _statistics(
            tell=lambda n, t: (n, t.abs().mean().item(), t.abs().std().item())
        ), hint=2, message=
            "The signs are lost: these are statistics of the absolute values."),
        Mistake("std before mean", hint=3, code=
            _statistics(tell=lambda n, t: (n, t.std().item(), t.mean().item())), message=
            "Mean and deviation have changed places: (name, mean, std)."),
        Mistake("one number a unit", hint=2, code=
            _statistics(tell=lambda n, t: (n, t.mean(0), t.std(0))), message=
            "These are arrays, one number for each unit. One mean and one deviation over all "
            "entries are asked for."),
        Mistake("names of the classes", _with_class_names, message=
            "These are the classes' names, which several layers share. `named_modules` tells each "
            "layer's own."),
        Mistake("numbers for names", _with_numbers_for_names, message=
            "The rows are numbered. Each should begin with the layer's name, a string."),
        Mistake("sorted by name", lambda *a: sorted(_statistics()(*a)), hint=3, message=
            "The rows are sorted by name. The order in which the layers ran is asked for, and the "
            "hooks are called in it."),
        Mistake("only layers with weights", _statistics(which=_weighted), message=
            "Layers without weights are missing. A ReLU gives out a signal, too: every module "
            "without children counts."),
    ),
    hints=(
        "Which modules of `model.named_modules()` have no children of their own? What does "
        "`list(module.children())` tell?",
        "`module.register_forward_hook(hook)` calls `hook(module, inputs, output)` whenever the "
        "module runs. Measure there: `output.mean().item()` and `output.std().item()`.",
        "Write a function that takes a name and returns a hook; hang one on each leaf and keep the "
        "handles; run the model once; call `remove()` on every handle.",
    ),
    alternatives=(_without_gradients, _by_a_global_hook),
)  # fmt: skip
