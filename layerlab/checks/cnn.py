"""Unit 11, cnn: a small network, its parameters, its errors, augmentation, a training.

In the order of the exercises; the implementations, right and wrong, are in `_cnn`.
"""

import functools
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from layerlab.checking import Exercise, Mistake, Tensor, case, worked
from layerlab.checking.looks import Look
from layerlab.checks._cnn import (
    _bake,
    _baker,
    _bordered,
    _by_gathering,
    _by_slices,
    _ByHeart,
    _ByLists,
    _coins,
    _dense,
    _draws,
    _ending,
    _in_place,
    _late,
    _MadeInForward,
    _network,
    _no_pooling,
    _NoInit,
    _NoReturn,
    _numpy_names,
    _old_pixels_left,
    _padded,
    _PlainList,
    _sequential,
    _shift_flip,
    _SmallCNN,
    _train_to,
    _uncut,
    _variant,
    _without_pooling,
)
from layerlab.judging import judges
from layerlab.judging.compare import Difference, compare
from layerlab.watching.units import training_budget

MOST_PARAMETERS = 200_000

# ---- 11.1 SmallCNN ----------------------------------------------------------------------


def _network_cases(rng):
    for make, k, n in ((worked, 10, 2), (worked, 4, 5), (case, 10, 3)):
        X = rng.uniform(size=(n, 3, 32, 32)).astype("float32")
        yield make(k=k, X=Tensor(X))


SmallCNN = Exercise(
    number="11.1",
    name="SmallCNN",
    difficulty=2,
    minutes=15,
    points=3,
    reference=_SmallCNN,
    cases=_network_cases,
    uses_random=True,
    observe=Look("units.cnn:network", {"call": "SmallCNN(k)(X)", "torch": {}}),
    judge=judges.Limits(most={"parameters": MOST_PARAMETERS - 1}),
    mistakes=(
        Mistake(
            "batch flattened",
            _network(lambda self, x: self.head(self.maps(x).flatten())),
            "`flatten()` made one long row of the whole batch. The first axis counts the "
            "pictures and must stay: flatten from axis 1 on.",
            hint=2,
        ),
        Mistake(
            "wrong size after pooling",
            _network(last=16 * 16 * 16),
            "The last layer is made for rows of another length than those that arrive. Each "
            "pooling halves height and width: follow the shape from 32 on, layer by layer.",
            hint=1,
        ),
        Mistake(
            "not flattened",
            _network(lambda self, x: self.head(self.maps(x))),
            "The maps (n, c, h, w) reach a linear layer as they are. It wants one row for each "
            "picture.",
            hint=2,
        ),
        Mistake(
            "rows of several pictures",
            _network(
                lambda self, x: self.head(self.maps(x).reshape(-1, 512)), last=512
            ),
            "There are more or fewer rows than pictures: a reshape with -1 in front took the "
            "wrong row length and cut pictures in pieces. Keep the first axis as it is.",
            hint=2,
        ),
        Mistake(
            "the number of pictures fixed",
            _network(lambda self, x: self.head(self.maps(x).reshape(4, -1))),
            "A reshape or view made another number of rows than there are pictures. Batches "
            "differ in size: keep the first axis, and flatten from axis 1 on.",
            hint=2,
        ),
        Mistake(
            "a network for the class",
            _SmallCNN(10),
            "This is a network, made already. Hand over the class itself, without brackets: "
            "the check makes networks of its own.",
            hint=3,
        ),
        Mistake(
            "softmax inside",
            _ending(lambda z: z.softmax(dim=1)),
            "Each row sums to 1 (or its exponentials do): there is a softmax at the end. "
            "Cross-entropy applies its own; the network gives logits.",
            hint=1,
        ),
        Mistake(
            "softmax over the batch",
            _ending(lambda z: z.softmax(dim=0)),
            "The answer for a picture depends on the others in its batch: something at the "
            "end runs over axis 0. Give the logits as they are.",
            hint=1,
        ),
        Mistake(
            "a bend on the logits",
            _ending(torch.relu),
            "No logit is ever negative: a ReLU or a sigmoid stands after the last layer. A "
            "network must be able to say no.",
            hint=1,
        ),
        Mistake(
            "k forgotten",
            lambda k: _SmallCNN(7),
            "The number of logits is not k. How many units has your last layer?",
            hint=3,
        ),
        Mistake(
            "answers for logits",
            _ending(lambda z: z.argmax(dim=1)),
            "One number came back for each picture. Give all k logits; which is the largest "
            "is asked later.",
            hint=1,
        ),
        Mistake(
            "maps for logits",
            _ending(lambda z: z[:, :, None, None]),
            "The output still has height and width. One row of k numbers is wanted for each "
            "picture.",
            hint=2,
        ),
        Mistake(
            "channels do not fit",
            _network(build=lambda self, k: setattr(self, "conv1", nn.Conv2d(1, 8, 3))),
            "A convolution is made for another number of channels than it gets. The pictures "
            "have 3; after that, each layer takes what the one before gives.",
            hint=1,
        ),
        Mistake(
            "no bend between the layers",
            _network(
                lambda self, x: self.head(
                    nn.functional.avg_pool2d(
                        self.conv2(nn.functional.avg_pool2d(self.conv1(x), 2)), 2
                    ).flatten(1)
                )
            ),
            "Nothing bends between the layers, so the stack is no more than one linear layer. "
            "A ReLU belongs after each convolution.",
            hint=2,
        ),
        Mistake(
            "no pooling",
            _network(_without_pooling, _no_pooling),
            "Too many parameters. Without pooling or stride the maps stay large, and the last "
            "layer has a weight for every pixel of every map.",
            hint=1,
        ),
        Mistake(
            "no convolution",
            _dense,
            "There is no `nn.Conv2d` in it. Linear layers alone forget which pixels are "
            "neighbours.",
            hint=2,
        ),
        Mistake(
            "layers in a plain list",
            _PlainList,
            "torch does not know your layers: a plain Python list hides them, so an optimiser "
            "would have nothing to move. Make them attributes, or use nn.Sequential.",
            hint=2,
        ),
        Mistake(
            "layers made in forward",
            _MadeInForward,
            "The same pictures give another answer the second time: a layer is made anew in "
            "`forward`. Make all layers once, in `__init__`.",
            hint=2,
        ),
        Mistake(
            "gradients cut off",
            _network(lambda self, x: self.head(self.maps(x).detach().flatten(1))),
            "No gradient reaches some of the parameters: a `.detach()`, `.data` or `no_grad`, "
            "or a layer that `forward` never uses.",
            hint=2,
        ),
        Mistake(
            "nothing returned by forward",
            _NoReturn,
            "`forward` gives nothing back: its last line needs a `return`.",
            hint=3,
        ),
        Mistake(
            "super forgotten",
            _NoInit,
            "`super().__init__()` must be the first line of `__init__`: it makes the place "
            "where torch keeps the layers.",
            hint=3,
        ),
        Mistake(
            "log-softmax inside",
            _ending(lambda z: z.log_softmax(dim=1)),
            "There is a log-softmax at the end. Cross-entropy applies its own; the network "
            "gives logits.",
            hint=1,
        ),
        Mistake(
            "squeezed",
            _ending(lambda z: z.squeeze()),
            "A picture alone lost its first axis: a `squeeze` takes every axis of length 1 "
            "away. A batch of one has the shape (1, k).",
            hint=2,
        ),
    ),
    hints=(
        "Write the shape after every layer beside your code, starting with (n, 3, 32, 32). "
        "How long is the row that reaches the last layer? And does cross-entropy want "
        "logits or shares?",
        "`nn.Conv2d`, `nn.ReLU`, `nn.MaxPool2d(2)`, twice or three times; then a flatten that "
        "keeps the first axis (`nn.Flatten()` does), then one `nn.Linear`.",
        "In `__init__`: `super().__init__()`, then `self.layers = nn.Sequential(…)`, whose "
        "last layer gives k numbers. In `forward` one line is left.",
    ),
    alternatives=(_sequential, _ByLists),
)

