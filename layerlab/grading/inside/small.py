"""Values that a checker can look at in moments: both sides see to it."""

from layerlab.watching.plain import Foreign

MOST_VALUES = 50_000  # numbers and texts outside of arrays in one answer


def small(value) -> object:
    """The value; of one with more than `MOST_VALUES` parts only its kind.

    >>> small([1, [2]]), small([0] * 60_000).text
    ([1, [2]], 'of more than 50,000 values')
    """
    if not isinstance(value, (list, tuple, dict)) or _parts(value) <= MOST_VALUES:
        return value
    return Foreign(type(value).__name__, f"of more than {MOST_VALUES:,} values")


def _parts(value) -> int:
    """How many values there are; counting ends where they are too many."""
    count, todo = 0, [value]
    while todo and count <= MOST_VALUES:
        one = todo.pop()
        inside = one.values() if isinstance(one, dict) else one
        count += len(one)
        todo += [v for v in inside if isinstance(v, (list, tuple, dict))]
    return count
