"""Unit 02, onion: what each layer makes of its input."""

from .peel import peel
from .top_activating import top_activating
from .nearest import nearest
from .probe_accuracy import probe_accuracy
from .onion_derivative import onion_derivative

__all__ = ["peel", "top_activating", "nearest", "probe_accuracy", "onion_derivative"]
