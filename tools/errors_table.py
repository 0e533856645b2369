"""The hundred errors as a table: what is shown, whether all of it is so, and how long it took.

    python -m tools.errors_table                          here
    python -m tools.errors_table --python .colab/bin/python
    python -m tools.errors_table --long                   with all that is shown

"True" means that every word that must be said is, and none that must not be. The cases
stand in `tests/errors_that_teach/`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.project import ROOT

RUNNING = Path("tests", "errors_that_teach", "running.py")


def shown_by(python: str | Path, root: Path = ROOT) -> list[dict]:
    """What each case shows in another Python: name, lines, milliseconds, what is wrong."""
    environment = os.environ | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    environment.pop("LAYERLAB_STATIC", None)
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [Path(python).absolute(), root / RUNNING],
            capture_output=True,
            text=True,
            env=environment,
            cwd=scratch,
        )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])  # on Colab the set-up speaks first


def problems(made: list[dict]) -> list[str]:
    """The cases that do not say what they must, in sentences."""
    return [f"The error “{m['name']}”: {m['wrong']}" for m in made if m["wrong"]]


def table(made: list[dict]) -> str:
    """The rows as Markdown: error, first words, likely cause, true or not, milliseconds."""
    rows = ["| error | likely cause, as shown | true | ms |", "|---|---|---|---|"]
    for one in made:
        text = " ".join(" ".join(one["lines"]).split())
        cause = text.partition("Likely cause: ")[2] or "(none is named)"
        true = "no: " + one["wrong"] if one["wrong"] else "yes"
        kind = one["lines"][0].partition(":")[0] if one["lines"] else "nothing"
        cells = [f"{one['name']} ({kind})", cause, true, f"{one['ms']:.1f}"]
        rows.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Print the table and what it comes to; 1 if anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args(arguments)
    made = shown_by(options.python)
    if options.long:
        print("\n\n".join("\n".join([f"# {m['name']}", *m["lines"]]) for m in made))
    else:
        print(table(made))
    times, wrong = sorted(m["ms"] for m in made), problems(made)
    print(
        f"\n{len(made)} errors, {len(made) - len(wrong)} as they must be; median ",
        end="",
    )
    print(f"{times[len(times) // 2]:.1f} ms, longest {times[-1]:.1f} ms.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
