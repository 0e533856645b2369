"""What the environment says about how the package is to behave."""

import os


def is_static() -> bool:
    """Whether outputs are being stored, not shown (LAYERLAB_STATIC=1).

    Then figures and widgets give only a PNG and words: no HTML, no live view.
    """
    return os.environ.get("LAYERLAB_STATIC", "") not in ("", "0")
