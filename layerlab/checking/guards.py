"""Names that an attempt must not take away: what it patches is put back.

An attempt runs in the same process as the check. It may replace `numpy.sum`, or delete the
functions of this package, on purpose or by a slip (`np.array = …`). The guard remembers the
protected modules' names before, restores them afterwards, and says what was touched.
"""

import builtins
import sys

import numpy as np

PROTECTED = ("layerlab.checking", "layerlab.checks", "layerlab.errors")


class Guard:
    """A context around one check.

    touched  names that were changed and put back, as "numpy.sum"
    error    the exception that broke the check itself, if one did
    """

    def __enter__(self):
        self.touched, self.error = [], None
        modules = [m for n, m in sys.modules.items() if n.startswith(PROTECTED) and m]
        self._kept = [(m, dict(vars(m))) for m in (*modules, np, builtins)]
        return self

    def run(self, check, exercise, attempt):
        """The check's verdict, or None where the attempt broke the check itself."""
        restore = self._restore
        try:
            return check(exercise, attempt)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            self.error = error
            return None
        finally:
            restore()

    def _restore(self):
        for module, kept in self._kept:
            names = vars(module)
            for name, value in kept.items():
                if names.get(name) is not value and not name.startswith("__warn"):
                    names[name] = value
                    self.touched.append(f"{module.__name__}.{name}")

    def __exit__(self, *_):
        self._kept = []
