"""What a notebook does before anything else, and how it looks into the package.

From `setup`, which stands in every notebook's first code cell, to `peek`.
"""

import contextlib
import inspect
import sys
import warnings
from pathlib import Path

from layerlab.errors import BadArgument
from layerlab.settings import is_static

STYLE = Path(__file__).with_name("layerlab.mplstyle")
_VISIBLE = (UserWarning, RuntimeWarning, FutureWarning)


def setup() -> None:
    """Set the course's figure style, let warnings be seen, let widgets run on Colab.

    Seeds are not set: what is random in a lesson says so, with its own generator.
    """
    import matplotlib.style

    matplotlib.style.use(STYLE)
    for category in _VISIBLE:
        warnings.simplefilter("default", category)
    if "google.colab" in sys.modules:
        _allow_widgets_on_colab()
    _plain_numbers()


def _plain_numbers() -> None:
    """Let NumPy 2 show its numbers as 1.5, not as np.float64(1.5)."""
    import numpy as np

    if int(np.__version__.split(".")[0]) >= 2:
        np.set_printoptions(legacy="1.25")


def _allow_widgets_on_colab() -> None:
    # anywidget asks for this too; a front end that has no such switch needs none
    with contextlib.suppress(Exception):
        sys.modules["google.colab"].output.enable_custom_widget_manager()


def peek(thing) -> None:
    """Show the source of a function, class or module, on the spot.

    Raises BadArgument for what has no Python source, as a number or a built-in.

    >>> from layerlab.settings import is_static
    >>> peek(is_static)  # doctest: +ELLIPSIS
    # layerlab/settings.py
    def is_static() -> bool:
        ...
    """
    source = _source(thing)
    if is_static() or "IPython" not in sys.modules:
        print(source)
        return
    from IPython.display import Code, display

    display(Code(source, language="python"))


def _source(thing) -> str:
    thing = inspect.unwrap(thing) if callable(thing) else thing
    try:
        source, file = inspect.getsource(thing), inspect.getsourcefile(thing)
    except (TypeError, OSError):
        raise BadArgument(
            "peek shows the Python source of a function, a class or a module",
            f"{type(thing).__name__} {thing!r:.40} has none",
            "Give it the thing itself, without calling it",
        ) from None
    where = Path(file or "")
    root = Path(__file__).parent.parent
    inside = where.is_relative_to(root / "layerlab")
    head = f"# {where.relative_to(root).as_posix()}\n" if inside else ""
    return head + source.rstrip()
