"""Neurons side by side."""

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene


def _cases(rng):
    counted = "len(layer.parameters())", "values_in(layer.parameters())"
    yield scene(["layer = Layer(2, 3)"], *counted, first=True)
    for n_in, n_out, x in (
        (2, 3, [1.0, 2.0]),
        (3, 2, [1.0, -1.0, 4.0]),
        (2, 1, [0.0, 3]),
        (3, 2, rng.normal(size=3).round(1).tolist()),
        (1, 4, [2.0]),
        (4, 2, [1.0, 0.5, -1.0, 2.0]),
    ):
        lines = [f"layer, x = Layer({n_in}, {n_out}), {x}"]
        yield scene(
            lines,
            *counted,
            "len(layer(x))",
            "[out.data for out in set_all(layer, 0.5)(x)]",
            "one_by_one(layer, x)",
            "reached(layer(x), layer)",
            first=n_out == 3,
        )


def _square_by_inputs(self, n_in, n_out):
    self.neurons = [shared.Neuron(n_in) for _ in range(n_in)]


def _square_by_outputs(self, n_in, n_out):
    self.neurons = [shared.Neuron(n_out) for _ in range(n_out)]


def _one_sum(self, x):
    return sum((neuron(x) for neuron in self.neurons), shared.Value(0.0))


def _an_input_each(self, x):
    return [neuron([v]) for neuron, v in zip(self.neurons, x, strict=False)]


def _layer(**parts):
    return type("Layer", (shared.Layer,), parts)


def _twins(self, n_in, n_out):
    self.neurons = [shared.Neuron(n_in)] * n_out


def _turned(self, n_in, n_out):
    self.neurons = [shared.Neuron(n_out) for _ in range(n_in)]


Layer = Exercise(
    number="8.4.2", name="Layer", difficulty=1, minutes=6, points=1,
    reference=shared.Layer, cases=_cases, observe=looks.expressions("Layer", setup=shared.MODELS),
    uses_random=True,
    mistakes=(
        Mistake("one shared neuron", _layer(__init__=_twins), message=
            "`[Neuron(n_in)] * n_out` is one neuron, listed several times: what moves one moves "
            "all. Make a new one for each place."),
        Mistake("inputs and outputs exchanged", _layer(__init__=_turned), message=
            "Inputs and outputs are exchanged. There are n_out neurons, each with n_in inputs."),
        Mistake("as many neurons as inputs", _layer(__init__=_square_by_inputs), message=
            "There are as many neurons as inputs. A layer has n_out of them."),
        Mistake("neurons for n_out inputs", _layer(__init__=_square_by_outputs), message=
            "Each neuron is made for n_out inputs. It looks at the n_in that come in."),
        Mistake("lists in a list", hint=3, code=
            _layer(parameters=lambda self: [n.parameters() for n in self.neurons]), message=
            "`parameters()` holds a list for each neuron. One flat list of Values is asked for."),
        Mistake("only the first neuron's parameters", hint=3, code=
            _layer(parameters=lambda self: self.neurons[0].parameters()), message=
            "Only the first neuron's parameters are listed. Is a `return` inside a loop?"),
        Mistake("only the first neuron's parameters, biases drawn", hint=3, code=_layer(
            neuron=shared.DrawnBias, parameters=lambda self: self.neurons[0].parameters()
        ), message=
            "Only the first neuron's parameters are listed. Is a `return` inside a loop?"),
        Mistake("only the first neuron's answer", hint=2, code=
            _layer(__call__=lambda self, x: [self.neurons[0](x)]), message=
            "Only the first neuron answers. The layer gives one score for each."),
        Mistake("scores added up", hint=2, code=
            _layer(__call__=lambda self, x: [sum(n(x) for n in self.neurons)]), message=
            "The neurons' scores were added up. Each keeps its own place in a list."),
        Mistake("one sum for all", hint=2, code=
            _layer(__call__=_one_sum), message=
            "The neurons' scores were added up to a single Value. Each keeps its own place in a "
            "list."),
        Mistake("an input for each neuron", _layer(__call__=_an_input_each), message=
            "Each neuron got one of the inputs. All neurons look at all inputs: give each the "
            "whole x."),
        Mistake("tanh included", hint=2, code=
            _layer(__call__=lambda self, x: [n(x).tanh() for n in self.neurons]), message=
            "The scores went through tanh. A layer gives scores; the network decides where to "
            "bend."),
    ),
    hints=(
        "How many neurons has Layer(2, 3), and how many parameters in all?",
        "A list of neurons, made one by one; a list of their answers to the same x.",
        "For `parameters` two loops in one list: `[p for neuron in … for p in …]`.",
    ),
    alternatives=(
        _layer(parameters=lambda self: sum((n.parameters() for n in self.neurons), [])),
        _layer(parameters=lambda self: shared.Layer.parameters(self)[::-1]),
    ),
)  # fmt: skip
