"""Unit 09, pytorch: a classifier, one step, an evaluation, the whole loop, devices.

In the order of the exercises; the implementations, right and wrong, are in `_pytorch`.
"""

import numpy as np
from torch import nn, optim, tensor

from layerlab.checking import Exercise, Mistake, case, looks, worked
from layerlab.checks import _pytorch as parts
from layerlab.checks._pytorch import (
    _after,
    _changed,
    _evaluate,
    _evaluation,
    _fit,
    _in,
    _layer,
    _loop,
    _make_classifier,
    _mover,
    _only,
    _out,
    _relu,
    _stack,
    _step,
    _to_device,
    _train_step,
)
from layerlab.watching.plain import Formula, Tensor


def _floats(rng, *shape):
    return Tensor(rng.normal(size=shape).astype(np.float32))


def _labels(rng, n, k):
    return Tensor(rng.integers(k, size=n))


# ---- 9.1 make_classifier ----------------------------------------------------------------

# every parameter gets numbers that depend on its shape alone, not on names or order, and
# that are the same for a matrix and for one that stands the other way round
_FILLED = """
    model = make_classifier(d, h, k)
    with torch.no_grad(): [p.copy_(torch.cos(torch.arange(1.0, len(p) + 1).reshape(-1, *[1] * (p.ndim - 1)) * torch.arange(1.0, p.shape[-1] + 1) + sum(p.shape))) for p in model.parameters()]
"""


def _classifier_cases(rng):
    first = np.array([[1.0, -1.0], [0.5, 2.0]], dtype=np.float32)
    yield worked(d=2, h=3, k=2, X=Tensor(first))
    yield worked(d=4, h=3, k=2, X=_floats(rng, 3, 1, 2, 2))
    yield case(d=5, h=7, k=3, X=_floats(rng, 4, 5))
    yield case(d=16, h=6, k=10, X=_floats(rng, 3, 4, 4))
    yield case(d=12, h=8, k=4, X=_floats(rng, 5, 3, 2, 2))
    yield case(d=3, h=1, k=2, X=_floats(rng, 2, 3))
    yield case(d=4, h=9, k=5, X=_floats(rng, 1, 1, 2, 2))


