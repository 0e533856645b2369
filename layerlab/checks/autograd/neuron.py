"""A neuron made of Values."""

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene


def _cases(rng):
    drawn = rng.normal(size=3).round(1).tolist()
    known = (2, [3.0, -1.0]), (3, [1.0, 2.0, 5.0]), (1, [4.0]), (5, [1.0] * 5)
    counted = "len(neuron.parameters())", "values_in(neuron.parameters())"
    yield scene(["neuron = Neuron(2)"], *counted, first=True)
    yield scene(["neuron = Neuron(200)"], "start_values(neuron)")
    lines = ["neuron = Neuron(2)", "value = type(neuron.parameters()[0])"]
    shown = "set_all(neuron, 0.5)(x).data", "reached(neuron(x), neuron)"
    yield scene(
        [*lines, "x = [value(3.0), value(-1.0)]"], *shown
    )  # inputs that are Values
    for n_in, x in (*known, (3, drawn)):
        lines = [f"neuron, x = Neuron({n_in}), {x}"]
        yield scene(
            lines,
            *counted,
            "set_all(neuron, 0.5)(x).data",
            "one_by_one(neuron, x)",
            "reached(neuron(x), neuron)",
            first=n_in == 2,
        )
    zeros = "sum(p.data == 0 for p in neuron.parameters())"
    yield scene(["neuron = Neuron(3)"], zeros)


def _neuron(**parts):
    return type("Neuron", (shared.Neuron,), parts)


def _plain_score(self, x):
    return shared.Value(
        sum(w.data * v for w, v in zip(self.w, x, strict=False)) + self.b.data
    )


def _without_bias(self, x):
    return sum((w * v for w, v in zip(self.w, x, strict=True)), shared.Value(0.0))


def _plain_number(self, x):
    return sum(w.data * v for w, v in zip(self.w, x, strict=False)) + self.b.data


def _only_the_last(self, x):
    for w, v in zip(self.w, x, strict=False):
        score = w * v
    return score + self.b


def _plain_weights(self, n_in):
    self.w, self.b = [self.start() for _ in range(n_in)], 0.0


def _wraps_inputs(self, x):
    return sum((w * shared.Value(v) for w, v in zip(self.w, x, strict=False)), self.b)


def _plain_bias(self, n_in):
    self.w, self.b = [shared.Value(self.start()) for _ in range(n_in)], 0.0


def _plain_weights_alone(self, n_in):
    self.w, self.b = [self.start() for _ in range(n_in)], shared.Value(0.0)


def _one_weight(self, n_in):
    self.w, self.b = [shared.Value(self.start())] * n_in, shared.Value(0.0)


def _drawn(how):
    """A Neuron whose weights are drawn another way."""
    return _neuron(start=staticmethod(lambda: how(__import__("random"))))


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
        Mistake("bias drawn and not listed", hint=3, code=
            type("Neuron", (shared.DrawnBias,), {"parameters": lambda self: self.w}), message=
            "The bias is not among the parameters: it is used, and no step would ever move it. "
            "List it behind, or before, the weights."),
        Mistake("bias drawn", shared.DrawnBias, hint=3, message=
            "Not one of the parameters starts at 0: the bias is drawn as the weights are. It "
            "begins at 0."),
        Mistake("bias not used", _neuron(__call__=_without_bias), message=
            "The bias is listed and never added. The score is the weighted sum plus the bias."),
        Mistake("bias added each time", _neuron(__call__=_bias_each_time), hint=2, message=
            "The bias was added once for each input. It is added once."),
        Mistake("nested list", _neuron(parameters=lambda self: [self.w, self.b]), hint=3, message=
            "`parameters()` holds a list in a list. One flat list of Values is asked for."),
        Mistake("weights are plain numbers", _neuron(__init__=_plain_weights), hint=3, message=
            "Weights and bias are plain numbers, which no blame can reach. Wrap each in a Value."),
        Mistake("only the weights are Values", _neuron(__init__=_plain_bias), hint=3, message=
            "The bias is a plain number, which no blame can reach. Wrap it in a Value, too."),
        Mistake("only the bias is a Value", _neuron(__init__=_plain_weights_alone), hint=3, message=
            "The weights are plain numbers, which no blame can reach. Wrap each in a Value."),
        Mistake("the bias alone", _neuron(__call__=lambda self, x: self.b), hint=2, message=
            "The score is the bias, whatever comes in. Add weight times input for each of them."),
        Mistake("a plain number", _neuron(__call__=_plain_number), hint=2, message=
            "The score is a plain number: it was made of `data`. Multiply and add the Values "
            "themselves, so that blame finds its way back."),
        Mistake("only the last product", _neuron(__call__=_only_the_last), hint=2, message=
            "Only the last product counts: the score is overwritten in each turn of the loop. Add "
            "to it."),
        Mistake("one weight for all inputs", _neuron(__init__=_one_weight), message=
            "`[Value(…)] * n_in` is one weight, listed several times: what moves one moves all. "
            "Draw a new one for each input."),
        Mistake("inputs wrapped again", _neuron(__call__=_wraps_inputs), hint=3, message=
            "Every input is wrapped in a Value, also one that is a Value already. `w * v` takes "
            "both, since `lift` leaves a Value as it is."),
        Mistake("graph lost", _neuron(__call__=_plain_score), hint=2, message=
            "The score was computed from plain numbers and wrapped afterwards: it remembers no "
            "parents, and blame ends there. Multiply and add the Values themselves."),
        Mistake("tanh included", hint=2, code=
            _neuron(__call__=lambda self, x: shared.Neuron.__call__(self, x).tanh()), message=
            "The answer went through tanh. Here a neuron gives its score; where to bend is decided "
            "by the network."),
        Mistake("weights from 0 to 1", _drawn(lambda random: random.random()), hint=3, message=
            "The weights are all drawn from 0 to 1. A neuron should begin as ready to say no as "
            "to say yes: from -1 to 1."),
        Mistake("weights by `gauss`", _drawn(lambda random: random.gauss(0, 1)), hint=3, message=
            "Some weights begin beyond -1 and 1. The task asks for `random.uniform(-1, 1)`."),
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
        _drawn(lambda random: 2 * random.random() - 1),
    ),
)  # fmt: skip