# ---- 11.2 conv_parameters ------------------------------------------------------------------


def _conv_parameters(c_in, c_out, kernel, bias=True):
    return c_out * (c_in * kernel * kernel + bool(bias))


def _parameter_cases(rng):
    yield worked(c_in=3, c_out=8, kernel=3, bias=True)
    yield worked(c_in=3, c_out=8, kernel=3, bias=False)
    yield worked(c_in=1, c_out=1, kernel=1, bias=True)
    for c_in, c_out, kernel in [(8, 16, 5), (16, 8, 3), (64, 128, 1), (5, 7, 2)]:
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=True)
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=False)
    for _ in range(4):
        c_in, c_out, kernel = (int(v) for v in rng.integers(2, 40, size=3))
        yield case(c_in=c_in, c_out=c_out, kernel=kernel, bias=bool(rng.integers(2)))


def _counted_by_torch(c_in, c_out, kernel, bias=True):
    layer = nn.Conv2d(c_in, c_out, kernel, bias=bias)
    return sum(p.numel() for p in layer.parameters())


def _counted(c_in, c_out, kernel, bias=True):
    total = 0
    for _ in range(c_out):
        total += sum(kernel**2 for _ in range(c_in))
        total += 1 if bias else 0
    return np.int64(total)


conv_parameters = Exercise(
    number="11.2",
    name="conv_parameters",
    difficulty=1,
    minutes=8,
    points=2,
    reference=_conv_parameters,
    cases=_parameter_cases,
    uses_random=True,  # a right answer may make the layer and count
    mistakes=(
        Mistake(
            "c_in forgotten",
            lambda c_in, c_out, kernel, bias=True: c_out * (kernel**2 + bias),
            "Each window looks through all c_in channels at once, so it has that many layers "
            "of weights. They are missing.",
            hint=1,
        ),
        Mistake(
            "c_out forgotten",
            lambda c_in, c_out, kernel, bias=True: c_in * kernel**2 + bias,
            "These are the parameters of one window. There is one for each of the c_out maps.",
            hint=1,
        ),
        Mistake(
            "a bias for every pixel",
            lambda c_in, c_out, kernel, bias=True: (
                c_out * (c_in * kernel**2 + bias * kernel**2)
            ),
            "There is a bias for every pixel of the window. The whole window makes one sum, "
            "and one number is added to it.",
            hint=2,
        ),
        Mistake(
            "a bias for every weight",
            lambda c_in, c_out, kernel, bias=True: (
                c_out * c_in * kernel**2 * (2 if bias else 1)
            ),
            "There is a bias for every weight. A map has one, whatever the window's size.",
            hint=2,
        ),
        Mistake(
            "a bias for every input channel",
            lambda c_in, c_out, kernel, bias=True: (
                c_out * c_in * kernel**2 + c_in * bias
            ),
            "The biases are counted by input channels. One belongs to each map that comes out.",
            hint=2,
        ),
        Mistake(
            "a bias for every pair",
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * (kernel**2 + bias),
            "There is a bias for every pair of channels. The sum runs over all input channels "
            "first, and then one bias is added.",
            hint=2,
        ),
        Mistake(
            "a single bias",
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * kernel**2 + bias,
            "There is one bias for the whole layer. Each of the c_out maps has its own.",
            hint=2,
        ),
        Mistake(
            "bias ignored",
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * kernel**2 + 1),
            "The biases are counted with `bias=False`, too.",
            hint=3,
        ),
        Mistake(
            "biases never counted",
            lambda c_in, c_out, kernel, bias=True: c_out * c_in * kernel**2,
            "These are the weights alone. With `bias=True` each map has one number more.",
            hint=3,
        ),
        Mistake(
            "kernel not squared",
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * kernel + bias),
            "The window is kernel high and kernel wide; one of the two is missing.",
            hint=1,
        ),
        Mistake(
            "doubled for squared",
            lambda c_in, c_out, kernel, bias=True: c_out * (c_in * 2 * kernel + bias),
            "The window has kernel times kernel cells, not two times kernel.",
            hint=1,
        ),
        Mistake(
            "channels added",
            lambda c_in, c_out, kernel, bias=True: (
                (c_in + c_out) * kernel**2 + c_out * bias
            ),
            "The channels were added. Each map that comes out has weights for every channel "
            "that goes in.",
            hint=1,
        ),
        Mistake(
            "windows and biases apart",
            lambda c_in, c_out, kernel, bias=True: (
                c_out * c_in * kernel**2,
                c_out * bias,
            ),
            "Two numbers came back. Add them: one total is asked for.",
            hint=3,
        ),
        Mistake(
            "^ for a power",
            lambda c_in, c_out, kernel, bias=True: (
                (c_in * c_out * kernel) ^ (2 + c_out * bias)
            ),
            "In Python `^` is no power: it compares the bits of two numbers. Write `**`.",
            hint=1,
        ),
        Mistake(
            "the switch turned round",
            lambda c_in, c_out, kernel, bias=True: (
                c_out * (c_in * kernel**2 + (not bias))
            ),
            "The biases are counted where `bias` is False, and left out where it is True.",
            hint=3,
        ),
        Mistake(
            "one map's weights, all biases",
            lambda c_in, c_out, kernel, bias=True: c_in * kernel**2 + c_out * bias,
            "The biases are right. The weights are those of one map: each of the c_out maps "
            "has its own.",
            hint=1,
        ),
    ),
    hints=(
        "One window makes one map. How many numbers has a window of 3 by 3 that looks at red, "
        "green and blue together? And how many windows are there?",
        "Weights: window cells, times input channels, times maps. Biases: one number for each "
        "map, added after everything is summed.",
        "Count the numbers of a single map first, its bias included where there is one; then "
        "multiply by the number of maps. `bias` is True or False, and Python counts True as 1.",
    ),
    alternatives=(_counted_by_torch, _counted),
)

