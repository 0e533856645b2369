"""A training step in half precision, with a scaler for the gradients."""

import torch
from torch.nn import functional as F

from layerlab.checking import Closeness, Exercise, Mistake, case, looks, worked

from . import shared


def _amp(
    *, inside=False, cast=True, clear=True, scale=True, step="scaler", update=True
):
    """A step in half precision with one thing changed."""

    def code(model, x, y, opt, scaler, dtype):
        if clear:
            opt.zero_grad()
        with torch.autocast(x.device.type, dtype=dtype, enabled=cast):
            loss = F.cross_entropy(model(x), y)
            if inside:
                scaler.scale(loss).backward()
        if not inside:
            (scaler.scale(loss) if scale else loss).backward()
        if step == "unscaled":
            scaler.unscale_(opt)
        opt.step() if step != "scaler" else scaler.step(opt)
        if update:
            scaler.update()
        return loss.detach()

    return code


def _cases(rng):
    """Both short types, scales that fit and one that overflows."""
    half = {"dtype": "bfloat16", "scale": 0.0}
    yield worked(**shared.pictures(rng, 4), **half, steps=1)
    yield worked(**shared.pictures(rng, 4), dtype="float16", scale=256.0, steps=1)
    yield case(**shared.pictures(rng, 6), dtype="float16", scale=64.0, steps=2)
    yield case(**shared.pictures(rng, 6), dtype="float16", scale=2.0**40, steps=1)
    yield case(**shared.pictures(rng, 9), **half, steps=2)


# the scaler is there and is never asked
_amp_careless = _amp(scale=False, step="plain", update=False)


def _amp_half_loss(model, x, y, opt, scaler, dtype):
    """The loss outside of autocast."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        scores = model(x)
    loss = F.cross_entropy(scores, y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
    return loss.detach()


def _amp_scaled_loss(model, x, y, opt, scaler, dtype):
    """Gives back the scaled loss."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        loss = scaler.scale(F.cross_entropy(model(x), y))
    loss.backward()
    scaler.step(opt)
    scaler.update()
    return loss.detach()


def _amp_read(model, x, y, opt, scaler, dtype):
    """Prints the loss on the way."""
    loss = _amp()(model, x, y, opt, scaler, dtype)
    print(f"{float(loss):.3f}")
    return loss


def _amp_bfloat(model, x, y, opt, scaler, dtype):
    """bfloat16, whatever is asked for."""
    return _amp()(model, x, y, opt, scaler, torch.bfloat16)


def _amp_number(model, x, y, opt, scaler, dtype):
    """Gives back a plain number."""
    return _amp()(model, x, y, opt, scaler, dtype).item()


