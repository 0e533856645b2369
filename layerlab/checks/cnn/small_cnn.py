"""A small convolutional network, judged by its answers' form and its parameters."""

import torch
from torch import nn
from torch.nn import functional as F

from layerlab.checking import Exercise, Mistake, Tensor, case, judges, worked
from layerlab.checking.looks import Look


class _SmallCNN(nn.Module):
    """Two convolutions, each with its bend and its pooling; every part can be replaced."""

    last = 16 * 8 * 8

    def __init__(self, k):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
        self.head = nn.Linear(self.last, k)

    def maps(self, x):
        x = F.max_pool2d(torch.relu(self.conv1(x)), 2)
        return F.max_pool2d(torch.relu(self.conv2(x)), 2)  # (n, 16, 8, 8)

    def forward(self, x):
        return self.head(self.maps(x).flatten(1))


def _cases(rng):
    for make, k, n in ((worked, 10, 2), (worked, 4, 5), (case, 10, 3)):
        X = rng.uniform(size=(n, 3, 32, 32)).astype("float32")
        yield make(k=k, X=Tensor(X))


def _network(forward=None, build=None, last=None):
    """A SmallCNN with another forward pass, other layers, or another last size."""

    class Changed(_SmallCNN):
        def __init__(self, k):
            super().__init__(k)
            if build:
                build(self, k)

    if forward:
        Changed.forward = forward
    if last:
        Changed.last = last
    return Changed


def _ending(change):
    """A SmallCNN whose logits are changed at the end."""
    return _network(lambda self, x: change(_SmallCNN.forward(self, x)))


def _sequential(k):
    stack = [
        *(nn.Conv2d(3, 12, 5, stride=2, padding=2), nn.BatchNorm2d(12), nn.GELU()),
        *(nn.Conv2d(12, 24, 3, stride=2, padding=1), nn.ReLU()),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(24, k)),
    ]
    return nn.Sequential(*stack)


class _ByLists(nn.Module):
    def __init__(self, k):
        super().__init__()
        sizes = (3, 16, 32, 48)
        pairs = zip(sizes, sizes[1:], strict=False)
        self.convs = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in pairs)
        self.drop, self.head = nn.Dropout(0.2), nn.Linear(48 * 16, k)

    def forward(self, x):
        for conv in self.convs:
            x = F.max_pool2d(conv(x).relu(), 2)
        return self.head(self.drop(x.reshape(len(x), -1)))


class _PlainList(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.layers = [nn.Conv2d(3, 8, 3, padding=1), nn.Linear(8 * 16 * 16, k)]

    def forward(self, x):
        return self.layers[1](F.max_pool2d(self.layers[0](x).relu(), 2).flatten(1))


class _MadeInForward(nn.Module):
    def __init__(self, k):
        super().__init__()
        self.k = k
        self.conv = nn.Conv2d(3, 8, 3, padding=1)

    def forward(self, x):
        x = F.max_pool2d(self.conv(x).relu(), 2).flatten(1)
        return nn.Linear(x.shape[1], self.k)(x)


class _NoInit(nn.Module):
    def __init__(self, k):
        self.conv = nn.Conv2d(3, 8, 3)


class _NoReturn(_SmallCNN):
    def forward(self, x):
        self.head(self.maps(x).flatten(1))


def _no_pooling(self, k):
    self.head = nn.Linear(16 * 32 * 32, k)
    self.wide = nn.Linear(k, 40_000)  # however small k is, this is too much
    self.back = nn.Linear(40_000, k)


def _without_pooling(self, x):
    x = torch.relu(self.conv2(torch.relu(self.conv1(x))))
    x = self.head(x.flatten(1))
    return x + 0 * self.back(self.wide(x))


def _dense(k):
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 48), nn.ReLU(), nn.Linear(48, k))


_MOST_PARAMETERS = 200_000


