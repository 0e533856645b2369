"""Shapes that do not fit: the two sizes that meet, named by the parts they belong to."""

import ast
import math
import re

from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.values import UNKNOWN, is_array, is_tensor, shape_of

_PRODUCTS = ("dot", "matmul", "mm", "mv")
_JOIN = "concatenate vstack hstack stack column_stack dstack cat".split()


def matrix_product(failure: Failure) -> str | None:
    """The last axis of the left side meets the first (or last but one) of the right."""
    sizes = _product_sizes(failure.message)
    if sizes is None:
        return None
    came, made_for = sizes
    if failure.inside[-1:] == ("torch.nn.modules.linear",):
        return f"A linear layer that was made for rows of {made_for} numbers got rows of {came}."
    if failure.inside:
        return (
            f"A matrix product inside this call joins an axis of {came} with one of "
            f"{made_for}: they must be equal."
        )
    return _in_this_line(failure, sizes)


def _in_this_line(failure, sizes):
    sides = _sides(failure)
    shapes = [shape_of(failure.value(s)) if s is not None else None for s in sides]
    met = [
        shape and shape[end:][:1] for shape, end in zip(shapes, (-1, -2), strict=True)
    ]
    if any(end and end != (size,) for end, size in zip(met, sizes, strict=True)):
        return None  # another product, behind this line
    left, right = _names(failure, sides)
    axis = "last but one" if len(shapes[1] or ()) > 2 else "first"
    return (
        f"In a matrix product the last axis of {left} ({sizes[0]}) meets the {axis} of "
        f"{right} ({sizes[1]}): they must be equal."
    )


def _names(failure, sides):
    """The sides by their own words, where they stand in the learner's line."""
    both = zip(sides, ("the left side", "the right side"), strict=True)
    return [failure.named(s, name) if s is not None else name for s, name in both]


def _product_sizes(message):
    """The two sizes that met, left and right, as the message gives them."""
    if found := re.search(
        r"^matmul: .*\(size (\d+) is different from (\d+)\)", message
    ):
        return int(found[2]), int(found[1])
    if found := re.search(
        r"not aligned: (\d+) \(dim \d+\) != (\d+) \(dim \d+\)", message
    ):
        return int(found[1]), int(found[2])
    if found := re.search(r"multiplied \(\d+x(\d+) and (\d+)x\d+\)", message):
        return int(found[1]), int(found[2])
    if found := re.search(
        r"^size mismatch.* mat \(\d+x(\d+)\), vec \((\d+)\)", message
    ):
        return int(found[1]), int(found[2])
    if found := re.search(r"but got (\d+) and (\d+) elements respectively", message):
        return int(found[1]), int(found[2])
    if found := re.search(
        r"batch2 .* be: \[\d+, (\d+)\] but got: \[\d+, (\d+)\]", message
    ):
        return int(found[1]), int(found[2])
    return None


def _sides(failure):
    """The two sides of a product that stands in the learner's line, else None twice."""
    node = failure.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return node.left, node.right
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.MatMult):
        return node.target, node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in _PRODUCTS and len(node.args) == 2:
            return node.args
        own = shape_of(failure.value(node.func.value)) is not None
        if node.func.attr in _PRODUCTS and len(node.args) == 1 and own:
            return node.func.value, node.args[0]
    return None, None


def laid_over_each_other(failure: Failure) -> str | None:
    """NumPy lays shapes over each other from their last axes: where do they clash?"""
    if "could not be broadcast together with shapes" not in failure.message:
        return None
    shapes = [_shape(text) for text in re.findall(r"\(([\d, ]*)\)", failure.message)]
    longest = max(map(len, shapes))
    for back in range(1, longest + 1):
        sizes = {shape[-back] for shape in shapes if len(shape) >= back} - {1}
        if len(sizes) > 1:
            met = [shape[-back] for shape in shapes if len(shape) >= back]
            return _clash(back, list(dict.fromkeys(s for s in met if s != 1)))
    return None


