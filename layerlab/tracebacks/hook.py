"""How IPython comes to show the course's form of an error.

IPython hands each finished traceback to `shell._showtraceback`, the terminal's, the
kernel's and Colab's alike; only what is handed over is changed there, so the exception,
`%tb`, `%debug`, the kernel's answer and exit codes stay what they are. Where no error is
being handled, as in `%tb`, Python's own traceback passes through.
"""

import sys
from collections.abc import Callable

from layerlab.settings import is_static

_ATTRIBUTE = "_showtraceback"
# Exceptions that are not shown by their calls: IPython has words of its own for them.
_LEFT = (SystemExit,)


class Hook:
    """What stands in the place of a shell's `_showtraceback`."""

    def __init__(self, shell, shown: Callable):
        self.shell, self.shown, self.on = shell, shown, True
        self.mode = _mode(shell)

    def __call__(self, etype, evalue, stb):
        """Show an error: in the course's form where it can be made, else as it came."""
        lines, fold = self._made(evalue, stb)
        self.shown(etype, evalue, lines)
        if fold:
            self._publish(fold)

    def _made(self, evalue, stb):
        """The lines to show and the fold below them; what came, where making them fails."""
        try:
            return self._form(evalue, stb)
        except BaseException:
            return stb, ""

    def _form(self, evalue, stb):
        if not self.on or not self._is_wanted(evalue):
            return stb, ""
        from layerlab.tracebacks import text
        from layerlab.tracebacks.report import report

        made = report(evalue, self.shell)
        if not made.steps:
            return stb, ""  # no line of the learner's: there is nothing to teach with
        colours = str(self.shell.colors).lower() != "nocolor"
        live = hasattr(self.shell, "kernel") and not is_static()
        fold = text.folded_html(stb) if live and made.folded else ""
        return text.lines(made, colours=colours), fold

    def _is_wanted(self, evalue):
        """Whether this error is being handled now, and has no form of its own."""
        own = hasattr(evalue, "_render_traceback_") or isinstance(evalue, _LEFT)
        chosen = _mode(self.shell) != self.mode  # by %xmode, since the set-up
        return sys.exc_info()[1] is evalue and not own and not chosen

    def _publish(self, fold):
        try:
            data = {"text/html": fold, "text/plain": "%tb shows all calls."}
            self.shell.display_pub.publish(data)
        except Exception:
            return  # the error itself is shown


def _mode(shell):
    return getattr(getattr(shell, "InteractiveTB", None), "mode", None)


def teach(shell) -> None:
    """Let a shell show errors in the course's form."""
    hook = vars(shell).get(_ATTRIBUTE)
    if isinstance(hook, Hook):
        hook.on, hook.mode = True, _mode(shell)
    else:
        setattr(shell, _ATTRIBUTE, Hook(shell, getattr(shell, _ATTRIBUTE)))


def leave(shell) -> None:
    """Let a shell show errors as Python does."""
    hook = vars(shell).get(_ATTRIBUTE)
    if isinstance(hook, Hook):
        hook.on = False
