"""Formulas as MathML, drawn by the browser itself: no script, no fonts from elsewhere.

MathML Core is in all browsers since 2023: https://www.w3.org/TR/mathml-core/
"""

import html
import re

from latex2mathml.converter import convert

from layerlab.errors import BadArgument

_KEPT = re.compile(r"(<pre.*?</pre>|<code.*?</code>|<script.*?</script>|<[^>]+>)", re.S)
# A minus after = ( [ , < > · ⋅ × ≤ ≥ ≈ ← is the sign of one number, and stands close to it.
_SIGN = re.compile(
    r"(<mo[^>]*>&#x0(?:003D|0028|005B|002C|003C|003E|00B7|22C5|00D7|2264|2265|2248|2190);</mo>)"
    r"<mo>(?=&#x02212;)"
)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\\w])\$(?!\s)([^$]+?)(?<!\s)\$(?!\d)", re.S)


def drawn(page: str) -> str:
    """The HTML with its `$…$` and `$$…$$` as MathML; code stays as it is.

    Raises BadArgument for a command that the converter does not know.

    >>> drawn("<p>so $w > 0$</p>").count("<math")
    1
    >>> drawn("<code>$HOME$</code>")
    '<code>$HOME$</code>'
    """
    parts = _KEPT.split(page)
    return "".join(
        part if part.startswith("<") else _FORMULA.sub(_drawn, part) for part in parts
    )


def _drawn(found) -> str:
    display, inline = found.groups()
    tex = html.unescape(display or inline).strip()
    made = convert(tex, display="block" if display else "inline")
    if unknown := re.findall(r"\\[A-Za-z]+", made):
        raise BadArgument(
            "A formula cannot be drawn",
            f"{unknown[0]} in ${tex}$",
            "Write it with a command that latex2mathml knows",
        )
    made = _SIGN.sub(r'\1<mo form="prefix">', made)
    if display:  # a wide one is scrolled by keys, too
        return made.replace("<math", '<math tabindex="0"', 1)
    return made
