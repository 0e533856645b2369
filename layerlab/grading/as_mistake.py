"""A group of answers that fail alike, as a Mistake for the course: code to paste into checks/.

`as_python` gives a small file for a group with a teacher's sentence: an answer of the
group without comments and under another name, and the row `Mistake(…)`. It is text made
from a learner's program: nothing here runs it, and whoever pastes it reads it first.
"""

import ast
import builtins
import json
import textwrap

from .patterns import Group

FOLDER = "mistakes"
IMPORTS = {
    "math": "import math",
    "random": "import random",
    "np": "import numpy as np",
    "torch": "import torch",
    "F": "import torch.nn.functional as F",
    "nn": "from torch import nn",
}


def file_name(group: Group) -> str:
    """Where a group's file lies in the report: mistakes/perceptron_lift_ab12cd.py."""
    return f"{FOLDER}/{group.exercise.replace('.', '_')}_{group.key[:6]}.py"


def as_python(group: Group, sentence: str) -> str:
    """The file for a group, "" where no answer of it was kept whole."""
    try:
        return _as_python(group, sentence)
    except (RecursionError, ValueError, MemoryError):  # what a learner wrote is deep
        return ""


def _as_python(group, sentence):
    name = group.exercise.partition(".")[2]
    answers = (row.get("sources", {}).get(group.exercise, "") for row in group.rows)
    trees = [tree for tree in map(_parsed, answers) if tree]
    if not trees:
        return ""
    tree = min(trees, key=lambda one: len(ast.unparse(one)))
    new = f"_{name}_{group.key[:6]}"
    outside = _from_outside(tree, name)
    others = [word for word in outside if word not in IMPORTS]
    code = ast.unparse(_Renamed(name, new).visit(tree))
    return _FILE.format(
        exercise=group.exercise,
        count=len(group.rows),
        unit=group.exercise.partition(".")[0],
        imports="".join(f"{IMPORTS[n]}\n" for n in IMPORTS if n in outside),
        needs=f"\n# It needs {', '.join(others)}, too.\n" if others else "",
        code=code,
        key=group.key[:6],
        new=new,
        sentence=_wrapped(sentence),
    )


_FILE = '''\
"""What answers to {exercise} have in common that fail alike ({count} in this class).

It is a learner's program: read it before you run it. The function goes above the Exercise
in its file in layerlab/checks/{unit}/, the row into its `mistakes`, with a name that says
what is wrong, and the hint that fits. `python -m tools.check_table {unit}` then says
whether the mistake is caught and recognised.
"""

{imports}
from layerlab.checking import Mistake
{needs}

{code}


mistakes = (
    Mistake("group {key}", {new}, message=
{sentence}),
)  # fmt: skip
'''


def _wrapped(sentence: str) -> str:
    lines = textwrap.wrap(" ".join(sentence.split()), 78) or [""]
    last = len(lines) - 1
    quoted = (json.dumps(line + " " * (at < last)) for at, line in enumerate(lines))
    return "\n".join(f"        {line}" for line in quoted)


def _parsed(source: str):
    """The one definition in a source; None where it is none, or was cut off."""
    try:
        body = ast.parse(textwrap.dedent(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    kinds = (ast.FunctionDef, ast.ClassDef)
    return body[0] if len(body) == 1 and isinstance(body[0], kinds) else None


class _Renamed(ast.NodeTransformer):
    """The definition under a new name, without docstrings, annotations and decorators:
    nothing of it runs before it is called."""

    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit_Name(self, node):
        node.id = self.new if node.id == self.old else node.id
        return node

    def visit_arg(self, node):
        node.annotation = None
        return node

    def _definition(self, node):
        node.name = self.new if node.name == self.old else node.name
        node.decorator_list = [n for n in node.decorator_list if _is_usual(n)]
        node.returns = None
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return self.generic_visit(node)

    visit_FunctionDef = visit_ClassDef = _definition


def _is_usual(decorator) -> bool:
    names = ("property", "staticmethod", "classmethod")
    return isinstance(decorator, ast.Name) and decorator.id in names


def _from_outside(tree, own: str) -> list[str]:
    """Names that the definition reads and that neither it nor Python has."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    kinds = (ast.FunctionDef, ast.ClassDef)
    made |= {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    return sorted(read - made - {own} - set(dir(builtins)))