make_classifier = Exercise(
    number="9.1",
    name="make_classifier",
    difficulty=1,
    minutes=10,
    points=2,
    reference=_make_classifier,
    cases=_classifier_cases,
    observe=looks.training(
        "make_classifier",
        "len(list(model.parameters()))",
        "result",
        "model.eval()(X)",
        call="model(X)",
        setup=_FILLED,
    ),
    mistakes=(
        Mistake(
            "softmax before cross-entropy",
            _stack(_in, _relu, _out, _layer(nn.Softmax, dim=1)),
            "Your model ends with a softmax. `cross_entropy` makes probabilities itself; "
            "given probabilities it does so twice, and training becomes slow. End with the "
            "plain scores.",
            hint=1,
        ),
        Mistake(
            "log-softmax at the end",
            _stack(_in, _relu, _out, _layer(nn.LogSoftmax, dim=1)),
            "Your model ends with a log-softmax. `cross_entropy` takes the logarithm of the "
            "softmax itself. End with the plain scores.",
            hint=1,
        ),
        Mistake(
            "sigmoid at the end",
            _stack(_in, _relu, _out, _layer(nn.Sigmoid)),
            "Your model ends with a sigmoid, so that no score leaves the range from 0 to 1. "
            "`cross_entropy` wants scores of any size.",
            hint=1,
        ),
        Mistake(
            "ReLU on the logits",
            _stack(_in, _relu, _out, _relu),
            "The scores pass through a ReLU: all negative ones became 0, and with them the "
            "slope. A bend belongs between two layers, not after the last.",
            hint=2,
        ),
        Mistake(
            "flatten missing",
            _stack(_in, _relu, _out, flat=None),
            "Rows go through, pictures do not: `nn.Linear` looks at the last axis alone. "
            "Make one row of each picture first.",
            hint=1,
        ),
        Mistake(
            "batch flattened",
            _stack(_in, _relu, _out, flat=parts._Rows),
            "The whole batch became one long row. The first axis counts the examples and "
            "must stay: flatten from axis 1 on.",
            hint=1,
        ),
        Mistake(
            "no bend",
            _stack(_in, _out),
            "There is no ReLU between the layers. Two linear layers in a row are one "
            "linear layer, as lesson 06 has shown.",
            hint=2,
        ),
        Mistake(
            "tanh for ReLU",
            _stack(_in, _layer(nn.Tanh), _out),
            "The bend is a tanh. It would learn too, but a ReLU is asked for.",
            hint=2,
        ),
        Mistake(
            "sigmoid for ReLU",
            _stack(_in, _layer(nn.Sigmoid), _out),
            "The bend is a sigmoid. It would learn too, but a ReLU is asked for.",
            hint=2,
        ),
        Mistake(
            "ReLU on the input",
            _stack(_relu, _in, _out),
            "The ReLU stands before the first layer: it cuts the negative inputs off and "
            "leaves two linear layers in a row.",
            hint=2,
        ),
        Mistake(
            "no hidden layer",
            _stack(lambda d, h, k: nn.Linear(d, k)),
            "Inputs lead straight to the scores. One hidden layer of h units stands "
            "between them.",
            hint=2,
        ),
        Mistake(
            "two hidden layers",
            _stack(_in, _relu, lambda d, h, k: nn.Linear(h, h), _relu, _out),
            "There are two hidden layers. One is asked for.",
            hint=2,
        ),
        Mistake(
            "bias missing",
            _stack(
                lambda d, h, k: nn.Linear(d, h, bias=False),
                _relu,
                lambda d, h, k: nn.Linear(h, k, bias=False),
            ),
            "The layers have no biases: two parameters are there instead of four.",
            hint=2,
        ),
        Mistake(
            "sizes exchanged",
            _stack(lambda d, h, k: nn.Linear(h, d), _relu, _out),
            "The sizes of the first layer stand the wrong way round. `nn.Linear` takes how "
            "many come in, then how many go out.",
            hint=3,
        ),
        Mistake(
            "hidden and classes exchanged",
            lambda d, h, k: _make_classifier(d, k, h),
            "h and k have changed places: there are as many scores as hidden units should "
            "be.",
            hint=3,
        ),
        Mistake(
            "dropout",
            _stack(_in, _relu, _layer(nn.Dropout, 0.5), _out),
            "In training mode the answer changes by chance: is there a dropout? None is "
            "asked for.",
            hint=2,
        ),
        Mistake(
            "answers for scores",
            parts._Answers,
            "The model answers with class numbers. Nothing can be learned from them, for "
            "they have no slope: give the k scores.",
            hint=1,
        ),
        Mistake(
            "layers in a plain list",
            parts._InAList,
            "The model has no parameters: layers in a plain Python list are not seen by "
            "`parameters()`. Give each its own attribute, or use nn.Sequential.",
            hint=3,
        ),
        Mistake(
            "super().__init__ forgotten",
            parts._NoSuper,
            "A class of your own must call `super().__init__()` before it takes its layers: "
            "there the book is opened in which the parameters are kept.",
            hint=3,
        ),
        Mistake(
            "the class for the model",
            lambda d, h, k: parts._Classifier,
            "A class came back, and no model has been made of it. Call the class, with its "
            "brackets.",
            hint=3,
        ),
        Mistake(
            "a function for the model",
            lambda d, h, k: lambda x: _make_classifier(d, h, k)(x),
            "A plain function came back. It has no `parameters()`, so no optimiser can move "
            "anything: give an nn.Module.",
            hint=3,
        ),
        Mistake(
            "layers made in forward",
            parts._MadeInForward,
            "The layers are made anew each time the model is asked, so nothing that they learn "
            "stays. Make them once.",
            hint=3,
        ),
        Mistake(
            "ReLU only at the end",
            _stack(_in, _out, _relu),
            "The ReLU stands after the last layer, where it cuts off the negative scores. It "
            "belongs between the two layers.",
            hint=2,
        ),
    ),
    hints=(
        "Does it take a picture of shape (1, 28, 28) and a row of 784 alike? And are there "
        "negative numbers among its scores, as there should be?",
        "Four parts in a row: make rows, a linear layer, a bend, a linear layer. Nothing "
        "comes after the last.",
        "`nn.Sequential(nn.Flatten(), …, …, …)`: the first linear layer leads from d to h, "
        "the second from h to k.",
    ),
    alternatives=(parts._Classifier, parts._ByHand, parts._OtherWayRound),
)


# ---- 9.2 train_step ---------------------------------------------------------------------

_SCENE = """
    model = fill(nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 3)))
    opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    model(xb).sum().backward()  # gradients of an earlier batch are still there
    model.eval()
"""
_STEP = Formula("nn.functional.cross_entropy")
_OTHER = Formula("nn.CrossEntropyLoss(label_smoothing=0.2)")


def _step_cases(rng):
    for n, loss_fn in ((2, _STEP), (4, _STEP), (6, _OTHER), (5, _STEP), (3, _OTHER)):
        make = worked if n == 2 else case
        yield make(xb=_floats(rng, n, 2), yb=_labels(rng, n, 3), loss_fn=loss_fn)