# ---- 11.3 per_class ------------------------------------------------------------------------


def _shares(part, whole):
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _per_class(confusion):
    right = np.diag(confusion).astype(float)
    precision = _shares(right, confusion.sum(axis=0))
    recall = _shares(right, confusion.sum(axis=1))
    return _with_shares(precision, recall)


def _with_shares(precision, recall):
    return precision, recall, _shares(2 * precision * recall, precision + recall)


def _confusion_cases(rng):
    yield worked(confusion=[[8, 2], [4, 6]])
    yield worked(confusion=[[3, 0, 1], [2, 2, 0], [0, 0, 4]])
    yield worked(confusion=[[3, 0], [2, 0]])  # class 1 is never answered
    yield worked(confusion=[[3, 1], [0, 0]])  # class 1 never occurs
    yield case(confusion=[[1, 0, 0], [0, 1, 2], [0, 0, 4]])  # a class with one picture
    yield case(confusion=[[0, 3], [2, 0]])  # nothing right: precision and recall are 0
    yield case(
        confusion=[[5, 0, 0], [0, 0, 0], [1, 0, 2]]
    )  # neither occurs nor answered
    for k in (3, 4, 6):
        confusion = rng.integers(0, 9, size=(k, k)) + 10 * np.eye(k, dtype=int)
        yield case(confusion=confusion)


