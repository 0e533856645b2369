"""What one piece of Python code refers to of this project, as dotted names.

`facts_of` reads a source by its syntax tree. `ll.training.fit` after `import layerlab as
ll` is `layerlab.training.fit`; a module that is used as a whole, `layerlab.data.*`; a name
made from parts, as f"layerlab.checks.{unit}", `layerlab.checks.**`. Code in strings
counts as code.
"""

import ast
import doctest
import re
import textwrap
from dataclasses import dataclass, field

PROJECT = ("layerlab", "tools", "tests")
ALL, EVERY = "*", "**"  # all that a module offers, and all modules below it, too
TEXT = "="  # before a name that stood in a string, as for importlib or a patch
_UNKNOWN = "UNKNOWN_"  # stands for a part of a string that is known only at run time
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_NAME = re.compile(rf"(?:{'|'.join(PROJECT)})(?:\.\w+)+$")
_IMPORT = re.compile(rf"\b(?:from|import)\s+((?:{'|'.join(PROJECT)})\b[\w.]*)")
_SHORT = re.compile(r"\bll\.\w")
_PLACES = {"ROOT", "Project", "__file__"}


@dataclass(frozen=True)
class Facts:
    """What a source refers to.

    outer     names that importing it reaches (of what is no package: all names)
    inner     of a package: names in its functions
    lazy      of a package: its table of lazy names, each with the module that it is in
    declared  its REACHES: files (with a /) and modules that it reaches without an import;
              None without
    places    whether it speaks of the project's folder, and so may read anything
    """

    outer: frozenset = frozenset()
    inner: frozenset = frozenset()
    lazy: dict = field(default_factory=dict)
    declared: tuple | None = None
    places: bool = False


def facts_of(
    source: str, module: str, *, package: bool = False, notebook: bool = False
) -> Facts:
    """Read a source; `notebook` code may hold magics. Nothing is run."""
    tree = _parsed(source, magics=notebook)
    if tree is None:
        return Facts(outer=frozenset({"layerlab." + EVERY}))
    reader = _Reader(tree, module, package)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    declared = _declared(tree)
    reader.outer.update(name for name in declared or () if "/" not in name)
    return Facts(
        outer=frozenset(reader.outer if package else reader.outer | reader.inner),
        inner=frozenset(reader.inner if package else ()),
        lazy=reader.lazy,
        declared=declared,
        places=bool(names & _PLACES),
    )


def examples(source: str) -> str:
    """The code of a module's doctests, as one source."""
    found = doctest.DocTestParser().get_examples(source)
    return "".join(textwrap.dedent(example.source) for example in found)


def _parsed(source: str, *, magics: bool = False) -> ast.Module | None:
    if magics:
        source = re.sub(r"^([ \t]*)[%!].*$", r"\1pass", source, flags=re.M)
    try:
        return ast.parse(textwrap.dedent(source))
    except (SyntaxError, ValueError):
        return None


