"""Finale of 06: the neuron becomes one of 32, under ten outputs; nothing is trained yet."""

import numpy as np

from layerlab.finales import lending, thread
from layerlab.widgets import DrawingPad


def play(
    dense, relu, leaky, tanh_gradient, mlp_forward, xor, softmax, loss
) -> DrawingPad:
    """Put it together, say how wrong it is, and let it read what is drawn."""
    before, mine = thread.part("05")
    params = lending.two_layers(before)
    thread.keep("06", params)
    X, y = thread.digits("test")
    logits, _ = mlp_forward(X.copy(), params)
    print(
        f"Unit 0 is the neuron of lesson 05 ({thread.whose(mine)}), the other "
        f"{lending.HIDDEN - 1} are drawn by lot.\n"
        f"Your network has {thread.right(np.argmax(logits, axis=1), y)} of new digits right; "
        f"cross-entropy {float(loss(logits, y)):.2f} (guessing: {np.log(10):.2f}).\n"
        "It answers, and has learned nothing yet: lesson 07 trains it."
    )

    def judge(drawing):
        seen = thread.see(drawing)
        return softmax(mlp_forward(seen[None], params)[0])[0]

    task = (
        "Draw a seven, then another digit: which bar moves, and which only by chance?"
    )
    return DrawingPad(judge, names=list(thread.NAMES), task=task)
