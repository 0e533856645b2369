"""The table of all exercises: `python -m tools.check_table [unit …]`.

For each exercise: its known mistakes, the share of them that is caught, the share that is
recognised as itself, the alternative right answers accepted, and the seconds of the
slowest check. Ends with 1 where anything is below 100%.
"""

import sys
from collections.abc import Iterable

from layerlab import checks
from tools.proving import Findings, examine

HEAD = ("exercise", "mistakes", "caught", "recognised", "right answers", "seconds")


def rows(units: Iterable[str]):
    """The findings of the units' exercises, one after the other."""
    for unit in units:
        yield from map(examine, checks.exercises(unit))


def cells(found: Findings) -> tuple[str, ...]:
    """One row of the table as text."""
    exercise, n = found.exercise, found.mistakes
    right = f"{found.accepted} of {len(exercise.alternatives)}"
    shares = (_share(found.caught, n), _share(found.recognised, n))
    name = f"{exercise.number} {exercise.key}"
    return (name, str(n), *shares, right, f"{found.seconds:.2f}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def _line(texts) -> str:
    name, *numbers = texts
    return f"{name:<38}" + "".join(f"{text:>14}" for text in numbers)


def main(units: list[str]) -> int:
    """Print the table, what is wrong below it, and the sums."""
    print(_line(HEAD))
    found = []
    for row in rows(units or checks.units()):
        found.append(row)
        print(_line(cells(row)), flush=True)
    total = sum(f.mistakes for f in found)
    print(
        f"\n{len(found)} exercises, {total} mistakes: "
        f"{_share(sum(f.caught for f in found), total)} caught, "
        f"{_share(sum(f.recognised for f in found), total)} recognised as themselves; "
        f"slowest check {max((f.seconds for f in found), default=0):.2f} s."
    )
    wrong = [f"{f.exercise.key}: {fault}" for f in found for fault in f.wrong]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
