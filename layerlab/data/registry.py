"""What is known about every set: read from registry.toml, the file the cards repeat."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class File:
    """One file of a real set: its name, size, sha256, and where it can be had.

    `content` is the sha256 of what is inside, for files whose wrapper may differ; `how`
    says how to get inside (see `layerlab.data.checksums`).
    """

    name: str
    size: int = 0
    sha256: str = ""
    content: str = ""
    how: str = ""
    urls: tuple[str, ...] = ()
    note: str = ""


@functools.cache
def registry() -> dict[str, dict]:
    """The whole registry: name of the set -> its facts."""
    text = resources.files("layerlab.data").joinpath("registry.toml").read_text("utf-8")
    return tomllib.loads(text)


def facts(name: str) -> dict:
    """What is known about one set: title, licence, source, classes, stand-in, files."""
    return registry()[name]


def file_of(name: str, file: str) -> File:
    """One file of a real set, with its addresses in full."""
    known = dict(facts(name)["files"][file])
    urls = known.pop("urls", [])
    urls = urls or [m + file for m in facts(name).get("mirrors", [])]
    return File(name=file, urls=tuple(urls), **known)
