"""What is looked at of a notebook, and with what: as its own check would have seen it."""

import sys

from . import stub_checks


class Attempts:
    """What is to be looked at: what each check was given, then what has the name.

    Before a look all names are as they were when the check was called.
    """

    def __init__(self, names: dict):
        self.names, self.kept = names, stub_checks.start(names)
        self.found: dict[str, list] = {}
        self.now: dict | None = None

    def _of(self, key):
        """Pairs (attempt, names as they were), the last first; fixed at the first look."""
        if self.now is None:
            self.now = dict(self.names)
        if key not in self.found:
            pairs = [*reversed(self.kept.given.get(key, ()))]
            last = self.now.get(key.rpartition(".")[2])
            if callable(last) and all(last is not attempt for attempt, _ in pairs):
                pairs.append((last, self.now))
            self.found[key] = pairs
        return self.found[key]

    def count(self, key: str) -> int:
        """How many different attempts there are at this exercise."""
        return len(self._of(key))

    def take(self, key: str, which: int):
        """An attempt, with the names around it as they were; None where there is none."""
        pairs = self._of(key)
        if which >= len(pairs):
            return None
        attempt, around = pairs[which]
        self.names.clear()
        self.names.update(around)
        return attempt


class Pristine:
    """The names of the modules that watch, as they were before the first cell.

    A cell can reach these modules, and a notebook's own check would put them back: so
    does this. It is no wall: what runs in a process can change anything in it.
    """

    def __init__(self):
        own = [m for n, m in sys.modules.items() if n.startswith("layerlab.watching")]
        self.known = [(module, dict(vars(module))) for module in own if module]

    def restore(self) -> None:
        """Put back what is another."""
        for module, names in self.known:
            now = vars(module)
            for name, value in names.items():
                if now.get(name) is not value:
                    now[name] = value
