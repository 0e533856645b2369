"""What may be stored of a cell's outputs: nothing that differs from run to run.

Dropped: widget views, progress bars, metadata other than the alternative text and the
verdict, places on this machine, memory addresses, and a PNG's own notes.
"""

import base64
import re
from pathlib import Path

from nbformat import NotebookNode

MIME_TYPES = ("image/png", "text/plain", "text/markdown", "text/latex", "text/html")
METADATA = ("image/png", "layerlab")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}

_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_PLACE = r"(?:~|/)[^\n:'\"]*?/"
_PLACES = (
    re.compile(_PLACE + r"(?=site-packages/)"),
    re.compile(_PLACE + r"(?=python3\.\d+/)"),
    re.compile(r"(?:/[^\s/:'\"]+)*/ipykernel_\d+/\d+\.py"),
)


def clean(outputs: list[NotebookNode], root: Path) -> list[NotebookNode]:
    """The outputs as they are stored; `root` is the checkout to leave out of paths."""
    kept = [_clean_one(output, root) for output in outputs if not _is_progress(output)]
    return [output for output in kept if output.get("data", True)]


def _is_progress(output: NotebookNode) -> bool:
    return output.output_type == "stream" and "\r" in output.text


def _clean_one(output: NotebookNode, root: Path) -> NotebookNode:
    if output.output_type == "stream":
        output.text = without_machine(output.text, root)
    elif output.output_type == "error":
        output.traceback = [without_machine(line, root) for line in output.traceback]
    else:
        output.data = _clean_data(output.data, root)
        metadata = {key: output.metadata.get(key) for key in METADATA}
        output.metadata = {key: value for key, value in metadata.items() if value}
    return output


def _clean_data(data: dict, root: Path) -> dict:
    kept = {mime: data[mime] for mime in MIME_TYPES if mime in data}
    if "image/png" in kept:
        kept.pop("text/html", None)  # a live copy of the same picture
        kept["image/png"] = plain_png(kept["image/png"])
    return {
        mime: value if mime == "image/png" else without_machine(value, root)
        for mime, value in kept.items()
    }


def without_machine(text: str, root: Path) -> str:
    """The text without memory addresses and without where things lie on this disk.

    >>> without_machine("<f at 0x7f12ab34cd56> in /a/b/lesson.py", Path("/a/b"))
    '<f at 0x…> in lesson.py'
    """
    home = Path.home()
    for place in _PLACES:  # first: the environment may lie below the root
        text = place.sub("", text)
    text = text.replace(f"{root}/", "")
    if root.is_relative_to(home):
        text = text.replace(f"~/{root.relative_to(home)}/", "")
    return _ADDRESS.sub("0x…", text)


def plain_png(encoded: str) -> str:
    """The same picture, base64 to base64, without times, versions and comments."""
    data = base64.b64decode(encoded)
    kept, at = [_PNG_START], len(_PNG_START)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] in _PNG_CHUNKS:
            kept.append(data[at:end])
        at = end
    return base64.b64encode(b"".join(kept)).decode("ascii")
