"""A call that does not fit the function, or something called that is none."""

import ast
import builtins
import inspect
import re
from types import BuiltinFunctionType, FunctionType, ModuleType

from layerlab.tracebacks.described import described
from layerlab.tracebacks.origins import function_called, in_class
from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.spelling import nearly
from layerlab.tracebacks.values import UNKNOWN, is_array, is_tensor

_CALL = re.compile(r"^(?:[\w<>]+\.)*(\w+)\(\) (takes|missing|got)")
_MISSPELT = ("_init_", "__int__", "init", "_init", "__init", "__inti__", "__init_")


def _learners(failure):
    """The function of the notebook that the failing call reaches, and the call."""
    node = failure.node
    by_torch = set(failure.inside) == {"torch.nn.modules.module"}  # it calls `forward`
    if failure.kind != "TypeError" or not isinstance(node, ast.Call):
        return None, node
    if failure.inside and not by_torch:
        return None, node
    function = function_called(failure, node)
    known = function and function.__globals__ is failure.frame.f_globals
    return (function if known else None), node


def without_self(failure: Failure) -> str | None:
    """A method whose first line lacks `self`."""
    function, call = _learners(failure)
    if function is None or "takes" not in failure.message:
        return None
    method = "." in function.__qualname__.split("<locals>.")[-1]
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    if method and _is_bound(failure, call) and names[:1] not in (("self",), ("cls",)):
        return (
            f"`{function.__qualname__.split('<locals>.')[-1]}` lacks `self`: Python hands "
            "the object itself over first, and the first parameter takes it."
        )
    return None


def _is_bound(failure, call):
    owner = failure.value(call.func)
    if isinstance(call.func, ast.Attribute) and owner is UNKNOWN:
        return type not in type(failure.value(call.func.value)).__mro__
    return type(owner) is not FunctionType


def called_on_the_class(failure: Failure) -> str | None:
    """Net.forward(x): the class is asked, and no object of it."""
    node = failure.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    owner = failure.value(node.func.value)
    if owner is UNKNOWN or type not in type(owner).__mro__ or failure.inside:
        return None
    function = in_class(owner, node.func.attr, itself=True)
    if function is None or function.__code__.co_varnames[:1] != ("self",):
        return None
    if "missing" not in failure.message:
        return None
    name = failure.text(node.func.value)
    return f"`{name}` is the class; its methods are called on an object, made by `{name}(…)`."


def does_not_fit(failure: Failure) -> str | None:
    """The function's own first line, and what the call leaves out or adds."""
    function, call = _learners(failure)
    if function is None or not _CALL.match(failure.message):
        return None
    shown = _shown(function)
    if strange := re.search(r"unexpected keyword argument '(\w+)'", failure.message):
        near = nearly(strange[1], inspect.signature(function).parameters)
        also = f": is `{strange[1]}` a typo for `{near}`?" if near else "."
        return f"{shown}, without `{strange[1]}`{also}"
    if missing := re.search(
        r"missing \d+ required [\w-]+ arguments?: (.+)", failure.message
    ):
        return f"{shown}, and the call leaves out {missing[1]}."
    if re.search(r"takes .* (?:was|were) given$", failure.message):
        return f"{shown}; the call hands over {_count(call)}."
    return None


def _shown(function):
    """The function's first line, without the object that Python hands over itself."""
    found = inspect.signature(function)
    parameters = list(found.parameters.values())
    if parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    words = str(inspect.Signature(parameters))
    name = function.__qualname__.split("<locals>.")[-1]
    kind = "The class is made by" if name.endswith(".__init__") else "The function is"
    name = name.removesuffix(".__init__")
    return f"{kind} `{name}{words}`" if len(words) < 60 else f"{kind} `{name}(…)`"


def _count(call):
    plain = sum(not isinstance(argument, ast.Starred) for argument in call.args)
    if plain < len(call.args):
        return "others"
    words = f"{plain} argument" + "s" * (plain != 1)
    return f"{words}, and {len(call.keywords)} by name" if call.keywords else words


def no_init(failure: Failure) -> str | None:
    """A class that takes no arguments: its `__init__` is missing, or misspelt."""
    node = failure.node
    if not failure.message.endswith("() takes no arguments") or failure.inside:
        return None
    kind = failure.value(node.func) if isinstance(node, ast.Call) else UNKNOWN
    if kind is UNKNOWN or type not in type(kind).__mro__:
        return None
    wrong = [name for name in _MISSPELT if type(vars(kind).get(name)) is FunctionType]
    name = failure.text(node.func)
    if wrong:
        return f"The class `{name}` has `{wrong[0]}`; the name is `__init__`."
    return f"The class `{name}` has no `__init__` that takes arguments."


def not_a_function(failure: Failure) -> str | None:
    """What stands before the round brackets, and what was meant."""
    node = failure.node
    if "is not callable" not in failure.message or failure.inside:
        return None
    if not isinstance(node, ast.Call):
        return None
    value, name = failure.value(node.func), failure.named(node.func, "It")
    if isinstance(node.func, ast.Constant) and type(node.func.value) in (int, float):
        return f"{name} is a number: `{name.strip('`')} * (…)` multiplies."
    if value is UNKNOWN:
        return _computed(failure, node)
    if isinstance(node.func, ast.Name) and _hides_a_function(node.func.id, value):
        return (
            f"{name} was given a value, {described(value)}, and no longer names Python's "
            f"function: `del {node.func.id}` brings it back; choose another name."
        )
    return _what_it_is(failure, node, value, name)


def _computed(failure, node):
    """(a + b)(c): arithmetic followed by a bracket; x.sum().T(): a value, not a method."""
    stored = re.match(
        r"'[\w.]*\b(ndarray|Tensor|Size|int|float|tuple|dtype)' ", failure.message
    )
    if stored and isinstance(node.func, ast.Attribute) and not node.args:
        name = failure.named(node.func, "It")
        return f"{name} is a value, not a function: it stands without round brackets."
    if isinstance(node.func, (ast.List, ast.Tuple)):
        return "A list or tuple is written out before the bracket: is a comma missing there?"
    if isinstance(node.func, ast.BinOp) and re.match(
        r"'(int|float)' ", failure.message
    ):
        return (
            "A number stands before the round bracket: a `*` between them multiplies."
        )
    return None


def _hides_a_function(name, value):
    own = getattr(builtins, name, None)
    return type(own) in (BuiltinFunctionType, type) and own is not value


def _what_it_is(failure, node, value, name):
    if type(value) is ModuleType:
        last = value.__name__.split(".")[-1]
        inner = vars(value).get(last)
        inside = (
            f", and `{name.strip('`')}.{last}` stands in it" if callable(inner) else ""
        )
        return f"{name} is a module{inside}."
    if type(value) in (list, tuple, dict) or is_array(value) or is_tensor(value):
        kind = "an array" if is_array(value) else f"a {type(value).__name__}"
        kind = "a tensor" if is_tensor(value) else kind
        property_ = isinstance(node.func, ast.Attribute)
        if property_ and not node.args:
            return (
                f"{name} is a value, not a function: it stands without round brackets."
            )
        return f"{name} is {kind}: its entries are taken with square brackets."
    if type(value) in (int, float) and node.args:
        return f"{name} is the number {value}: a `*` before the bracket multiplies."
    if type(value) in (int, float, str) and not isinstance(node.func, ast.Constant):
        return f"{name} is {described(value)}, and not a function."
    return None


ARGUMENTS = (without_self, called_on_the_class, does_not_fit, no_init, not_a_function)