train_step = Exercise(
    number="9.2",
    name="train_step",
    difficulty=2,
    minutes=12,
    points=3,
    reference=_train_step,
    cases=_step_cases,
    observe=looks.training(
        "train_step",
        "result",
        "getattr(result, 'requires_grad', False)",
        "[p for p in model.parameters()]",
        "[c for c in calls if c in ('backward', 'step')]",
        "model[1].running_mean",
        "model.training",
        "float(train_step(model, xb, yb, opt))",
        "model[0].weight",
        call="train_step(model, xb, yb, opt, loss_fn)",
        setup=_SCENE,
    ),
    mistakes=(
        Mistake(
            "no zero_grad",
            _step("backward step"),
            "The gradients of an earlier batch were still there, and yours were added to "
            "them. Clear them before the backward pass.",
            hint=1,
        ),
        Mistake(
            "step before backward",
            _step("zero step backward"),
            "The step comes before the backward pass, so it finds no gradients of this "
            "batch.",
            hint=1,
        ),
        Mistake(
            "stale step",
            _step("step zero backward"),
            "The step goes first and uses the gradients of an earlier batch. First clear, "
            "then backward, and only then step.",
            hint=1,
        ),
        Mistake(
            "cleared too late",
            _step("backward zero step"),
            "The gradients are cleared between the backward pass and the step: what was "
            "found is thrown away before it is used.",
            hint=1,
        ),
        Mistake(
            "no step",
            _step("zero backward"),
            "The gradients are there, and nothing has moved: the optimiser's step is missing.",
            hint=2,
        ),
        Mistake(
            "no backward",
            _step("zero step"),
            "The backward pass is missing: without it there are no gradients for the step.",
            hint=2,
        ),
        Mistake(
            "a tensor with its graph returned",
            _step(give=lambda loss, *rest: loss),
            "The loss came back with its graph, and the graph keeps all values of the batch "
            "in memory. A list of such losses fills it. Give the plain number: `.item()`.",
            hint=3,
        ),
        Mistake(
            "neither train nor zero_grad",
            _step("backward step", mode=False),
            "Two lines are missing. The gradients of an earlier batch were still there, and "
            "the model came in evaluation mode and was trained in it.",
            hint=1,
        ),
        Mistake(
            "stays in evaluation mode",
            _step(mode=False),
            "The model came in evaluation mode and was trained in it. Normalisation and "
            "dropout behave differently there: switch to training mode first.",
            hint=1,
        ),
        Mistake(
            "left in eval mode",
            _step(after=lambda model: model.eval()),
            "After the step the model stands in evaluation mode. Leave it in training mode; "
            "whoever evaluates will switch.",
            hint=1,
        ),
        Mistake(
            "trains in eval mode",
            _step(
                mode=False,
                loss=lambda m, x, y, f: f(m.eval()(x), y),
                after=nn.Module.train,
            ),
            "The forward pass ran in evaluation mode; the switch came too late.",
            hint=1,
        ),
        Mistake(
            "loss after the step",
            _step(give=lambda loss, model, x, y, f: f(model(x), y).item()),
            "The loss was computed again after the step. The one from before is asked for: it "
            "is there already.",
            hint=3,
        ),
        Mistake(
            "loss_fn ignored",
            parts._wrong_name,
            "The caller's `loss_fn` plays no part: cross-entropy is taken always.",
            hint=2,
        ),
        Mistake(
            "softmax before the loss",
            _step(loss=lambda m, x, y, f: f(m(x).softmax(1), y)),
            "The scores pass through a softmax before the loss. `cross_entropy` has one "
            "inside: hand it the scores.",
            hint=2,
        ),
        Mistake(
            "targets first",
            _step(loss=lambda m, x, y, f: f(y, m(x))),
            "The targets stand first. In torch a loss takes what the model gave, then what "
            "was wanted.",
            hint=3,
        ),
        Mistake(
            "answers for scores",
            _step(loss=lambda m, x, y, f: f(m(x).argmax(1), y)),
            "The loss was taken of class numbers. `argmax` has no slope, so nothing can "
            "flow back: give the loss the scores.",
            hint=2,
        ),
        Mistake(
            "an optimiser of its own",
            parts._own_optimiser,
            "A new optimiser moved the weights, with its own learning rate and without "
            "memory. Use the one that was handed in.",
            hint=2,
        ),
        Mistake(
            "without gradients",
            parts._without_gradients,
            "No graph was kept, so there is nothing to go back through. `torch.no_grad()` "
            "belongs into evaluation, and `.detach()` cuts the graph off.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            _step(loss=lambda m, x, y, f: f(m(x), y) * len(y)),
            "The loss was multiplied by the size of the batch. It is a mean already.",
            hint=3,
        ),
        Mistake(
            "two steps",
            _step("zero backward step step"),
            "The weights moved twice for one batch.",
            hint=2,
        ),
        Mistake(
            "loss and scores returned",
            _step(give=lambda loss, m, x, *rest: (loss.item(), m(x).detach())),
            "Two things came back. The loss alone is asked for, as one number.",
            hint=3,
        ),
        Mistake(
            "cleared after the step",
            _step("backward step zero"),
            "The gradients are cleared only after the step. Those that an earlier batch had "
            "left were still there, and took part: clear before the backward pass.",
            hint=1,
        ),
        Mistake(
            "divided by the size",
            _step(give=lambda loss, m, x, *rest: loss.item() / len(x)),
            "The loss is divided by the number of examples. It is a mean already.",
            hint=3,
        ),
        Mistake(
            "times the size",
            _step(give=lambda loss, m, x, *rest: loss.item() * len(x)),
            "The loss is multiplied by the number of examples. The mean is asked for, as "
            "`loss_fn` gives it.",
            hint=3,
        ),
        Mistake(
            "a step for every example",
            parts._one_by_one,
            "Each example of the batch had a step of its own. One loss for the whole batch, "
            "one step.",
            hint=2,
        ),
        Mistake(
            "moved by hand",
            parts._by_hand,
            "The weights moved without the optimiser, which may have a momentum and a rate of "
            "its own. Its `step()` moves them.",
            hint=2,
        ),
        Mistake(
            "training mode too late",
            _step(mode=False, after=nn.Module.train),
            "The model was switched to training mode after it had seen the batch. Switch "
            "first.",
            hint=1,
        ),
    ),
    hints=(
        "Call it twice: what is in the gradients when the second backward pass begins? And "
        "in which mode is the model when it sees the batch?",
        "In this order: training mode, scores, loss, clear, backward, step. The loss is one "
        "number for the whole batch.",
        "Five short lines. `opt` clears and steps, `loss` goes backward, and `loss.item()` "
        "is the number without its graph.",
    ),
    alternatives=(parts._model_cleared, parts._cleared_before_and_after),
)


