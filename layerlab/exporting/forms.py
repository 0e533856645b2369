"""What other tools read: Gradescope's results.json, the summary of a job on GitHub."""

import json
import os
from pathlib import Path

_SIGNS = {"passed": "✓", "not started": "○", "missing": "○"}


def results(graded) -> dict:
    """The content of Gradescope's results.json.

    Source of the form: https://gradescope-autograders.readthedocs.io/en/latest/specs/
    """
    words = filter(None, [graded.trouble, *graded.remarks])
    return {
        "score": graded.points,
        "execution_time": round(graded.seconds),
        "output": "\n".join(words) or "All notebooks were graded.",
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(exercise) for exercise in graded.exercises],
    }


def _test(exercise):
    return {
        "name": f"{exercise['unit']}: {exercise['name']}",
        "number": exercise["number"],
        "score": exercise["points"],
        "max_score": exercise["max"],
        "status": "passed" if exercise["status"] == "passed" else "failed",
        "output": exercise["message"],
        "output_format": "text",
        "visibility": "visible",
    }


def summary(graded) -> str:
    """The marks as Markdown: the total, a table, and the words of each check."""
    lines = [f"## {graded.points} of {graded.most} points", ""]
    lines += [
        f"- {_plain(words)}" for words in [graded.trouble, *graded.remarks] if words
    ]
    lines += ["", "| exercise | | points |", "|---|---|---|"]
    lines += [_row(exercise) for exercise in graded.exercises]
    for exercise in graded.exercises:
        if exercise["status"] != "passed":
            title = f"{exercise['number']} {exercise['name']}"
            lines += ["", f"### {title}", "", _quoted(exercise["message"])]
    return "\n".join([*lines, ""])


def _row(exercise):
    partly = exercise["points"] and exercise["status"] != "passed"
    sign = "◐" if partly else _SIGNS.get(exercise["status"], "✗")
    words = f"{sign} {'partly right' if partly else exercise['status']}"
    name = f"{exercise['number']} {exercise['name']}"
    return f"| {name} | {words} | {exercise['points']} of {exercise['max']} |"


def _quoted(text):
    """A learner's words can hold anything: as an indented block it stays text."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def _plain(text):
    """A sentence in which nothing is Markdown or HTML."""
    kept = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|!~" else c for c in kept)


def to_gradescope(graded) -> None:
    """Write results/results.json below /autograder (or AUTOGRADER)."""
    path = Path(os.environ.get("AUTOGRADER", "/autograder"), "results", "results.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results(graded), indent=1), "utf-8")


def to_github(graded) -> None:
    """Write the job's summary and its outputs `points` and `most`; print the summary."""
    text = summary(graded)
    outputs = f"points={graded.points}\nmost={graded.most}\n"
    for variable, words in (("GITHUB_STEP_SUMMARY", text), ("GITHUB_OUTPUT", outputs)):
        if os.environ.get(variable):
            with open(os.environ[variable], "a", encoding="utf-8") as file:
                file.write(words)
    print(text)


FORMS = {"gradescope": to_gradescope, "github": to_github}
