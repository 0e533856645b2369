"""A stub of `layerlab.checks` for the child: every check answers "graded elsewhere".

The real checks hold references and expected values and are not in view. A notebook's line
`from layerlab.checks import perceptron as check` still works, and so does
`check.predict(predict)`; neither decides anything. What a check was given is kept, with
all names as they were then: a notebook's check was given no more, so that the grade is
that of the notebook, whatever later cells make of `np` or `predict`.
"""

import importlib.machinery
import re
import sys
import types

NAME = "layerlab.checks"
MOST_KEPT = 3  # of what one check was given, the last ones
_ASKING = re.compile(r"\s*check\.(\w+)\((\w+)\)\s*")


class Kept:
    """What the checks of a session were given, by "perceptron.predict"."""

    def __init__(self):
        self.names: dict = {}  # the learner's own, once there are cells
        self.given: dict[str, list] = {}

    def keep(self, key: str, attempt) -> None:
        """Remember an attempt, and all names as they are now."""
        if not callable(attempt):
            return
        others = [pair for pair in self.given.get(key, ()) if pair[0] is not attempt]
        self.given[key] = [*others, (attempt, dict(self.names))][-MOST_KEPT:]


kept = Kept()


def start(names: dict) -> Kept:
    """Forget what was given before; `names` are those of the cells to come."""
    kept.names, kept.given = names, {}
    return kept


class Check:
    """Stands where an exercise stands: callable, with hints."""

    def __init__(self, name: str, unit: str = ""):
        self.name, self.unit = name, unit

    def __call__(self, attempt=None) -> "Answer":
        """Nothing is checked here, but what was given is kept."""
        kept.keep(f"{self.unit}.{self.name}", attempt)
        return Answer(f"{self.name}: graded elsewhere, see the feedback.")

    def hint(self, k: int | None = None) -> "Answer":
        """Hints are in the notebook."""
        return Answer(f"{self.name}: the hints stand in the notebook.")

    def __repr__(self) -> str:
        return f"<exercise {self.name}, graded elsewhere>"


class Answer:
    """What a stub answers: words; to a cell that asks, nothing has passed yet."""

    passed, points, status, diagnosis = False, 0, "graded elsewhere", None
    earned, earned_by = 0, {}

    def __init__(self, message: str):
        self.message = message

    def __repr__(self) -> str:
        return self.message


def answered(source: str, names: dict) -> Answer | None:
    """What a cell shows that is nothing but `check.predict(predict)`, without a shell.

    None for any other cell, and where one of the names is not what it is in a lesson.
    """
    asking = _ASKING.fullmatch(source)
    if not asking or asking[2] not in names:
        return None
    unit = names.get("check")
    if type(unit) is not _Unit or asking[1] in vars(unit):
        return None
    return getattr(unit, asking[1])(names[asking[2]])


class _Unit(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Check(name, self.__name__.rpartition(".")[2])


class _Checks(types.ModuleType):
    __path__: list = []  # makes it a package

    def __getattr__(self, name):
        full = f"{NAME}.{name}"
        if name.startswith("_") or full not in sys.modules:
            raise AttributeError(f"layerlab.checks has no {name!r}")
        return sys.modules[full]


def _remove(old) -> None:
    """Take out an older stub, or the real checks (looking at each module's name, which
    takes milliseconds)."""
    if isinstance(old, _Checks):
        names = [f"{NAME}.{unit}" for unit in old.units()]
    else:
        names = [n for n in sys.modules if n == NAME or n.startswith(f"{NAME}.")]
    for name in names:
        del sys.modules[name]


def install(units: list[str]) -> None:
    """Put the stub where Python looks for imported modules."""
    _remove(sys.modules.get(NAME))
    checks = _Checks(NAME, "Checks, graded elsewhere.")
    checks.__spec__ = importlib.machinery.ModuleSpec(NAME, None, is_package=True)
    checks.units, checks.exercises = lambda: list(units), lambda unit: []
    sys.modules[NAME] = checks
    for unit in units:
        module = _Unit(f"{NAME}.{unit}", "Checks, graded elsewhere.")
        module.__spec__ = importlib.machinery.ModuleSpec(module.__name__, None)
        sys.modules[module.__name__] = module
    import layerlab

    layerlab.checks = checks
