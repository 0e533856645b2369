"""A prediction as its author writes it: `<!-- predict: NAME -->` and all that follows.

From the whole, `read`, down to the lines of each kind of question.
"""

import re
from dataclasses import dataclass, field

from layerlab.errors import BadArgument

RIGHT = "← right"
HIT = 0.1  # of the height of the axes: how far a drawn curve may lie away on average

_START = re.compile(r"^<!-- *predict: *(\w+) *-->[ \t]*\n", re.M)
_LINE = re.compile(r"^(?:(?P<choice>- )|(?P<order>\d+\. )|(?P<key>[A-Z][a-z]+): )(.*)$")
_KEYS = ("Number", "Curve", "Points", "Truth", "Check")
_VALUE = r"[-−]?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?"
_NUMBER = re.compile(rf"^({_VALUE}) *± *({_VALUE})(%?)(?: +(.+))?$")
_AXIS = rf"(.+?) from ({_VALUE}) to ({_VALUE})"
_CURVE = re.compile(rf"^{_AXIS}(?: in (\d+) steps)?, {_AXIS}$")


@dataclass(frozen=True)
class Prediction:
    """A question, what is shown of it, the right answer, the test of it, and the reason.

    `ask` holds what everybody may see (choices, axes), `right` what nobody may yet.
    """

    name: str
    kind: str
    question: str
    why: str
    check: str
    ask: dict = field(default_factory=dict)
    right: object = None
    answer: str = ""
    more: dict = field(default_factory=dict)


def split(source: str) -> tuple[str, str, str] | None:
    """A prose cell that ends with a directive: what stands before it, its name, its lines."""
    found = _START.search(source)
    if found is None:
        return None
    return source[: found.start()], found.group(1), source[found.end() :]


def read(name: str, text: str) -> Prediction:
    """The prediction that these lines describe; BadArgument where something is missing."""
    head, why = _why(name, text)
    question, choices, order, keys = _sorted(name, head)
    kinds = {
        "choice": choices,
        "order": order,
        "number": keys.get("Number"),
        "curve": keys.get("Curve"),
    }
    asked = [kind for kind, said in kinds.items() if said]
    if len(asked) != 1:
        raise BadArgument(
            "A prediction asks for one thing: a choice, a number, an order or a curve",
            f"{name!r} asks for {' and '.join(asked) or 'nothing'}",
            "Give it choices (`- …`), steps (`1. …`), a line `Number:`, or a line `Curve:`",
        )
    made = _KINDS[asked[0]](name, kinds[asked[0]], keys)
    return Prediction(name, asked[0], question, why, **made)


def _why(name, text):
    head, found, why = text.partition("\nWhy: ")
    if not found or not why.strip():
        raise BadArgument(
            "A prediction ends with its reason",
            f"{name!r} has no line that begins with `Why: `",
            "Write it last: it may go on over several lines",
        )
    return head, why.strip()


def _sorted(name, head):
    """The lines by what they are: question, choices, steps of an order, keys."""
    question, choices, order, keys = [], [], [], {}
    for line in head.strip().splitlines():
        found = _LINE.match(line)
        if found and found["choice"]:
            choices.append(found[4].strip())
        elif found and found["order"]:
            order.append(found[4].strip())
        elif found and found["key"] in _KEYS:
            keys[found["key"]] = found[4].strip()
        elif choices or order or keys:
            raise BadArgument(
                "Below the question of a prediction stand choices, steps, or a key",
                f"{name!r} has the line {line!r}",
                f"Keys are {', '.join(_KEYS)} and Why; each takes one line",
            )
        else:
            question.append(line)
    return "\n".join(question).strip(), choices, order, keys