def _amp_attached(model, x, y, opt, scaler, dtype):
    """Gives back the loss with its graph."""
    opt.zero_grad()
    with torch.autocast(x.device.type, dtype=dtype):
        loss = F.cross_entropy(model(x), y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
    return loss


def _amp_model_cast(model, x, y, opt, scaler, dtype):
    """Casts the weights themselves."""
    model.to(dtype)
    opt.zero_grad()
    loss = F.cross_entropy(model(x.to(dtype)).float(), y)
    loss.backward()
    opt.step()
    return loss.detach()


def _amp_nothing(model, x, y, opt, scaler, dtype):
    """Gives back nothing."""
    _amp()(model, x, y, opt, scaler, dtype)


def _amp_two_steps(model, x, y, opt, scaler, dtype):
    """Lets the scaler step, and steps once more."""
    loss = _amp()(model, x, y, opt, scaler, dtype)
    opt.step()
    return loss


def _amp_loss_after(model, x, y, opt, scaler, dtype):
    """Gives back the loss of the weights after the step."""
    _amp()(model, x, y, opt, scaler, dtype)
    with torch.no_grad(), torch.autocast(x.device.type, dtype=dtype):
        return F.cross_entropy(model(x), y).float()


def _amp_unscaled_first(model, x, y, opt, scaler, dtype):
    """As for clipping: unscales by itself, and computes the loss in float32."""
    opt.zero_grad(set_to_none=False)
    with torch.autocast(device_type=x.device.type, dtype=dtype):
        scores = model(x)
    loss = F.cross_entropy(scores.float(), y)
    scaler.scale(loss).backward()
    scaler.unscale_(opt)
    scaler.step(opt)
    scaler.update()
    return loss.detach().float()


amp_step = Exercise(
    number="13.5", name="amp_step", difficulty=3, minutes=15, points=3,
    reference=_amp(), cases=_cases,
    observe=looks.Look(
        "units.amp:steps", {"torch": {}, "call": "amp_step(model, x, y, opt, scaler, dtype)"}
    ),
    closeness=Closeness(rtol=2e-2, atol=2e-2),
    mistakes=(
        Mistake("backward inside autocast", _amp(inside=True), message=
            "The backward pass runs inside autocast. Each of its operations takes the dtype of its "
            "forward partner anyway; end the block after the loss."),
        Mistake("scaler never updated", _amp(update=False), hint=2, message=
            "The scale stays where it was, or the next step complains. After each step the scaler "
            "must be told to look whether its scale was too large or too small."),
        Mistake("a step taken on an infinite gradient", _amp(step="unscaled"), hint=2, message=
            "Where a gradient has overflowed to infinity, the optimiser stepped all the same, and "
            "the weights are lost. Let the scaler take the step: it looks first."),
        Mistake("step with scaled gradients", _amp(step="plain"), hint=2, message=
            "The optimiser steps with gradients that are still multiplied by the scale. The scaler "
            "divides them first, if it is the one that takes the step."),
        Mistake("scaled step, scaler never asked", hint=2, code=
            _amp(step="plain", update=False), message=
            "The loss was scaled, and the optimiser took its step by itself, with gradients that "
            "are still multiplied by the scale. Let the scaler take the step, and update it."),
        Mistake("bfloat16 always", _amp_bfloat, message=
            "The scores are bfloat16, whatever `dtype` says. Hand it over to `torch.autocast`."),
        Mistake("a number read on the way", _amp_read, hint=3, message=
            "A number is read in the step: `.item()`, `float(…)`, `print`, or an `if` on a tensor. "
            "There the program waits until the device has caught up."),
        Mistake("loss not scaled", _amp(scale=False), hint=2, message=
            "The loss goes back unscaled, and the scaler divides the gradients all the same: the "
            "step is far too small. Multiply before the backward pass."),
        Mistake("scaler not used", _amp_careless, hint=2, message=
            "The scaler plays no part. In float16 small gradients vanish without it."),
        Mistake("no autocast", _amp(cast=False), message=
            "The scores are float32: nothing ran in half precision. Is the forward pass inside "
            "`torch.autocast`, for the device type of x and with the dtype that was given?"),
        Mistake("the model cast", _amp_model_cast, message=
            "The weights themselves are in half precision now. Small steps then vanish in "
            "rounding: the weights stay float32, and autocast makes copies."),
        Mistake("loss in half precision", _amp_half_loss, message=
            "The loss itself came in half precision. It belongs inside the autocast block, which "
            "keeps such sums in float32; or turn the scores into float32 first."),
        Mistake("scaled loss returned", _amp_scaled_loss, hint=3, message=
            "The loss that came back is multiplied by the scale. Scale only what goes into the "
            "backward pass."),
        Mistake("gradients never cleared", _amp(clear=False), hint=2, message=
            "Old gradients were there before the step and were added to the new ones."),
        Mistake("a number returned", _amp_number, hint=3, message=
            "A plain number came back: the program had to wait for it. Return the tensor."),
        Mistake("graph returned", _amp_attached, hint=3, message=
            "The loss still hangs on its graph. Detach it."),
        Mistake("nothing returned", _amp_nothing, hint=3, message=
            "Nothing came back. Return the loss, detached."),
        Mistake("two steps", _amp_two_steps, hint=2, message=
            "Two steps were taken: `scaler.step(opt)` calls `opt.step()` itself."),
        Mistake("loss after the step", _amp_loss_after, hint=3, message=
            "This is the loss of the new weights. Give back the one that you computed before the "
            "step."),
    ),
    hints=(
        "Which part of a step gains from short numbers, and which needs long ones? The autocast "
        "block holds the forward pass and the loss, and nothing else.",
        "A scaler has three verbs, in this order: it scales a loss, it steps an optimiser, it "
        "updates itself. The gradients are cleared as always.",
        "`with torch.autocast(x.device.type, dtype=dtype):` around two lines. Then the backward "
        "pass of the *scaled* loss; give back the *unscaled* one, detached.",
    ),
    alternatives=(_amp_unscaled_first, lambda *a: _amp()(*a).clone()),
)  # fmt: skip
