"""Unit 00, start here: one exercise that shows how exercises work."""

from .double import double

__all__ = ["double"]
