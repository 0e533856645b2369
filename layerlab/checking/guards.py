"""Names that an attempt must not take away: what it patches is put back.

An attempt runs in the same process as the check. It may replace `numpy.sum`, or delete the
functions of this package, on purpose or by a slip (`np.array = …`). The guard puts the
protected names back after every look, so that the judging never runs on patched ones, and
says what was touched. What was patched in an earlier cell is lent in its own form for the
time of the check.
"""

import builtins
import math
import sys

import numpy as np

PROTECTED = (
    "layerlab.checking",
    "layerlab.checks",
    "layerlab.errors",
    "layerlab.judging",
    "layerlab.progress",
    "layerlab.tracebacks",
    "layerlab.watching",
)
_LIBRARIES = (np, np.linalg, np.random, math, builtins)
_ORIGINAL = [(module, dict(vars(module))) for module in _LIBRARIES]
# names that Python or a notebook's kernel writes itself, some of them in every cell
_MOVING = ("__warningregistry__", "_", "input", "display", "get_ipython")


class Guard:
    """A context around one check.

    touched  names that were changed by the attempt and put back, as "numpy.sum"
    earlier  names of libraries that had been changed before the check began
    error    the exception that broke the check itself, if one did
    """

    def __enter__(self):
        self.touched, self.earlier, self.error = [], [], None
        self._theirs = [(m, dict(vars(m))) for m in _LIBRARIES]
        _restore(_ORIGINAL, self.earlier)
        modules = [m for n, m in sys.modules.items() if n.startswith(PROTECTED) and m]
        kept = [(m, dict(vars(m))) for m in (*modules, *_LIBRARIES)]
        self.restore = _restorer(kept, dict(sys.modules), self.touched)
        self._shell = _NoExit()
        return self

    def run(self, check, exercise, attempt) -> object | None:
        """The check's verdict, or None where the attempt broke the check itself."""
        restore = self.restore
        try:
            return check(exercise, attempt, restore)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.error = error
            return None
        finally:
            restore()

    def __exit__(self, *_):
        self._shell.close()
        if self.earlier:
            _restore(self._theirs, [])


def _restorer(kept, modules, touched):
    """A function that restores; it needs no name that an attempt could have deleted."""

    def restore(_restore=_restore, sys=sys, kept=kept, modules=modules):
        if modules.keys() - sys.modules.keys():
            sys.modules.update(modules)
        _restore(kept, touched)

    return restore


def _restore(kept, touched, *, vars=vars, moving=_MOVING):
    """Put names back as they were kept; append those that had changed to `touched`."""
    for module, names in kept:
        now = vars(module)
        lost = [n for n, v in names.items() if now.get(n) is not v and n not in moving]
        for name in lost:
            now[name] = names[name]
            touched.append(f"{names['__name__']}.{name}")


class _NoExit:
    """While it is open, `exit()` in a notebook ends the attempt and not the kernel."""

    def __init__(self):
        ipython = sys.modules.get("IPython")
        self._shell = ipython.get_ipython() if ipython else None
        if self._shell is not None:
            self._shell.ask_exit = _raise_exit

    def close(self):
        if self._shell is not None:
            self._shell.__dict__.pop("ask_exit", None)


def _raise_exit():
    raise SystemExit