def _choice(name, lines, keys):
    texts = [line.removesuffix(RIGHT).strip() for line in lines]
    right = [i for i, line in enumerate(lines) if line.endswith(RIGHT)]
    if len(right) != 1 or len(lines) < 2:
        raise BadArgument(
            "A prediction has two choices or more, and one of them is right",
            f"{name!r} has {len(lines)}, of which {len(right)} are marked",
            f"Write `{RIGHT}` at the end of the right one",
        )
    ask = {"choices": [_plain(text) for text in texts]}
    answer = _plain(texts[right[0]])
    return {
        "ask": ask,
        "right": right[0],
        "answer": answer,
        "check": _check(name, keys),
    }


def _order(name, lines, keys):
    texts = [_plain(line) for line in lines]
    if len(texts) < 3 or len({*texts}) < len(texts):
        raise BadArgument(
            "An order has three different steps or more",
            f"{name!r} has {len(texts)}",
            "Write them in the right order, as `1. …`",
        )
    shown = sorted(range(len(texts)), key=lambda i: hash_of(name + texts[i]))
    if shown == sorted(shown):
        shown = shown[1:] + shown[:1]  # never the right one
    right = [shown.index(i) for i in range(len(texts))]  # places in what is shown
    return {
        "ask": {"choices": [texts[i] for i in shown]},
        "right": right,
        "answer": ", ".join(texts),
        "check": _check(name, keys),
    }


def hash_of(text: str) -> int:
    """A number from a text, the same on every machine."""
    value = 0
    for byte in text.encode():
        value = (value * 131 + byte) % 1_000_003
    return value


def _number(name, text, keys):
    found = _NUMBER.match(text)
    if found is None:
        raise BadArgument(
            "A number has a tolerance: `Number: 31 ± 0`, `Number: 5 ± 10% bends`",
            f"{name!r} says {text!r}",
            "Say how far a good guess may be away",
        )
    value, off = _float(found[1]), _float(found[2])
    within = abs(value) * off / 100 if found[3] else off
    return {
        "ask": {"unit": found[4] or ""},
        "right": value,
        "answer": f"{found[1].replace('-', '−').replace('_', ',')} {found[4] or ''}".strip(),
        "more": {"within": within},
        "check": keys.get("Check", f"abs(result - {value!r}) <= {within!r} + 1e-9"),
    }


def _curve(name, text, keys):
    found = _CURVE.match(text)
    points = _points(keys.get("Points", ""))
    if found is None or len(points) < 2 or "Truth" not in keys:
        raise BadArgument(
            "A curve has axes, points and what the lesson computed",
            f"{name!r} says {text!r}, {len(points)} points, Truth {keys.get('Truth')!r}",
            "Write `Curve: w from -1 to 2, loss from 0 to 4`, `Points: -1 3.9, 0 1.1`, "
            "and `Truth: x, y`",
        )
    x, low, high, steps, y, bottom, top = found.groups()
    ask = {
        "x": {"name": x, "range": [_float(low), _float(high)], "steps": int(steps or 40)},
        "y": {"name": y, "range": [_float(bottom), _float(top)]},
    }  # fmt: skip
    truth = keys["Truth"]
    follows = (
        f"__import__('layerlab.predictions').predictions.follows(({truth}), {name!r})"
    )
    more = {"within": HIT, "truth": truth}
    return {"ask": ask, "right": points, "more": more, "check": follows}


def _points(text):
    pairs = [pair.split() for pair in text.split(",") if pair.strip()]
    return [[_float(a), _float(b)] for a, b in pairs]


def _float(text):
    return float(text.replace("−", "-").replace("_", ""))


def _check(name, keys):
    if "Check" in keys:
        return keys["Check"]
    raise BadArgument(
        "A prediction says how the cell below confirms it",
        f"{name!r} has no line `Check: `",
        "Write an expression that is true after the cell, as `Check: result < 0`",
    )


def _plain(text):
    """A choice as a widget shows it: without Markdown's signs."""
    return re.sub(r"[`*$]", "", text).strip()


_KINDS = {"choice": _choice, "order": _order, "number": _number, "curve": _curve}
