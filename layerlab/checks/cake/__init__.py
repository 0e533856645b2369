"""Unit 01, cake: layers in a row, and what the baker chooses."""

from .bake import bake
from .count_parameters import count_parameters
from .collapse import collapse
from .sort_recipe import sort_recipe

__all__ = ["bake", "count_parameters", "collapse", "sort_recipe"]
