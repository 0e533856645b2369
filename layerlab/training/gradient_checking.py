"""`ll.gradient_check`: is the gradient that you derived the gradient of your function?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from layerlab.errors import BadArgument

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class GradientCheck:
    """The result: `worst` relative error, and both gradients (the shape of x)."""

    worst: float
    analytic: np.ndarray
    numeric: np.ndarray
    errors: np.ndarray

    def __float__(self) -> float:
        return self.worst

    def __repr__(self) -> str:
        place = np.unravel_index(np.argmax(self.errors), self.errors.shape)
        at = f" at {tuple(map(int, place))}" if self.errors.ndim else ""
        word = "agree" if self.worst < 1e-5 else "differ"
        return f"The gradients {word}: largest relative error {self.worst:.1e}{at}."

    def plot(self, ax=None) -> "Axes":
        """A heat map of the relative errors (log scale); gives the axes."""
        import matplotlib.pyplot as plt

        ax = ax or plt.subplots()[1]
        table = np.log10(np.maximum(np.atleast_2d(self.errors), 1e-16))
        table = table.reshape(table.shape[0], -1)
        image = ax.imshow(table, vmin=-12, vmax=0, aspect="auto")
        ax.grid(False)
        ax.figure.colorbar(image, ax=ax, label="relative error, power of ten")
        ax.set_title(repr(self))
        return ax

    def show(self) -> None:
        """The heat map in a notebook, with its alt text."""
        from layerlab.figures import show

        return show(self.plot(), alt=f"A heat map of relative errors. {self!r}")


def gradient_check(f, df, x, *, eps: float = 1e-5) -> GradientCheck:
    """Compare `df(x)` with central differences of the scalar function `f` at `x`.

    The error of an entry is |a - n| / max(|a|, |n|), and 0 where both are 0; all in float64.
    Raises BadArgument where f(x) is no number, or df(x) has not the shape of x.

    >>> gradient_check(lambda x: (x**2).sum(), lambda x: 2 * x, np.array([1.0, -3.0])).worst < 1e-8
    True
    """
    x = np.array(x, dtype=np.float64)
    analytic = np.asarray(df(x.copy()), dtype=np.float64)
    if analytic.shape != x.shape:
        raise BadArgument(
            "df(x) has the shape of x", f"x is {x.shape} and df(x) is {analytic.shape}"
        )
    numeric = _central_differences(f, x, eps)
    errors = _relative(analytic, numeric)
    return GradientCheck(float(errors.max(initial=0.0)), analytic, numeric, errors)


def _central_differences(f, x, eps):
    """(f(x + e) - f(x - e)) / 2e for each entry, Numerical Recipes, 5.7."""
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        ends = []
        for step in (eps, -eps):
            moved = x.copy()
            moved[place] += step
            ends.append(_number(f(moved)))
        gradient[place] = (ends[0] - ends[1]) / (2 * eps)
    return gradient


def _number(value) -> float:
    if np.size(value) != 1:
        raise BadArgument(
            "f(x) is one number",
            f"it has shape {np.shape(value)}",
            "Sum or average inside f",
        )
    return float(np.asarray(value).reshape(()))


def _relative(a, n):
    largest = np.maximum(np.abs(a), np.abs(n))
    return np.where(largest > 0, np.abs(a - n) / np.where(largest > 0, largest, 1), 0.0)
