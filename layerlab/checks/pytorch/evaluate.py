"""Loss and accuracy over all examples, in evaluation mode and without a graph."""

import torch
from torch.nn.functional import cross_entropy

from layerlab.checking import Exercise, Mistake, case, looks, worked

from . import shared


def _batches(rng, *sizes):
    return [(shared.floats(rng, n, 2), shared.labels(rng, n, 3)) for n in sizes]


def _cases(rng):
    yield worked(batches=_batches(rng, 2, 4), training=True)
    yield worked(batches=_batches(rng, 3, 2), training=False)
    yield case(batches=_batches(rng, 5), training=True)
    yield case(batches=_batches(rng, 8, 8, 3), training=True)
    yield case(batches=_batches(rng, 7, 2, 4), training=False)
    yield case(batches=_batches(rng, 10, 2), training=True)


def _plain_means(rows):
    k = len(rows)
    return {
        "loss": sum(r[0] for r in rows) / k,
        "accuracy": sum(r[1] / r[2] for r in rows) / k,
    }


def _changed(**how):
    """The right means, some of them changed: `name=lambda value, rows: …`."""

    def give(rows):
        found = shared.means(rows)
        return found | {name: f(found[name], rows) for name, f in how.items()}

    return give


def _gradients_off(model, batches, loss_fn=cross_entropy):
    torch.set_grad_enabled(False)
    return shared.evaluate(model, batches, loss_fn)


_JUDGED = """
    graphs = []  # whether an answer of the model keeps its graph
    model = fill(nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 3)))
    model.register_forward_hook(lambda model, x, out: graphs.append(out.requires_grad))
    model.train(training)
"""


