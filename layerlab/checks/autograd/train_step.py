"""One step down the mean squared error of a network of Values."""

from layerlab.checking import Exercise, Mistake, looks

from .shared import scene


def _squares(model, xs, ys):
    total = 0
    for x, y in zip(xs, ys, strict=True):
        miss = model(x) + -1 * y
        total = miss * miss + total
    return total


def _down(p, lr):
    p.data -= lr * p.grad


def _steps(clear=True, move=None, mean=True, give=None, loss=None):
    """A training step with one thing changed; each variant is somebody's mistake."""

    def code(model, xs, ys, lr):
        error = (loss or _squares)(model, xs, ys)
        error = error * (1 / len(xs)) if mean else error
        if clear:
            for p in model.parameters():
                p.grad = 0.0
        error.backward()
        for p in model.parameters():
            (move or _down)(p, lr)
        return give(error, model, xs, ys) if give else error.data

    return code


def _cases(rng):
    data = "xs, ys, lr = [[1.0], [3.0]], [0.5, 2.0], 0.1"
    one = ["loss = train_step(model, xs, ys, lr)", "once = numbers(model)"]
    two = ["again = train_step(model, xs, ys, lr)", "twice = numbers(model)"]
    line = [data, "model = Line(train_step)"]
    yield scene([*line, *one], "loss", "once", first=True)
    yield scene([*line, *one, *two], "loss", "once", "again", "twice", first=True)
    data = "xs, ys, lr = [[1.0, 2.0], [0.0, 1.0], [-1.0, 0.5]], [1.0, 0.0, 2.0], 0.05"
    yield scene(
        [data, "model = Bent(train_step)", *one, *two], "loss", "once", "again", "twice"
    )
    data = "xs, ys, lr = [[2.0]], [1.0], 0.2"
    yield scene(
        [data, "model = Line(train_step)", *one, *two], "loss", "once", "again", "twice"
    )
    three = "losses = [train_step(model, xs, ys, lr) for _ in range(4)]"
    data = "xs, ys, lr = [[1.0], [2.0], [3.0]], [1.0, 0.0, 1.0], 0.02"
    yield scene([data, "model = Line(train_step)", three], "losses", "numbers(model)")
    x, y = rng.normal(size=2).round(1)
    data = f"xs, ys, lr = [[{x}], [1.0]], [{y}, 0.5], 0.1"
    line = [data, "model = Line(train_step)", *one, *two]
    yield scene(line, "loss", "once", "again", "twice")


def _up(p, lr):
    p.data += lr * p.grad


def _moves_the_gradient(p, lr):
    p.grad -= lr * p.grad


def _shrinks(p, lr):
    p.data -= lr * p.data


def _last_only(model, xs, ys):
    return _squares(model, xs[-1:], ys[-1:]) * len(xs)


def _absolute(model, xs, ys):
    misses = [model(x) + -1 * y for x, y in zip(xs, ys, strict=True)]
    return sum(m * (1 if m.data > 0 else -1) for m in misses)


def _plain_misses(model, xs, ys):
    return sum(model(x) + -1 * y for x, y in zip(xs, ys, strict=True))


def _step_for_each(model, xs, ys, lr):
    losses = [_steps()(model, [x], [y], lr) for x, y in zip(xs, ys, strict=True)]
    return sum(losses) / len(losses)


def _loss_afterwards(error, model, xs, ys):
    return _squares(model, xs, ys).data / len(xs)


def _cleared_at_the_end(model, xs, ys, lr):
    loss = _steps(clear=False)(model, xs, ys, lr)
    for p in model.parameters():
        p.grad = 0.0
    return loss


_LITTLE = "from layerlab.watching.units.autograd import Bent, Line, numbers"


train_step = Exercise(
    number="8.5", name="train_step", difficulty=2, minutes=12, points=3,
    reference=_steps(), cases=_cases, observe=looks.expressions("train_step", setup=_LITTLE),
    mistakes=(
        Mistake("gradients never cleared", _steps(clear=False), message=
            "The first step is right, the second is not: its gradients were added to those of the "
            "first. Set every parameter's grad to 0 before you go backward."),
        Mistake("updates the gradient", _steps(move=_moves_the_gradient), message=
            "The parameters did not move. It is each one's `data` that must get the new number, "
            "not `grad` and not the name in the loop. And when it does, the gradients must be "
            "there: filled by a backward pass, and not cleared in between."),
        Mistake("climbs", _steps(move=_up), hint=2, message=
            "The parameters moved uphill. The gradient points to where the loss grows; step "
            "against it."),
        Mistake("sum for mean", _steps(mean=False), hint=2, message=
            "The squared errors are added up. Their mean is asked for: divide by the number of "
            "examples."),
        Mistake("loss after the step", _steps(give=_loss_afterwards), hint=3, message=
            "The loss was computed again after the step. The number from before is asked for: it "
            "is the one whose slopes you used."),
        Mistake("a Value returned", hint=3, code=
            _steps(give=lambda error, model, xs, ys: error), message=
            "The loss came back as a Value, which holds its whole graph in memory. Give its "
            "number."),
        Mistake("a step for each example", _step_for_each, hint=2, message=
            "The parameters moved after every single example. One loss over all of them, one "
            "backward pass, one move."),
        Mistake("only the last example", _steps(loss=_last_only), hint=2, message=
            "Only the last example counts. Is the sum set anew inside the loop?"),
        Mistake("square forgotten", _steps(loss=_plain_misses), hint=2, message=
            "The errors were added up as they are, so that one above and one below cancel. Square "
            "each first."),
        Mistake("absolute errors", _steps(loss=_absolute), hint=2, message=
            "These are absolute errors. The mean of the squares is asked for."),
        Mistake("shrinks the parameters", _steps(move=_shrinks), hint=2, message=
            "Each parameter moved by a part of itself, whatever the gradient says."),
        Mistake("never cleared, loss after the step", hint=3, code=
            _steps(clear=False, give=_loss_afterwards), message=
            "Two things. The loss was computed again after the step; the number from before is "
            "asked for. And the gradients are never cleared, so those of the first step are still "
            "there in the second."),
        Mistake("never cleared, sum for mean", _steps(clear=False, mean=False), hint=2, message=
            "Two things. The squared errors are added up, where their mean is asked for. And the "
            "gradients are never cleared, so those of the first step are still there in the "
            "second."),
        Mistake("a Value returned, never cleared", hint=3, code=
            _steps(clear=False, give=lambda error, model, xs, ys: error), message=
            "Two things. The loss came back as a Value: give its number. And the gradients are "
            "never cleared, so those of the first step are still there in the second."),
        Mistake("halved", hint=2, code=
            _steps(loss=lambda model, xs, ys: _squares(model, xs, ys) * 0.5), message=
            "This is half the mean of the squares. Some books halve it so that the 2 of the slope "
            "goes away; here nothing is halved."),
        Mistake("lr ignored", _steps(move=lambda p, lr: _down(p, 1.0)), hint=2, message=
            "The step is as long as the gradient; `lr` plays no part."),
    ),
    hints=(
        "Call your step twice. What is in `p.grad` when the second backward pass begins?",
        "In this order: loss, clear, backward, move. The loss is the mean of (answer minus target) "
        "squared, made of Values.",
        "Add up `miss * miss` over the pairs of xs and ys, times one over their number; then the "
        "two loops over `model.parameters()`, with `backward()` between them.",
    ),
    alternatives=(
        lambda model, xs, ys, lr: _steps()(model, tuple(xs), tuple(ys), lr),
        lambda model, xs, ys, lr: _cleared_at_the_end(model, xs, ys, lr),
    ),
)  # fmt: skip
