"""A batch goes to a device, whatever containers its tensors stand in."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import tensor

from layerlab.checking import Exercise, Formula, Mistake, case, worked


def _to_device(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: _to_device(value, device) for key, value in batch.items()}
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(_to_device(value, device) for value in batch))
    if isinstance(batch, (list, tuple)):
        return type(batch)(_to_device(value, device) for value in batch)
    return batch


_XY = "torch.tensor([[1.0, 2.0]]), torch.tensor([1])"
_NAMED = "__import__('layerlab').data.Tensors"  # a namedtuple that the course uses


def _cases(rng):
    yield worked(batch=Formula("torch.tensor([1.0, 2.0])"), device="meta")
    yield worked(batch=Formula(f"[{_XY}]"), device="meta")
    yield case(batch=Formula(f"({_XY})"), device="meta")
    yield case(
        batch=Formula("{'x': torch.ones(2), 'y': torch.zeros(1)}"), device="meta"
    )
    yield case(batch=Formula(f"({_XY}, 'a name', 3, None)"), device="meta")
    yield case(batch=Formula(f"{{'a': [{_XY}], 'b': ({_XY})}}"), device="meta")
    yield case(batch=Formula(f"[({_XY}), {{'z': torch.ones(1)}}]"), device="meta")
    yield case(batch=Formula(f"{_NAMED}({_XY})"), device="meta")
    yield case(batch=Formula(f"{{'p': {_NAMED}({_XY}), 'n': 0.5}}"), device="meta")
    yield case(batch=Formula(f"([], (), {{}}, [[({_XY})]])"), device="meta")
    yield case(batch=Formula(f"{{'x': ({_XY}), 'y': 'cake'}}"), device="cpu")
    drawn = rng.normal(size=3).round(2).tolist()
    yield case(batch=Formula(f"[torch.tensor({drawn})]"), device="cpu")


@dataclass(kw_only=True, eq=False)
class _mover:  # noqa: N801
    """A mover with one thing changed: what each kind of container becomes."""

    dicts: Callable = lambda old, new: new
    lists: Callable = lambda old, new: list(new)
    tuples: Callable = lambda old, new: tuple(new)
    named: Callable = lambda old, new: type(old)(*new)
    move: Callable = lambda x, device: x.to(device)
    other: Callable = lambda x, device: x
    deep: bool = True

    def __call__(self, batch, device):
        def inner(value):
            if self.deep or not isinstance(value, (dict, list, tuple)):
                return self(value, device)
            return value

        if isinstance(batch, torch.Tensor):
            return self.move(batch, device)
        if isinstance(batch, dict):
            return self.dicts(batch, {k: inner(v) for k, v in batch.items()})
        if isinstance(batch, (list, tuple)):
            return self.kind(batch)(batch, [inner(v) for v in batch])
        return self.other(batch, device)

    def kind(self, batch):
        """The change for a list, a named tuple or a plain one."""
        if isinstance(batch, list):
            return self.lists
        return self.named if hasattr(batch, "_fields") else self.tuples


def _thrown_away(x, device):
    x.to(device)
    return x


def _pair(batch, device):
    x, y = batch
    return x.to(device), y.to(device)


def _a_dict(batch, device):
    return {k: v.to(device) if torch.is_tensor(v) else v for k, v in batch.items()}


def _iterates(batch, device):
    """Goes into whatever a loop can go through, into names as well."""
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: _iterates(value, device) for key, value in batch.items()}
    if hasattr(batch, "__iter__"):
        return type(batch)(_iterates(value, device) for value in batch)
    return batch


def _in_place(batch, device, kinds=(dict, list)):
    """Puts what was moved into the caller's own dicts and lists."""
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, kinds):
        for key in batch if isinstance(batch, dict) else range(len(batch)):
            batch[key] = _in_place(batch[key], device, kinds)
        return batch
    if isinstance(batch, (list, tuple)):
        new = [_in_place(value, device, kinds) for value in batch]
        return type(batch)(*new) if hasattr(batch, "_fields") else type(batch)(new)
    return batch


