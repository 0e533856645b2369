"""The base of every widget of the course, from what a subclass writes downwards.

A subclass lives in its own folder: `__init__.py` (this class's child), `widget.js` and
the files that it imports, and `still.py`, which draws the same state with matplotlib and
puts it into words. It sets `still` and `still_size`, and declares traits. Traits tagged
`state=True` make up the string of `state()`, and are arguments of the constructor.
"""

import traceback
import types

import anywidget
import ipywidgets
import traitlets

from layerlab.errors import BadArgument, LayerlabError
from layerlab.settings import is_static, widgets_are_html
from layerlab.widgets import bundle, source, strings


class CourseWidget(anywidget.AnyWidget):
    """A widget with a static picture, words for it, and a state in a short string."""

    still: types.ModuleType  # with draw(figure, widget) and alt(widget)
    still_size = (8.4, 3.6)  # inches
    hearing = False  # whether the present change comes from the browser

    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    @traitlets.default("_esm")
    def _load_module(self):
        return source.module_source(type(self))

    @traitlets.default("_css")
    def _load_style(self):
        return source.style_source()

    def draw(self, figure) -> None:
        """Draw the state on an empty matplotlib figure."""
        self.still.draw(figure, self)

    def alt(self) -> str:
        """Return one sentence that says what the picture shows."""
        return self.still.alt(self)

    def png(self) -> bytes:
        """Return the static picture of the present state as PNG."""
        return bundle.draw_png(self)

    def state(self) -> str:
        """Return the state as a short string; `from_state` turns it back."""
        values = {name: getattr(self, name) for name in self.state_traits()}
        return strings.encode(type(self).__name__, values)

    @classmethod
    def from_state(cls, text: str) -> "CourseWidget":
        """Return a new widget in the state that `text` tells (see `state`)."""
        return cls(**cls.arguments_of(text))

    @classmethod
    def arguments_of(cls, text: str) -> dict:
        """Return the constructor's arguments that a state tells."""
        traits = {name: cls.class_traits()[name] for name in cls.state_traits()}
        return strings.decode(cls.__name__, text, traits)

    @classmethod
    def state_traits(cls) -> list[str]:
        """Return the names of the traits that `state()` holds, sorted."""
        return sorted(cls.class_traits(state=True))

    @classmethod
    def own_traits(cls) -> set[str]:
        """Return the names of the synced traits that this class itself brings."""
        return set(cls.class_traits(sync=True)) - set(
            CourseWidget.class_traits(sync=True)
        )

    def answer(self, question: dict, buffers: list) -> tuple[dict, list]:
        """Answer a question of the browser: return (plain dict, list of buffers).

        The browser keeps one question on its way and remembers only the newest
        other one, so answers never queue.
        """
        raise BadArgument(
            f"{type(self).__name__} answers no questions",
            f"the browser asked {question!r}",
            "Write `answer(question, buffers)` in the widget's class",
        )

    def _repr_mimebundle_(self, **kwargs):
        if is_static():
            return bundle.static_bundle(self)
        view = ({}, {}) if widgets_are_html() else super()._repr_mimebundle_(**kwargs)
        return bundle.live_bundle(self, view)

    if hasattr(ipywidgets.DOMWidget, "_ipython_display_"):  # ipywidgets 7

        def _ipython_display_(self, **kwargs):
            from IPython.display import display

            data, metadata = self._repr_mimebundle_(**kwargs)
            display(data, metadata=metadata, raw=True)

    def set_state(self, sync_data) -> None:
        """Take what the browser changed; an error of an observer shows in the widget.

        Without this, ipywidgets would put it into a log that nobody opens.
        """
        self.hearing = True
        try:
            super().set_state(sync_data)
        except Exception as error:
            self._show_error(error)
        finally:
            self.hearing = False

    def _handle_custom_msg(self, content, buffers):
        try:
            if content.get("kind") == "ask":
                reply, out = self.answer(content["question"], buffers)
                self.send({"kind": "answer", "id": content["id"], **reply}, out)
            super()._handle_custom_msg(content, buffers)
        except Exception as error:
            self._show_error(error, content.get("id"))

    def _show_error(self, error, question=None):
        text = "".join(traceback.format_exception(error)[-4:])
        if isinstance(error, LayerlabError):
            text = str(error)
        self.send({"kind": "error", "text": text, "id": question})