def _declared(tree: ast.Module) -> tuple | None:
    """The value of `REACHES = (…)` at a module's left margin."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(t, ast.Name) and t.id == "REACHES" for t in targets):
            inside = ast.walk(node.value)
            return tuple(n.value for n in inside if isinstance(n, ast.Constant))
    return None


class _Reader(ast.NodeVisitor):
    """Walks over one source; `_found` is where a name goes that is met now."""

    def __init__(self, tree: ast.Module, module: str, package: bool):
        self.outer, self.inner, self.lazy = set(), set(), {}
        self._module, self._found, self._depth = module, self.outer, 0
        self._home = module if package else module.rpartition(".")[0]
        in_tests = module.startswith("tests.")
        self._bound = {"ll": "layerlab"} if in_tests else {}  # for cells in strings
        for node in ast.walk(tree):
            self._bind(node)
        if package:
            tree.body = [node for node in tree.body if not self._is_table(node)]
        self.visit(tree)

    def _bind(self, node: ast.AST) -> None:
        """Note which module or name of the project an import binds to a name."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                whole = alias.name if alias.asname else name
                self._bound |= {name: whole} if _is_ours(whole) else {}
        if isinstance(node, ast.ImportFrom) and _is_ours(self._base(node)):
            for alias in node.names:
                name = f"{self._base(node)}.{alias.name}"
                self._bound[alias.asname or alias.name] = name

    def _base(self, node: ast.ImportFrom) -> str:
        """The module that is imported from, as an absolute name."""
        if not node.level:
            return node.module or ""
        parts = self._home.split(".")
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def _is_table(self, node: ast.stmt) -> bool:
        """Whether this is a package's table of lazy names, which is then noted."""
        value = node.value if isinstance(node, ast.Assign) else None
        if not isinstance(value, ast.Dict) or not value.keys:
            return False
        try:
            table = ast.literal_eval(value)
        except ValueError:
            return False
        places = {name: _target(name, place) for name, place in table.items()}
        if not all(places.values()):
            return False
        self.lazy |= places
        return True

    def visit(self, node: ast.AST) -> None:
        """Take in one node; what stands in a function belongs to `inner`."""
        if not isinstance(node, _FUNCTIONS):
            return super().visit(node)
        before, self._found = self._found, self.inner
        self.generic_visit(node)
        self._found = before
        return None

    def visit_Import(self, node: ast.Import) -> None:
        """`import layerlab.data`."""
        self._add(*(alias.name for alias in node.names))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from layerlab.data import load`: the module, and the name in it."""
        base = self._base(node)
        self._add(base, *(f"{base}.{alias.name}" for alias in node.names))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """`ll.data.load`: the whole chain, and all of what stands at its end."""
        chain, root = [], node
        while isinstance(root, ast.Attribute):
            chain.insert(0, root.attr)
            root = root.value
        if isinstance(root, ast.Name) and root.id in self._bound:
            self._add(".".join([self._bound[root.id], *chain, ALL]))
        else:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """An imported name that stands alone: all of it."""
        if node.id in self._bound:
            self._add(f"{self._bound[node.id]}.{ALL}")

    def visit_Constant(self, node: ast.Constant) -> None:
        """A string that is the name of a module, or code."""
        if isinstance(node.value, str):
            self._string(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """The same for an f-string, of which some parts are not known."""
        self._string("".join(map(self._text, node.values)))
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)

    def _text(self, part: ast.expr) -> str:
        if isinstance(part, ast.Constant):
            return str(part.value)
        is_name = isinstance(part.value, ast.Name) and part.value.id == "__name__"
        return self._module if is_name else _UNKNOWN

    def _string(self, text: str) -> None:
        if _NAME.match(text):
            self._add(TEXT + text)
        elif _IMPORT.search(text) or ("ll" in self._bound and _SHORT.search(text)):
            self._code(text)

    def _code(self, text: str) -> None:
        tree = _parsed(text, magics=True)
        if tree is None:
            self._add(*_IMPORT.findall(text))
        else:
            inside = _Reader(tree, self._module, package=False)
            self._add(*inside.outer, *inside.inner)

    def _add(self, *names: str) -> None:
        for name in names:
            known, is_cut, _ = name.partition(_UNKNOWN)
            if is_cut:  # the last whole part that is known, and all below it
                name = f"{known.rpartition('.')[0]}.{EVERY}"
            if _is_ours(name):
                self._found.add(name)


def _is_ours(name: str) -> bool:
    return name.removeprefix(TEXT).split(".")[0] in PROJECT


def _target(name: str, place) -> str:
    """Where a lazy name leads: to its module, or to a name in that."""
    module, attribute = place if isinstance(place, tuple) else (place, "")
    if not (isinstance(name, str) and isinstance(module, str) and _NAME.match(module)):
        return ""
    if attribute is None or module.rpartition(".")[2] == name:
        return module
    return f"{module}.{attribute or name}"