evaluate = Exercise(
    number="9.3", name="evaluate", difficulty=2, minutes=12, points=3,
    reference=shared.evaluate, cases=_cases,
    observe=looks.training(
        "evaluate",
        "result['loss']",
        "result['accuracy']",
        "any(graphs)",
        "model.training",
        "torch.is_grad_enabled()",
        "model[1].running_mean",
        "evaluate(model, batches, nn.CrossEntropyLoss(label_smoothing=0.3))['loss']",
        call="evaluate(model, batches)",
        setup=_JUDGED,
    ),
    mistakes=(
        Mistake("eval mode forgotten", shared.evaluation(mode=None), message=
            "The model answered in training mode: its normalisation looked at each batch, and even "
            "learned from it. Switch to evaluation mode first."),
        Mistake("no inference mode", shared.evaluation(quiet=False), hint=2, message=
            "The numbers are right, but torch kept a graph for a backward pass that never comes. "
            "Evaluate under `torch.inference_mode()`."),
        Mistake("plain mean of unequal batches", shared.evaluation(give=_plain_means), message=
            "Each batch counts the same, the short last one too. Every example should: weigh each "
            "batch by its size."),
        Mistake("plain mean of the losses", shared.evaluation(
            give=_changed(loss=lambda _, rows: sum(r[0] for r in rows) / len(rows))
        ), message=
            "The loss is the plain mean of the batches' losses. A short batch then counts as much "
            "as a long one: weigh each by its size."),
        Mistake("mode not restored", shared.evaluation(after="eval"), hint=3, message=
            "The model came in training mode and went home in evaluation mode. Leave it as it "
            "came."),
        Mistake("training mode at the end, always", hint=3, code=
            shared.evaluation(after="train"), message=
            "A model that came in evaluation mode was left in training mode. Remember how it came, "
            "and put that back."),
        Mistake("loss summed", shared.evaluation(
            give=_changed(loss=lambda value, rows: value * sum(r[2] for r in rows))
        ), message=
            "The loss is a sum over all examples. Divide by their number."),
        Mistake("batch losses added up", code=
            shared.evaluation(give=_changed(loss=lambda _, rows: sum(r[0] for r in rows))), message=
            "The losses of the batches are added up and never divided."),
        Mistake("batch losses over the examples", shared.evaluation(
            give=_changed(loss=lambda _, rows: sum(r[0] for r in rows) / sum(r[2] for r in rows))
        ), message=
            "The losses of the batches are means already. You add them up as if each were one "
            "example, and divide by all examples: multiply each by its size first."),
        Mistake("divided by the batches", shared.evaluation(
            give=_changed(accuracy=lambda value, rows: sum(r[1] for r in rows) / len(rows))
        ), message=
            "The right answers were divided by the number of batches. Divide by the number of "
            "examples."),
        Mistake("count for share", shared.evaluation(
            give=_changed(accuracy=lambda value, rows: sum(r[1] for r in rows))
        ), hint=2, message=
            "The accuracy is how many were right. Give their share, between 0 and 1."),
        Mistake("per cent", hint=2, code=
            shared.evaluation(give=_changed(accuracy=lambda value, rows: 100 * value)), message=
            "The accuracy is given in per cent. Give the share, between 0 and 1."),
        Mistake("errors for accuracy", hint=2, code=
            shared.evaluation(give=_changed(accuracy=lambda value, rows: 1 - value)), message=
            "This is the share of wrong answers. The accuracy is the share of right ones."),
        Mistake("argmax along the batch", shared.evaluation(axis=0), hint=2, message=
            "`argmax` went down the batch: it looked for the best example of each class. Take the "
            "best class of each example, along axis 1."),
        Mistake("argmax over everything", shared.evaluation(axis=None), hint=2, message=
            "One answer came for the whole batch. Each row has its own: `argmax(dim=1)`."),
        Mistake("only the last batch", shared.evaluation(last=1), message=
            "Only the last batch counts. Are the sums set anew in each turn?"),
        Mistake("eval mode, then train mode", shared.evaluation(mode="train"), message=
            "The model was switched to training mode for the evaluation. It must be the other "
            "one."),
        Mistake("a pair returned", hint=3, code=
            shared.evaluation(give=lambda rows: tuple(shared.means(rows).values())), message=
            'A pair came back. A dict is asked for, with the keys "loss" and "accuracy".'),
        Mistake("other keys", shared.evaluation(
            give=lambda rows: dict(zip(("loss", "acc"), shared.means(rows).values(), strict=True))
        ), hint=3, message=
            'The dict has other keys. They are "loss" and "accuracy".'),
        Mistake("loss_fn ignored", hint=2, code=
            lambda model, batches, loss_fn=None: shared.evaluate(model, batches), message=
            "The caller's `loss_fn` plays no part: cross-entropy is taken always."),
        Mistake("plain mean of the shares", shared.evaluation(
            give=_changed(accuracy=lambda _, rows: sum(r[1] / r[2] for r in rows) / len(rows))
        ), message=
            "The accuracy is the plain mean of the batches' shares. Count the right answers of all "
            "batches, and divide once."),
        Mistake("only the first batch", code=
            lambda model, batches, *loss_fn: shared.evaluate(model, batches[:1], *loss_fn), message=
            "Only the first batch counts. Does the `return` stand inside the loop?"),
        Mistake("softmax before the loss", lambda model, batches, loss_fn=cross_entropy: (
            shared.evaluate(model, batches, lambda z, y: loss_fn(z.softmax(1), y))
        ), hint=2, message=
            "The scores pass through a softmax before the loss. `cross_entropy` has one inside: "
            "hand it the scores."),
        Mistake("gradients off for good", _gradients_off, hint=3, message=
            "After your evaluation torch keeps no graphs any more, and no training can follow. "
            "`with torch.inference_mode():` ends by itself."),
        Mistake("scores compared with classes", hint=2, code=
            shared.evaluation(give=_changed(accuracy=lambda value, rows: 0.0)), message=
            "No answer counts as right. `max` gives the highest score; which class has it says "
            "`argmax`."),
    ),
    hints=(
        "The last batch is often short. Does each example count the same in your means? And does "
        "the model know that this is no training?",
        "Keep three sums: loss times size, right answers, examples. `(logits.argmax(dim=1) == yb)` "
        "says which answers are right.",
        "Note `model.training` first and give it back with `model.train(…)` at the end; the loop "
        "stands under `with torch.inference_mode():`.",
    ),
    alternatives=(
        shared.joined,
        shared.evaluation(give=lambda rows: shared.means(rows) | {"examples": len(rows)}),
    ),
)  # fmt: skip
