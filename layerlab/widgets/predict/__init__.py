"""Predict, then run: a question of a lesson, the learner's answer, and what came out.

The page asks and keeps the answer; when the lesson's next cells have run, their result
stands beside it and the reason unfolds. What is right comes sealed and stays so until then.
"""

import traitlets

from layerlab import predictions, progress
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.predict import listening, still


class Predict(CourseWidget):
    """One prediction of a lesson, by its name; `ll.predict` makes it.

    `guess` is {} until the learner has answered, then {"value": …, "right": …}; `ran`
    tells whether the cells below have run since, `result` what they gave in words, and
    `truth` the curve that they computed, where one was to be drawn.
    """

    still = still

    name = traitlets.Unicode().tag(sync=True, state=True)
    kind = traitlets.Unicode().tag(sync=True)
    ask = traitlets.Dict().tag(sync=True)
    sealed = traitlets.Unicode().tag(sync=True)
    cells = traitlets.Int().tag(sync=True)
    guess = traitlets.Dict().tag(sync=True)
    ran = traitlets.Bool(False).tag(sync=True)
    result = traitlets.Unicode().tag(sync=True)
    truth = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str):
        known = predictions.find(name)
        shown = {key: known[key] for key in ("kind", "ask", "sealed")}
        super().__init__(name=name, cells=len(known["cells"]), **shown)
        self._unit, self._waiting = known["unit"], list(known["cells"])

    @property
    def still_size(self) -> tuple[float, float]:
        """Inches: as high as the question needs."""
        return (8.4, still.height(self))

    def heard(self, source: str, value, names: dict) -> None:
        """A cell has run: take what it gave if it is one of those that answer.

        After the last of them the page shows what came out. `value` is the cell's own,
        `names` are the notebook's.
        """
        ours = [
            known for known in self._waiting if predictions.is_same_cell(source, known)
        ]
        if not ours:
            return
        self._waiting.remove(ours[0])
        self.result = listening.in_words(value) or self.result
        if not self._waiting:
            self.truth = listening.curve(predictions.unseal(self.sealed), names)
            self.ran = True

    @traitlets.observe("guess")
    def _answered(self, change):
        if change["new"]:
            progress.record_prediction(self._unit, self.name, change["new"]["right"])

    def _repr_mimebundle_(self, **kwargs):
        made = super()._repr_mimebundle_(**kwargs)
        data = made[0] if isinstance(made, tuple) else made
        if "text/html" in data:
            data["text/html"] = _hidden(self.name) + data["text/html"]
        return made


def predict(name: str) -> Predict:
    """Ask for a prediction of the lesson; run the next cell when you have answered.

    Raises UnknownName for a name that no lesson has.
    """
    asked = Predict(name)
    listening.listen(asked)
    return asked


def _hidden(name: str) -> str:
    """On an exported page: the outputs of the cells that answer, hidden until the guess."""
    cells = f'.jp-Cell[class~="celltag_predict:{name}"] .jp-Cell-outputWrapper'
    style = f'<style data-predict="{name}">{cells} {{ display: none; }}</style>'
    return f"{style}<noscript><style>{cells} {{ display: block; }}</style></noscript>"
