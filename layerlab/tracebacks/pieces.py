"""The parts of what failed, each with its value: `w @ X` has the pieces `w` and `X`."""

import ast
import sys
from dataclasses import dataclass
from types import FrameType, ModuleType

from layerlab.tracebacks.frames import Place
from layerlab.tracebacks.positions import Part
from layerlab.tracebacks.values import UNKNOWN, read

MOST = 6
_WITH_FRAMES = (ast.GeneratorExp, ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Failure:
    """One error at the learner's innermost line: what the causes look at.

    kind      the name of the error's type
    message   its words
    part      the failing part of the line, or None
    inside    the names of the modules of the libraries' calls below that line
    hidden    names that comprehensions around the failing part bind
    depth     how many of the learner's calls on the way run the same code as the innermost
    shell     IPython's shell, for the cells that were run
    """

    error: BaseException
    kind: str
    message: str
    place: Place | None
    part: Part | None
    inside: tuple[str, ...] = ()
    hidden: frozenset = frozenset()
    depth: int = 1
    shell: object = None

    @property
    def node(self) -> ast.AST | None:
        """The failing expression or statement."""
        return self.part and self.part.node

    @property
    def frame(self) -> FrameType:
        """The frame of the learner's innermost line."""
        return self.place.frame

    def text(self, node: ast.AST) -> str:
        """A part of the line as it was written, in one line."""
        return self.part.text(node, self.place.source)

    def value(self, node: ast.AST | None) -> object:
        """The value of a part, or UNKNOWN where reading it would run something."""
        return read(node, self.frame, self.hidden) if node is not None else UNKNOWN

    def named(self, node: ast.AST, otherwise: str) -> str:
        """The part's own words in backquotes, or another name where they are long."""
        words = self.text(node)
        return f"`{words}`" if len(words) <= 30 else otherwise


@dataclass(frozen=True)
class Piece:
    """A part of the line as it was written, and its value."""

    text: str
    value: object


def pieces(failure: Failure) -> list[Piece]:
    """The operands of what failed, or of those that cannot be read, the names in them."""
    if failure.node is None or isinstance(failure.node, ast.Raise):
        return []
    found = {}
    for operand in operands(failure):
        for node in _readable(operand, failure):
            value = failure.value(node)
            if not isinstance(value, ModuleType):
                found.setdefault(failure.text(node), value)
    return [Piece(text, value) for text, value in found.items()][:MOST]


def operands(failure: Failure) -> list[ast.AST]:
    """The parts that met in the failing expression, in their order."""
    node, statement = failure.node, failure.part.statement
    match node:
        case ast.BinOp():
            return [node.left, node.right]
        case ast.AugAssign():
            return [node.target, node.value]
        case ast.Compare():
            return [node.left, *node.comparators]
        case ast.UnaryOp():
            return [node.operand]
        case ast.Assert():
            return _compared(node.test)
        case ast.Subscript():
            return [node.value, *_indices(node.slice), *_assigned(node, statement)]
        case ast.Attribute() | ast.Starred() | ast.FormattedValue():
            return [node.value]
        case ast.Call():
            return _of_call(node, failure)
        case ast.Tuple(ctx=ast.Store()) | ast.List(ctx=ast.Store()):
            return unpacked(failure)
        case ast.expr():
            return [node]
    return []


def _compared(test):
    return [test.left, *test.comparators] if isinstance(test, ast.Compare) else [test]


def _indices(index):
    return index.elts if isinstance(index, ast.Tuple) else [index]


def _assigned(node, statement):
    """What is written into the entry, if that is what failed."""
    stored = isinstance(node.ctx, ast.Store) and isinstance(statement, ast.Assign)
    return [statement.value] if stored else []


def _of_call(call, failure):
    given = [*call.args, *(word.value for word in call.keywords)]
    if "not callable" in failure.message:
        return [call.func, *given]
    own = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return [*own, *given]


def unpacked(failure: Failure) -> list[ast.AST]:
    """What is taken apart by a line with several names on its left."""
    node = failure.node
    while node is not None:
        match node:
            case ast.Assign():
                return [node.value]
            case ast.For() | ast.comprehension():
                return [node.iter]
        node = failure.part.parents.get(node)
    return []


def _readable(node, failure) -> list[ast.AST]:
    """The node itself if its value can be read, else the largest parts of it that can."""
    if isinstance(node, (ast.Constant, ast.Lambda, ast.Slice)):
        return []
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return []  # a negative number
    if isinstance(node, _COMPREHENSIONS):
        return _readable(node.generators[0].iter, failure)
    if failure.value(node) is not UNKNOWN:
        return [node]
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):  # the function itself is not what failed
        children[:1] = ast.iter_child_nodes(node.func)
    return [leaf for child in children for leaf in _readable(child, failure)]


def hidden_names(node: ast.AST | None, parents: dict) -> frozenset:
    """The names of comprehensions around a node that have no frame of their own.

    From Python 3.12 on they run in the frame around them, and an error takes their names
    back: what the frame holds then is another thing that is spelt alike.
    """
    names = set()
    while node is not None and not isinstance(node, _WITH_FRAMES):
        if isinstance(node, _COMPREHENSIONS) and sys.version_info >= (3, 12):
            targets = [generator.target for generator in node.generators]
            walked = (n for target in targets for n in ast.walk(target))
            names |= {n.id for n in walked if isinstance(n, ast.Name)}
        node = parents.get(node)
    return frozenset(names)
