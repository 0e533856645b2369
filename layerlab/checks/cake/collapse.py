"""Two linear layers without a bend between them are one."""

import numpy as np

from layerlab.checking import Exercise, Mistake, Part, case, worked


def _collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


def _cases(rng):
    yield worked(
        W1=[[1.0, 2.0], [3.0, -1.0]],
        b1=[1.0, -2.0],
        W2=[[2.0, 0.0], [1.0, 3.0]],
        b2=[4.0, 1.0],
    )
    yield worked(W1=[[2.0]], b1=[1.0], W2=[[3.0]], b2=[-1.0])
    for n, h, m in [(2, 2, 2), (2, 3, 1), (3, 4, 2), (1, 5, 3), (4, 2, 4), (3, 3, 3)]:
        yield case(
            W1=rng.normal(size=(n, h)),
            b1=rng.normal(size=h),
            W2=rng.normal(size=(h, m)),
            b2=rng.normal(size=m),
        )


collapse = Exercise(
    number="1.3", name="collapse", difficulty=2, minutes=12, points=2,
    reference=_collapse, cases=_cases, returns=("W", "b"),
    parts=(Part("W", 1, shows=("W",)), Part("b", 1, shows=("b",))),
    mistakes=(
        Mistake("W2 @ W1", lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2), hint=2, message=
            "The weights are multiplied in the wrong order. x stands on the left, so it meets W1 "
            "first: x @ W1 @ W2."),
        Mistake("everything the other way round", hint=2, code=
            lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2), message=
            "This would be right for layers written W @ x + b, with x on the right. Here x stands "
            "on the left: x @ W + b."),
        Mistake("W2 @ b1", lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2), hint=2, message=
            "The weights are right; the first bias met W2 from the wrong side. A bias is a row "
            "like x, so it stands on the left: b1 @ W2."),
        Mistake("b1 not passed through W2", lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2), message=
            "The two biases were added as they are. The second layer multiplies everything that "
            "the first one gives, its bias too."),
        Mistake("first bias lost", lambda W1, b1, W2, b2: (W1 @ W2, b2), message=
            "The first layer's bias is gone. It reaches the output too, changed by W2."),
        Mistake("second bias lost", lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2), hint=2, message=
            "The second layer's bias is missing. It is added at the very end."),
        Mistake("b1 through W1", lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 + b2), message=
            "The first bias went through W1. It is added after W1, and the next thing that it "
            "meets is W2."),
        Mistake("both through W2", lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2), message=
            "Both biases went through W2. The second one is added after W2, so it stays as it is."),
        Mistake("number by number", lambda W1, b1, W2, b2: (W1 * W2, b1 * b2), hint=2, message=
            "`*` multiplies entry by entry. Two layers in a row are a matrix product: `@`."),
        Mistake("weights number by number", hint=2, code=
            lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2), message=
            "`*` multiplies entry by entry. Two layers in a row are a matrix product: `@`."),
        Mistake("number by number, the bias through W2", hint=2, code=
            lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2), message=
            "`*` multiplies entry by entry, for the weights and for the bias. What goes through a "
            "layer is multiplied by its matrix: `@`."),
        Mistake("sum of the weights", lambda W1, b1, W2, b2: (W1 + W2, b1 + b2), hint=2, message=
            "The layers were added. One works on what the other gives, and that is a product."),
        Mistake("b1 added unchanged as well", hint=3, code=
            lambda W1, b1, W2, b2: (W1 @ W2, (b1 @ W2) + b1 + b2), message=
            "The first bias counts twice: once changed by W2, and once as it is."),
        Mistake("W transposed", hint=2, code=
            lambda W1, b1, W2, b2: ((W1 @ W2).T, b1 @ W2 + b2), message=
            "The bias is right, and W is transposed. x stands on the left, so W has a row for each "
            "input."),
        Mistake("order exchanged", lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2), hint=3, message=
            "The bias came first. The weights come first: W, then b."),
        Mistake("only W returned", lambda W1, b1, W2, b2: W1 @ W2, hint=3, message=
            "Only the weights came back. The single layer needs its bias too: (W, b)."),
    ),
    hints=(
        "Take one number instead of matrices: first times 2 plus 1, then times 3 minus 1. What is "
        "that in one step? What became of the 1?",
        "Write the second layer around the first: (x @ W1 + b1) @ W2 + b2. Now multiply out; what "
        "stands behind x is W, and the rest is b.",
        "W is a product of the two matrices, in the order in which x meets them. b has two parts: "
        "one bias went through W2, the other did not.",
    ),
    alternatives=(
        lambda W1, b1, W2, b2: (np.einsum("ij,jk->ik", W1, W2), np.einsum("j,jk->k", b1, W2) + b2),
        lambda W1, b1, W2, b2: (
            (np.eye(len(W1)) @ W1) @ W2,
            (np.zeros(len(W1)) @ W1 + b1) @ W2 + b2,
        ),
    ),
)  # fmt: skip