# ---- 9.3 evaluate -----------------------------------------------------------------------

_JUDGED = """
    model = fill(nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 3)))
    model.train(training)
"""


def _batches(rng, *sizes):
    return [(_floats(rng, n, 2), _labels(rng, n, 3)) for n in sizes]


def _evaluate_cases(rng):
    yield worked(batches=_batches(rng, 2, 4), training=True)
    yield worked(batches=_batches(rng, 3, 2), training=False)
    yield case(batches=_batches(rng, 5), training=True)
    yield case(batches=_batches(rng, 8, 8, 3), training=True)
    yield case(batches=_batches(rng, 7, 2, 4), training=False)
    yield case(batches=_batches(rng, 10, 2), training=True)


evaluate = Exercise(
    number="9.3",
    name="evaluate",
    difficulty=2,
    minutes=12,
    points=3,
    reference=_evaluate,
    cases=_evaluate_cases,
    observe=looks.training(
        "evaluate",
        "result['loss']",
        "result['accuracy']",
        "'forward' in calls",
        "model.training",
        "torch.is_grad_enabled()",
        "model[1].running_mean",
        "evaluate(model, batches, nn.CrossEntropyLoss(label_smoothing=0.3))['loss']",
        call="evaluate(model, batches)",
        setup=_JUDGED,
    ),
    mistakes=(
        Mistake(
            "eval mode forgotten",
            _evaluation(mode=None),
            "The model answered in training mode: its normalisation looked at each batch, "
            "and even learned from it. Switch to evaluation mode first.",
            hint=1,
        ),
        Mistake(
            "no inference mode",
            _evaluation(quiet=False),
            "The numbers are right, but torch kept a graph for a backward pass that never "
            "comes. Evaluate under `torch.inference_mode()`.",
            hint=2,
        ),
        Mistake(
            "plain mean of unequal batches",
            _evaluation(give=parts._plain_means),
            "Each batch counts the same, the short last one too. Every example should: weigh "
            "each batch by its size.",
            hint=1,
        ),
        Mistake(
            "plain mean of the losses",
            _evaluation(
                give=_changed(loss=lambda _, rows: sum(r[0] for r in rows) / len(rows))
            ),
            "The loss is the plain mean of the batches' losses. A short batch then counts as "
            "much as a long one: weigh each by its size.",
            hint=1,
        ),
        Mistake(
            "mode not restored",
            _evaluation(after="eval"),
            "The model came in training mode and went home in evaluation mode. Leave it as it "
            "came.",
            hint=3,
        ),
        Mistake(
            "training mode at the end, always",
            _evaluation(after="train"),
            "A model that came in evaluation mode was left in training mode. Remember how it "
            "came, and put that back.",
            hint=3,
        ),
        Mistake(
            "loss summed",
            _evaluation(
                give=_changed(loss=lambda value, rows: value * sum(r[2] for r in rows))
            ),
            "The loss is a sum over all examples. Divide by their number.",
            hint=1,
        ),
        Mistake(
            "batch losses added up",
            _evaluation(give=_changed(loss=lambda _, rows: sum(r[0] for r in rows))),
            "The losses of the batches are added up and never divided.",
            hint=1,
        ),
        Mistake(
            "divided by the batches",
            _evaluation(
                give=_changed(
                    accuracy=lambda value, rows: sum(r[1] for r in rows) / len(rows)
                )
            ),
            "The right answers were divided by the number of batches. Divide by the number of "
            "examples.",
            hint=1,
        ),
        Mistake(
            "count for share",
            _evaluation(
                give=_changed(accuracy=lambda value, rows: sum(r[1] for r in rows))
            ),
            "The accuracy is how many were right. Give their share, between 0 and 1.",
            hint=2,
        ),
        Mistake(
            "per cent",
            _evaluation(give=_changed(accuracy=lambda value, rows: 100 * value)),
            "The accuracy is given in per cent. Give the share, between 0 and 1.",
            hint=2,
        ),
        Mistake(
            "errors for accuracy",
            _evaluation(give=_changed(accuracy=lambda value, rows: 1 - value)),
            "This is the share of wrong answers. The accuracy is the share of right ones.",
            hint=2,
        ),
        Mistake(
            "argmax along the batch",
            _evaluation(axis=0),
            "`argmax` went down the batch: it looked for the best example of each class. Take "
            "the best class of each example, along axis 1.",
            hint=2,
        ),
        Mistake(
            "argmax over everything",
            _evaluation(axis=None),
            "One answer came for the whole batch. Each row has its own: `argmax(dim=1)`.",
            hint=2,
        ),
        Mistake(
            "only the last batch",
            _evaluation(last=1),
            "Only the last batch counts. Are the sums set anew in each turn?",
            hint=1,
        ),
        Mistake(
            "eval mode, then train mode",
            _evaluation(mode="train"),
            "The model was switched to training mode for the evaluation. It must be the other "
            "one.",
            hint=1,
        ),
        Mistake(
            "a pair returned",
            _evaluation(give=lambda rows: tuple(parts._means(rows).values())),
            'A pair came back. A dict is asked for, with the keys "loss" and "accuracy".',
            hint=3,
        ),
        Mistake(
            "other keys",
            _evaluation(
                give=lambda rows: dict(
                    zip(("loss", "acc"), parts._means(rows).values(), strict=True)
                )
            ),
            'The dict has other keys. They are "loss" and "accuracy".',
            hint=3,
        ),
        Mistake(
            "loss_fn ignored",
            lambda model, batches, loss_fn=None: _evaluate(model, batches),
            "The caller's `loss_fn` plays no part: cross-entropy is taken always.",
            hint=2,
        ),
        Mistake(
            "plain mean of the shares",
            _evaluation(
                give=_changed(
                    accuracy=lambda _, rows: sum(r[1] / r[2] for r in rows) / len(rows)
                )
            ),
            "The accuracy is the plain mean of the batches' shares. Count the right answers of "
            "all batches, and divide once.",
            hint=1,
        ),
        Mistake(
            "only the first batch",
            lambda model, batches, *loss_fn: _evaluate(model, batches[:1], *loss_fn),
            "Only the first batch counts. Does the `return` stand inside the loop?",
            hint=1,
        ),
        Mistake(
            "softmax before the loss",
            lambda model, batches, loss_fn=parts.cross_entropy: _evaluate(
                model, batches, lambda z, y: loss_fn(z.softmax(1), y)
            ),
            "The scores pass through a softmax before the loss. `cross_entropy` has one "
            "inside: hand it the scores.",
            hint=2,
        ),
        Mistake(
            "gradients off for good",
            parts._gradients_off,
            "After your evaluation torch keeps no graphs any more, and no training can follow. "
            "`with torch.inference_mode():` ends by itself.",
            hint=3,
        ),
        Mistake(
            "scores compared with classes",
            _evaluation(give=_changed(accuracy=lambda value, rows: 0.0)),
            "No answer counts as right. `max` gives the highest score; which class has it says "
            "`argmax`.",
            hint=2,
        ),
    ),
    hints=(
        "The last batch is often short. Does each example count the same in your means? And "
        "does the model know that this is no training?",
        "Keep three sums: loss times size, right answers, examples. `(logits.argmax(dim=1) == "
        "yb)` says which answers are right.",
        "Note `model.training` first and give it back with `model.train(…)` at the end; the "
        "loop stands under `with torch.inference_mode():`.",
    ),
    alternatives=(
        parts._joined,
        _evaluation(give=lambda rows: parts._means(rows) | {"examples": len(rows)}),
    ),
)


