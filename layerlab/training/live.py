"""A bar and curves that update one output while a model trains (`fit`).

Nothing is shown outside a notebook, nor where outputs are being stored.
"""

import base64
import html
import io
import sys
import time
from collections.abc import Iterator

from layerlab import theme
from layerlab.settings import is_static

PAUSE = 0.2  # seconds between two updates of the bar


class Live:
    """Shows how far a training is: `watch` its batches, `show` its history."""

    def __init__(self, epochs: int, *, enabled: bool = True):
        self.epochs, self.enabled = epochs, enabled and _is_notebook()
        self.done, self.handle, self.picture = 0, None, ""
        self.words, self.last = "starting", 0.0

    def __enter__(self):
        if self.enabled:
            from IPython.display import display

            self.handle = display(self._bundle(0.0), raw=True, display_id=True)
        return self

    def __exit__(self, kind, *_):
        if kind is not None and self.handle:
            self.words = f"stopped: {self.words}"
            self._update(self.done / self.epochs)

    def watch(self, batches, steps: int) -> Iterator:
        """The batches of one epoch, unchanged; the bar follows them."""
        for i, batch in enumerate(batches):
            yield batch
            if self.handle and time.monotonic() - self.last > PAUSE:
                self._update((self.done + (i + 1) / steps) / self.epochs)
        self.done += 1

    def show(self, history) -> None:
        """Draw the curves anew, after an epoch."""
        if self.handle:
            self.words, self.picture = history.words(), _drawn(history, self.epochs)
            self._update(self.done / self.epochs)

    def _update(self, share: float) -> None:
        self.last = time.monotonic()
        self.handle.update(self._bundle(share), raw=True)

    def _bundle(self, share: float) -> dict:
        words = html.escape(self.words)
        page = (
            f'<div><progress value="{share:.3f}" max="1" aria-label="training"></progress>'
            f" {words}</div>{self.picture}"
        )
        return {"text/html": page, "text/plain": self.words}


def _drawn(history, epochs: int) -> str:
    """The curves so far as an HTML picture with its words."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=theme.SINGLE, layout="constrained")
    ax = figure.subplots()
    curves = history.curves()
    upper = max(curves, key=lambda name: curves[name][-1])
    for name, losses in curves.items():
        colour = theme.TRAINING if name == "training" else theme.VALIDATION
        marker = "o" if name == "training" else "s"
        ax.plot(range(1, len(losses) + 1), losses, f"{marker}-", color=colour, ms=4)
        above = "bottom" if name == upper else "top"
        ax.annotate(f"  {name}", (len(losses), losses[-1]), color=colour, va=above)
    ax.set(xlim=(0.8, 1.25 * epochs), title="Loss", xlabel="epoch")
    out = io.BytesIO()
    figure.savefig(out, format="png")
    source = base64.b64encode(out.getvalue()).decode("ascii")
    alt = html.escape(f"Loss after each epoch: {history.words()}.")
    return f'<img alt="{alt}" src="data:image/png;base64,{source}">'


def _is_notebook() -> bool:
    """Whether somebody looks: a kernel with a front end, and not a run for storing."""
    if is_static() or "IPython" not in sys.modules:
        return False
    shell = sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None
