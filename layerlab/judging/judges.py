"""Ready-made judges for what is counted or measured: so many operations, bytes, times.

A judge is `(value, args, expected)` -> None, a complaint, or a Difference. `Limits`
compares everything else in the observation as usual.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from layerlab.judging.closeness import Closeness
from layerlab.judging.compare import Difference, compare


@dataclass(frozen=True, eq=False)
class Limits:
    """Measured entries of a dict observation keep below a limit; the rest must be close.

    times  by key: at most so many times what the reference shows on the same case
    most   by key: at most this number

    >>> judge = Limits(times={"operations": 2})
    >>> judge({"operations": 9}, {}, {"operations": 3}).expected
    'at most 6'
    """

    times: dict = field(default_factory=dict)
    most: dict = field(default_factory=dict)
    closeness: Closeness = Closeness()

    @property
    def measured(self) -> tuple:
        """The keys that are measured and not compared."""
        return (*self.times, *self.most)

    def __call__(self, value, args, expected) -> Difference | None:
        rest = {k: v for k, v in expected.items() if k not in self.measured}
        found = compare(value, rest, self.closeness)
        broken = None if found else next(self.broken(value, expected), None)
        if found or not broken:
            return found
        key, limit = broken
        words = f"at most {limit:,.0f}" if limit >= 1000 else f"at most {limit:.4g}"
        return Difference("limit", key, f"{key} is {words}", value[key], words)

    def broken(self, value: dict, expected: dict) -> Iterator[tuple]:
        """Pairs (key, limit) of the limits that the observation does not keep."""
        limits = {k: n * expected[k] for k, n in self.times.items()} | self.most
        for key, limit in limits.items():
            if not isinstance(value.get(key), (int, float)) or value[key] > limit:
                yield key, limit