def _raw(empty):
    """Without a thought for 0/0, which then gives `empty`."""

    def code(confusion):
        right = np.diag(confusion)
        with np.errstate(all="ignore"):
            p, r = right / confusion.sum(0), right / confusion.sum(1)
            f1 = 2 * p * r / (p + r)
        return tuple(np.where(np.isnan(v), empty, v) for v in (p, r, f1))

    return code


def _only_f1_raw(confusion):
    precision, recall, _ = _per_class(confusion)
    with np.errstate(all="ignore"):
        return precision, recall, 2 * precision * recall / (precision + recall)


def _by_counts(confusion):
    """The same, class by class, from hits, false alarms and misses."""
    rows = []
    for c in range(len(confusion)):
        hits = float(confusion[c][c])
        alarms = float(sum(confusion[r][c] for r in range(len(confusion)))) - hits
        misses = float(sum(confusion[c])) - hits
        share = [(hits, hits + alarms), (hits, hits + misses)]
        share.append((2 * hits, 2 * hits + alarms + misses))
        rows.append([a / b if b else 0.0 for a, b in share])
    return tuple(list(column) for column in zip(*rows, strict=True))


def _with_f1(precision, recall):
    return precision, recall, _shares(2 * precision * recall, precision + recall)


def _largest_of_a_row(confusion):
    right = np.max(confusion, axis=1)
    return _with_f1(*(right / np.maximum(confusion.sum(a), 1) for a in (0, 1)))


def _by_small_number(confusion):
    C = torch.as_tensor(confusion).double()
    p = C.diagonal() / (C.sum(0) + 1e-12)
    r = C.diagonal() / (C.sum(1) + 1e-12)
    return p, r, 2 * p * r / (p + r + 1e-12)


def _then(change):
    """The right answer, changed at the end."""
    return lambda confusion: change(confusion, *_per_class(confusion))


