"""That an exercise notebook holds every exercise of its unit, whole and once."""

from collections.abc import Iterable

from nbformat import NotebookNode


def every_exercise_is_whole(notebook: NotebookNode, exercises: Iterable) -> list[str]:
    """Each exercise has one header, one check and its hints, in this order."""
    exercises = list(exercises)
    names = [exercise.name for exercise in exercises]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems = [f"Two exercises are called {name}: rename one." for name in twice]
    for exercise in exercises:
        parts = _parts(notebook, exercise)
        problems += [
            f"Exercise {exercise.number} {exercise.name}: {len(cells)} cells with its {part}; one is due."
            for part, cells in parts.items()
            if len(cells) != 1
        ]
        places = [cells[0] for cells in parts.values() if cells]
        if places != sorted(places):
            words = "header, check, hints stand in another order"
            problems.append(f"Exercise {exercise.number} {exercise.name}: {words}.")
    return problems


def _parts(notebook, exercise) -> dict[str, list[int]]:
    """The numbers of the cells that hold each part."""
    header = f"### Exercise {exercise.number} · {exercise.name}\n"
    call = f"check.{exercise.name}("
    return {
        "header": _where(notebook, lambda source: f"{header}\n" in source),
        "check": _where(notebook, lambda source: source.startswith(call)),
        "hints": _where(notebook, lambda source: all(h in source for h in exercise.hints)),
    }  # fmt: skip


def _where(notebook, holds) -> list[int]:
    return [n for n, cell in enumerate(notebook.cells) if holds(cell.source)]
