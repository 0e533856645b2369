"""What a check answers: a Verdict, which shows itself as text and as HTML."""

from dataclasses import dataclass, field

from ..settings import is_static

PASSED, NOT_STARTED, RAISED, WRONG = "passed", "not started", "raised", "wrong"


@dataclass(frozen=True)
class Verdict:
    """The answer of a check.

    passed     whether the attempt is right
    status     "passed", "not started", "raised" or "wrong"
    message    everything as plain text
    diagnosis  the name of the recognised mistake, or None
    parts      the same message in named parts, for HTML and reports
    """

    passed: bool
    status: str
    message: str
    diagnosis: str | None = None
    exercise: str = ""
    points: int = 0
    parts: dict = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        return self.message

    def _repr_mimebundle_(self, include=None, exclude=None):
        from .rendering import as_html

        bundle = {"text/plain": self.message}
        return bundle if is_static() else bundle | {"text/html": as_html(self)}


@dataclass(frozen=True)
class Hint:
    """One of an exercise's three hints."""

    title: str
    text: str

    def __repr__(self) -> str:
        return f"{self.title}\n{self.text}"

    def _repr_markdown_(self) -> str:
        return f"**{self.title}** {self.text}"
