"""Run the hundred in a shell of IPython's, without pytest, and print what was shown.

    python tests/errors_that_teach/running.py          JSON: name, lines, milliseconds, wrong

Any Python with IPython, NumPy and ipywidgets will do; cases of torch are left out where it
is missing. Each case gets a notebook of its own: nothing of the one before is left.
"""

import contextlib
import importlib.util
import io
import json
import re
import sys
import time
import warnings
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from tests.errors_that_teach import (  # noqa: E402
    callbacks,
    in_numpy,
    in_python,
    in_torch,
    names_and_cells,
    nested,
)

REACHES = ()  # the folder is only where the packages lie
GROUPS = (in_numpy, in_torch, in_python, nested, names_and_cells, callbacks)
CASES = tuple(case for group in GROUPS for case in group.CASES)
TORCH = importlib.util.find_spec("torch") is not None
FIRST = "import math\nimport numpy as np\n"
WITH_TORCH = (
    FIRST + "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
)
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Notebook:
    """A shell in which `ll.setup()` ran, and what it shows of errors."""

    def __init__(self):
        from IPython.core.interactiveshell import InteractiveShell

        import layerlab as ll
        from layerlab.tracebacks.hook import Hook

        self.shell, self.shown, self.seconds = InteractiveShell.instance(), [], 0.0
        ll.setup()
        hook = vars(self.shell)["_showtraceback"]
        hook.shown = lambda etype, evalue, stb: self.shown.append(stb)
        self.made = hook._made
        Hook._made = self._timed

    def _timed(self, evalue, stb):
        """What the hook makes, by the clock of this thread's own work."""
        start = time.thread_time()
        made = self.made(evalue, stb)
        self.seconds = time.thread_time() - start
        return made

    def run(self, case) -> dict:
        """What the last cell of a case shows, and how long that took to make."""
        self.shell.reset(new_session=True)
        for source in [WITH_TORCH if TORCH else FIRST, *case.cells]:
            self.shown.clear()
            with _quiet():
                self.shell.run_cell(source, store_history=True)
        lines = [_ANSI.sub("", line) for stb in self.shown for line in stb]
        found = {"name": case.name, "lines": lines, "ms": self.seconds * 1000}
        return found | {"wrong": case.wrong(lines)}


@contextlib.contextmanager
def _quiet():
    noise = io.StringIO()
    out, err = contextlib.redirect_stdout(noise), contextlib.redirect_stderr(noise)
    with out, err, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def main():
    """Run what can be run here, and print it."""
    notebook = Notebook()
    cases = [case for case in CASES if TORCH or case.needs != "torch"]
    print(json.dumps([notebook.run(case) for case in cases]))


if __name__ == "__main__":
    main()
