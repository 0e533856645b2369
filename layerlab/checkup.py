"""`ll.doctor()`: is this machine ready? Each line that is bad says what to do.

From the report down to the single looks. A look returns a Finding; one that fails
unexpectedly becomes a bad line itself, so that the doctor never falls ill.
"""

import importlib.metadata
import sys
from dataclasses import dataclass
from pathlib import Path

from layerlab.frontend import front_end_problem
from layerlab.watching.clocks import in_browser

OLDEST = (3, 11)
_SHOWN = ("numpy", "matplotlib", "scikit-learn", "ipywidgets", "anywidget")


@dataclass(frozen=True)
class Finding:
    """What one look saw; `do` is empty where all is well."""

    what: str
    do: str = ""

    @property
    def good(self) -> bool:
        """Whether there is nothing to do."""
        return not self.do

    def __str__(self) -> str:
        return f"✓ {self.what}" if self.good else f"✗ {self.what}\n  → {self.do}"


@dataclass(frozen=True)
class Report:
    """All findings; shows itself as text, one look a line."""

    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Whether every finding is good."""
        return all(finding.good for finding in self.findings)

    def __repr__(self) -> str:
        bad = sum(not finding.good for finding in self.findings)
        end = "All is well." if not bad else f"To mend: {bad}. The arrows say how."
        return "\n".join([*map(str, self.findings), end])


def doctor() -> Report:
    """Look at Python, packages, widgets, device, progress and data; say what to do."""
    return Report(tuple(_safely(look) for look in LOOKS))


def _safely(look) -> Finding:
    try:
        return look()
    except Exception as error:
        name = look.__name__.strip("_").replace("_", " ")
        seen = f"{type(error).__name__}: {error}".splitlines()[0]
        way = "%pip install layerlab" if in_browser() else "make lab"
        return Finding(f"{name}: {seen}", f"Install the course again: `{way}`.")


def python(version=sys.version_info) -> Finding:
    """Whether Python is new enough."""
    what = "Python " + ".".join(str(number) for number in version[:3])
    if in_browser():
        what += " in a web page: no threads, and no limit on what an attempt stores"
    wanted = ".".join(map(str, OLDEST))
    bad = tuple(version[:2]) < OLDEST
    return Finding(what, f"Install Python {wanted} or newer." if bad else "")


def packages(version=importlib.metadata.version) -> Finding:
    """Whether every package that the course needs is here, and new enough."""
    problems = [text for need in _requirements() if (text := _lack(need, version))]
    if problems:
        way = "Call" if in_browser() else "Call `make lab`, or here:"
        do = f"{way} %pip install " + " ".join(problems)
        return Finding("Packages: " + ", ".join(problems) + " missing or too old", do)
    shown = [f"{name} {version(name).partition('+')[0]}" for name in _SHOWN]
    return Finding("Packages: " + ", ".join(shown))


def _requirements(extra: str = "") -> list:
    """What the package asks for on this platform, with an extra or without."""
    from packaging.requirements import Requirement

    here = {"extra": extra}
    needs = map(Requirement, importlib.metadata.requires("layerlab") or [])
    return [n for n in needs if n.marker is None or n.marker.evaluate(here)]


def _lack(need, version) -> str:
    """The requirement, quoted for pip, where it is not met; else nothing."""
    try:
        met = need.specifier.contains(version(need.name), prereleases=True)
    except importlib.metadata.PackageNotFoundError:
        met = False
    return "" if met else f'"{need.name}{need.specifier}"'


def widgets() -> Finding:
    """Whether the front end and the kernel have the same widgets."""
    problem, do = front_end_problem()
    return Finding(problem or "Widgets: front end and kernel agree", do)


def device() -> Finding:
    """Which device lessons run on; a CPU is enough."""
    try:
        import torch
    except ImportError:
        return _without_torch()
    from layerlab.training import device as best

    found, version = best(), f"torch {torch.__version__.partition('+')[0]}"
    if found.type == "cuda":
        name = torch.cuda.get_device_name(found)
        return Finding(f"Device: {name} (cuda), {version}")
    return Finding(f"Device: {found.type}, enough for every lesson, {version}")


def _without_torch() -> Finding:
    """To be mended where torch can be had; a Python in the browser has none."""
    needs = [n for n in _requirements("torch") if n.name == "torch"]
    wanted = " ".join(f'"{need.name}{need.specifier}"' for need in needs)
    do = f"For the units from 09 on: %pip install {wanted}" if needs else ""
    return Finding("Device: no torch; units 01 to 08 need it in one cell only", do)


def progress() -> Finding:
    """Whether what you pass can be kept."""
    from layerlab.progress import path

    if can_write(path().parent):
        return Finding("Progress: can be saved")
    do = "Set LAYERLAB_PROGRESS to a file in a folder that you may write to."
    return Finding(f"Progress: {path().parent} cannot be written", do)


def data() -> Finding:
    """Whether embedded data can be read, and fetched data kept."""
    from layerlab.data import load
    from layerlab.data.cache import cache_folder

    load("digits", n=1)
    if can_write(cache_folder()):
        return Finding("Data: embedded sets can be read, fetched ones kept")
    do = "Set LAYERLAB_DATA to a folder that you may write to; embedded sets work."
    return Finding(f"Data: {cache_folder()} cannot be written", do)


def can_write(folder: Path) -> bool:
    """Whether a file can be made in a folder, which itself may not exist yet."""
    import tempfile

    while not folder.exists():
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


LOOKS = (python, packages, widgets, device, progress, data)