per_class = Exercise(
    number="11.3",
    name="per_class",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_per_class,
    cases=_confusion_cases,
    returns=("precision", "recall", "f1"),
    mistakes=(
        Mistake(
            "axes swapped",
            _then(lambda C, p, r, f1: (r, p, f1)),
            "Precision and recall are exchanged. Precision looks at all answers of a class, "
            "which is a column; recall at all its true examples, a row.",
            hint=1,
        ),
        Mistake(
            "precision of all pictures",
            _then(lambda C, p, r, f1: _with_shares(np.diag(C) / C.sum(), r)),
            "The precision is divided by the number of all pictures. Each class has its own "
            "number of answers, its column: `sum(axis=0)`.",
            hint=1,
        ),
        Mistake(
            "recall of all pictures",
            _then(lambda C, p, r, f1: _with_shares(p, np.diag(C) / C.sum())),
            "The recall is divided by the number of all pictures. Each class has its own "
            "number of examples, its row: `sum(axis=1)`.",
            hint=1,
        ),
        Mistake(
            "0/0 left as it is",
            _raw(np.nan),
            "A class that is never answered, or never occurs, gives 0/0, and NumPy makes NaN "
            "of it. Here such a share is 0.",
            hint=2,
        ),
        Mistake(
            "0/0 counted as 1",
            _raw(1.0),
            "Where there is nothing to divide by, you give 1. Here such a share is 0: a class "
            "that was never answered has earned nothing.",
            hint=2,
        ),
        Mistake(
            "0/0 in f1",
            _only_f1_raw,
            "Precision and recall are right, but where both are 0, f1 is 0/0. It is 0 there.",
            hint=2,
        ),
        Mistake(
            "the plain mean for f1",
            _then(lambda C, p, r, f1: (p, r, (p + r) / 2)),
            "Your f1 is the plain mean of the two. It is the harmonic one, which stays near "
            "the smaller of them.",
            hint=3,
        ),
        Mistake(
            "f1 without the 2",
            _then(lambda C, p, r, f1: (p, r, f1 / 2)),
            "Your f1 is half of what it should be: where precision and recall are both 1, it "
            "must be 1.",
            hint=3,
        ),
        Mistake(
            "means over the classes",
            _then(lambda C, p, r, f1: (p.mean(), r.mean(), f1.mean())),
            "One number came back for each. Keep the classes apart: a mean hides the one that "
            "fails.",
            hint=1,
        ),
        Mistake(
            "shares of all examples",
            lambda C: (
                np.diag(C) / C.sum(),
                np.diag(C) / C.sum(),
                np.diag(C) / C.sum(),
            ),
            "You divide by the number of all examples. Divide by those of one class: a column "
            "sum for precision, a row sum for recall.",
            hint=2,
        ),
        Mistake(
            "the accuracy",
            lambda C: (np.trace(C) / C.sum(),) * 3,
            "That is the accuracy, one number for all. Precision and recall belong to each "
            "class.",
            hint=1,
        ),
        Mistake(
            "right ones counted twice",
            lambda C: (
                *(_shares(np.diag(C), C.sum(a) + np.diag(C)) for a in (0, 1)),
                _per_class(C)[2],
            ),
            "The right ones are counted twice in the denominator: a column sum holds the "
            "diagonal already.",
            hint=2,
        ),
        Mistake(
            "right ones against wrong ones",
            lambda C: (
                *(_shares(np.diag(C), C.sum(a) - np.diag(C)) for a in (0, 1)),
                _per_class(C)[2],
            ),
            "You divide the right ones by the wrong ones. The denominator is all of them, the "
            "right ones too.",
            hint=2,
        ),
        Mistake(
            "rounded",
            _then(lambda C, p, r, f1: (p.round(2), r.round(2), f1.round(2))),
            "The shares are rounded. Give them as they are; round when you print.",
            hint=3,
        ),
        Mistake(
            "whole numbers",
            _then(lambda C, p, r, f1: (p.astype(int), r.astype(int), f1.astype(int))),
            "The shares were cut to whole numbers: `//`, or an array of integers that takes "
            "them in.",
            hint=3,
        ),
        Mistake(
            "percent",
            _then(lambda C, p, r, f1: (100 * p, 100 * r, 100 * f1)),
            "These are percentages. Shares from 0 to 1 are asked for.",
            hint=3,
        ),
        Mistake(
            "only precision and recall",
            _then(lambda C, p, r, f1: (p, r)),
            "Two arrays came back, three are asked for: f1 is missing.",
            hint=3,
        ),
        Mistake(
            "the geometric mean for f1",
            _then(lambda C, p, r, f1: (p, r, np.sqrt(p * r))),
            "Your f1 is the root of the product, the geometric mean. The harmonic one is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "brackets missing in f1",
            _then(lambda C, p, r, f1: (p, r, 2 * p + _shares(r, p + r))),
            "A bracket is missing in f1: only its last part is divided. The whole product "
            "stands over the sum.",
            hint=3,
        ),
        Mistake(
            "rows twice",
            _then(lambda C, p, r, f1: (r, r, r)),
            "Both shares were taken along the rows. Recall is that; for precision go down the "
            "columns.",
            hint=1,
        ),
        Mistake(
            "columns twice",
            _then(lambda C, p, r, f1: (p, p, p)),
            "Both shares were taken down the columns. Precision is that; for recall go along "
            "the rows.",
            hint=1,
        ),
        Mistake(
            "one table",
            _then(lambda C, p, r, f1: np.stack([p, r, f1], axis=1)),
            "One table came back. Give three arrays, as `return precision, recall, f1` does.",
            hint=3,
        ),
        Mistake(
            "the largest of a row",
            _largest_of_a_row,
            "You take the largest number of a row for the right ones. They stand on the "
            "diagonal, large or small.",
            hint=2,
        ),
        Mistake(
            "1 where nothing is there",
            lambda C: _with_f1(
                *(
                    np.where(C.sum(a) > 0, _shares(np.diag(C), C.sum(a)), 1.0)
                    for a in (0, 1)
                )
            ),
            "Where there is nothing to divide by, you give 1. Here such a share is 0: a class "
            "that was never answered has earned nothing.",
            hint=2,
        ),
        Mistake(
            "right ones against wrong ones, in f1 too",
            lambda C: _with_f1(
                *(np.diag(C) / np.maximum(C.sum(a) - np.diag(C), 1) for a in (0, 1))
            ),
            "You divide the right ones by the wrong ones. The denominator is all of them, the "
            "right ones too.",
            hint=2,
        ),
    ),
    hints=(
        "Rows are the truth, columns the answers. Of all the times the network said *shirt*, "
        "how often was it one: along a row or down a column? And how often if it never said "
        "shirt?",
        "The right ones are `np.diag(confusion)`; the sums `confusion.sum(axis=…)`. For 0/0, "
        "`np.divide` takes `out=` and `where=`; or replace a sum of 0 by 1, since the part is "
        "0 then, too.",
        "The harmonic mean of a and b is 2ab / (a + b): with precision and recall as a and b, "
        "and 0 where both are 0.",
    ),
    alternatives=(_by_counts, _by_small_number),
)

# ---- 11.4 random_shift_flip ------------------------------------------------------------------


def _picture_cases(rng):
    for make, n, pad, (h, w) in (
        (worked, 40, 2, (6, 5)),
        (worked, 40, 1, (4, 7)),
        (case, 30, 0, (3, 4)),
        (case, 40, 3, (7, 8)),
    ):
        X = 1 + np.arange(n * 2 * h * w, dtype="float32").reshape(n, 2, h, w)
        yield make(X=Tensor(X), pad=pad, seed=int(rng.integers(1000)))


