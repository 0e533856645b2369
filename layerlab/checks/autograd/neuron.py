"""A neuron made of Values."""

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene


def _cases(rng):
    drawn = rng.normal(size=3).round(1).tolist()
    known = (2, [3.0, -1.0]), (3, [1.0, 2.0, 5.0]), (1, [4.0]), (5, [1.0] * 5)
    for n_in, x in (*known, (3, drawn)):
        lines = [f"neuron, x = Neuron({n_in}), {x}"]
        yield scene(
            lines,
            "len(neuron.parameters())",
            "set_all(neuron, 0.5)(x).data",
            "one_by_one(neuron, x)",
            "reached(neuron(x), neuron)",
            first=n_in == 2,
        )
    yield scene(["neuron = Neuron(4)"], "start_values(neuron)")


def _neuron(**parts):
    return type("Neuron", (shared.Neuron,), parts)


def _plain_score(self, x):
    return shared.Value(
        sum(w.data * v for w, v in zip(self.w, x, strict=True)) + self.b.data
    )


def _without_bias(self, x):
    return sum((w * v for w, v in zip(self.w, x, strict=True)), shared.Value(0.0))


def _bias_each_time(self, x):
    return sum(
        (w * v + self.b for w, v in zip(self.w, x, strict=True)), shared.Value(0.0)
    )


Neuron = Exercise(
    number="8.4.1", name="Neuron", difficulty=1, minutes=8, points=1,
    reference=shared.Neuron, cases=_cases, observe=looks.expressions("Neuron", setup=shared.MODELS),
    uses_random=True,
    mistakes=(
        Mistake("bias missing", code=
            _neuron(__call__=_without_bias, parameters=lambda self: self.w), message=
            "The bias is not among the parameters. A neuron has one number more than it has "
            "inputs, and a step moves only what `parameters()` lists."),
        Mistake("bias not used", _neuron(__call__=_without_bias), message=
            "The bias is listed and never added. The score is the weighted sum plus the bias."),
        Mistake("bias added each time", _neuron(__call__=_bias_each_time), hint=2, message=
            "The bias was added once for each input. It is added once."),
        Mistake("nested list", _neuron(parameters=lambda self: [self.w, self.b]), hint=3, message=
            "`parameters()` holds a list in a list. One flat list of Values is asked for."),
        Mistake("graph lost", _neuron(__call__=_plain_score), hint=2, message=
            "The score was computed from plain numbers and wrapped afterwards: it remembers no "
            "parents, and blame ends there. Multiply and add the Values themselves."),
        Mistake("tanh included", hint=2, code=
            _neuron(__call__=lambda self, x: shared.Neuron.__call__(self, x).tanh()), message=
            "The answer went through tanh. Here a neuron gives its score; where to bend is decided "
            "by the network."),
        Mistake("all weights alike", _neuron(start=staticmethod(lambda: 0.0)), hint=3, message=
            "All weights start with the same number. Two such neurons would stay twins for ever: "
            "draw each weight by chance."),
    ),
    hints=(
        "How many parameters has a neuron with 3 inputs? What is its score if all are 0.5?",
        "`zip(self.w, x)` pairs weights and inputs. The score is a sum of products, plus the bias, "
        "all of them Values.",
        "In `__init__`: a list of n_in Values drawn with `random.uniform`, and one more Value. In "
        "`parameters`: one list with all of them.",
    ),
    alternatives=(
        _neuron(parameters=lambda self: [self.b, *self.w]),
        _neuron(start=staticmethod(lambda: __import__("random").gauss(0, 1))),
    ),
)  # fmt: skip
