"""The shell in which cells run: IPython's own, with its outputs caught and its doors shut.

`make` builds it (once, in the warm parent), `run` runs one cell and says what it showed.
Magics, top-level await and display work as in a notebook; `%pip` and `!commands` answer
with a note.
"""

import ast
import base64
import builtins
import contextlib
import io
import linecache
import os
import time
import traceback
import warnings

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from layerlab.watching.watch import words_of

from . import stub_checks
from .typed import Typed

MOST_TEXT = 60_000  # characters kept of one stream, one output
MOST_OUTPUTS = 60
MOST_IMAGE = 2 * 2**20
MOST_CELL = 4 * 2**20  # characters of all outputs of a cell
KEPT = ("text/plain", "image/png", "text/markdown")
REFUSED = "does nothing while grading: what a notebook needs must be installed already."


class _Shell(InteractiveShell):
    """IPython without a terminal, a history file, or a way to other programs."""

    def enable_gui(self, gui=None):
        """There is no window to draw in; figures are shown as pictures."""

    def ask_exit(self):
        """`exit` in a cell ends nothing."""
        print("exit does nothing while grading.")

    def system(self, cmd):
        """Answers `!cmd` with a note."""
        print(f"!{str(cmd)[:60]} {REFUSED}")

    def getoutput(self, cmd, *_, **__):
        """Answers `x = !cmd` with a note, and with nothing."""
        self.system(cmd)
        return []

    def transform_cell(self, raw_cell):
        """Python needs no translation; to find that out takes IPython a millisecond."""
        if self._is_python(raw_cell):
            return raw_cell if raw_cell.endswith("\n") else raw_cell + "\n"
        return super().transform_cell(raw_cell)

    def _is_python(self, cell):
        words = cell.split(maxsplit=1)
        if words and len(cell.splitlines()) == 1 and self.find_line_magic(words[0]):
            return False  # `pwd` works without a % before it
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # they come when the cell is compiled
                ast.parse(cell)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return True

    def should_run_async(self, raw_cell, **known):
        """Only what has one of these words can wait for something at its top level."""
        waits = "await" in raw_cell or "async" in raw_cell
        return waits and super().should_run_async(raw_cell, **known)

    def showtraceback(self, exc_tuple=None, *_, **__):
        """The error's words; IPython's own way takes milliseconds for more than those."""
        self.collected.error(*self._get_exc_info(exc_tuple)[:2])

    def showsyntaxerror(self, *_, **__):
        """The same for a cell that is no Python."""
        self.showtraceback()


class _Collected:
    """The outputs of one cell in their order, bounded."""

    def __init__(self):
        self.outputs, self.size = [], 0

    def stream(self, name, text):
        """Text on stdout or stderr; a carriage return starts the line again."""
        last = self.outputs[-1] if self.outputs else {}
        if last.get("kind") != "stream" or last["name"] != name:
            last = {"kind": "stream", "name": name, "text": ""}
            self._add(last)
        if len(last["text"]) <= MOST_TEXT:
            last["text"] = _overwritten(last["text"] + text)[: MOST_TEXT + 1]

    def data(self, bundle, metadata=None):
        """A displayed object: the kinds that a report shows, cut to size."""
        kept = {k: str(bundle[k])[: _most(k)] for k in KEPT if bundle.get(k)}
        image = bundle.get("image/png")
        if isinstance(image, bytes):
            kept["image/png"] = base64.b64encode(image).decode()[:MOST_IMAGE]
        self.size += sum(map(len, kept.values()))
        if self.size > MOST_CELL:
            kept = {"text/plain": "(more outputs than a page can hold)"}
        alt = ((metadata or {}).get("image/png") or {}).get("alt", "")
        self._add({"kind": "data", "data": kept, "alt": str(alt)[:500]})

    def error(self, etype, evalue):
        """The last lines of a traceback."""
        text = "".join(traceback.format_exception_only(etype, evalue))
        self._add({"kind": "error", "text": text[-MOST_TEXT:]})

    def _add(self, output):
        if len(self.outputs) < MOST_OUTPUTS:
            self.outputs.append(output)


