"""How authors say how an attempt is looked at: `Exercise(observe=looks.expressions(...))`.

From the plainest to the most special. Each constructor gives a Look: the name of an
observer, and plain options that travel with it. None of them holds a right answer.
Without `observe`, an attempt is called with the case's arguments.
"""

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

from layerlab.watching import observers


@dataclass(frozen=True, eq=False)
class Look:
    """An observer by name, with its options (plain data)."""

    observer_name: str
    options: dict = field(default_factory=dict)

    @property
    def shown(self) -> tuple:
        """The expressions that the observation holds, where they are known."""
        return tuple(self.options.get("show", ()))


def expressions(name: str, *show: str, setup: str = "") -> Look:
    """Set a scene, and look at expressions: classes, returned functions, functions taken.

    name   what the attempt is called in the scene: "Value"
    show   expressions, in the learner's eyes: "(a + b).data"
    setup  lines run before; a case may bring `setup` and `show` of its own, which are
           added, and its other arguments stand in the scene by name

    >>> expressions("Value", "a.grad", setup="a = Value(2.0)").shown
    ('a.grad',)
    """
    return _scenario(name, setup, show)


def module(
    name: str, *show: str, build: tuple = (), fill: str = "order", setup: str = ""
) -> Look:
    """Build an nn.Module, give it fixed weights, run it, and read its state.

    build  names of the case's arguments that the constructor takes
    fill   "order" or "name": made-up weights; "" leaves the learner's initialisation
    show   default: the output for `x` in training mode, then in evaluation mode;
           "model.running_mean" and "len(list(model.parameters()))" are others
    """
    made = f"model = {name}({', '.join(build)})"
    filled = f"fill(model, by={fill!r})" if fill else ""
    show = show or ("model.train()(x)", "model.eval()(x)")
    return _scenario(name, _joined(made, filled, setup), show, {})


def gradients(name: str, *of: str, call: str = "", setup: str = "") -> Look:
    """The value, and the gradients that reach the arguments named in `of`.

    The gradient is that of a sum of all entries of the value, each with its own weight.
    """
    call = call or f"{name}({', '.join(of)})"
    shown = ("result", *(f"{n}.grad" for n in of))
    after = "weighted(result).backward()"
    return _scenario(name, setup, shown, {"of": tuple(of)}, call=call, after=after)


def training(name: str, *show: str, call: str, setup: str = "") -> Look:
    """Let a training step or loop run, and look at what is left and what was called.

    call   the learner's function called in the scene: "train_step(model, x, y, opt)"
    setup  lines that make the scene, with `fill`: "model = fill(nn.Linear(3, 2))"
    show   of `result`, `calls` (see torch_instruments.recorded), and all of the scene:
           "model.weight", "model.training", "[c for c in calls if c != 'forward']"
    """
    show = show or ("result", "[p for p in model.parameters()]", "model.training")
    return _scenario(name, setup, show, {}, call=call)


def counts(name: str, *show: str, call: str, setup: str = "") -> Look:
    """What a call costs, counted exactly: judge with `judges.Limits`.

    show   of `result`, `operations`, `dtypes`, `largest`, `saved_bytes`
    """
    show = show or ("result", "operations", "dtypes", "largest", "saved_bytes")
    return _scenario(name, setup, show, {}, call=call)


def on_meta(name: str, *show: str, call: str, setup: str = "") -> Look:
    """The same on the meta device, where reading a value, or a tensor elsewhere, raises."""
    show = show or ("tuple(result.shape)", "str(result.dtype)", "str(result.device)")
    return _scenario(name, setup, show, {"meta": True}, call=call)


def ratio(baseline: Callable) -> Look:
    """{"result", "ratio"}: CPU time against `baseline`, a self-contained function.

    The baseline runs on the learner's side, so it must be no secret: the slow way that the
    exercise asks to beat, or work of a known size.
    """
    return Look("timing:ratio", observers.as_script(baseline))


def _scenario(name, setup, show, torch=None, **lines) -> Look:
    setup = inspect.cleandoc(setup)
    for text in (*show, lines.get("call", "0")):
        ast.parse(text, mode="eval")  # an author's slip is seen at once
    ast.parse(setup)
    options = {"name": name, "setup": setup, "show": tuple(show), "torch": torch}
    return Look("scene:scenario", options | lines)


def _joined(*lines: str) -> str:
    return "\n".join(inspect.cleandoc(text) for text in lines if text)