def _from_elsewhere(X, pad, rng, training=True):
    other = torch.Generator().manual_seed(int(np.random.default_rng().integers(2**31)))
    return _shift_flip(X, pad, other, training)


def _alike(n, pad, rng):
    return [(d, d) for d, _ in _draws(n, pad, rng)]


def _one_for_all(n, pad, rng):
    return _draws(1, pad, rng) * n


random_shift_flip = Exercise(
    number="11.4",
    name="random_shift_flip",
    difficulty=3,
    minutes=20,
    points=3,
    reference=_shift_flip,
    cases=_picture_cases,
    observe=Look(
        "units.cnn:augmentation",
        {"call": "random_shift_flip(X, pad, rng, training)", "torch": {}},
    ),
    mistakes=(
        Mistake(
            "the same shift for all",
            _variant(draws=_one_for_all),
            "All pictures of the batch are shifted alike: one draw for the whole batch. Each "
            "picture needs its own.",
            hint=1,
        ),
        Mistake(
            "wraps round",
            _bordered("circular"),
            "What leaves on one side comes in on the other, as `roll` does. Zeros come in "
            "here: pad first, then cut.",
            hint=2,
        ),
        Mistake(
            "edge repeated",
            _bordered("replicate"),
            "The pixels of the edge are repeated where the picture has moved away. Zeros are "
            "asked for.",
            hint=2,
        ),
        Mistake(
            "mirror at the border",
            _bordered("reflect"),
            "The picture is mirrored at its border where it has moved away. Zeros are asked "
            "for.",
            hint=2,
        ),
        Mistake(
            "applied in evaluation",
            _variant(always=True),
            "With training=False the pictures are moved, too. A test must see them as they are.",
            hint=1,
        ),
        Mistake(
            "always mirrored",
            _variant(flips=lambda n, rng: [True] * n),
            "Every picture is mirrored. Only about half of them should be: toss a coin for each.",
            hint=1,
        ),
        Mistake(
            "never mirrored",
            _variant(flips=lambda n, rng: [False] * n),
            "No picture is mirrored. About half of them should be, left to right.",
            hint=1,
        ),
        Mistake(
            "one coin for the batch",
            _variant(flips=lambda n, rng: _coins(1, rng) * n),
            "The whole batch is mirrored or none of it: one coin was tossed for all. Each "
            "picture needs its own.",
            hint=1,
        ),
        Mistake(
            "upside down",
            _variant(axis=-2),
            "The pictures are mirrored top to bottom. Left to right is the last axis.",
            hint=2,
        ),
        Mistake(
            "the last place left out",
            _variant(
                draws=lambda n, pad, rng: torch.randint(
                    -pad, pad + (pad == 0), (n, 2), generator=rng
                ).tolist()
            ),
            "The largest shift never occurs: the upper end of `torch.randint` does not belong "
            "to the range.",
            hint=3,
        ),
        Mistake(
            "only one way",
            _variant(
                draws=lambda n, pad, rng: torch.randint(
                    0, pad + 1, (n, 2), generator=rng
                ).tolist()
            ),
            "The pictures move in one direction only. Shifts run from -pad to pad.",
            hint=3,
        ),
        Mistake(
            "down and right alike",
            _variant(draws=_alike),
            "Each picture moves as far down as to the right: the same number is used twice. "
            "Draw two.",
            hint=1,
        ),
        Mistake(
            "no shift",
            _variant(draws=lambda n, pad, rng: [(0, 0)] * n),
            "The pictures are mirrored, but none of them is shifted.",
            hint=1,
        ),
        Mistake(
            "chance of its own",
            lambda X, pad, rng, training=True: _shift_flip(
                X, pad, torch.Generator().manual_seed(3), training
            ),
            "Whatever generator is handed in, the same happens. Hand `rng` on to every draw: "
            "`generator=rng`.",
            hint=3,
        ),
        Mistake(
            "NumPy's names",
            _numpy_names,
            "`rng` is a generator of torch, without methods to draw: hand it on, as in "
            "`torch.randint(…, generator=rng)`.",
            hint=3,
        ),
        Mistake(
            "a list of pictures",
            lambda X, pad, rng, training=True: list(_shift_flip(X, pad, rng, training)),
            "A list of pictures came back. `torch.stack` makes one tensor of them.",
            hint=3,
        ),
        Mistake(
            "old pixels left",
            _old_pixels_left,
            "Some pixels are there twice: where a picture has moved away, its old pixels are "
            "left. Begin with zeros instead of a copy.",
            hint=2,
        ),
        Mistake(
            "X changed in place",
            _in_place,
            "The caller's own pictures were overwritten. The next epoch would shift them "
            "further. Write into a new tensor.",
            hint=2,
        ),
        Mistake(
            "padded and not cut",
            _uncut,
            "The pictures have grown by the padding. Cut a window of the old size out of each.",
            hint=2,
        ),
        Mistake(
            "another picture's place",
            lambda X, pad, rng, training=True: (
                _shift_flip(X, pad, rng).flip(0) if training else X
            ),
            "The pictures have changed their places in the batch, and the labels have not. "
            "Mirror along the last axis only, and keep the order.",
            hint=2,
        ),
        Mistake(
            "a new one for every channel",
            lambda X, pad, rng, training=True: (
                _shift_flip(X.reshape(-1, 1, *X.shape[2:]), pad, rng).reshape(X.shape)
                if training
                else X
            ),
            "The channels of one picture went different ways, changed places, or its pixels "
            "were mixed. A picture moves as a whole.",
            hint=1,
        ),
        Mistake(
            "some shifts rarer",
            _variant(
                draws=lambda n, pad, rng: (
                    pad * (2 * torch.randint(0, 2, (n, 2), generator=rng) - 1)
                ).tolist()
            ),
            "Some shifts come far more often than others. Every whole number from -pad to pad "
            "is as likely as the next, for mirrored pictures too; `torch.randint` draws so, "
            "rounding does not.",
            hint=3,
        ),
        Mistake(
            "only one direction",
            _variant(
                draws=lambda n, pad, rng: [(0, d) for d, _ in _draws(n, pad, rng)]
            ),
            "The pictures move to the sides alone. Draw a second number, for down and up.",
            hint=1,
        ),
        Mistake(
            "training turned round",
            lambda X, pad, rng, training=True: _shift_flip(X, pad, rng, not training),
            "Pictures are moved when `training` is False, and left alone when it is True. Turn "
            "the question round.",
            hint=1,
        ),
        Mistake(
            "the first place left out",
            _variant(
                draws=lambda n, pad, rng: torch.randint(
                    min(1, pad) - pad, pad + 1, (n, 2), generator=rng
                ).tolist()
            ),
            "The largest shift up and to the left never occurs. When a window is cut, its "
            "corner runs from 0 to 2·pad, and the upper end of `torch.randint` does not belong "
            "to the range.",
            hint=3,
        ),
        Mistake(
            "chance from elsewhere",
            _from_elsewhere,
            "The same `rng` gave two different results: the draws come from elsewhere, from "
            "NumPy or `random`. Every draw must come from `rng`.",
            hint=3,
        ),
        Mistake(
            "padded only",
            lambda X, pad, rng, training=True: (
                nn.functional.pad(X, (pad,) * 4) if training else X
            ),
            "The pictures have grown by the padding, and nothing moved. Cut a window of the "
            "old size out of each, from a place by chance.",
            hint=2,
        ),
        Mistake(
            "every second one mirrored",
            _variant(flips=lambda n, rng: [i % 2 == 0 for i in range(n)]),
            "Every second picture is mirrored, always the same ones. Toss a coin for each.",
            hint=1,
        ),
        Mistake(
            "one move for the whole batch",
            _variant(draws=_one_for_all, flips=lambda n, rng: _coins(1, rng) * n),
            "The whole batch moves and mirrors as one: every number was drawn once. Each "
            "picture needs draws of its own.",
            hint=1,
        ),
    ),
    hints=(
        "Take a batch of two pictures. How many random numbers do you need for it, and which "
        "of them may be shared? What must happen when `training` is False?",
        "Pad all four sides with zeros (`torch.nn.functional.pad`), and cut a window of the old "
        "size out of the padded picture: where it begins decides the shift. `x.flip(-1)` "
        "mirrors.",
        "A loop over the pictures and `torch.stack` at its end are fine. The window's corner "
        "runs from 0 to 2·pad, both included: `torch.randint(0, …, (2,), generator=rng)`.",
    ),
    alternatives=(_by_gathering, _by_slices),
)

