"""A module, a name of it, or a file that cannot be found: is one spelt nearly so?"""

import os
import re
import sys
from pathlib import Path
from types import ModuleType

from layerlab.tracebacks.pieces import Failure
from layerlab.tracebacks.spelling import nearly

MOST_FILES = 2000  # of a folder that is looked through
_INSTALLED_AS = {"cv2": "opencv-python", "PIL": "pillow", "sklearn": "scikit-learn"}
_INSTALLED_AS |= {"yaml": "pyyaml", "bs4": "beautifulsoup4", "skimage": "scikit-image"}


def module_not_found(failure: Failure) -> str | None:
    """No module of this name: a typo, or the name that it is installed under."""
    found = re.match(r"No module named '([\w.]+)'", failure.message)
    if failure.kind != "ModuleNotFoundError" or not found:
        return None
    first, _, rest = found[1].partition(".")
    if rest and first in sys.modules:
        return f"The package `{first}` is there, and has no module `{rest}`."
    if first in _INSTALLED_AS:
        package = _INSTALLED_AS[first]
        return f"`{first}` is not installed here; its package is called {package}."
    known = {name.partition(".")[0] for name in sys.modules} | sys.stdlib_module_names
    near = nearly(first, sorted(name for name in known if name[0] != "_"))
    return f"There is a module `{near}`: is `{first}` a typo?" if near else None


def name_not_found(failure: Failure) -> str | None:
    """The module is there, and has no such name."""
    found = re.match(r"cannot import name '(\w+)' from '([\w.]+)'", failure.message)
    module = sys.modules.get(found[2]) if found else None
    if failure.kind != "ImportError" or type(module) is not ModuleType:
        return None
    near = nearly(found[1], [name for name in vars(module) if name[0] != "_"])
    also = f": is it `{near}`?" if near else "."
    return f"The module `{found[2]}` has no `{found[1]}`{also}"


def file_not_found(failure: Failure) -> str | None:
    """No such file: what the folder holds instead, or that there is no such folder."""
    name = getattr(failure.error, "filename", None)
    if failure.kind != "FileNotFoundError" or not isinstance(name, str):
        return None
    if "subprocess" in failure.inside:
        return None  # a program is missing, not a file
    path = Path(name)
    try:
        there = [entry.name for entry in os.scandir(path.parent)][:MOST_FILES]
    except OSError:
        return f"There is no folder `{path.parent}`, seen from where the notebook runs."
    near = nearly(path.name, there)
    if near:
        return f"The folder holds `{near}`: is `{path.name}` a typo?"
    return f"The folder in which `{path.name}` is looked for does not hold it."


IMPORTS = (module_not_found, name_not_found, file_not_found)
