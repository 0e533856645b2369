"""The static picture of the leak lab: the trays above, the scores below."""

import math

import numpy as np

from layerlab import theme
from layerlab.widgets.leak_lab import scoring
from layerlab.widgets.leak_lab.cards import SEALED, SHOTS

BACK = 225  # grey of a card that lies face down


def draw(figure, lab) -> None:
    """Draw the state of the lab on an empty figure."""
    above, below = figure.subfigures(2, 1, height_ratios=(1.15, 1))
    trays = above.subplots(1, 3, width_ratios=(1.4, 1, 1))
    for ax, (name, pictures, cakes) in zip(trays, _trays(lab), strict=True):
        if len(pictures):
            ax.imshow(_sheet(pictures), interpolation="nearest")
        ax.set_title(f"{name}: {cakes} cakes")
        ax.set_anchor("N")
        ax.set_axis_off()
    axes = below.subplots(1, 2, sharey=True)
    for ax, (model, found) in zip(axes, lab.scores.items(), strict=True):
        _bars(ax, model, np.nan_to_num(found), scoring.tolerance(lab.trays))
    axes[0].set_ylabel("share right")


def alt(lab) -> str:
    """Return one sentence that says what the picture shows."""
    told = [
        f"{model} {_share(found[1])} on the test tray, {_share(found[2])} on the sealed one"
        for model, found in lab.scores.items()
    ]
    return (
        f"Photographs of {scoring.families(lab.trays, '0')} cakes on the train tray, of "
        f"{scoring.families(lab.trays, '1')} on the test tray, of {SEALED} sealed; shares "
        f"right: {'; '.join(told)}."
    )


def _share(value) -> str:
    return "nothing" if math.isnan(value) else f"{value:.0%}"


def _trays(lab):
    """Name, pictures and number of cakes of each tray; the sealed ones lie face down."""
    places = np.array(list(lab.trays))
    for name, tray in (("train", "0"), ("test", "1")):
        here = (places == tray) | (places == "2")
        yield name, lab.pictures[here], scoring.families(lab.trays, tray)
    backs = np.full((SEALED * SHOTS, 16, 16, 3), BACK, np.uint8)
    yield "sealed", backs, SEALED


def _sheet(pictures):
    """Pictures (n, 16, 16, 3) at half their size beside and below each other, with a line
    between: small, for a page with many widgets has little room."""
    small = pictures.reshape(len(pictures), 8, 2, 8, 2, 3).mean(axis=(2, 4))
    across = SHOTS * max(1, round(math.sqrt(1.2 * len(pictures)) / SHOTS))
    rows = math.ceil(len(pictures) / across)
    sheet = np.full((rows * across, 9, 9, 3), 255, np.uint8)
    sheet[: len(pictures), :-1, :-1] = 16 + 32 * (small // 32)  # few colours pack well
    laid = sheet.reshape(rows, across, 9, 9, 3).swapaxes(1, 2)
    return laid.reshape(rows * 9, across * 9, 3)


def _bars(ax, model, found, wide) -> None:
    colours = (theme.TRAINING, theme.VALIDATION, theme.TRUTH)
    ax.bar(("train", "test", "sealed"), found, color=colours, width=0.6)
    if np.isfinite(wide):
        ax.errorbar(1, found[1], wide, color=theme.SECONDARY, capsize=4)
    ax.axhline(0.5, color=theme.SECONDARY, lw=1, ls="--", zorder=0)
    for place, value in enumerate(found):
        ax.text(place + 0.33, value, f"{value:.2f}", va="center", color=theme.INK)
    ax.set(title=model, ylim=(0, 1.12), xlim=(-0.5, 2.7))
