"""Code that reaches Python by another way than a line of a cell: magics, exec and eval."""

import ast

_FORMS = {
    "run_line_magic": "%{} {}",
    "run_cell_magic": "%%{} {}",
    "system": "!{}",
    "getoutput": "!{}",
}


def as_typed(line: str) -> str:
    """A line as it was typed: IPython writes `%time x` anew, as a call.

    >>> as_typed("get_ipython().run_line_magic('time', 'x = 1')")
    '%time x = 1'
    """
    name, words = _magic(line)
    space = line[: len(line) - len(line.lstrip())]
    return space + _FORMS[name].format(*words).rstrip() if name in _FORMS else line


def below_a_cell_magic(line: str) -> list[str] | None:
    """The lines that a cell's first line, as `%%time`, runs; None if it is no such line."""
    name, words = _magic(line)
    return str(words[-1]).splitlines() if name == "run_cell_magic" else None


def _magic(line):
    """The method and the constant arguments of a call, as IPython writes magics."""
    if not line.lstrip().startswith("get_ipython()."):
        return "", []
    try:
        call = ast.parse(line.strip(), mode="eval").body
        return call.func.attr, [argument.value for argument in call.args]
    except (SyntaxError, AttributeError):
        return "", []


def text_run(source: tuple[str, ...], line: int, frame) -> list[str]:
    """The lines of the text that a line of source hands to exec or eval; or none."""
    try:
        tree = ast.parse("\n".join(source))
    except SyntaxError:
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.lineno <= line <= node.end_lineno:
            name = getattr(node.func, "id", "")
            text = _text(node.args[0], frame) if node.args else None
            if name in ("exec", "eval") and type(text) is str:
                return text.splitlines()
    return []


def _text(node, frame):
    if isinstance(node, ast.Name):
        names = frame.f_locals if node.id in frame.f_locals else frame.f_globals
        return names.get(node.id)
    return getattr(node, "value", None)
