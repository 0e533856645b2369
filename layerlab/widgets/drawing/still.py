"""The static picture of the drawing pad: the drawing, and one bar for each name."""

import numpy as np

from layerlab import theme


def draw(figure, pad) -> None:
    """Draw the pad's state on an empty figure."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.2))
    left.imshow(255 - pad.image, cmap=theme.IMAGES, vmin=0, vmax=255)
    left.set(xticks=[], yticks=[], title="the drawing")
    for side in left.spines.values():
        side.set_visible(True)
    scores = pad.scores
    colours = [theme.BLUE if s == scores.max() else theme.SKY for s in scores]
    right.barh(pad.names, scores, color=colours)
    right.invert_yaxis()
    right.set(title="the answer", xlim=(0, max(1, float(scores.max()))))


def alt(pad) -> str:
    """Return one sentence that says what the picture shows."""
    n, share = len(pad.image), (pad.image > 127).mean()
    if not pad.image.any():
        return f"An empty drawing pad of {n} by {n} pixels."
    scores = pad.scores
    best = [f"{pad.names[i]} {scores[i]:.0%}" for i in np.argsort(-scores)[:2]]
    return (
        f"A drawing of {n} by {n} pixels with ink on {share:.0%} of them; "
        f"the answer: {', then '.join(best)}."
    )
