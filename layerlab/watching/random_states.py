"""The global random states of Python, NumPy and torch: were they moved, and back again.

Every look at an attempt asks twice. NumPy builds its state number by number, so it is asked
only where the generator's own memory is not what it was.
"""

import ctypes
import random
import sys

import numpy as np

_TWISTER_BYTES = 4 * 624 + 4  # numbers of 32 bits, and how many are used up


class RandomStates:
    """The states at one moment: `moved` says what is different now."""

    def __init__(self):
        self.numpy, self.python = _NUMPY.state(), random.getstate()
        self.torch = _torch().get_rng_state() if _torch() else None

    def moved(self) -> list[str]:
        """Which of them are different by now: "numpy", "python", "torch"."""
        now = RandomStates()
        different = {
            "numpy": self.numpy is not now.numpy and not _same(self.numpy, now.numpy),
            "python": self.python != now.python,
            "torch": self.torch is not None
            and not _torch().equal(self.torch, now.torch),
        }
        return [kind for kind, is_so in different.items() if is_so]

    def restore(self) -> bool:
        """Put back what was moved; whether anything was."""
        moved = self.moved()
        if "numpy" in moved:
            _NUMPY.put(self.numpy)
        if "python" in moved:
            random.setstate(self.python)
        if "torch" in moved:
            _torch().set_rng_state(self.torch)
        return bool(moved)


class _NumPyState:
    """NumPy's state; the same object again as long as nothing was drawn."""

    def __init__(self):
        self.memory, self.last = None, {"has_gauss": 1}

    def state(self) -> dict:
        """As `np.random.get_state(legacy=False)`.

        A normal number that is kept for the next call (`has_gauss`) lies elsewhere.
        """
        memory = _memory()
        if memory is None or memory != self.memory or self.last["has_gauss"]:
            self.memory, self.last = memory, np.random.get_state(legacy=False)
        return self.last

    def put(self, state: dict) -> None:
        """Set NumPy's state to this one."""
        np.random.set_state(state)
        self.memory, self.last = _memory(), state


_NUMPY = _NumPyState()


def _memory() -> bytes | None:
    """The bytes of NumPy's global generator, None where it is of another kind."""
    generator = np.random.get_bit_generator()
    if type(generator) is not np.random.MT19937:
        return None
    return ctypes.string_at(generator.ctypes.state_address, _TWISTER_BYTES)


def _same(a: dict, b: dict) -> bool:
    """Whether two of NumPy's states are the same, whatever generator they are of."""
    return a.keys() == b.keys() and all(map(np.array_equal, _leaves(a), _leaves(b)))


def _leaves(state):
    for key in sorted(state):
        value = state[key]
        yield from _leaves(value) if isinstance(value, dict) else [value]


def _torch():
    return sys.modules.get("torch")
