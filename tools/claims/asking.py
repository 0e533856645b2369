"""Asking a kernel for the sides of claims: what is sent, and what the reply says."""

import ast
import json

from tools.claims.deciding import decide
from tools.claims.grammar import Claim

# arrays and tensors as lists; `result` is the last value that the notebook showed
_ASK = (
    "(lambda result: __import__('json').dumps([{sides}], default=lambda v: "
    "v.tolist() if hasattr(v, 'tolist') else [*v]))(_)"
)


def expressions(claims: list[Claim]) -> dict[str, str]:
    """What to ask: an expression for each claim, by its text."""
    return {c.text: _ASK.format(sides=", ".join(c.expressions())) for c in claims}


def said(claims: list[Claim], reply: dict) -> str:
    """Nothing where the kernel bore all claims out; otherwise a sentence for each other."""
    answers = reply["content"].get("user_expressions", {})
    problems = [_problem(claim, answers[claim.text]) for claim in claims]
    return "\n".join(filter(None, problems))


def _problem(claim, answer):
    if answer["status"] != "ok":
        found = f"{answer['ename']}: {answer['evalue']}"
        return f"The claim {claim.text!r} cannot be judged: {found}."
    return decide(claim, json.loads(ast.literal_eval(answer["data"]["text/plain"])))