def _most(kind):
    return MOST_IMAGE if kind == "image/png" else MOST_TEXT


def _overwritten(text):
    """Progress bars write a line again and again: its last state is kept."""
    if "\r" not in text:
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    whole = [line.rstrip("\r").rsplit("\r", 1)[-1] for line in lines[:-1]]
    open_line, waits = lines[-1].rstrip("\r"), lines[-1].endswith("\r")
    return "\n".join([*whole, open_line.rsplit("\r", 1)[-1] + "\r" * waits])


class _Stream(io.TextIOBase):
    encoding, errors = "utf-8", "replace"

    def __init__(self, collected, name):
        self.collected, self.stream_name = collected, name

    def writable(self):
        return True

    def write(self, text):
        self.collected.stream(self.stream_name, str(text))
        return len(text)


class _Hook(DisplayHook):
    def compute_format_data(self, result):
        """Only what a report shows; to refuse the others takes IPython as long."""
        return self.shell.display_formatter.format(result, include=KEPT)

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.collected.data(format_dict, md_dict)

    def finish_displayhook(self):
        pass


class _Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, *args, **kwargs):
        """Collects what `display(…)` shows; an update counts as one more."""
        self.parent_shell.collected.data(data, metadata)

    def clear_output(self, wait=False):
        """Empties what the cell has shown so far."""
        self.parent_shell.collected.outputs.clear()


def make() -> InteractiveShell:
    """A shell as a notebook's kernel has one, without history and config files."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "NoColor"
    config.InteractiveShell.xmode = "Plain"
    _Shell.displayhook_class, _Shell.display_pub_class = _Hook, _Publisher
    os.environ.setdefault("IPYTHONDIR", os.environ.get("TMPDIR", "/tmp"))
    shell = _Shell.instance(config=config)
    shell.display_pub.parent_shell = shell
    shell.collected = _Collected()
    builtins.input = Typed()
    shell.display_formatter.active_types = list(KEPT)
    _refuse_magics(shell)
    with contextlib.suppress(Exception):
        shell.run_line_magic("matplotlib", "inline")
    return shell


def _refuse_magics(shell):
    def note(name):
        def magic(line="", cell=None):
            print(f"%{name} {REFUSED}")

        return magic

    for name in ("pip", "conda", "mamba", "micromamba", "uv", "sx", "system"):
        shell.register_magic_function(note(name), "line", name)
    for name in ("bash", "sh", "script", "!", "sx", "system", "perl", "ruby", "cmd"):
        shell.register_magic_function(note(name), "cell", name)


def run(shell, index: int, source: str) -> dict:
    """Run one cell; its outputs, its error (if any) and its seconds."""
    shell.collected = collected = _Collected()
    answer = stub_checks.answered(source, shell.user_ns)
    if answer is not None:  # a third of a notebook's cells; IPython takes a millisecond
        shell.displayhook.update_user_ns(answer)
        shell.execution_count += 1
        collected.data({"text/plain": repr(answer)})
        return {
            "index": index,
            "outputs": collected.outputs,
            "error": None,
            "seconds": 0.0,
        }
    out, err = _Stream(collected, "stdout"), _Stream(collected, "stderr")
    start = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    return {
        "index": index,
        "outputs": collected.outputs,
        "error": None if error is None else _describe(error),
        "seconds": time.perf_counter() - start,
    }


def _describe(error) -> dict:
    """Type, words, and the learner's line of an exception."""
    kind, line, code = type(error).__name__, None, ""
    if isinstance(error, SyntaxError) and error.lineno:
        return {"type": kind, "message": str(error.msg)[:500], "line": error.lineno,
                "code": str(error.text or "").strip()[:200]}  # fmt: skip
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if "ipython-input" in name or "ipykernel" in name:
            line, code = number, linecache.getline(name, number).strip()[:200]
    return {"type": kind, "message": words_of(error), "line": line, "code": code}
