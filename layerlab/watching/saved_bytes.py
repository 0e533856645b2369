"""How many bytes autograd keeps for the backward pass. Imports torch."""

import torch


class Saved:
    """While it is open, adds up the bytes that autograd keeps for the backward pass.

    bytes  the most that was held at one moment, counting each storage once
    """

    def __init__(self):
        self.bytes, self._now, self._held = 0, 0, {}
        self._hooks = torch.autograd.graph.saved_tensors_hooks(self._pack, self._unpack)

    def _pack(self, tensor):
        return _Kept(self, tensor)

    def _unpack(self, kept):
        return kept.tensor

    def add(self, tensor, sign: int) -> None:
        """One more tensor (sign 1), or one fewer (-1), refers to a storage."""
        key, size = _storage(tensor)
        held = self._held.get(key, 0) + sign
        self._held[key] = held
        if held == (1 if sign > 0 else 0):
            self._now += sign * size
        self.bytes = max(self.bytes, self._now)

    def __enter__(self):
        self._hooks.__enter__()
        return self

    def __exit__(self, *error):
        return self._hooks.__exit__(*error)


def _storage(tensor):
    if tensor.device.type == "meta":
        return id(tensor), tensor.numel() * tensor.element_size()
    storage = tensor.untyped_storage()
    return storage.data_ptr(), storage.nbytes()


class _Kept:
    """One tensor that autograd keeps; it is let go when the graph is freed."""

    def __init__(self, saved: Saved, tensor):
        self.saved, self.tensor = saved, tensor
        saved.add(tensor, 1)

    def __del__(self):
        self.saved.add(self.tensor, -1)