def _shape(text):
    return tuple(int(size) for size in re.findall(r"\d+", text))


def _clash(back, sizes):
    words = " meets ".join(map(str, sizes))
    where = {1: "the last", 2: "the last but one"}.get(
        back, f"number {back} from the end"
    )
    return (
        f"Shapes are laid over each other from the last axis on: at {where}, {words}; "
        "sizes must be equal, or one of them 1."
    )


def reshaped(failure: Failure) -> str | None:
    """A reshape keeps the number of entries: both products are named."""
    found = re.search(
        r"array of size (\d+) into shape \((.*?)\)|shape '\[(.*?)\]' is invalid for input "
        r"of size (\d+)",
        failure.message,
    )
    if not found:
        return None
    entries, wanted = found[1] or found[4], found[2] or found[3]
    sizes = [
        size for size in re.findall(r"-?\w+", wanted) if size.lstrip("-").isdigit()
    ]
    known = [int(size) for size in sizes if int(size) >= 0]
    product = " · ".join(map(str, known)) + f" = {math.prod(known)}"
    product = product if len(known) > 1 else str(known[0]) if known else "1"
    if len(known) < len(re.findall(r"[-\w]+", wanted)):
        return f"{entries} entries cannot be shared out evenly among {product}."
    return f"A reshape keeps all entries: there are {entries}, and {product} are asked for."


def no_such_axis(failure: Failure) -> str | None:
    """An axis that the array does not have."""
    numpy = re.search(
        r"^axis (-?\d+) is out of bounds for array of dimension (\d+)", failure.message
    )
    torch = re.search(
        r"^Dimension out of range \(expected .* \[-?\d+, (-?\d+)\], but got (-?\d+)\)",
        failure.message,
    )
    if numpy:
        return _axes("array", int(numpy[2]), numpy[1])
    return _axes("tensor", int(torch[1]) + 1, torch[2]) if torch else None


def _axes(kind, count, named):
    has = {0: "no axis", 1: "axis 0 only", 2: "axes 0 and 1"}
    return f"The {kind} has {has.get(count, f'axes 0 to {count - 1}')}, and axis {named} is named."


def too_many_indices(failure: Failure) -> str | None:
    """More indices than axes."""
    found = re.search(
        r"^too many indices for (array): array is (\d+)-dimensional, but (\d+) were|"
        r"^too many indices for (tensor) of dimension (\d+)",
        failure.message,
    )
    if not found:
        return None
    kind, count = found[1] or found[4], int(found[2] or found[5])
    if count == 0:
        return f"The {kind} has the shape (): it is a single number and has no entries."
    axes = "1 axis" if count == 1 else f"{count} axes"
    return f"The {kind} has {axes}, and {found[3] or 'more'} indices are given."


def joined_without_a_list(failure: Failure) -> str | None:
    """np.concatenate(a, b): the second array is taken for the axis."""
    node = failure.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    given = [failure.value(arg) for arg in node.args]
    arrays = [v is not UNKNOWN and (is_array(v) or is_tensor(v)) for v in given]
    if node.func.attr in _JOIN and arrays[:2] == [True, True]:
        texts = ", ".join(failure.text(arg) for arg in node.args)
        call = failure.text(node.func)
        return f"What is joined stands in one list: `{call}([{texts}])`."
    return None


def written_into(failure: Failure) -> str | None:
    """A result of floats kept in an array of whole numbers."""
    found = re.search(
        r"from dtype\('(float\d+)'\) to dtype\('(u?int\d+)'\)", failure.message
    )
    if not found:
        return None
    return (
        f"The result is {found[1]} and is written into an array of {found[2]}, whole "
        "numbers: make that one with floats, as by `.astype(float)`."
    )


SHAPES = (
    matrix_product,
    laid_over_each_other,
    reshaped,
    no_such_axis,
    too_many_indices,
    joined_without_a_list,
    written_into,
)
