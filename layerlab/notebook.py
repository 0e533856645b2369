"""What a notebook does before anything else, and how it looks into the package.

From `setup`, which stands in every notebook's first code cell, to `peek`.
"""

import contextlib
import inspect
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Literal

from layerlab import theme
from layerlab.errors import BadArgument
from layerlab.settings import is_static
from layerlab.tracebacks import hook

_PROGRESS_WORDS = "To keep your progress in your Drive: ll.progress.to_drive()."
_LIBRARIES = "matplotlib|pyparsing"
ERRORS = ("course", "python")
_VISIBLE = (UserWarning, RuntimeWarning, FutureWarning)


def setup(*, errors: Literal["course", "python"] = "course") -> None:
    """Set the course's figure style, let warnings be seen, and errors be understood.

    Errors name the learner's lines, the values that met in them, and the likely cause;
    `%tb` shows all calls. `errors="python"` leaves them as Python shows them.
    On Colab also: switch custom widgets on, and say in one line which device `ll.device()`
    takes and how to keep the progress. Seeds are not set: what is random in a lesson says
    so, with its own generator.
    """
    import matplotlib.style

    matplotlib.style.use(theme.settings())
    for category in _VISIBLE:
        warnings.simplefilter("default", category)
    # what one library says to another, as on Colab Matplotlib 3.10 to pyparsing 3.3
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=_LIBRARIES)
    if "google.colab" in sys.modules:
        _allow_widgets_on_colab()
        print(_gpu_words(), _PROGRESS_WORDS)
    _plain_numbers()
    _show_errors(errors)


def _show_errors(form: str) -> None:
    """Choose the form of errors, where there is a notebook."""
    if form not in ERRORS:
        known = " or ".join(map(repr, ERRORS))
        raise BadArgument(
            "Errors have two forms", f"{form!r} is none", f"Write {known}"
        )
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        (hook.teach if form == "course" else hook.leave)(shell)


def _plain_numbers() -> None:
    """Let NumPy 2 show its numbers as 1.5, not as np.float64(1.5)."""
    import numpy as np

    if int(np.__version__.split(".")[0]) >= 2:
        np.set_printoptions(legacy="1.25")


def _allow_widgets_on_colab() -> None:
    # anywidget asks for this too; a front end that has no such switch needs none
    with contextlib.suppress(Exception):
        sys.modules["google.colab"].output.enable_custom_widget_manager()


def _gpu_words() -> str:
    """Whether there is a GPU, asked without importing torch, which takes seconds."""
    try:
        command = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=20)
        names = found.stdout.split("\n") if found.returncode == 0 else []
    except (OSError, subprocess.TimeoutExpired):
        names = []
    if names and names[0]:
        return f"GPU: {names[0]}, and ll.device() takes it."
    return (
        "No GPU: ll.device() takes the CPU (Runtime → Change runtime type gives one)."
    )


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
