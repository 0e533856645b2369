"""The size of JavaScript files, and what joining them to one module asks of them.

biome (biome.jsonc) holds the rest: layout, the length of functions, unknown names. It leaves
long strings and comments as they are, and knows nothing of the joining.
"""

import re

FILE_LINES, WIDTH = 250, 100
# source.py strips the import lines: a name must be the same on both sides
_RENAMED = re.compile(
    r"^(?:import|export)\s*(?:\*|\{[^}]*\w)\s+as\s+\w[^;]*;", re.MULTILINE
)
_DEFAULT = re.compile(r"^export default\b|^import\s+\w+", re.MULTILINE)


def javascript_problems(name: str, source: str) -> list[str]:
    """Everything that is wrong with one JavaScript file, but for what biome finds."""
    lines = source.splitlines()
    found = [f"{len(lines)} lines, {FILE_LINES} allowed."] * (len(lines) > FILE_LINES)
    for number, line in enumerate(lines, start=1):
        if len(line) > WIDTH:
            found.append(f"line {number} is {len(line)} wide, {WIDTH} allowed.")
    return [f"{name}: {problem}" for problem in found]


def joining_problems(name: str, source: str) -> list[str]:
    """What a widget's file must not do, since it becomes a part of one module."""
    found = [_RENAMED.search(source), _DEFAULT.search(source)]
    return [
        f"{name}: {' '.join(match[0].split())!r} is lost when the files are joined. "
        "Export and import by name, the same on both sides."
        for match in found
        if match
    ]
