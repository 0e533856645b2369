"""The errors of this package, from the base downwards.

Every error says three things, in this order: what happened, what was seen, what to do.

LayerlabError
├── BadArgument      an argument has the wrong type, shape or value   (a ValueError)
├── UnknownName      a name that nobody knows; lists the nearest ones (a KeyError)
├── DataUnavailable  a data set that can be neither found nor fetched
└── DamagedFile      a file that is not what its checksum says
"""

import difflib


class LayerlabError(Exception):
    """Base of all errors of the course: `happened`, `seen` and `do` in one message.

    >>> str(LayerlabError("Labels must be 0…9", "3 of 512 rows hold 10", "Subtract 1"))
    'Labels must be 0…9, but 3 of 512 rows hold 10. Subtract 1.'
    """

    def __init__(self, happened: str, seen: str = "", do: str = ""):
        self.happened, self.seen, self.do = happened, seen, do
        super().__init__(_sentence(happened, seen, do))

    def __str__(self) -> str:  # KeyError would show its argument in quotes
        return self.args[0]


def _sentence(happened: str, seen: str, do: str) -> str:
    first = f"{happened}, but {seen}" if seen else happened
    return " ".join(part.rstrip(".") + "." for part in (first, do) if part)


class BadArgument(LayerlabError, ValueError):
    """An argument that has the wrong type, shape or value."""


class DataUnavailable(LayerlabError):
    """A data set that is neither on this machine nor to be fetched."""


class DamagedFile(LayerlabError):
    """A file whose content is not what its checksum says."""


class UnknownName(LayerlabError, KeyError):
    """A name that is not among the known ones; the message lists the nearest.

    >>> print(UnknownName("data set", "bakry", ["bakery", "digits"]))
    There is no data set 'bakry'. Did you mean 'bakery'? Known: bakery, digits.
    """

    def __init__(self, kind: str, name: object, known):
        known = sorted(known)
        near = difflib.get_close_matches(str(name), known, n=2, cutoff=0.5)
        hint = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
        super().__init__(
            f"There is no {kind} {name!r}", do=f"{hint}Known: {', '.join(known)}"
        )
