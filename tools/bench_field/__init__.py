"""The benchmark's demo, three ways: in the browser, by the kernel, by interact."""

import numpy as np
import traitlets

from layerlab.widgets.base import CourseWidget
from layerlab.widgets.traits import Array

N, REACH = 100, 3


def points(n=200, *, seed=0):
    """Return X [n, 2] and labels 0/1."""
    X = np.random.default_rng(seed).normal(size=(n, 2))
    return X, (X @ (0.8, -0.6) > 0).astype(int)


def scores(b):
    """Return the score w·x + b on the field, [100, 100], rows from the top."""
    grid = np.linspace(-REACH, REACH, N)
    return (0.8 * grid - 0.6 * grid[::-1, None] + b).astype("float32")


class Field(CourseWidget):
    """The demo as a widget; `where` is "browser" or "kernel"."""

    where = traitlets.Unicode("browser").tag(sync=True)
    b = traitlets.Float(0.0).tag(sync=True)
    X = Array((None, 2))
    y = Array((None,), dtype="int32")

    def __init__(self, where):
        X, y = points()
        super().__init__(where=where, X=X, y=y)

    def answer(self, question, buffers):
        """Return the field for the bias that the browser asks for."""
        return {"b": question["b"]}, [memoryview(scores(question["b"]).tobytes())]

    def draw(self, figure):
        """Draw the field and the points."""
        draw(figure.subplots(), self.b)

    def alt(self):
        """Return one sentence."""
        return f"A perceptron's score with bias {self.b:g} on 200 points."


def draw(ax, b):
    """Draw the demo with matplotlib, as the lesson would without a widget."""
    X, y = points()
    extent = (-REACH, REACH, -REACH, REACH)
    ax.imshow(np.tanh(scores(b)), extent=extent, cmap="RdBu_r", vmin=-1, vmax=1)
    ax.scatter(*X[y == 0].T, s=12)
    ax.scatter(*X[y == 1].T, s=12, marker="s")


def with_interact():
    """Show the demo by ipywidgets.interact and matplotlib."""
    import ipywidgets
    import matplotlib.pyplot as plt

    def show(bias=0.0):
        figure, ax = plt.subplots(figsize=(4, 4), dpi=100)
        draw(ax, bias)
        plt.show(figure)
        plt.close(figure)

    slider = ipywidgets.FloatSlider(0.0, min=-2, max=2, step=0.02)
    return ipywidgets.interact(show, bias=slider)