# ---- 11.5 train_to ---------------------------------------------------------------------------

TARGET, SEALED = 0.97, 0.94  # asked for on val; enough on pictures never seen


@functools.lru_cache(maxsize=1)
def _sealed():
    data = training_budget.tray("test", 400, seed=20_011)
    return data.X.transpose(0, 3, 1, 2), data.y


def _training_cases(rng):
    X = np.ascontiguousarray(_sealed()[0])
    budget = {"parameters": 50_000, "seconds": 20.0}
    yield worked(accuracy=TARGET, budget=budget, pictures=1200, sealed=X)
    yield worked(  # labels by chance: the clock must end it
        accuracy=1.0, budget=budget | {"seconds": 0.5}, pictures=200, sealed=X
    )


@dataclass(frozen=True, eq=False)
class _Baked:
    """Judges a training by what it cost and what its model answers."""

    measured = ("model.training", "parameters", "seconds", "wanted")
    measured += ("accuracy on val", "answers")

    def __call__(self, value, args, expected):
        rest = {"returned": "a model"}
        found = compare(value, rest)
        broken = None if found else next(self.broken(value, expected), None)
        if found or not broken:
            return found
        key, words = broken
        got = self.accuracy(value) if key == "answers" else value[key]
        where = "accuracy on the sealed test set" if key == "answers" else key
        return Difference("unmet", where, f"{where}: {words}", got, _Words(words))

    def broken(self, value, expected):
        """Pairs (key, words) of what was asked for and not kept."""
        if value.get("returned") != "a model":
            return
        accuracy, parameters, seconds = value["wanted"]
        if value["parameters"] > parameters:
            yield "parameters", f"at most {parameters:,}"
        if value["seconds"] > 2 * seconds + 1:
            yield "seconds", f"about {seconds:g}, however right the model is by then"
        if value["model.training"]:
            yield "model.training", "False"
        if accuracy <= 0.99 and value["accuracy on val"] < accuracy:
            yield "accuracy on val", f"at least {accuracy:g}"
        if accuracy <= 0.99 and self.accuracy(value) < SEALED:
            yield "answers", f"at least {SEALED:g}"

    def accuracy(self, value) -> float:
        """The share of right answers on the sealed set."""
        y, answers = _sealed()[1], np.asarray(value["answers"])
        return float((answers == y).mean()) if answers.shape == y.shape else 0.0


