"""`History`: what a training left behind, epoch by epoch."""

from dataclasses import dataclass, field


@dataclass(repr=False)
class History:
    """Lists with one entry for each epoch; losses are means over examples.

    `best_epoch` is an index into the lists: the lowest validation loss, or the last epoch
    where nothing was validated.

    >>> h = History()
    >>> h.add(0.7, {"loss": 0.6, "accuracy": 0.8}, 1.0)
    >>> h.add(0.4, {"loss": 0.9, "accuracy": 0.7}, 1.0)
    >>> h.best_epoch, h.val_accuracy[h.best_epoch]
    (0, 0.8)
    """

    train_loss: list = field(default_factory=list)
    val_loss: list = field(default_factory=list)
    val_accuracy: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    best_epoch: int = 0

    def add(self, train_loss: float, val: dict | None, seconds: float) -> None:
        """Note one epoch; `val` is what `evaluate` gave, or None."""
        self.train_loss.append(train_loss)
        self.seconds.append(seconds)
        if val is not None:
            self.val_loss.append(val["loss"])
            self.val_accuracy.append(val["accuracy"])
        last = len(self.train_loss) - 1
        if val is None or val["loss"] < self.val_loss[self.best_epoch]:
            self.best_epoch = last

    def curves(self) -> dict:
        """The losses by name, as `ll.figures.curves` takes them."""
        both = {"training": self.train_loss, "validation": self.val_loss}
        return {name: values for name, values in both.items() if values}

    def words(self) -> str:
        """One sentence: how many epochs, and what the best of them gave (no timings)."""
        n = len(self.train_loss)
        text = f"{n} epoch{'s' if n != 1 else ''}"
        if n:
            text += f", training loss {self.train_loss[-1]:.3f} at the end"
        if self.val_loss:
            at = self.best_epoch
            text += f"; best: epoch {at + 1}, validation loss {self.val_loss[at]:.3f}"
            text += f", accuracy {100 * self.val_accuracy[at]:.1f} %"
        return text

    def __repr__(self) -> str:
        return f"<History: {self.words()}>"
