"""Pictures of a class as SVG: how everybody went over the units, without a name.

`over_units` is to be shown to the class; `sparkline` stands beside a student's name in the
teacher's table. Colours are the page's own, so that they follow light and dark; each picture
says in words what it shows.
"""

import statistics

from markupsafe import Markup

from .class_statistics import shares
from .gradebook import Book
from .matching import exercises

WIDE, HIGH, LEFT, TOP = (
    46,
    200,
    44,
    12,
)  # of a unit's strip; of the picture; its margins
DOT, MOST_BESIDE = 3.2, 5  # radius; dots of one height side by side


def number(unit: str) -> str:
    """A unit's number as its notebook's name has it: "04"."""
    own = exercises(unit)
    return own[0].number.partition(".")[0].zfill(2) if own else unit


def over_units(book: Book) -> Markup:
    """A dot for each notebook by its share of the points, unit by unit, and the medians;
    nothing where there is one unit only."""
    by_unit = {unit: [] for unit in book.units}
    for one in book.people:
        for unit, share in shares(one, book).items():
            if share is not None:
                by_unit[unit].append(min(max(share, 0.0), 1.0))
    told = {unit: found for unit, found in by_unit.items() if found}
    if len(told) < 2:
        return Markup("")
    medians = {unit: statistics.median(found) for unit, found in told.items()}
    width, high = LEFT + WIDE * len(told) + 8, TOP + HIGH + 42
    parts = [*_axis(width), *_line(medians.values())]
    for place, (unit, found) in enumerate(told.items()):
        parts += _strip(place, found, medians[unit], number(unit))
    label = "Points by unit, a dot for each student. Medians: " + ", ".join(
        f"{number(unit)} {unit} {100 * m:.0f}% of {len(told[unit])}"
        for unit, m in medians.items()
    )
    return Markup(
        '<svg class="picture" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" '
        'height="{}">{}</svg>'
    ).format(f"{label}.", width, high, width, high, Markup("").join(parts))


def _y(share) -> float:
    return round(TOP + HIGH * (1 - share), 1)


def _x(place) -> float:
    return LEFT + WIDE * (place + 0.5)


def _axis(width):
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield Markup('<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
            LEFT, width - 8, _y(share), _y(share)
        )
        yield Markup('<text x="{}" y="{}" text-anchor="end">{}%</text>').format(
            LEFT - 6, _y(share) + 4, round(100 * share)
        )


def _line(medians):
    points = " ".join(f"{_x(place)},{_y(m)}" for place, m in enumerate(medians))
    yield Markup('<polyline class="median" points="{}"/>').format(points)


def _strip(place, found, median, name):
    """The dots of a unit, those of one height side by side; its median, its name."""
    heights: dict[float, int] = {}
    for share in sorted(found):
        height = round(share, 2)
        heights[height] = heights.get(height, 0) + 1
    for height, count in heights.items():
        beside = min(count, MOST_BESIDE)
        for at in range(beside):
            x = _x(place) + (at - (beside - 1) / 2) * 2 * DOT
            yield Markup('<circle class="dot" cx="{}" cy="{}" r="{}"/>').format(
                round(x, 1), _y(height), DOT - 0.4
            )
        if count > beside:
            yield Markup('<text x="{}" y="{}" class="count">{}</text>').format(
                _x(place) + MOST_BESIDE * DOT + 1, _y(height) + 4, count
            )
    x, y = _x(place), _y(median)
    yield Markup('<line class="middle" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
        x - 14, x + 14, y, y
    )
    for down, words in ((18, name), (34, f"n={len(found)}")):
        yield Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            x, TOP + HIGH + down, words
        )


def sparkline(one, book: Book) -> Markup:
    """A bar for each unit, a short mark where nothing came; nothing for a single unit.

    The numbers stand in the same row, so it is hidden from whoever listens.
    """
    found = [*shares(one, book).values()]
    if len(found) < 2 or not one.entries:
        return Markup("")
    bars = []
    for place, share in enumerate(found):
        high = 18 * min(max(share or 0.0, 0.0), 1.0)
        kind = "none" if share is None else "low" if share < 0.5 else "bar"
        bars.append(
            Markup('<rect class="{}" x="{}" y="{}" width="5" height="{}"/>').format(
                kind, 7 * place, round(19 - high, 1), round(high, 1) + 1
            )
        )
    return Markup(
        '<svg class="spark" aria-hidden="true" viewBox="0 0 {} 20" width="{}" height="20">'
        "{}</svg>"
    ).format(7 * len(found), 7 * len(found), Markup("").join(bars))