# ---- 9.4 fit ----------------------------------------------------------------------------

_NET = """
    model = fill(nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 2)))
"""


fit = Exercise(
    number="9.4",
    name="fit",
    seconds=8.0,
    difficulty=3,
    minutes=20,
    points=4,
    reference=_fit,
    cases=parts._fit_cases,
    observe=looks.training(
        "fit",
        "len(result)",
        "[float(row['train_loss']) for row in result]",
        "[float(row['val_loss']) for row in result]",
        "[float(row['val_accuracy']) for row in result]",
        "model.eval()(val[0][0])",
        call="fit(model, train, val, epochs, lr=lr)",
        setup=_NET,
    ),
    mistakes=(
        Mistake(
            "validates on training data",
            _loop(validate=lambda train, val: train),
            "The validation looked at the training data. So it cannot see when learning turns "
            "into learning by heart: evaluate on `val`.",
            hint=1,
        ),
        Mistake(
            "trains on the validation data",
            _loop(learn=lambda train, val: [*train, *val]),
            "The model was also trained on `val`. What it has seen cannot judge it any more.",
            hint=1,
        ),
        Mistake(
            "train and val exchanged",
            _loop(learn=lambda train, val: val, validate=lambda train, val: train),
            "Training and validation data have changed places.",
            hint=1,
        ),
        Mistake(
            "optimiser made anew each epoch",
            _loop(fresh=True),
            "Each epoch begins with a new optimiser, which has forgotten its momentum. Make it "
            "once, before the loop.",
            hint=1,
        ),
        Mistake(
            "last weights instead of best",
            _loop(put_back=False),
            "At the end the model holds its last weights, not its best. Were they put back? "
            "And were they copied? `state_dict()` alone gives the very tensors that go on "
            "moving.",
            hint=3,
        ),
        Mistake(
            "best by accuracy",
            _loop(key=lambda row: -row["val_accuracy"]),
            "The weights with the best accuracy were kept. The lowest validation loss decides "
            "here: it also sees how sure the answers are.",
            hint=2,
        ),
        Mistake(
            "best by training loss",
            _loop(key=lambda row: row["train_loss"]),
            "The training loss decided which weights are best. It falls even while new "
            "examples are answered worse: let the validation loss decide.",
            hint=2,
        ),
        Mistake(
            "highest loss kept",
            _loop(key=lambda row: -row["val_loss"]),
            "The weights with the highest validation loss were kept. A low loss is good.",
            hint=2,
        ),
        Mistake(
            "first weights kept",
            _loop(key=lambda row: 0.0),
            "The weights of the first epoch came back. Is the lowest loss so far remembered, "
            "and compared in each epoch?",
            hint=2,
        ),
        Mistake(
            "no zero_grad",
            _loop(step=_step("backward step")),
            "The gradients of all batches add up: nothing clears them. Use your train_step.",
            hint=2,
        ),
        Mistake(
            "eval mode stays",
            _loop(step=_step(mode=False), look=_evaluation(after="eval")),
            "From the second epoch on the model trains in evaluation mode: the validation has "
            "left it there.",
            hint=2,
        ),
        Mistake(
            "validated in training mode",
            _loop(look=_evaluation(mode=None)),
            "The validation ran in training mode, so the normalisation looked at each batch "
            "and learned from it. Use your evaluate.",
            hint=2,
        ),
        Mistake(
            "validated before the training",
            _loop(look_first=True),
            "Each epoch's validation came before its training: it judges the weights of the "
            "epoch before.",
            hint=2,
        ),
        Mistake(
            "plain mean of the training losses",
            _loop(weigh=lambda yb: 1),
            "The training loss is the plain mean over batches. Weigh each batch by its size: "
            "the last one may be short.",
            hint=2,
        ),
        Mistake(
            "training loss summed",
            _after(
                lambda rows: [r | {"train_loss": r["train_loss"] * 15} for r in rows]
            ),
            "The training loss is a sum over the examples. Divide by their number.",
            hint=2,
        ),
        Mistake(
            "no momentum",
            _loop(momentum=0.0),
            "The steps are those of plain descent. SGD with momentum 0.9 is asked for.",
            hint=2,
        ),
        Mistake(
            "lr ignored",
            _loop(rate=lambda lr: 0.1),
            "The learning rate is always 0.1, whatever `lr` says.",
            hint=2,
        ),
        Mistake(
            "lr not handed over",
            _loop(rate=lambda lr: 1e-3),
            "The optimiser took its own 0.001, whatever `lr` says: hand `lr` over.",
            hint=2,
        ),
        Mistake(
            "adam",
            _loop(kind=lambda ps, lr, momentum: optim.Adam(ps, lr)),
            "The steps are those of Adam. SGD with momentum 0.9 is asked for.",
            hint=2,
        ),
        Mistake(
            "one batch an epoch",
            _loop(learn=lambda train, val: train[:1]),
            "Only the first batch of each epoch was learned from. Does a `return` or a `break` "
            "stand inside the loop?",
            hint=2,
        ),
        Mistake(
            "only the last epoch",
            _after(lambda rows: rows[-1:]),
            "The history has one entry. Each epoch adds one: make the list before the loop.",
            hint=2,
        ),
        Mistake(
            "columns for rows",
            _after(parts._by_columns),
            "The history is a dict of lists. A list of dicts is asked for, one for each epoch.",
            hint=3,
        ),
        Mistake(
            "one epoch too few",
            parts._one_epoch_less,
            "One epoch is missing. `range(epochs)` has as many turns as it should.",
            hint=2,
        ),
        Mistake(
            "history and model returned",
            lambda *args, **named: (args[0], _fit(*args, **named)),
            "Two things came back. The model is trained in place; return the history alone.",
            hint=3,
        ),
        Mistake(
            "training loss of the last batch",
            _loop(weigh=lambda yb: len(yb) == 3),
            "The training loss is that of the last batch. The mean over all examples of the "
            "epoch is asked for.",
            hint=2,
        ),
        Mistake(
            "training loss measured afterwards",
            _loop(
                train_loss=lambda model, train, mean: _evaluate(model, train)["loss"]
            ),
            "The training loss was measured after the epoch. The losses that the steps gave on "
            "the way are asked for.",
            hint=2,
        ),
        Mistake(
            "training loss goes on growing",
            _after(parts._never_reset),
            "From the second epoch on the training loss holds the earlier epochs, too. Set the "
            "sum to 0 at the start of each epoch.",
            hint=2,
        ),
        Mistake(
            "one dict for all epochs",
            _after(lambda rows: [rows[-1]] * len(rows)),
            "All entries are the same: one dict was filled again and again. Make a new one in "
            "each epoch.",
            hint=2,
        ),
        Mistake(
            "stops at the first rise",
            parts._stops_early,
            "The training stopped as soon as the validation loss rose. It may fall again: go "
            "through all epochs.",
            hint=2,
        ),
        Mistake(
            "returns after one epoch",
            lambda model, train, val, epochs, lr=0.1: _fit(model, train, val, 1, lr),
            "Only one epoch was trained. Does the `return` stand inside the loop?",
            hint=2,
        ),
        Mistake(
            "the best put back in every epoch",
            _loop(roll_back=True),
            "The best weights were put back after each epoch, and the next one began from them. "
            "Put them back once, after the loop.",
            hint=3,
        ),
    ),
    hints=(
        "Which weights does the model hold at the end, if the validation loss was lowest in "
        "the middle? And does the validation look at anything that was learned from?",
        "Before the loop: one optimiser, an empty history, the lowest loss so far (infinite). "
        "In each epoch: your step on every batch of `train`, your evaluation on `val`, an entry, and a "
        "look whether it is the best.",
        "`copy.deepcopy(model.state_dict())` keeps the weights as they are now; "
        "`model.load_state_dict(…)` puts them back after the loop.",
    ),
    alternatives=(parts._keeps_a_model, _loop(key=lambda row: float(row["val_loss"]))),
)


