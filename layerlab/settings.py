"""What the environment says about how the package is to behave."""

import os
import sys


def is_static() -> bool:
    """Whether outputs are being stored, not shown (LAYERLAB_STATIC=1).

    Then figures and widgets give only a PNG and words: no HTML, no live view.
    """
    return os.environ.get("LAYERLAB_STATIC", "") not in ("", "0")


def widgets_are_html() -> bool:
    """Whether widgets are shown as HTML alone (LAYERLAB_WIDGETS=html).

    For places whose front end cannot load anywidget, as VS Code without the network: the
    widget runs in the page, and Python does not hear what is done to it.
    """
    return os.environ.get("LAYERLAB_WIDGETS", "").lower() == "html"


def is_graded_elsewhere() -> bool:
    """Whether this is the grader's child, which holds no checks but a stub of them.

    What only plays for the learner, a finale or the board, then says so and does nothing.
    """
    checks = sys.modules.get("layerlab.checks")
    return checks is not None and getattr(checks, "__file__", None) is None
