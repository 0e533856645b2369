"""Rosenblatt's rule: after a mistake the line moves, otherwise it stays."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked

from . import shared


def _cases(rng):
    yield worked(x=[2.0, 1.0], y=-1, w=[1.0, 0.0], b=0.0)  # wrong: moves
    yield worked(x=[2.0, 1.0], y=1, w=[1.0, 0.0], b=0.0)  # right: stays
    yield worked(x=[1.0, 3.0], y=1, w=[-1.0, 0.0], b=0.5)
    yield worked(x=[1.0, 1.0], y=1, w=[0.0, 0.0], b=0.0)  # on the line, +1: stays
    yield worked(x=[1.0, 1.0], y=-1, w=[0.0, 0.0], b=0.0)  # on the line, -1: moves
    for d in (1, 2, 3, 5, 2, 2):
        x, w = rng.normal(size=(2, d))
        b = float(rng.normal())
        for y in (1, -1):
            yield case(x=x, y=y, w=w, b=b)
    for d in (3, 2, 4):  # a right one, and a wrong one on each side of the line
        x, w = rng.normal(size=(2, d))
        yield case(x=x, y=1, w=w, b=0.1 - float(w @ x))
        yield case(x=x, y=1, w=w, b=-0.2 - float(w @ x))
        yield case(x=x, y=-1, w=w, b=0.3 - float(w @ x))


def _in_place(x, y, w, b):
    if y * (1 if w @ x + b >= 0 else -1) < 0:
        w += y * x
        b += y
    return w, b


update = Exercise(
    number="4.2", name="update", difficulty=2, minutes=10, points=2,
    reference=shared.update, cases=_cases, returns=("w", "b"),
    parts=(Part("w", 1, shows=("w",)), Part("b", 1, shows=("b",))),
    mistakes=(
        Mistake("updates when right", shared.always_moves, message=
            "The weights moved although the point was on its right side. A perceptron learns only "
            "from its mistakes: first predict, and move only if that is wrong."),
        Mistake("moves when right only", lambda x, y, w, b: (
            (w + y * x, b + y) if (w @ x + b >= 0) == (y > 0) else (w, b)
        ), message=
            "The condition is the wrong way round: the weights move when the prediction is right "
            "and stay when it is wrong."),
        Mistake("minus sign", hint=2, code=
            shared.if_wrong(lambda x, y: -y * x, lambda x, y: -y), message=
            "The step goes the wrong way: after it the point is even further on the wrong side. "
            "Add y·x, do not subtract it."),
        Mistake("bias never moves", hint=2, code=
            shared.if_wrong(lambda x, y: y * x, lambda x, y: 0), message=
            "The weights moved, and the bias stayed. The bias is a weight too, whose input is "
            "always 1: it moves by y."),
        Mistake("label forgotten", shared.if_wrong(lambda x, y: x, lambda x, y: 1), hint=2, message=
            "The step has forgotten the label: it always adds x. For a point of class -1 that goes "
            "the wrong way. Multiply by y."),
        Mistake("doubled step", hint=3, code=
            shared.if_wrong(lambda x, y: 2 * y * x, lambda x, y: 2 * y), message=
            "The step is twice as long as it should be. With labels ±1, y minus the prediction is "
            "±2 on a mistake; the rule here moves by y·x."),
        Mistake("bias moves by y·x", lambda x, y, w, b: (
            (w, b) if (w @ x + b >= 0) == (y > 0) else (w + y * x, b + y * x)
        ), hint=2, message=
            "The bias has become an array. It moves by y alone: its input is 1, not x."),
        Mistake("condition without bias", code=
            lambda x, y, w, b: (w, b) if (w @ x >= 0) == (y > 0) else (w + y * x, b + y), message=
            "Whether the point is on the right side is decided without the bias. Use the whole "
            "score, w @ x + b."),
        Mistake("changes w in place", _in_place, hint=3, message=
            "`w += …` changes the very array that the caller handed in, so the caller's weights "
            "change behind their back. Make a new one: w = w + …."),
        Mistake("moves on the line", shared.moves_on_the_line, message=
            "A point of class +1 exactly on the line (score 0) was moved. A score of 0 counts as "
            "+1, so the prediction is right there and nothing moves."),
        Mistake("a -1 on the line stays", code=
            lambda x, y, w, b: (w + y * x, b + y) if y * (w @ x + b) < 0 else (w, b), message=
            "A point of class -1 exactly on the line was left alone. A score of 0 is answered with "
            "+1, which is wrong for it: it moves."),
        Mistake("bias times y", hint=2, code=
            shared.moves_if_wrong(lambda x, y, w, b: (w + y * x, b + y * b)), message=
            "The bias moved by y times itself, so that one of 0 stays for ever. It moves by y "
            "alone: its input is 1."),
        Mistake("the score for the prediction", lambda x, y, w, b: (
            w + (y - (w @ x + b)) * x, b + (y - (w @ x + b))
        ), hint=2, message=
            "The step is the label minus the *score*. That is another rule: it moves right "
            "answers too. Compare the label with the answer, +1 or -1, and move by y·x."),
        Mistake("the prediction for the label", hint=2, code=
            shared.if_wrong(lambda x, y: -y * x, lambda x, y: y), message=
            "The weights moved the wrong way. They move by the label, as the bias does: "
            "y·x and y."),
        Mistake("the new ones alone", hint=2, code=
            shared.moves_if_wrong(lambda x, y, w, b: (y * x, y)), message=
            "The old weights and bias are gone: this is the step alone. Add it to what was there."),
        Mistake("always moves, the bias never", code=
            lambda x, y, w, b: (w + y * x, b), message=
            "Two things. The weights move although the prediction may be right: ask first. And the "
            "bias stays: it moves by y."),
        *(Mistake(f"steps of {rate:g}", hint=2, code=
            shared.if_wrong(lambda x, y, r=rate: r * y * x, lambda x, y, r=rate: r * y), message=
            f"The step is only {rate:g} times as long as it should be. Rosenblatt's rule here has "
            "no learning rate: it moves by y·x and by y.") for rate in (0.1, 0.01, 0.5)),
        Mistake("only w returned", lambda x, y, w, b: shared.update(x, y, w, b)[0], hint=3, message=
            "Only the weights came back. Return both: `return w, b`."),
        Mistake("order exchanged", hint=3, code=
            lambda x, y, w, b: shared.update(x, y, w, b)[::-1], message=
            "The bias came first. The contract is (w, b), in this order."),
    ),
    hints=(
        "When must nothing happen at all? Work out the prediction first; compare it with y; and "
        "remember which class a score of 0 belongs to.",
        "On a mistake, add y times x to the weights, and y times 1 to the bias: the bias is a "
        "weight whose input is always 1.",
        "Two cases: `if … == y: return w, b`, and otherwise `return w + …, b + …`. With `w + …` a "
        "new array is made; `w += …` would change the caller's.",
    ),
    alternatives=(
        lambda x, y, w, b: (
            [wi + y * xi * ((w @ x + b >= 0) != (y > 0)) for wi, xi in zip(w, x, strict=True)],
            b + y * ((w @ x + b >= 0) != (y > 0)),
        ),
        lambda x, y, w, b: (
            w.astype(np.float32)
            + np.float32((y - np.where(w @ x + b >= 0, 1, -1)) / 2) * x.astype(np.float32),
            b + (y - (1 if w @ x + b >= 0 else -1)) // 2,
        ),
    ),
)  # fmt: skip