# ---- 9.5 to_device ----------------------------------------------------------------------


def _observe_moved(attempt, batch, device):
    """What came back, spelled out: the kind of every container, the place of every tensor."""
    import re

    import torch

    def spelled(value):
        if isinstance(value, torch.Tensor):
            held = "" if value.device.type == "meta" else f" {value.tolist()}"
            return f"<{value.device.type}{held}>"
        if isinstance(value, dict):
            inner = (f"{key!r}: {spelled(v)}" for key, v in value.items())
            return "{" + ", ".join(inner) + "}"
        inner = (
            ", ".join(map(spelled, value)) if isinstance(value, (list, tuple)) else ""
        )
        if hasattr(value, "_fields"):
            return f"{type(value).__name__}({inner})"
        if isinstance(value, list):
            return f"[{inner}]"
        plain = re.sub("<generator object .*>", "<a generator>", repr(value))
        return f"({inner},)" if isinstance(value, tuple) else plain

    moved = spelled(attempt(batch, device))
    return {f"to_device(batch, {device!r})": moved, "batch, afterwards": spelled(batch)}


to_device = Exercise(
    number="9.5",
    name="to_device",
    difficulty=2,
    minutes=12,
    points=2,
    reference=_to_device,
    cases=parts._device_cases,
    observe=_observe_moved,
    mistakes=(
        Mistake(
            "tuples become lists",
            _mover(tuples=lambda old, new: new),
            "A tuple went in and a list came out. Give back the kind of container that came.",
            hint=2,
        ),
        Mistake(
            "tuples become lists, named ones too",
            _mover(tuples=lambda old, new: new, named=lambda old, new: new),
            "Tuples went in and lists came out. Give back the kind of container that came.",
            hint=2,
        ),
        Mistake(
            "lists become tuples",
            _mover(lists=lambda old, new: tuple(new)),
            "A list went in and a tuple came out. Give back the kind of container that came.",
            hint=2,
        ),
        Mistake(
            "namedtuples become tuples",
            _mover(named=lambda old, new: tuple(new)),
            "A namedtuple lost its names. It is a tuple with `_fields`, and its class takes "
            "the values one by one.",
            hint=3,
        ),
        Mistake(
            "namedtuples are given one list",
            _mover(named=lambda old, new: type(old)(new)),
            "A namedtuple's class takes its values one by one, not one list of them: put a "
            "star before it.",
            hint=3,
        ),
        Mistake(
            "only the first level",
            _mover(deep=False),
            "What lies one level deeper stayed where it was. The function must call itself for "
            "what is inside.",
            hint=2,
        ),
        Mistake(
            "lists forgotten",
            _only((dict, tuple)),
            "Tensors inside lists stayed where they were.",
            hint=1,
        ),
        Mistake(
            "tuples forgotten",
            _only((dict, list)),
            "Tensors inside tuples stayed where they were.",
            hint=1,
        ),
        Mistake(
            "dicts forgotten",
            _only((list, tuple)),
            "Tensors inside dicts stayed where they were. Go through their values.",
            hint=1,
        ),
        Mistake(
            "containers forgotten",
            _only(()),
            "A single tensor moves, and what is inside containers does not.",
            hint=1,
        ),
        Mistake(
            "moved and thrown away",
            _mover(move=parts._thrown_away),
            "Nothing has moved. `tensor.to(device)` does not change the tensor, it gives "
            "another one: take what it returns.",
            hint=1,
        ),
        Mistake(
            "other things have no .to",
            _mover(other=lambda x, device: x.to(device)),
            "A batch may also hold names, numbers or None. They have no `.to` and pass as they "
            "are.",
            hint=1,
        ),
        Mistake(
            "other things become tensors",
            _mover(
                other=lambda x, device: (
                    tensor(x).to(device) if isinstance(x, (int, float)) else x
                )
            ),
            "A plain number came back as a tensor. What is no tensor passes as it is.",
            hint=1,
        ),
        Mistake(
            "other things become None",
            _mover(other=lambda x, device: None),
            "Names and numbers were lost: None came back in their place. What is no tensor "
            "passes as it is; is there a `return` at the end?",
            hint=1,
        ),
        Mistake(
            "dicts become lists",
            _mover(dicts=lambda old, new: list(new.values())),
            "A dict came back as a list of its values. Keep the keys.",
            hint=2,
        ),
        Mistake(
            "dicts keep only their keys",
            _mover(dicts=lambda old, new: list(new)),
            "Of a dict only the keys came back: that is what a loop over it gives. Loop over "
            "`items()`.",
            hint=2,
        ),
        Mistake(
            "the caller's own changed",
            parts._in_place,
            "The caller's own dict or list was changed: its tensors have moved as well. Make "
            "new containers.",
            hint=2,
        ),
        Mistake(
            "cuda whatever is asked",
            _mover(move=lambda x, device: x.cuda()),
            "`.cuda()` asks for an NVIDIA card, whatever `device` says. Move to the device "
            "that was given.",
            hint=2,
        ),
        Mistake(
            "meta whatever is asked",
            _mover(move=lambda x, device: x.to("meta")),
            "The tensors always go to the same device. Move to the one that was given.",
            hint=2,
        ),
        Mistake(
            "a pair expected",
            parts._pair,
            "The batch was taken for a pair. It may be anything: ask first what it is.",
            hint=1,
        ),
        Mistake(
            "a generator for a tuple",
            _mover(
                tuples=lambda old, new: (v for v in new),
                named=lambda old, new: (v for v in new),
            ),
            "`(… for … in …)` makes no tuple, it makes a generator. Write `tuple(…)` round it.",
            hint=2,
        ),
        Mistake(
            "a star for every tuple",
            _mover(tuples=lambda old, new: type(old)(*new)),
            "A plain tuple wants one list of values: the star is for namedtuples alone.",
            hint=3,
        ),
        Mistake(
            "names taken apart",
            parts._iterates,
            "A name is no container, though a loop can go through its letters. Ask for dict, "
            "list and tuple by name.",
            hint=1,
        ),
        Mistake(
            "the kind of number changed",
            _mover(move=lambda x, device: x.float().to(device)),
            "Class numbers came back as floats. Move the tensors, and leave their kind as it is.",
            hint=2,
        ),
        Mistake(
            "everything becomes a tensor",
            _mover(other=lambda x, device: tensor(x).to(device)),
            "You make a tensor of whatever is no container, and a name cannot become one. What "
            "is no tensor passes as it is.",
            hint=1,
        ),
        Mistake(
            "the caller's dict changed",
            lambda batch, device: parts._in_place(batch, device, dict),
            "The caller's own dict was filled with the moved tensors. Make a new dict.",
            hint=2,
        ),
    ),
    hints=(
        "What may a batch be? A tensor; a dict, a list or a tuple with anything of these "
        "inside; or something else, as a name. Which of them does your function let through?",
        "A function that calls itself: for a tensor `.to(device)`; for a container a new one of "
        "the same kind, made of what the function gives for each thing inside.",
        "`isinstance(batch, …)` four times. A namedtuple is a tuple with `_fields`: its kind is "
        "called with a star, `type(batch)(*…)`; a plain tuple without.",
    ),
    alternatives=(parts._by_pattern, _mover()),
)
