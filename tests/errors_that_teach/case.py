"""One error that a learner meets, and what must be said of it."""

from dataclasses import dataclass

# said in a check, where it is true; in a cell it would be a guess
OF_CHECKS = ("Your function", "contract", "exercise", "3 GB", "Which axis is missing")
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

    def wrong(self, lines: list[str]) -> str:
        """What is missing in the lines that are shown, or said and not so; or nothing."""
        text = " ".join(" ".join(lines).split())
        missing = [words for words in self.says if words not in text]
        said = [words for words in (*self.never, *OF_CHECKS) if words in text]
        parts = [f"without {missing}" * bool(missing), f"says {said}" * bool(said)]
        return "; ".join(filter(None, parts))
