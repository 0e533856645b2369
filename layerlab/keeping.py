"""Small files that are the learner's own: in the working copy, or beside the progress.

From what is kept down to the place. A file is written whole or not at all; one that cannot
be read is set aside under another name, and said so: nothing is lost.
"""

import json
import os
import sys
from pathlib import Path

from layerlab import progress, working_copy


def read(name: str) -> dict:
    """What `name` holds; nothing where it is not there, or after setting it aside.

    >>> read("a file that nobody wrote.json")
    {}
    """
    path = folder() / name
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        _say(f"{path} cannot be read ({error.strerror}); what it holds is left out.")
        return {}
    except ValueError:
        return _set_aside(path)
    return found if isinstance(found, dict) else _set_aside(path)


def write(name: str, values: dict) -> bool:
    """Write `name` anew; False, and one sentence, where that cannot be."""
    path = folder() / name
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values), "utf-8")
        os.replace(beside, path)
    except OSError as error:
        _say(f"{path} cannot be written ({error.strerror}): this will not be kept.")
        return False
    return True


def folder() -> Path:
    """Where such files lie: in the working copy's own folder, else beside the progress."""
    here = Path.cwd()
    for place in (here, *here.parents):
        record = place / working_copy.RECORD
        if record.is_file():
            return record.parent
    return progress.path().parent


def _set_aside(path: Path) -> dict:
    number = 1
    while (other := path.with_stem(f"{path.stem} (damaged {number})")).exists():
        number += 1
    try:
        os.rename(path, other)
    except OSError:
        other = path
    _say(
        f"{path.name} is damaged and cannot be read. It is now {other}, for you to mend; "
        "a new one is begun."
    )
    return {}


def _say(text: str) -> None:
    print(text, file=sys.stderr)
