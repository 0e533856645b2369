"""Finale of 09: the same reader in torch, by the learner's own loop; then in the pad."""

import torch
from torch import nn

from layerlab.finales import thread
from layerlab.finales.backprop import forward
from layerlab.training import device
from layerlab.widgets import DrawingPad

EPOCHS, LR = 15, 0.1


def play(make_classifier, train_step, evaluate, fit, to_device) -> DrawingPad:
    """Train, compare with the network of 07, and read what is drawn."""
    place = device()
    train, val = (to_device(_batches(split), place) for split in ("train", "test"))
    model = _trained(make_classifier, fit, train, val, place)
    seen = evaluate(model.eval(), val)
    before, mine = thread.part("07")
    X, y = thread.digits("test")
    print(
        f"Trained by your fit: {seen['accuracy']:.1%} of new digits are read.\n"
        f"The network of lesson 07 ({thread.whose(mine)}), by hand: "
        f"{thread.right(forward(X, before).argmax(axis=1), y)}."
    )
    _keep(model)

    def scores(X):
        with torch.inference_mode():
            return (
                model(torch.tensor(X, dtype=torch.float32, device=place)).cpu().numpy()
            )

    return thread.pad(
        scores, "Draw a digit: these are your weights, from your loop in torch."
    )


def _trained(make_classifier, fit, train, val, place) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = make_classifier(64, 32, 10).to(place)
        fit(model, train, val, EPOCHS, LR)
    return model


def _batches(split) -> list:
    X, y = (torch.tensor(part.copy()) for part in thread.digits(split))
    return list(zip(X.float().split(64), y.long().split(64), strict=True))


def _keep(model) -> None:
    linear = [m for m in model.modules() if isinstance(m, nn.Linear)]
    parts = [(m.weight.detach().T, m.bias) for m in linear if m.bias is not None]
    if len(parts) == len(linear):
        thread.keep(
            "09", [(W.cpu().numpy(), b.detach().cpu().numpy()) for W, b in parts]
        )
