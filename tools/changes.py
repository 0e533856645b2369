"""Small changes of a program: one statement, operator, number, argument, axis or sign at a time.

`changes` lists what can be changed in the lines of a tree, `applied` makes some of the
changes in a copy. A change is made in the node that holds the changed one, so that two
changes in one tree do not get in each other's way.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
AXES = ("axis", "dim")


@dataclass(frozen=True)
class Change:
    """One change: its kind, the number of the node that holds it, and what is done to it."""

    kind: str
    place: int
    edit: Callable


def changes(tree: ast.AST, lines: range | None = None) -> list[Change]:
    """Everything that can be changed, inside `lines` where they are given."""
    found, parameters = [], _parameters(tree)
    for place, node in enumerate(ast.walk(tree)):
        if lines is None or getattr(node, "lineno", -1) in lines:
            edits = (*_of_statements(node), *_of_node(node))
            edits += (*_of_call(node), *_of_parts(node, parameters))
            found += [Change(kind, place, edit) for kind, edit in edits]
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            inside = [s for s in node.body if s.lineno in lines]
            found += [
                Change(kind, place, edit) for kind, edit in _of_statements(node, inside)
            ]
    return found


def applied(tree: ast.AST, *chosen: Change) -> ast.AST:
    """A copy of the tree with the changes made."""
    new = copy.deepcopy(tree)
    nodes = list(ast.walk(new))  # before anything moves
    for change in chosen:
        change.edit(nodes[change.place])
    return ast.fix_missing_locations(new)


def _parameters(tree) -> list[str]:
    """The arguments of the first function, `self` left out."""
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    first = next(functions, None)
    names = [a.arg for a in first.args.args] if first else []
    return [name for name in names if name != "self"]


# ---- statements ----------------------------------------------------------------------------
def _of_statements(node, inside: list | None = None) -> Iterator[tuple]:
    """Each statement of a body left out, and exchanged with the next."""
    for field in ("body", "orelse", "finalbody"):
        body = getattr(node, field, None)
        if not isinstance(body, list):
            continue
        for i, statement in enumerate(body):
            if inside is not None and statement not in inside:
                continue
            if not _says_nothing(statement):
                yield "statement left out", _left_out(field, i)
            if i + 1 < len(body) and not _says_nothing(statement):
                yield "statements exchanged", _exchanged(field, i)
            if isinstance(statement, ast.AugAssign):
                yield "operator", _assigned(field, i)


def _says_nothing(statement) -> bool:
    """A docstring, `pass`, or an import, without which nothing would run."""
    told = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return told or isinstance(statement, (ast.Pass, ast.Import, ast.ImportFrom))


def _left_out(field, i):
    def edit(node):
        getattr(node, field)[i] = ast.Pass()

    return edit


def _exchanged(field, i):
    def edit(node):
        body = getattr(node, field)
        body[i], body[i + 1] = body[i + 1], body[i]

    return edit


def _assigned(field, i):
    """`x += y` becomes `x = y`."""

    def edit(node):
        old = getattr(node, field)[i]
        getattr(node, field)[i] = ast.Assign([old.target], old.value)

    return edit


# ---- operators, comparisons, constants -----------------------------------------------------
def _of_node(node) -> Iterator[tuple]:
    """What is changed in the node itself."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _OPERATORS:
        yield "operator", _set("op", _OPERATORS[type(node.op)])
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "comparison", _set("op", other)
    if isinstance(node, ast.Compare):
        for other in _COMPARISONS[type(node.ops[0])]:
            yield (
                "comparison",
                lambda node, other=other: node.ops.__setitem__(0, other()),
            )
    if isinstance(node, ast.Constant):
        yield from (("constant", _set_value(v)) for v in _other_constants(node.value))


def _set(field, make):
    return lambda node: setattr(node, field, make())


def _set_value(value):
    return lambda node: setattr(node, "value", value)


def _other_constants(value):
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1) if value else (1,)
    return (2 * value, 0.0) if isinstance(value, float) and value else ()


# ---- calls: arguments and axes -------------------------------------------------------------
def _of_call(node) -> Iterator[tuple]:
    """Arguments left out and exchanged, an axis turned to another."""
    if not isinstance(node, ast.Call):
        return
    for i, keyword in enumerate(node.keywords):
        yield "argument left out", lambda node, i=i: node.keywords.pop(i)
        if keyword.arg in AXES:
            yield "axis", lambda node, i=i: _other_axis(node.keywords[i])
    if len(node.args) > 1:
        yield "argument left out", lambda node: node.args.pop()
        yield (
            "arguments exchanged",
            lambda node: node.args.__setitem__(slice(0, 2), node.args[1::-1]),
        )


def _other_axis(keyword):
    """The next axis, of several the first one left out."""
    if isinstance(keyword.value, ast.Tuple):
        keyword.value.elts = keyword.value.elts[1:]
        return
    try:
        number = ast.literal_eval(keyword.value)
    except ValueError:
        number = None
    other = {0: 1, -1: 0}.get(number, 0) if isinstance(number, int) else None
    keyword.value = ast.Constant(other)


# ---- parts of expressions: signs, transposes, calls around something ------------------------
def _of_parts(node, parameters) -> Iterator[tuple]:
    """What stands in the node is put in another way: `x.T` as `x`, `-x` as `x`, `f(x)` as `x`."""
    for field, value in ast.iter_fields(node):
        if field in ("decorator_list", "annotation", "returns", "func", "bases"):
            continue
        for i, part in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(part, ast.expr) and not _is_target(part):
                slot = (field, i if isinstance(value, list) else None)
                made = _other_parts(node, part, parameters)
                yield from ((kind, _placed(slot, make)) for kind, make in made)


def _is_target(part) -> bool:
    return isinstance(getattr(part, "ctx", None), (ast.Store, ast.Del))


def _placed(slot, make):
    field, i = slot

    def edit(node):
        if i is None:
            setattr(node, field, make(getattr(node, field)))
        else:
            getattr(node, field)[i] = make(getattr(node, field)[i])

    return edit


def _other_parts(node, part, parameters) -> Iterator[tuple]:
    if isinstance(part, ast.Attribute) and part.attr in ("T", "mT"):
        yield "transpose", lambda part: part.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield "transpose", lambda part: ast.Attribute(part, "T", ast.Load())
    if isinstance(part, ast.UnaryOp):
        yield "sign", lambda part: part.operand
    if isinstance(node, (ast.Return, ast.Assign)) and isinstance(part, ast.BinOp):
        yield "sign", lambda part: ast.UnaryOp(ast.USub(), part)
    if isinstance(part, ast.Call) and not isinstance(node, ast.Expr):
        yield from _without_call(part)
    if isinstance(part, ast.Name) and part.id in parameters and len(parameters) > 1:
        after = parameters[(parameters.index(part.id) + 1) % len(parameters)]
        yield "another argument", lambda part: ast.Name(after, ast.Load())


def _without_call(part) -> Iterator[tuple]:
    """`f(x)` becomes `x`; so does `x.method(…)`, but for functions of a module."""
    if isinstance(part.func, ast.Name) and len(part.args) == 1:
        yield "call left out", lambda part: part.args[0]
    if isinstance(part.func, ast.Attribute):
        owner = part.func.value
        if not (isinstance(owner, ast.Name) and owner.id in _MODULES):
            yield "call left out", lambda part: part.func.value
        elif len(part.args) == 1:
            yield "call left out", lambda part: part.args[0]


_MODULES = ("np", "math", "torch", "nn", "F", "copy", "statistics", "ll", "time")
