"""One error that a learner meets, and what must be said of it."""

from dataclasses import dataclass

BETWEEN = "\n---\n"  # two cells


@dataclass(frozen=True)
class Case:
    """A notebook whose last cell fails.

    code   its cells, with lines of three dashes between them
    says   words that must stand in what is shown
    never  words that must not: causes that are not the cause
    """

    name: str
    code: str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    needs: str = ""

    @property
    def cells(self) -> list[str]:
        """The cells in their order."""
        return self.code.strip("\n").split(BETWEEN)
