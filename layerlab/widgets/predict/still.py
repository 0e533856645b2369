"""The static picture of a prediction: what may be answered, and nothing of what is right."""

from layerlab import theme

LINE = 0.28  # inches for one choice
HEAD = {"choice": "Choose one", "order": "Put in order"}


def height(widget) -> float:
    """Inches that the picture needs."""
    if widget.kind == "curve":
        return 2.8
    return 0.5 + LINE * max(1, len(widget.ask.get("choices", [""])))


def draw(figure, widget) -> None:
    """Draw the question on an empty figure."""
    if widget.kind == "curve":
        return _axes(figure, widget.ask)
    figure.text(
        0.02, 1 - 0.25 / height(widget), _head(widget), weight="bold", va="center"
    )
    for row, text in enumerate(widget.ask.get("choices", ["_" * 12])):
        at = 1 - (0.5 + LINE * (row + 0.4)) / height(widget)
        mark = {"choice": "○", "order": "↕"}.get(widget.kind, "")
        unit = widget.ask.get("unit", "")
        figure.text(
            0.03, at, f"{mark}  {text} {unit}".strip(), va="center", color=theme.INK
        )
    return None


def _head(widget):
    return HEAD.get(widget.kind, "Write down a number")


def _axes(figure, ask):
    ax = figure.subplots()
    ax.set(xlabel=ask["x"]["name"], ylabel=ask["y"]["name"], title="Draw the curve")
    ax.set(xlim=ask["x"]["range"], ylim=ask["y"]["range"])


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    ask = widget.ask
    if widget.kind == "curve":
        x, y = (f"{ask[k]['name']} from {ask[k]['range'][0]:g} to {ask[k]['range'][1]:g}"
                for k in "xy")  # fmt: skip
        return f"Empty axes for your prediction, to draw 1 curve: {x}, {y}."
    if widget.kind == "number":
        return f"Room for your prediction, 1 number {ask['unit']}".strip() + "."
    texts = ask["choices"]
    what = "choices" if widget.kind == "choice" else "things to put in order"
    return f"Your prediction, {len(texts)} {what}: {'; '.join(texts)}."
