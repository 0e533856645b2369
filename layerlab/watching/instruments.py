"""Instruments for scenes with torch: weights filled in, calls recorded, operations counted.

`stage` brings them all into a scene's namespace. From the stage down to the single
instrument. This file imports torch, and is itself imported only where a scene needs it.
"""

import contextlib
from collections.abc import Iterator
from functools import lru_cache

import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.utils._python_dispatch import TorchDispatchMode

from layerlab.watching.filling import fill, state_of
from layerlab.watching.saved_bytes import Saved

SEED = 0


@contextlib.contextmanager
def stage(names: dict, *, of: tuple = (), meta: bool = False) -> Iterator[None]:
    """Bring torch and the instruments into a scene's namespace; afterwards all is as before.

    Arguments named in `of` require gradients. With `meta`, the tensors and whatever `setup`
    makes live on the meta device, which holds no values. Random numbers are seeded.
    """
    setting = torch.device("meta") if meta else contextlib.nullcontext()
    names |= {"torch": torch, "nn": nn, "F": nn.functional, "fill": fill}
    names |= {"weighted": weighted, "state_of": state_of}
    device = "meta" if meta else None
    names["measure"] = lambda code, **how: measure(code, names, device, **how)
    for name, value in list(names.items()):
        if meta and isinstance(value, torch.Tensor):
            names[name] = value.to("meta")
        if name in of:
            names[name] = names[name].requires_grad_()
    with torch.random.fork_rng(devices=[]), _as_it_was():
        torch.default_generator.manual_seed(SEED)  # those of a GPU are not forked here
        yield setting


@lru_cache(maxsize=1)
def warm_up() -> None:
    """Let torch import what it imports late: hundreds of modules, at the first optimiser.

    Otherwise the first check would pay for it out of its time limit, or cut it in two.
    """
    with torch.random.fork_rng(devices=[]), torch.enable_grad(), Counter():
        model = nn.Linear(2, 1)
        torch.optim.Adam(model.parameters()).zero_grad()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        model(torch.ones(1, 2)).sum().backward()
        optimizer.step()
        x = torch.ones(2, 2, device="meta")
        (x * x[:, :1] @ x).sum()


@contextlib.contextmanager
def _as_it_was():
    """Grad mode, default dtype and number of threads are put back."""
    grad, dtype = torch.is_grad_enabled(), torch.get_default_dtype()
    threads = torch.get_num_threads()
    torch.set_grad_enabled(True)
    try:
        yield
    finally:
        torch.set_grad_enabled(grad)
        torch.set_default_dtype(dtype)
        if torch.get_num_threads() != threads:
            torch.set_num_threads(threads)


def measure(code: str, names: dict, device: str | None = None, *, saved=True) -> None:
    """Evaluate `code` under all instruments and leave what they show in `names`.

    Without `saved` nobody looks at what autograd keeps: torch.func bears no such look.

    result       what the call gave
    calls        what was called, in order (see `recorded`)
    operations   how many tensor operations ran
    dtypes       the dtypes of what they gave, sorted
    largest      the entries of the largest tensor that they gave
    saved_bytes  the most that was kept for a backward pass
    """
    calls, counter, kept = [], Counter(device), Saved()
    watched = kept if saved else contextlib.nullcontext()
    with recorded(calls, names.get("model")), counter, watched:
        names["result"] = eval(code, names)
    names |= {"calls": calls, "operations": counter.operations}
    names |= {"dtypes": sorted(counter.dtypes), "largest": counter.largest}
    names |= {"saved_bytes": kept.bytes}


def weighted(value) -> torch.Tensor:
    """A scalar that depends on every entry of every tensor in `value` differently."""
    if isinstance(value, torch.Tensor):
        flat = value.reshape(-1)
        return flat @ torch.cos(torch.arange(flat.numel(), dtype=flat.dtype))
    return sum(weighted(v) for v in value)


@contextlib.contextmanager
def recorded(calls: list, model=None) -> Iterator[None]:
    """Note, in order: forward (of `model`), backward, step, zero_grad, train, eval.

    A forward pass without gradients is noted as "forward without gradients", a new
    optimiser as "new optimiser".
    """

    def note(word):
        return lambda *args, **named: calls.append(word)

    optimizer, modules = torch.optim.Optimizer, nn.modules.module
    with contextlib.ExitStack() as stack:
        stack.enter_context(_noted(torch.Tensor, "backward", note("backward")))
        stack.enter_context(_noted(optimizer, "zero_grad", note("zero_grad")))
        stack.enter_context(_noted(optimizer, "__init__", note("new optimiser")))
        stack.enter_context(_noted(nn.Module, "zero_grad", note("zero_grad")))
        stack.enter_context(_noted(nn.Module, "train", _mode(calls, model)))
        forward = modules.register_module_forward_hook(_forward(calls, model))
        stack.callback(forward.remove)
        step = register_optimizer_step_post_hook(note("step"))
        stack.callback(step.remove)
        yield


def _forward(calls, model):
    def note(module, inputs, output):
        if module is model:
            quiet = "" if torch.is_grad_enabled() else " without gradients"
            calls.append("forward" + quiet)

    return note


def _mode(calls, model):
    def note(module, mode=True):
        if module is model:
            calls.append("train" if mode else "eval")

    return note


@contextlib.contextmanager
def _noted(owner, name: str, note):
    """While it lasts, a method also calls `note` with its arguments."""
    original = owner.__dict__[name]

    def method(*args, **named):
        note(*args, **named)
        return original(*args, **named)

    setattr(owner, name, method)
    try:
        yield
    finally:
        setattr(owner, name, original)


class Counter(TorchDispatchMode):
    """Counts tensor operations while it is open; remembers dtypes and the largest size.

    Views (transpose, reshape, …) and detach cost nothing and do not count. Where a device
    is named, tensors elsewhere raise, single numbers apart, as they do on a GPU.
    """

    def __init__(self, device: str | None = None):
        super().__init__()
        self.device = device
        self.operations, self.dtypes, self.largest = 0, set(), 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        """Note one operation, and run it."""
        for value in args if self.device else ():
            self._check(value)
        result = func(*args, **(kwargs or {}))
        if not func.is_view and func.overloadpacket.__name__ != "detach":
            self.operations += 1
            for out in result if isinstance(result, (tuple, list)) else (result,):
                self._note(out)
        return result

    def _check(self, value):
        elsewhere = isinstance(value, torch.Tensor) and value.device.type != self.device
        if elsewhere and value.ndim:
            place = value.device.type
            raise RuntimeError(
                f"Expected all tensors to be on the same device, found {self.device} and {place}"
            )

    def _note(self, out):
        if isinstance(out, torch.Tensor):
            self.dtypes.add(str(out.dtype).removeprefix("torch."))
            self.largest = max(self.largest, out.numel())
