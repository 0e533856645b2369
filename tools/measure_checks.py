"""How good are the checks? Both harnesses, and a summary with its date in docs/.

    python -m tools.measure_checks [--unit NAME …] [--two N] [--seed S] [--keep FOLDER]

The summary says for each unit how many changed solutions pass and how many get a cause,
lists those that pass with the reason (from tools/changes_that_count_for_nothing.toml) why
they may, and how often a general cause is named for a listed mistake without its entry. Where a folder is given to
keep results in, units that it holds are not measured again: one after the other, in parts.
"""

import argparse
import datetime
import json
import sys
import tomllib
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tools import changed_solutions, general_causes
from tools.project import ROOT

PAGE = ROOT / "docs" / "checks_measured.md"
REASONS = Path(__file__).with_name("changes_that_count_for_nothing.toml")
READ, NEXT = "## Read by a person", "\n## "
_HEAD = (
    "| unit | changes | passed | known mistake | general cause | no cause | crashed |",
    "|---|---|---|---|---|---|---|",
)


def measured(unit: str, two: int, seed: int, folder: Path | None = None) -> tuple:
    """What both harnesses found in a unit: two lists; from the folder where they are kept."""
    kept = folder / f"{unit}.json" if folder else None
    if kept and kept.is_file():
        told = json.loads(kept.read_text("utf-8"))
        results = [changed_solutions.as_result(one) for one in told["changed"]]
        return results, [general_causes.Found(**one) for one in told["listed"]]
    results = list(changed_solutions.measured([unit], two, seed))
    found = list(general_causes.examine([unit]))
    if kept:
        told = {"changed": [*map(asdict, results)], "listed": [*map(asdict, found)]}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(told, indent=1), "utf-8")
    return results, found


def reasons() -> list[dict]:
    """Entries with `exercise`, `has` (a part of the differing lines) and `because`.

    Where one speaks of several changes in one line, `places` says of how many.
    """
    return tomllib.loads(REASONS.read_text("utf-8"))["same"]


def reason_for(result, known: list[dict]) -> str:
    """Why a changed solution may pass, or nothing; of two changes, why either may."""
    why, left = [], len(result.changed)
    for one in known:
        fits = one["exercise"] == result.exercise and one["has"] in result.diff
        if fits and left > 0:
            why, left = [*why, one["because"]], left - one.get("places", 1)
    return "" if left > 0 else "; and ".join(why)


def table(results, places: int) -> list[str]:
    """A row for each unit: the kinds of what was said of changes in so many places."""
    units = list(dict.fromkeys(r.exercise.split(".")[0] for r in results))
    rows = {u: [r for r in results if r.exercise.startswith(f"{u}.")] for u in units}
    lines = [*_HEAD]
    for name, some in [*rows.items(), ("all", results)]:
        found = changed_solutions.counted(some, places)
        cells = [found.total(), *(found[kind] for kind in changed_solutions.KINDS)]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} |")
    return lines


def passing(results) -> list[str]:
    """Each change, or two, that passes, with its lines and the reason."""
    known, lines = reasons(), []
    for one in results:
        if one.said == "passed":
            why = reason_for(one, known) or "**not explained yet**"
            lines += [f"- `{one.exercise}`, {' and '.join(one.changed)}: {why}", ""]
            lines += ["  ```diff", *(f"  {line}" for line in one.diff.splitlines())]
            lines += ["  ```", ""]
    return lines


def causes(found) -> list[str]:
    """A row for each unit: what is said of listed mistakes without their entries."""
    kinds = ("general", "listed", "none", "passes")
    lines = ["| unit | mistakes | general | another listed | none | passes |"]
    lines += ["|---|---|---|---|---|---|"]
    for unit in dict.fromkeys(one.exercise.split(".")[0] for one in found):
        own = Counter(f.kind for f in found if f.exercise.startswith(f"{unit}."))
        cells = [own.total(), *(own[kind] for kind in kinds)]
        lines.append(f"| {unit} | {' | '.join(map(str, cells))} |")
    return lines


def read_by_a_person(page: Path) -> str:
    """The section of an earlier page that a person wrote, kept as it is; or nothing."""
    text = page.read_text("utf-8") if page.is_file() else ""
    _, found, rest = text.partition(f"{READ}\n")
    return f"{READ}\n{rest.partition(NEXT)[0].rstrip()}" if found else ""


def page(results, found, day: datetime.date, read: str = "") -> str:
    """The summary as Markdown; `read` is the section that a person wrote."""
    parts = [
        f"# The checks, measured on {day.isoformat()}",
        "`make measure-checks` writes this page, but for what was read by a person. Two harnesses: "
        "one changes each solution in one place, or in two at once, and puts it before its check; "
        "the other puts every listed mistake before its check without its own entry.",
        *filter(None, [read]),
        "## One change", "\n".join(table(results, 1)),
        "## Two changes at once", "\n".join(table(results, 2)),
        "## Changes that pass", "\n".join(passing(results)).rstrip(),
        "## Listed mistakes without their entries",
        "A general cause must be true of the case that it is told of: a person reads them "
        "(`python -m tools.general_causes UNIT --out FILE`).",
        "\n".join(causes(found)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--unit", nargs="*", default=[], help="names, as perceptron")
    parser.add_argument("--two", type=int, default=20, help="pairs for each exercise")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--out", type=Path, default=PAGE, help="where to write the page"
    )
    parser.add_argument("--keep", type=Path, help="folder for the results of each unit")
    options = parser.parse_args(arguments)
    units = options.unit or changed_solutions.all_units()
    each = [measured(u, options.two, options.seed, options.keep) for u in units]
    results, found = (
        [one for parts in each for one in parts[which]] for which in (0, 1)
    )
    text = page(results, found, datetime.date.today(), read_by_a_person(options.out))
    options.out.write_text(text, "utf-8")
    print(changed_solutions.sums(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
