"""Open tasks with a score: `ll.board()` shows them, `ll.board("spirals", entry)` judges.

A task is a module here with `TASK`. The board believes no number: it bakes, reads or walks
itself, with the entry alone. Your best of each is kept in `board.json`.
"""

from layerlab.challenges.board import board

__all__ = ["board"]
