"""Formulas of a notebook as people read them: `$w \\cdot x^2$` as w · x², without a script.

Only what exercises use: names and signs as letters, powers and indices as HTML's. What is
not known keeps its name. Everything is escaped before a tag is put around it.
"""

import re

from markupsafe import Markup, escape

FOUND = re.compile(r"(?<![\\$\w])\$(?! )([^$\n]{1,300}?)(?<! )\$(?![\d$])")
_SIGNS = dict(zip(
    r"cdot times approx le leq ge geq neq ne sum prod sqrt infty partial nabla to in "
    r"alpha beta gamma delta epsilon eta theta lambda mu pi rho sigma tau phi omega "
    r"lVert rVert Vert ldots dots pm odot".split(),
    "· × ≈ ≤ ≤ ≥ ≥ ≠ ≠ ∑ ∏ √ ∞ ∂ ∇ → ∈ α β γ δ ε η θ λ μ π ρ σ τ φ ω ‖ ‖ ‖ … … ± ⊙".split(),
    strict=True,
))  # fmt: skip
_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|operatorname)\{([^{}]{0,80})\}")
_FRACTION = re.compile(r"\\d?frac\{([^{}]{0,120})\}\{([^{}]{0,120})\}")
_NAME = re.compile(r"\\([A-Za-z]+) ?")
_RAISED = re.compile(r"([\^_])(?:\{([^{}]{0,120})\}|(\w))")
_LOOSE = re.compile(r"([∑∏√∂∇]) (?=\w)| (?=[\^_),‖])|(?<=[a-z]) (?=\()|(?<=‖) (?=\w)")
MOST_LEVELS = 4  # of braces in braces


def html(formula: str) -> Markup:
    """The formula as HTML.

    >>> html(r"\\log \\sum_j e^{z_j}")
    Markup('<span class="formula">log ∑<sub>j</sub> e<sup>z<sub>j</sub></sup></span>')
    """
    text = _WORDS.sub(lambda found: found[1].replace("\\_", "\ue020"), formula)
    text = _FRACTION.sub(r"(\1) / (\2)", text)
    text = re.sub(r"\\sqrt\{([^{}]{0,120})\}", r"√(\1)", text)
    text = _NAME.sub(lambda found: f"{_SIGNS.get(found[1], found[1])} ", text)
    text = re.sub(r"\\[,;: !]", " ", text).replace("\\", "")
    text = _LOOSE.sub(r"\1", text)
    body = str(escape(" ".join(text.split())))
    for _ in range(MOST_LEVELS):  # an entity, as of a <, is no letter
        body = _RAISED.sub(_raised, body)
    body = body.replace("{", "").replace("}", "").replace("\ue020", "_")
    return Markup(f'<span class="formula">{body}</span>')  # escaped above


def _raised(found) -> str:
    tag = "sup" if found[1] == "^" else "sub"
    return f"<{tag}>{found[2] if found[2] is not None else found[3]}</{tag}>"