def _only(kinds):
    """Goes into some kinds of containers only; the others pass as they are."""

    def to_device(batch, device):
        if isinstance(batch, torch.Tensor):
            return batch.to(device)
        if isinstance(batch, dict) and dict in kinds:
            return {k: to_device(v, device) for k, v in batch.items()}
        if hasattr(batch, "_fields") and tuple in kinds:
            return type(batch)(*(to_device(v, device) for v in batch))
        for kind in (list, tuple):
            if isinstance(batch, kind) and kind in kinds:
                return kind(to_device(v, device) for v in batch)
        return batch

    return to_device


def _by_pattern(batch, device):
    match batch:
        case torch.Tensor():
            return batch.to(device, non_blocking=True)
        case dict():
            return type(batch)((k, _by_pattern(v, device)) for k, v in batch.items())
        case list():
            return [_by_pattern(v, device) for v in batch]
        case tuple():
            make = getattr(type(batch), "_make", tuple)
            return make(_by_pattern(v, device) for v in batch)
    return batch


def _observe_moved(attempt, batch, device):
    """What came back, spelled out: the kind of every container, the place of every tensor."""
    import re

    import torch

    def spelled(value):
        if isinstance(value, torch.Tensor):
            held = "" if value.device.type == "meta" else f" {value.tolist()}"
            return f"<{value.device.type}{held}>"
        if isinstance(value, dict):
            inner = (f"{key!r}: {spelled(v)}" for key, v in value.items())
            return "{" + ", ".join(inner) + "}"
        inner = (
            ", ".join(map(spelled, value)) if isinstance(value, (list, tuple)) else ""
        )
        if hasattr(value, "_fields"):
            return f"{type(value).__name__}({inner})"
        if isinstance(value, list):
            return f"[{inner}]"
        plain = re.sub("<generator object .*>", "<a generator>", repr(value))
        return f"({inner},)" if isinstance(value, tuple) else plain

    moved = spelled(attempt(batch, device))
    return {f"to_device(batch, {device!r})": moved, "batch, afterwards": spelled(batch)}