SmallCNN = Exercise(
    number="11.1", name="SmallCNN", difficulty=2, minutes=15, points=3,
    reference=_SmallCNN, cases=_cases, uses_random=True,
    observe=Look("units.cnn:network", {"call": "SmallCNN(k)(X)", "torch": {}}),
    judge=judges.Limits(most={"parameters": _MOST_PARAMETERS - 1}),
    mistakes=(
        Mistake("batch flattened", hint=2, code=
            _network(lambda self, x: self.head(self.maps(x).flatten())), message=
            "`flatten()` made one long row of the whole batch. The first axis counts the pictures "
            "and must stay: flatten from axis 1 on."),
        Mistake("wrong size after pooling", _network(last=16 * 16 * 16), message=
            "The last layer is made for rows of another length than those that arrive. Each "
            "pooling halves height and width: follow the shape from 32 on, layer by layer."),
        Mistake("not flattened", _network(lambda self, x: self.head(self.maps(x))), hint=2, message=
            "The maps (n, c, h, w) reach a linear layer as they are. It wants one row for each "
            "picture."),
        Mistake("rows of several pictures", hint=2, code=
            _network(lambda self, x: self.head(self.maps(x).reshape(-1, 512)), last=512), message=
            "There are more or fewer rows than pictures: a reshape with -1 in front took the wrong "
            "row length and cut pictures in pieces. Keep the first axis as it is."),
        Mistake("the number of pictures fixed", hint=2, code=
            _network(lambda self, x: self.head(self.maps(x).reshape(4, -1))), message=
            "A reshape or view made another number of rows than there are pictures. Batches differ "
            "in size: keep the first axis, and flatten from axis 1 on."),
        Mistake("a network for the class", _SmallCNN(10), hint=3, message=
            "This is a network, made already. Hand over the class itself, without brackets: the "
            "check makes networks of its own."),
        Mistake("softmax inside", _ending(lambda z: z.softmax(dim=1)), message=
            "Each row sums to 1 (or its exponentials do): there is a softmax at the end. "
            "Cross-entropy applies its own; the network gives logits."),
        Mistake("softmax over the batch", _ending(lambda z: z.softmax(dim=0)), message=
            "The answer for a picture depends on the others in its batch: something at the end "
            "runs over axis 0. Give the logits as they are."),
        Mistake("a bend on the logits", _ending(torch.relu), message=
            "No logit is ever negative: a ReLU or a sigmoid stands after the last layer. A network "
            "must be able to say no."),
        Mistake("k forgotten", lambda k: _SmallCNN(7), hint=3, message=
            "The number of logits is not k. How many units has your last layer?"),
        Mistake("always ten", lambda k: _SmallCNN(10), hint=3, message=
            "There are always 10 logits. How many are wanted is `k`."),
        Mistake("answers for logits", _ending(lambda z: z.argmax(dim=1)), message=
            "One number came back for each picture. Give all k logits; which is the largest is "
            "asked later."),
        Mistake("maps for logits", _ending(lambda z: z[:, :, None, None]), hint=2, message=
            "The output still has height and width. One row of k numbers is wanted for each "
            "picture."),
        Mistake("channels do not fit", code=
            _network(build=lambda self, k: setattr(self, "conv1", nn.Conv2d(1, 8, 3))), message=
            "A convolution is made for another number of channels than it gets. The pictures have "
            "3; after that, each layer takes what the one before gives."),
        Mistake("no bend between the layers", _network(
            lambda self, x: self.head(
                nn.functional.avg_pool2d(
                    self.conv2(nn.functional.avg_pool2d(self.conv1(x), 2)), 2
                ).flatten(1)
            )
        ), hint=2, message=
            "Nothing bends between the layers, so the stack is no more than one linear layer. A "
            "ReLU belongs after each convolution."),
        Mistake("no pooling", _network(_without_pooling, _no_pooling), message=
            "Too many parameters. As a rule most of them stand in the first linear layer, which "
            "has a weight for every pixel of every map: poolings or strides make the maps small."),
        Mistake("no convolution", _dense, hint=2, message=
            "There is no `nn.Conv2d` in it. Linear layers alone forget which pixels are "
            "neighbours."),
        Mistake("layers in a plain list", _PlainList, hint=2, message=
            "torch does not know your layers: a plain Python list hides them, so an optimiser "
            "would have nothing to move. Make them attributes, or use nn.Sequential."),
        Mistake("layers made in forward", _MadeInForward, hint=2, message=
            "The same pictures give another answer the second time: a layer is made anew in "
            "`forward`. Make all layers once, in `__init__`."),
        Mistake("gradients cut off", hint=2, code=
            _network(lambda self, x: self.head(self.maps(x).detach().flatten(1))), message=
            "No gradient reaches some of the parameters: a `.detach()`, `.data` or `no_grad`, or a "
            "layer that `forward` never uses."),
        Mistake("nothing returned by forward", _NoReturn, hint=3, message=
            "`forward` gives nothing back: its last line needs a `return`."),
        Mistake("super forgotten", _NoInit, hint=3, message=
            "`super().__init__()` must be the first line of `__init__`: it makes the place where "
            "torch keeps the layers."),
        Mistake("log-softmax inside", _ending(lambda z: z.log_softmax(dim=1)), message=
            "There is a log-softmax at the end. Cross-entropy applies its own; the network gives "
            "logits."),
        Mistake("squeezed", _ending(lambda z: z.squeeze()), hint=2, message=
            "A picture alone lost its first axis: a `squeeze` takes every axis of length 1 away. A "
            "batch of one has the shape (1, k)."),
    ),
    hints=(
        "Write the shape after every layer beside your code, starting with (n, 3, 32, 32). How "
        "long is the row that reaches the last layer? And does cross-entropy want logits or "
        "shares?",
        "`nn.Conv2d`, `nn.ReLU`, `nn.MaxPool2d(2)`, twice or three times; then a flatten that "
        "keeps the first axis (`nn.Flatten()` does), then one `nn.Linear`.",
        "In `__init__`: `super().__init__()`, then `self.layers = nn.Sequential(…)`, whose last "
        "layer gives k numbers. In `forward` one line is left.",
    ),
    alternatives=(_sequential, _ByLists),
)  # fmt: skip