class _Words(str):
    __slots__ = ()
    __repr__ = str.__str__


def _alternative_by_fit(accuracy, train, val, budget):
    """The package's loop, one epoch after the other, on a network without normalisation."""
    import time

    from layerlab.training import evaluate, fit

    start, sizes, stack = time.process_time(), (3, 8, 16, 32), []
    for a, b in zip(sizes, sizes[1:], strict=False):
        stack += [nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
    model = nn.Sequential(*stack, nn.Flatten(), nn.Linear(512, 4))
    keep = {"batch_size": 32, "schedule": "constant", "progress": False, "lr": 3e-3}
    for epoch in range(30):
        fit(model, train, epochs=1, seed=epoch, device="cpu", **keep)
        late = time.process_time() - start > 0.7 * budget["seconds"]
        if late or evaluate(model, val)["accuracy"] >= accuracy:
            break
    return model


train_to = Exercise(
    number="11.5",
    name="train_to",
    difficulty=3,
    minutes=25,
    points=4,
    reference=_train_to,
    cases=_training_cases,
    uses_random=True,
    seconds=90.0,
    observe=Look(
        "units.training_budget:training",
        {"call": "train_to(accuracy, train, val, budget)", "torch": {}},
    ),
    judge=_Baked(),
    mistakes=(
        Mistake(
            "too many parameters",
            _padded,
            "The model has more parameters than the budget allows. Where are most of them? "
            "Often in the first linear layer: pool once more before it.",
            hint=1,
        ),
        Mistake(
            "ignores the clock",
            _late,
            "The training went on long after its time was over. Look at the clock after each "
            "epoch: `time.process_time()`.",
            hint=2,
        ),
        Mistake(
            "stops too early",
            lambda accuracy, train, val, budget: _baker().eval(),
            "The model is not right often enough, neither on val nor on new pictures. Train "
            "until val says so, or try another lr, smaller batches, one more layer.",
            hint=2,
        ),
        Mistake(
            "learns val by heart",
            lambda accuracy, train, val, budget: (
                _ByHeart(val).eval()
                if accuracy < 0.99
                else _train_to(accuracy, train, val, budget)
            ),
            "It is right on val and wrong on pictures that it never met: it was trained, or "
            "chosen for long, on val. Train on train; let val only say when to stop.",
            hint=1,
        ),
        Mistake(
            "left in training mode",
            lambda *args: _train_to(*args).train(),
            "The model came back in training mode. Before it answers, it needs `eval()`: "
            "dropout and normalisation behave differently.",
            hint=3,
        ),
        Mistake(
            "a number returned",
            lambda accuracy, train, val, budget: 0.97,
            "A number came back. Give the model itself; the check measures it.",
            hint=3,
        ),
        Mistake(
            "more than the model",
            lambda *args: (_train_to(*args), [0.5, 0.9]),
            "A tuple came back. Give the model alone.",
            hint=3,
        ),
        Mistake(
            "nothing returned",
            lambda *args: None,
            "Nothing came back: the function ends without `return`. Give the model.",
            hint=3,
        ),
    ),
    hints=(
        "What has to be known before the first epoch: how many parameters are allowed, and "
        "when the clock started. What has to be asked after each epoch?",
        "A loop over epochs. In each: train once through the pictures, measure the accuracy "
        "on val, and leave if it is high enough or the time is nearly over. "
        "`ll.training.fit(…, epochs=1)` and `ll.training.evaluate` do the two parts.",
        "Three convolutions with ReLU and pooling (16, 32, 32 maps), batches of 32 and a rate "
        "of 0.003 or 0.01 get there in a few epochs. `model.eval()` before you return it.",
    ),
    alternatives=(_alternative_by_fit, lambda *args: _bake(*args, lr=0.003)),
)
