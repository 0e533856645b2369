"""The rules of the project, as functions that return what is wrong, in sentences.

`notebook_problems` gathers the rules for one notebook, `execution_problems` those that
only an execution can show. Each rule has an example that breaks it in
tests/test_rules_break.py.
"""

from nbformat import NotebookNode

from tools.rules.budget import BUDGETS, size, total_size
from tools.rules.exercises import every_exercise_is_whole
from tools.rules.imports import crossing_private_names, import_circles
from tools.rules.javascript import javascript_problems, joining_problems
from tools.rules.layers import upward_imports
from tools.rules.prose import PROSE, one_title
from tools.rules.python import file_problems
from tools.rules.stored import (
    blanks_say_not_started,
    no_solution_text,
    no_warnings,
    nothing_stored,
    outputs_belong,
    pictures_have_alt,
    plain_outputs,
    predicted_cells_hold_nothing,
    predictions_are_confirmed,
    solutions_pass,
)

__all__ = [
    "crossing_private_names",
    "every_exercise_is_whole",
    "execution_problems",
    "file_problems",
    "import_circles",
    "javascript_problems",
    "joining_problems",
    "no_solution_text",
    "notebook_problems",
    "outputs_belong",
    "total_size",
    "upward_imports",
]

STORED = (
    outputs_belong,
    pictures_have_alt,
    plain_outputs,
    no_warnings,
    predicted_cells_hold_nothing,
)


def notebook_problems(
    kind: str, notebook: NotebookNode, *, free_form: bool = False
) -> list[str]:
    """What is wrong with a stored notebook of this kind.

    A page in free form, as an entrance or a glossary, is shorter or longer than a lesson.
    """
    rules = [size, one_title, *PROSE]
    if kind == "exercises":
        rules += [outputs_belong, nothing_stored]
    else:
        rules += STORED
    if kind == "course":
        rules += BUDGETS["all"]
    if kind == "course" and not free_form:
        rules += BUDGETS["lesson"]
    if kind == "solutions":
        rules.append(solutions_pass)
    return [problem for rule in rules for problem in rule(notebook)]


def execution_problems(kind: str, notebook: NotebookNode) -> list[str]:
    """What forbids storing an execution: a warning, a failed or a stray verdict,
    a prediction that its cell does not confirm."""
    rules = [no_warnings, pictures_have_alt, predictions_are_confirmed]
    if kind == "solutions":
        rules.append(solutions_pass)
    if kind == "exercises":
        rules.append(blanks_say_not_started)
    return [problem for rule in rules for problem in rule(notebook)]
