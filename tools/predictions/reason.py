"""The reason of a prediction in HTML, as its widget unfolds it: Markdown's inline signs and
the little TeX that reasons use. From the whole to one command."""

import html
import re

from layerlab.errors import BadArgument

_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*", re.S), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?![\w*])", re.S), r"<i>\1</i>"),
    (
        re.compile(r"\[([^\]]+)\]\((https?://[^)]+)\)"),
        r'<a href="\2" target="_blank" rel="noopener">\1</a>',
    ),
    (re.compile(r"\[([^\]]+)\]\([^)]+\)"), r"\1"),  # of a notebook: words
)
_KEPT = re.compile(r"(`[^`]+`|\$[^$]+\$)")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\d[\d.,]*|[A-Za-z]|\s+|.", re.S)
_SIGNS = {
    "cdot": "·", "partial": "∂", "sum": "Σ", "le": "≤", "ge": "≥", "log": "log",
    "max": "max", "min": "min", "sigma": "σ", "gamma": "γ", "epsilon": "ε", "beta": "β",
    "times": "×", "approx": "≈", "to": "→", "in": "∈", "ne": "≠", "infty": "∞",
    "left": "", "right": "", ";": " ", ",": " ", " ": " ",
}  # fmt: skip


def as_html(text: str) -> str:
    """Paragraphs of HTML.

    >>> as_html("It is `-2`, *not* $2^{50}$.")
    '<p>It is <code>-2</code>, <i>not</i> 2<sup>50</sup>.</p>'
    """
    return "".join(
        f"<p>{_inline(part)}</p>" for part in re.split(r"\n\s*\n", text.strip())
    )


def _inline(text):
    """Code and formulas are set aside while the rest is read."""
    kept = []

    def aside(match):
        piece = match.group()
        code = f"<code>{html.escape(piece[1:-1])}</code>"
        kept.append(code if piece[0] == "`" else formula(piece[1:-1]))
        return f"\0{len(kept) - 1}\0"

    text = html.escape(_KEPT.sub(aside, text), quote=False)
    for pattern, made in _INLINE:
        text = pattern.sub(made, text)
    return re.sub(r"\0(\d+)\0", lambda match: kept[int(match.group(1))], text)


def formula(tex: str) -> str:
    r"""A formula of letters, signs, powers and roots.

    >>> formula(r"1/\sqrt{3n} \cdot w_i")
    '1/√(3<i>n</i>) · <i>w</i><sub><i>i</i></sub>'
    """
    tokens = _TOKEN.findall(tex)[::-1]  # taken from the end
    made = ""
    while tokens:
        made += _next(tokens)
    return made.strip()


def _next(tokens):
    """What the next token makes, with the group that belongs to it."""
    token = tokens.pop()
    if token in ("^", "_"):
        tag = "sup" if token == "^" else "sub"
        return f"<{tag}>{_group(tokens)}</{tag}>"
    if token == "{":
        tokens.append(token)
        return _group(tokens)
    if token.startswith("\\"):
        return _command(token[1:], tokens)
    if token.isalpha():
        return f"<i>{token}</i>"
    return "−" if token == "-" else html.escape(token)


def _group(tokens):
    """One token, or all up to the brace that closes."""
    while tokens and tokens[-1].isspace():
        tokens.pop()
    if tokens[-1] != "{":
        return _next(tokens)
    tokens.pop()
    made = ""
    while tokens[-1] != "}":
        made += _next(tokens)
    tokens.pop()
    return made


def _command(name, tokens):
    if name in _SIGNS:
        return _SIGNS[name]
    if name == "sqrt":
        inside = _group(tokens)
        return (
            f"√{inside}"
            if inside.count("<i>") <= 1 and len(inside) <= 8
            else f"√({inside})"
        )
    if name == "frac":
        return f"({_group(tokens)})/({_group(tokens)})"
    if name == "text":
        return _group(tokens).replace("<i>", "").replace("</i>", "")
    raise BadArgument(
        "The reason of a prediction uses little TeX",
        f"it has \\{name}",
        "Write it in words, or teach tools/predictions/reason.py the command",
    )