to_device = Exercise(
    number="9.5", name="to_device", difficulty=2, minutes=12, points=2,
    reference=_to_device, cases=_cases, observe=_observe_moved,
    mistakes=(
        Mistake("tuples become lists", _mover(tuples=lambda old, new: new), hint=2, message=
            "A tuple went in and a list came out. Give back the kind of container that came."),
        Mistake("tuples become lists, named ones too", hint=2, code=
            _mover(tuples=lambda old, new: new, named=lambda old, new: new), message=
            "Tuples went in and lists came out. Give back the kind of container that came."),
        Mistake("lists become tuples", _mover(lists=lambda old, new: tuple(new)), hint=2, message=
            "A list went in and a tuple came out. Give back the kind of container that came."),
        Mistake("namedtuples become tuples", hint=3, code=
            _mover(named=lambda old, new: tuple(new)), message=
            "A namedtuple lost its names. It is a tuple with `_fields`, and its class takes the "
            "values one by one."),
        Mistake("namedtuples are given one list", hint=3, code=
            _mover(named=lambda old, new: type(old)(new)), message=
            "A namedtuple's class takes its values one by one, not one list of them: put a star "
            "before it."),
        Mistake("only the first level", _mover(deep=False), hint=2, message=
            "What lies one level deeper stayed where it was. The function must call itself for "
            "what is inside."),
        Mistake("lists forgotten", _only((dict, tuple)), message=
            "Tensors inside lists stayed where they were."),
        Mistake("tuples forgotten", _only((dict, list)), message=
            "Tensors inside tuples stayed where they were."),
        Mistake("dicts forgotten", _only((list, tuple)), message=
            "Tensors inside dicts stayed where they were. Go through their values."),
        Mistake("containers forgotten", _only(()), message=
            "A single tensor moves, and what is inside containers does not."),
        Mistake("moved and thrown away", _mover(move=_thrown_away), message=
            "Nothing has moved. `tensor.to(device)` does not change the tensor, it gives another "
            "one: take what it returns."),
        Mistake("other things have no .to", _mover(other=lambda x, device: x.to(device)), message=
            "A batch may also hold names, numbers or None. They have no `.to` and pass as they "
            "are."),
        Mistake("other things become tensors", _mover(
            other=lambda x, device: tensor(x).to(device) if isinstance(x, (int, float)) else x
        ), message=
            "A plain number came back as a tensor. What is no tensor passes as it is."),
        Mistake("other things become None", _mover(other=lambda x, device: None), message=
            "Names and numbers were lost: None came back in their place. What is no tensor passes "
            "as it is; is there a `return` at the end?"),
        Mistake("dicts become lists", hint=2, code=
            _mover(dicts=lambda old, new: list(new.values())), message=
            "A dict came back as a list of its values. Keep the keys."),
        Mistake("dicts keep only their keys", hint=2, code=
            _mover(dicts=lambda old, new: list(new)), message=
            "Of a dict only the keys came back: that is what a loop over it gives. Loop over "
            "`items()`."),
        Mistake("the caller's own changed", _in_place, hint=2, message=
            "The caller's own dict or list was changed: its tensors have moved as well. Make new "
            "containers."),
        Mistake("cuda whatever is asked", _mover(move=lambda x, device: x.cuda()), hint=2, message=
            "`.cuda()` asks for an NVIDIA card, whatever `device` says. Move to the device that "
            "was given."),
        Mistake("meta whatever is asked", hint=2, code=
            _mover(move=lambda x, device: x.to("meta")), message=
            "The tensors always go to the same device. Move to the one that was given."),
        Mistake("a pair expected", _pair, message=
            "The batch was taken for a pair. It may be anything: ask first what it is."),
        Mistake("a dict expected", _a_dict, message=
            "The batch was taken for a dict. It may be anything: ask first what it is."),
        Mistake("a generator for a tuple", _mover(
            tuples=lambda old, new: (v for v in new), named=lambda old, new: (v for v in new)
        ), hint=2, message=
            "`(… for … in …)` makes no tuple, it makes a generator. Write `tuple(…)` round it."),
        Mistake("a star for every tuple", hint=3, code=
            _mover(tuples=lambda old, new: type(old)(*new)), message=
            "A plain tuple wants one list of values: the star is for namedtuples alone."),
        Mistake("names taken apart", _iterates, message=
            "A name is no container, though a loop can go through its letters. Ask for dict, list "
            "and tuple by name."),
        Mistake("the kind of number changed", hint=2, code=
            _mover(move=lambda x, device: x.float().to(device)), message=
            "Class numbers came back as floats. Move the tensors, and leave their kind as it is."),
        Mistake("everything becomes a tensor", code=
            _mover(other=lambda x, device: tensor(x).to(device)), message=
            "You make a tensor of whatever is no container, and a name cannot become one. What is "
            "no tensor passes as it is."),
        Mistake("the caller's dict changed", hint=2, code=
            lambda batch, device: _in_place(batch, device, dict), message=
            "The caller's own dict was filled with the moved tensors. Make a new dict."),
    ),
    hints=(
        "What may a batch be? A tensor; a dict, a list or a tuple with anything of these inside; "
        "or something else, as a name. Which of them does your function let through?",
        "A function that calls itself: for a tensor `.to(device)`; for a container a new one of "
        "the same kind, made of what the function gives for each thing inside.",
        "`isinstance(batch, …)` four times. A namedtuple is a tuple with `_fields`: its kind is "
        "called with a star, `type(batch)(*…)`; a plain tuple without.",
    ),
    alternatives=(_by_pattern, _mover()),
)  # fmt: skip
