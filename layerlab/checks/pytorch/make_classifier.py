"""A classifier with one hidden layer, made of torch's modules."""

import numpy as np
import torch
from torch import nn

from layerlab.checking import Exercise, Mistake, Tensor, case, looks, worked

from . import shared


def _make_classifier(d, h, k):
    return nn.Sequential(nn.Flatten(), nn.Linear(d, h), nn.ReLU(), nn.Linear(h, k))


def _cases(rng):
    first = np.array([[1.0, -1.0], [0.5, 2.0]], dtype=np.float32)
    yield worked(d=2, h=3, k=2, X=Tensor(first))
    yield worked(d=4, h=3, k=2, X=shared.floats(rng, 3, 1, 2, 2))
    yield case(d=5, h=7, k=3, X=shared.floats(rng, 4, 5))
    yield case(d=16, h=6, k=10, X=shared.floats(rng, 3, 4, 4))
    yield case(d=12, h=8, k=4, X=shared.floats(rng, 5, 3, 2, 2))
    yield case(d=3, h=1, k=2, X=shared.floats(rng, 2, 3))
    yield case(d=4, h=9, k=5, X=shared.floats(rng, 1, 1, 2, 2))


def _stack(*parts, flat=nn.Flatten):
    """A maker of stacks; each part is made from (d, h, k)."""

    def make(d, h, k):
        first = [flat()] if flat else []
        return nn.Sequential(*first, *(part(d, h, k) for part in parts))

    return make


def _in(d, h, k):
    return nn.Linear(d, h)


def _out(d, h, k):
    return nn.Linear(h, k)


def _layer(kind, *args, **named):
    return lambda d, h, k: kind(*args, **named)


_relu = _layer(nn.ReLU)


class _Classifier(nn.Module):
    """The same as a class, with functions for the flattening and the bend."""

    def __init__(self, d, h, k):
        super().__init__()
        self.hidden, self.scores = nn.Linear(d, h), nn.Linear(h, k)

    def forward(self, x):
        return self.scores(torch.relu(self.hidden(x.reshape(len(x), -1))))


class _ByHand(nn.Module):
    """Matrices without nn.Linear, in torch's layout."""

    def __init__(self, d, h, k):
        super().__init__()
        self.W1, self.b1 = nn.Parameter(torch.randn(h, d)), nn.Parameter(torch.zeros(h))
        self.W2, self.b2 = nn.Parameter(torch.randn(k, h)), nn.Parameter(torch.zeros(k))

    def forward(self, x):
        x = (torch.flatten(x, 1) @ self.W1.T + self.b1).clamp(min=0)
        return x @ self.W2.T + self.b2


class _OtherWayRound(nn.Module):
    """The same with matrices as lesson 08 has them: (in, out)."""

    def __init__(self, d, h, k):
        super().__init__()
        self.W1, self.b1 = nn.Parameter(torch.randn(d, h)), nn.Parameter(torch.zeros(h))
        self.W2, self.b2 = nn.Parameter(torch.randn(h, k)), nn.Parameter(torch.zeros(k))

    def forward(self, x):
        return torch.relu(x.flatten(1) @ self.W1 + self.b1) @ self.W2 + self.b2


class _MadeInForward(nn.Module):
    def __init__(self, d, h, k):
        super().__init__()
        self.sizes = d, h, k

    def forward(self, x):
        return _make_classifier(*self.sizes)(x)


class _NoSuper(nn.Module):
    def __init__(self, d, h, k):
        self.hidden = nn.Linear(d, h)


class _InAList(_Classifier):
    """The layers stand in a plain list, where nn.Module does not look."""

    def __init__(self, d, h, k):
        nn.Module.__init__(self)
        self.layers = [nn.Linear(d, h), nn.Linear(h, k)]

    def forward(self, x):
        hidden, scores = self.layers
        return scores(torch.relu(hidden(x.flatten(1))))


class _Answers(_Classifier):
    def forward(self, x):
        return super().forward(x).argmax(dim=1)


class _Rows(nn.Module):
    """Flattens everything, the batch too."""

    def forward(self, x):
        return x.flatten()


_FILLED = """
    model = make_classifier(d, h, k)
    fill(model, by="shape")  # weights of the check
"""


