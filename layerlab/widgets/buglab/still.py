"""The static picture of the Bug lab: two pairs of curves on the same axes."""

from layerlab import theme
from layerlab.widgets.buglab import lab

TOP = 2.0  # of the axes; what lies above is cut


def draw(figure, widget) -> None:
    """Draw both runs on an empty figure."""
    axes = figure.subplots(1, 2, sharey=True)
    for ax, run, title in zip(axes, _runs(widget), _titles(widget), strict=True):
        epochs = range(1, lab.EPOCHS + 1)
        ax.plot(epochs, run["train_loss"], color=theme.TRAINING, label="training")
        style = {"color": theme.VALIDATION, "linestyle": "--"}
        ax.plot(epochs, run["val_loss"], label="validation", **style)
        ax.set(ylim=(0, TOP), xlabel="epoch", title=title)
        ax.text(0.97, 0.95, _verdict(run), transform=ax.transAxes, ha="right", va="top")
    axes[0].set_ylabel("loss")
    axes[0].legend(loc="lower left")


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    good, bad = _runs(widget)
    words = "; ".join(lab.BUGS[name] for name in widget.chosen()) or "no bug is on"
    words = f"alone each shows this: {words}" if len(widget.chosen()) > 1 else words
    return (
        f"Loss over {lab.EPOCHS} epochs of a healthy training, which ends at "
        f"{good['train_loss'][-1]:.2f} in training and {good['val_loss'][-1]:.2f} in "
        f"validation, beside one with {_count(widget)}, which ends at "
        f"{bad['train_loss'][-1]:.2f} and {bad['val_loss'][-1]:.2f}: {words}."
    )


def _runs(widget):
    return widget.healthy, widget.bugged


def _titles(widget):
    return "As it should be", f"With {_count(widget)}"


def _count(widget) -> str:
    n = len(widget.chosen())
    return f"{n or 'no'} bug{'' if n == 1 else 's'}"


def _verdict(run) -> str:
    told, fresh = round(100 * run["told"]), round(100 * run["fresh"])
    return f"validation says {told}%\nnew examples say {fresh}%"
