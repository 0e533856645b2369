"""What torch's layers, losses and gradients complain of, where the values say more."""

import ast
import difflib
import re

from layerlab.tracebacks.pieces import Failure, pieces
from layerlab.tracebacks.values import UNKNOWN, is_array, is_tensor, library

_DTYPES = {"double": "float64", "float": "float32", "long": "int64", "int": "int32"}
_DTYPES |= {"half": "float16", "c10::half": "float16", "byte": "uint8", "char": "int8"}
_DTYPES |= {"bfloat16": "bfloat16", "c10::bfloat16": "bfloat16", "short": "int16"}
_SIDES = ("the left is", "the right")
_TWO_DTYPES = (
    (r"^expected m1 and m2 to have the same dtype, but got: (\S+) != (\S+)", _SIDES),
    (r"^dot : expected both vectors .* but found (\w+) and (\w+)", _SIDES),
    (r"^mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)",
     ("what comes in is", "the weights are")),
    (r"^Input type \((\w+)\) and (?:weight|bias) type \((\w+)\) should",
     ("what comes in is", "the weights are")),
)  # fmt: skip


def colours_last(failure: Failure) -> str | None:
    """Pictures with their colours on the last axis, where layers want them on axis 1."""
    found = re.search(
        r"weight of size \[(\d+), .*expected input\[([\d, ]+)\] to have (\d+) channels, but",
        failure.message,
    )
    if not found:
        return None
    shape, wanted = found[2].split(", "), found[3]
    if len(shape) != 4 or shape[-1] != wanted or shape[1] == wanted:
        return None
    return (
        f"The layer wants its {wanted} channels on axis 1, and in the input "
        f"({found[2]}) {wanted} stands last: `.permute(0, 3, 1, 2)` brings it there."
    )


def different_devices(failure: Failure) -> str | None:
    """The tensors of the line, each with its device."""
    if "device" not in failure.message:
        return None
    tensors = [p for p in pieces(failure) if is_tensor(p.value)]
    devices = {str(p.value.device) for p in tensors}
    if len(devices) < 2:
        return None
    words = ", ".join(f"`{p.text}` on {p.value.device}" for p in tensors)
    return f"The tensors lie on different devices: {words}. `.to(…)` moves one."


def taken_for_one_picture(failure: Failure) -> str | None:
    """A batch without an axis for channels: torch takes three axes for one picture."""
    found = re.search(
        r"expected input\[1, ([\d, ]+)\] to have (\d+) channels, but got (\d+)",
        failure.message,
    )
    if not found:
        return None
    shape = tuple(map(int, found[1].split(", ")))
    for piece in pieces(failure):
        if is_tensor(piece.value) and tuple(piece.value.shape) == shape:
            return (
                f"`{piece.text}` has {len(shape)} axes, so it is taken for one picture, its "
                f"first axis for {found[3]} channels; the layer was made for {found[2]}."
            )
    return None


def array_added_to_tensor(failure: Failure) -> str | None:
    """NumPy's array before a `+`, torch's tensor behind it."""
    node = failure.node
    if (
        not isinstance(node, ast.BinOp)
        or "Concatenation operation" not in failure.message
    ):
        return None
    if is_array(failure.value(node.left)) and is_tensor(failure.value(node.right)):
        name = failure.named(node.left, "The left side")
        return (
            f"{name} is NumPy's array, and the other side a tensor: `torch.tensor(…)` makes "
            "one of it."
        )
    return None


def network_for_its_weights(failure: Failure) -> str | None:
    """SGD(net, …) in place of SGD(net.parameters(), …)."""
    node, torch = failure.node, library("torch")
    if not isinstance(node, ast.Call) or not node.args or torch is None:
        return None
    value = failure.value(node.args[0])
    is_network = torch.nn.Module in type(value).__mro__
    if is_network and failure.message.endswith("object is not iterable"):
        name = failure.text(node.args[0])
        return f"`{name}` is the network itself; its weights are `{name}.parameters()`."
    return None


def two_dtypes(failure: Failure) -> str | None:
    """Which dtype each side has, in the names that `.dtype` shows."""
    for pattern, sides in _TWO_DTYPES:
        if found := re.search(pattern, failure.message):
            kinds = [_DTYPES.get(name.lower(), name) for name in found.groups()]
            words = " and ".join(f"{s} {k}" for s, k in zip(sides, kinds, strict=True))
            return f"Both must have one dtype: {words}. {_conversion(kinds)}"
    return None


def _conversion(kinds):
    if sorted(kinds) == ["float32", "float64"]:
        return "`.float()` makes float32 of float64."
    if any(kind.startswith(("int", "uint")) for kind in kinds):
        return "`.float()` makes float32 of whole numbers."
    return "`.to(dtype)` changes one."


def no_forward(failure: Failure) -> str | None:
    """A network whose `forward` is spelt otherwise."""
    found = re.search(r"missing the required \"forward\" function", failure.message)
    if not found or not isinstance(failure.node, ast.Call):
        return None
    value = failure.value(failure.node.func)
    for name in vars(type(value)) if value is not UNKNOWN else ():
        if (
            name != "forward"
            and difflib.SequenceMatcher(None, name, "forward").ratio() > 0.8
        ):
            return f"`{type(value).__name__}` has `{name}`: is it a typo for `forward`?"
    return None


LAYERS = (
    no_forward,
    two_dtypes,
    colours_last,
    taken_for_one_picture,
    different_devices,
    array_added_to_tensor,
    network_for_its_weights,
)
