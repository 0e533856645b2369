"""A claim as its author writes it: `<!-- claim: network > pixels -->`; from the whole down.

    claim   = side (relation side)+ [by NUMBER] [within NUMBER] [in TABLE]
    relation = <  >  <=  >=  <<  >>  ≈
    side    = a Python expression; with `in TABLE` a key of that dict, in plain words

CONTRIBUTING.md says what a relation means of numbers, and of runs with several seeds.
"""

import re
from dataclasses import dataclass

from layerlab.errors import BadArgument

_RELATION = re.compile(r"<<|>>|<=|>=|<|>|≈")
_ENDING = re.compile(r"^(?P<rest>.*\S)\s+(?P<key>by|within|in)\s+(?P<value>\S+)$")
_NUMBER = re.compile(r"^[-−]?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?$")
_OPEN, _CLOSED = "([{", ")]}"


@dataclass(frozen=True)
class Claim:
    """Sides with a relation between each two; `by` and `within` are amounts, or None."""

    text: str
    sides: tuple[str, ...]
    relations: tuple[str, ...]
    by: float | None = None
    within: float | None = None
    table: str = ""

    def expressions(self) -> list[str]:
        """Each side in Python, as a kernel can be asked for it."""
        if not self.table:
            return [f"({side})" for side in self.sides]
        return [_FROM_TABLE.format(table=self.table, key=side) for side in self.sides]


# a key in words, else the key that the words spell (a number), else that number itself
_FROM_TABLE = (
    "(lambda table, key: table[key] if key in table else (lambda k: table.get(k, k))"
    "(__import__('ast').literal_eval(key)))({table}, {key!r})"
)


def read(text: str) -> Claim:
    """The claim in these words; BadArgument where they are none.

    >>> read("batch 60 <= batch 1 in final").sides
    ('batch 60', 'batch 1')
    """
    rest, endings = _endings(text.strip())
    sides, relations = _sides(rest)
    if not relations or not all(sides):
        raise BadArgument(
            "A claim compares: a side, a relation, a side",
            f"{text!r} has {len(relations)} relations and {len([*filter(None, sides)])} sides",
            "Write it as `a < b`; relations are <, >, <=, >=, <<, >> and ≈",
        )
    claim = Claim(text.strip(), tuple(sides), tuple(relations), **endings)
    _refuse_endings(claim)
    _refuse_no_python(claim)
    return claim


def _endings(text):
    """What stands before `by`, `within` and `in`, and what they say."""
    found = {}
    while ending := _ENDING.match(text):
        key, value = ending["key"], ending["value"]
        is_amount = key != "in"
        if key in found or is_amount and not _NUMBER.match(value):
            break
        if not is_amount and not re.fullmatch(r"[A-Za-z_][\w.]*", value):
            break
        found[key] = float(value.replace("−", "-")) if is_amount else value
        text = ending["rest"]
    if "in" in found:
        found["table"] = found.pop("in")
    return text, found


def _sides(text):
    """The text cut at the relations that stand in no bracket and no string."""
    sides, relations, start, at, depth, quote = [], [], 0, 0, 0, ""
    while at < len(text):
        sign = text[at]
        found = None if depth or quote else _RELATION.match(text, at)
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif found:
            sides.append(text[start:at].strip())
            relations.append(found.group())
            start = at = found.end()
            continue
        depth += (sign in _OPEN) - (sign in _CLOSED) if not quote else 0
        at += 1
    return [*sides, text[start:].strip()], relations


def _refuse_endings(claim):
    """`within` belongs to ≈ and to nothing else; `by` to < > << >>."""
    about = "≈" in claim.relations
    if about != (claim.within is not None) or about and len({*claim.relations}) > 1:
        raise BadArgument(
            "`≈` says how near: `a ≈ b within 0.02`, and no other relation does",
            f"the claim {claim.text!r}",
            "Add `within` and a number, or take it away",
        )
    if claim.by is not None and not {*claim.relations} <= {"<", ">", "<<", ">>"}:
        raise BadArgument(
            "`by` says how far apart the sides of <, >, << or >> are at least",
            f"the claim {claim.text!r}",
            "Write `a > b by 0.05`, or take it away",
        )


def _refuse_no_python(claim):
    for side in claim.sides if not claim.table else ():
        try:
            compile(side, "<claim>", "eval")
        except SyntaxError as error:
            raise BadArgument(
                "A side of a claim is a Python expression, or a key `in TABLE`",
                f"{side!r} in the claim {claim.text!r} is none: {error.msg}",
                "Name what the cells computed, as `deep[-1]`",
            ) from None
