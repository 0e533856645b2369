"""Layers one upon the other, with tanh between them."""

from layerlab.checking import Exercise, Mistake, looks

from . import shared
from .shared import scene


class _MLP:
    layer = shared.Layer

    def __init__(self, n_in, sizes):
        ends = [n_in, *sizes]
        self.layers = [self.layer(a, b) for a, b in zip(ends, sizes, strict=False)]

    def __call__(self, x):
        for layer in self.layers[:-1]:
            x = [out.tanh() for out in layer(x)]
        x = self.layers[-1](x)
        return x[0] if len(x) == 1 else x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


def _cases(rng):
    counted = "len(model.parameters())", "values_in(model.parameters())"
    for n_in, sizes, x in ((2, [3, 1], [1.0, 2.0]), (2, [3, 2, 1], [0.5, -1.0])):
        yield scene([f"model = MLP({n_in}, {sizes})"], *counted, first=len(sizes) == 2)
        yield scene(
            [f"model, x = MLP({n_in}, {sizes}), {x}"],
            *counted,
            "len(set(map(id, model.parameters())))",
            "set_all(model, 0.5)(x).data",
            "reached(model(x), model)",
            first=len(sizes) == 2,
        )
    lines = ["model, x = MLP(3, [4, 2]), [1.0, 0.0, -2.0]"]
    yield scene(lines, "[out.data for out in set_all(model, 0.25)(x)]")
    yield scene(["sizes = [3, 1]", "model = MLP(2, sizes)"], "sizes")
    for x in ([3.0, 4.0], rng.normal(size=2).round(1).tolist()):
        lines = [f"model, x = MLP(2, [1]), {x}"]
        yield scene(lines, "len(model.parameters())", "set_all(model, 0.5)(x).data")


def _mlp(**parts):
    return type("MLP", (_MLP,), parts)


def _mlp_runs(bend, last=False, alone=True):
    """A forward pass of an MLP: `bend` between layers, and after the last one, too."""

    def call(self, x):
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if i < len(self.layers) - 1 or last:
                x = [bend(out) for out in x]
        return x[0] if alone and len(x) == 1 else x

    return call


def _listed(out):
    return out if isinstance(out, list) else [out]


def _straight(out):
    return out


def _input_layer_too(self, n_in, sizes):
    _MLP.__init__(self, n_in, [n_in, *sizes])


def _first_size_lost(self, n_in, sizes):
    self.layers = [shared.Layer(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]


def _all_from_the_input(self, n_in, sizes):
    self.layers = [shared.Layer(n_in, b) for b in sizes]


def _sizes_changed(self, n_in, sizes):
    sizes.insert(0, n_in)
    self.layers = [shared.Layer(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]


def _nested(self):
    return [layer.parameters() for layer in self.layers]


MLP = Exercise(
    number="8.4.3", name="MLP", difficulty=2, minutes=10, points=2,
    reference=_MLP, cases=_cases, observe=looks.expressions("MLP", setup=shared.MODELS),
    uses_random=True,
    mistakes=(
        Mistake("tanh on the last layer", code=
            _mlp(__call__=_mlp_runs(lambda out: out.tanh(), last=True)), message=
            "The last layer went through tanh, too, so that no answer leaves -1 to 1. Bend between "
            "the layers only."),
        Mistake("no tanh at all", _mlp(__call__=_mlp_runs(_straight)), message=
            "Nothing bends between the layers, so the whole stack is one layer."),
        Mistake("a list of one", hint=3, code=
            _mlp(__call__=_mlp_runs(lambda out: out.tanh(), alone=False)), message=
            "A single output came back in a list. Where there is one output, give the Value "
            "itself."),
        Mistake("lists in a list", _mlp(parameters=_nested), hint=3, message=
            "`parameters()` holds a list for each layer. One flat list of Values is asked for."),
        Mistake("only the last layer's parameters", hint=3, code=
            _mlp(parameters=lambda self: self.layers[-1].parameters()), message=
            "Only the last layer's parameters are listed; the ones below would never learn."),
        Mistake("only the first layer's parameters", hint=3, code=
            _mlp(parameters=lambda self: self.layers[0].parameters()), message=
            "Only the first layer's parameters are listed. Is a `return` inside a loop?"),
        *(Mistake(f"only the {which} layer's parameters, biases drawn", hint=3, code=_mlp(
            layer=type("Layer", (shared.Layer,), {"neuron": shared.DrawnBias}),
            parameters=lambda self, place=place: self.layers[place].parameters(),
        ), message=
            f"Only the {which} layer's parameters are listed; the others would never learn.")
            for which, place in (("first", 0), ("last", -1))),
        Mistake("a layer too many", _mlp(__init__=_input_layer_too), hint=2, message=
            "There is a layer too many, from the inputs to as many again. The first layer leads "
            "from n_in to the first size."),
        Mistake("first layer missing", _mlp(__init__=_first_size_lost), hint=2, message=
            "The layer from the inputs to the first size is missing."),
        Mistake("always the first Value", hint=3, code=
            _mlp(__call__=lambda self, x: _listed(_MLP.__call__(self, x))[0]), message=
            "Only the first output came back. Where there are several, give the whole list."),
        Mistake("tanh on the last layer, a list of one", hint=3, code=
            _mlp(__call__=_mlp_runs(lambda out: out.tanh(), last=True, alone=False)), message=
            "Two things. The last layer went through tanh: bend between the layers only. And a "
            "single output came back in a list, where the Value itself is asked for."),
        Mistake("every layer from the inputs", _mlp(__init__=_all_from_the_input), hint=2, message=
            "Every layer is made for n_in inputs. A layer takes what the one below it gives: the "
            "sizes in a row, each with its neighbour."),
        Mistake("sizes changed", _mlp(__init__=_sizes_changed), message=
            "The caller's own list of sizes has one entry more now: `insert` and `append` change "
            "it. Make a new list, `[n_in, *sizes]`."),
        Mistake("graph lost", hint=2, code=
            _mlp(__call__=_mlp_runs(lambda out: shared.Value(out.tanh().data))), message=
            "Between two layers the Values were turned into plain numbers and wrapped again: blame "
            "ends there."),
    ),
    hints=(
        "How many layers has MLP(2, [3, 1]), and after which of them is there a tanh?",
        "The sizes in a row, [n_in, *sizes]: each neighbouring pair makes a layer. What one layer "
        "gives, the next one takes.",
        "Loop over all layers but the last, with a tanh on each output; then the last one; and "
        "take the Value out of a list of one.",
    ),
    alternatives=(
        _mlp(__call__=_mlp_runs(lambda out: out.tanh())),
        _mlp(parameters=lambda self: _MLP.parameters(self)[::-1]),
    ),
)  # fmt: skip
