"""What lateness costs: `--late "10% a day, at most 50%"`, and what is still in time."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from layerlab.errors import BadArgument

_HOURS = {"minute": 1 / 60, "min": 1 / 60, "hour": 1, "h": 1, "day": 24, "d": 24}
_HOURS |= {"week": 168, "w": 168}
_POLICY = re.compile(
    r"(?P<much>\d+(?:\.\d+)?) ?(?P<kind>%|points?)"
    r"(?: (?:a|an|per|each|every) (?P<each>minute|hour|day|week))?"
    r"(?:,? (?:at most|up to) (?P<most>\d+(?:\.\d+)?) ?%)?"
)
_SPAN = re.compile(r"(\d+(?:\.\d+)?) ?(minute|min|hour|h|day|d|week|w)s?")


@dataclass(frozen=True)
class Late:
    """A policy: so much of the points earned (or so many points) for each time begun.

    `hours` is that time, 0 for one deduction however late; `most` a share of 1.
    """

    words: str = ""
    share: float = 0.0
    points: float = 0.0
    hours: float = 24.0
    most: float = 1.0

    def after(self, points: float, hours: float | None) -> float:
        """The points that are left after so many hours; None: late, nobody knows how much.

        >>> policy("10% a day").after(11, 25), policy("2 points").after(11, None)
        (8.8, 9)
        """
        times = math.ceil(hours / self.hours) if hours and self.hours else 1
        share = min(self.share * times, self.most)
        cost = min(points * share + self.points * times, points * self.most)
        left = round(max(0.0, points - cost), 2)
        return int(left) if left == int(left) else left


def policy(words: str) -> Late:
    """The policy in these words; BadArgument where they are none."""
    found = _POLICY.fullmatch(" ".join(words.lower().split()))
    if not found:
        raise BadArgument(
            "--late is a share and a time",
            f"{words!r} is none",
            'Write for instance --late "10% a day, at most 50%" or --late "2 points"',
        )
    much, most = float(found["much"]), float(found["most"] or 100) / 100
    hours = _HOURS[found["each"]] if found["each"] else 0.0
    is_share = found["kind"] == "%"
    share, points = (much / 100, 0.0) if is_share else (0.0, much)
    return Late(words, share, points, hours, most)


def span(words: str) -> timedelta:
    """The time in words such as 2h, "30 minutes", "1 day".

    >>> span("90 minutes")
    datetime.timedelta(seconds=5400)
    """
    found = _SPAN.fullmatch(words.lower().strip()) if words else None
    if words and not found:
        raise BadArgument(
            "--grace is a time", f"{words!r} is none", "Write 15min, 2h or 1 day"
        )
    hours = float(found[1]) * _HOURS[found[2]] if found else 0.0
    return timedelta(hours=hours)


def date(words: str, option: str = "--due") -> datetime:
    """The moment in words such as 2026-11-30T23:59; a day alone ends at midnight.

    >>> date("2026-11-30")
    datetime.datetime(2026, 11, 30, 23, 59, 59)
    """
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        raise BadArgument(
            f"{option} is a date", f"{words!r} is none", "Write 2026-11-30T23:59"
        ) from None
    whole_day = len(words.strip()) == 10
    return found.replace(hour=23, minute=59, second=59) if whole_day else found


def until(words: str, due: datetime | None) -> datetime | None:
    """Somebody's own date: a date, or a time added to `due` as `+3 days`."""
    if not words.strip():
        return due
    if words.strip().startswith("+"):
        return due + span(words.strip()[1:]) if due else None
    return date(words, "an extension")