make_classifier = Exercise(
    number="9.1", name="make_classifier", difficulty=1, minutes=10, points=2,
    reference=_make_classifier, cases=_cases,
    observe=looks.training(
        "make_classifier",
        "len(list(model.parameters()))",
        "result",
        "model.eval()(X)",
        call="model(X)",
        setup=_FILLED,
    ),
    mistakes=(
        Mistake("softmax before cross-entropy", code=
            _stack(_in, _relu, _out, _layer(nn.Softmax, dim=1)), message=
            "Your model ends with a softmax. `cross_entropy` makes probabilities itself; given "
            "probabilities it does so twice, and training becomes slow. End with the plain "
            "scores."),
        Mistake("log-softmax at the end", code=
            _stack(_in, _relu, _out, _layer(nn.LogSoftmax, dim=1)), message=
            "Your model ends with a log-softmax. `cross_entropy` takes the logarithm of the "
            "softmax itself. End with the plain scores."),
        Mistake("sigmoid at the end", _stack(_in, _relu, _out, _layer(nn.Sigmoid)), message=
            "Your model ends with a sigmoid, so that no score leaves the range from 0 to 1. "
            "`cross_entropy` wants scores of any size."),
        Mistake("ReLU on the logits", _stack(_in, _relu, _out, _relu), hint=2, message=
            "The scores pass through a ReLU: all negative ones became 0, and with them the slope. "
            "A bend belongs between two layers, not after the last."),
        Mistake("flatten missing", _stack(_in, _relu, _out, flat=None), message=
            "Rows go through, pictures do not: `nn.Linear` looks at the last axis alone. Make one "
            "row of each picture first."),
        Mistake("batch flattened", _stack(_in, _relu, _out, flat=_Rows), message=
            "The whole batch became one long row. The first axis counts the examples and must "
            "stay: flatten from axis 1 on."),
        Mistake("no bend", _stack(_in, _out), hint=2, message=
            "There is no ReLU between the layers. Two linear layers in a row are one linear layer, "
            "as lesson 06 has shown."),
        Mistake("tanh for ReLU", _stack(_in, _layer(nn.Tanh), _out), hint=2, message=
            "The bend is a tanh. It would learn too, but a ReLU is asked for."),
        Mistake("sigmoid for ReLU", _stack(_in, _layer(nn.Sigmoid), _out), hint=2, message=
            "The bend is a sigmoid. It would learn too, but a ReLU is asked for."),
        Mistake("ReLU on the input", _stack(_relu, _in, _out), hint=2, message=
            "The ReLU stands before the first layer: it cuts the negative inputs off and leaves "
            "two linear layers in a row."),
        Mistake("no hidden layer", _stack(lambda d, h, k: nn.Linear(d, k)), hint=2, message=
            "Inputs lead straight to the scores. One hidden layer of h units stands between them."),
        Mistake("two hidden layers", hint=2, code=
            _stack(_in, _relu, lambda d, h, k: nn.Linear(h, h), _relu, _out), message=
            "There are two hidden layers. One is asked for."),
        Mistake("bias missing", _stack(
            lambda d, h, k: nn.Linear(d, h, bias=False),
            _relu,
            lambda d, h, k: nn.Linear(h, k, bias=False),
        ), hint=2, message=
            "The layers have no biases: two parameters are there instead of four."),
        Mistake("sizes exchanged", hint=3, code=
            _stack(lambda d, h, k: nn.Linear(h, d), _relu, _out), message=
            "The sizes of the first layer stand the wrong way round. `nn.Linear` takes how many "
            "come in, then how many go out."),
        Mistake("hidden and classes exchanged", hint=3, code=
            lambda d, h, k: _make_classifier(d, k, h), message=
            "h and k have changed places: there are as many scores as hidden units should be."),
        Mistake("dropout", _stack(_in, _relu, _layer(nn.Dropout, 0.5), _out), hint=2, message=
            "In training mode the answer changes by chance: is there a dropout? None is asked "
            "for."),
        Mistake("answers for scores", _Answers, message=
            "The model answers with class numbers. Nothing can be learned from them, for they have "
            "no slope: give the k scores."),
        Mistake("layers in a plain list", _InAList, hint=3, message=
            "The model has no parameters: layers in a plain Python list are not seen by "
            "`parameters()`. Give each its own attribute, or use nn.Sequential."),
        Mistake("super().__init__ forgotten", _NoSuper, hint=3, message=
            "A class of your own must call `super().__init__()` before it takes its layers: there "
            "the book is opened in which the parameters are kept."),
        Mistake("the class for the model", lambda d, h, k: _Classifier, hint=3, message=
            "A class came back, and no model has been made of it. Call the class, with its "
            "brackets."),
        Mistake("a function for the model", hint=3, code=
            lambda d, h, k: lambda x: _make_classifier(d, h, k)(x), message=
            "A plain function came back. It has no `parameters()`, so no optimiser can move "
            "anything: give an nn.Module."),
        Mistake("layers made in forward", _MadeInForward, hint=3, message=
            "The layers are made anew each time the model is asked, so nothing that they learn "
            "stays. Make them once."),
        Mistake("ReLU only at the end", _stack(_in, _out, _relu), hint=2, message=
            "The ReLU stands after the last layer, where it cuts off the negative scores. It "
            "belongs between the two layers."),
    ),
    hints=(
        "Does it take a picture of shape (1, 28, 28) and a row of 784 alike? And are there "
        "negative numbers among its scores, as there should be?",
        "Four parts in a row: make rows, a linear layer, a bend, a linear layer. Nothing comes "
        "after the last.",
        "`nn.Sequential(nn.Flatten(), …, …, …)`: the first linear layer leads from d to h, the "
        "second from h to k.",
    ),
    alternatives=(_Classifier, _ByHand, _OtherWayRound),
)  # fmt: skip
