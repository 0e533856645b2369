"""`show`: a figure with the words for those who do not see it. From it downwards."""

import base64
import html
import io
import sys

from layerlab.errors import BadArgument
from layerlab.settings import is_static

SHORTEST_ALT = 15  # characters: "a plot" says nothing


def show(figure, *, alt: str) -> None:
    """Display a matplotlib figure (or the figure of an axes) and close it.

    `alt` says in one sentence what the picture shows; screen readers read it aloud, and
    it is stored with the picture. Raises BadArgument where it is missing or too short.

    >>> from matplotlib.figure import Figure
    >>> show(Figure(), alt="plot")
    Traceback (most recent call last):
    layerlab.errors.BadArgument: A figure needs a sentence ... Say what it shows...
    """
    from IPython.display import display

    figure, alt = _figure(figure), _sentence(alt)
    picture = base64.b64encode(png(figure)).decode("ascii")
    _close(figure)
    data = {"image/png": picture, "text/plain": alt}
    if not is_static():
        source = f"data:image/png;base64,{picture}"
        data["text/html"] = (
            f'<figure style="margin:0"><img alt="{html.escape(alt)}" src="{source}" '
            'style="max-width:100%"></figure>'
        )
    display(data, metadata={"image/png": {"alt": alt}}, raw=True)


def png(figure) -> bytes:
    """The figure as PNG, without the notes that differ from version to version."""
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _figure(thing):
    """The figure of an axes, of a grid of axes, or the figure itself."""
    for _ in range(4):  # an array of axes, its rows, an axes, its figure
        if hasattr(thing, "savefig"):
            return thing
        if hasattr(thing, "get_figure"):
            thing = thing.get_figure()
        elif hasattr(thing, "__len__") and len(thing):
            thing = thing[0]
    raise BadArgument(
        "show takes a figure or its axes",
        f"{type(thing).__name__} was given",
        "Give it what plt.subplots() returned",
    )


def _sentence(alt) -> str:
    if isinstance(alt, str) and len(alt.strip()) >= SHORTEST_ALT:
        return alt.strip()
    raise BadArgument(
        "A figure needs a sentence for those who do not see it",
        f"alt is {alt!r}",
        "Say what it shows, as you would on the telephone",
    )


def _close(figure) -> None:
    """Keep the notebook from showing the figure a second time."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
