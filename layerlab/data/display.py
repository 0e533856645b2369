"""How a data set shows itself: a sentence or two, and a picture with its alt text.

From the bundle that a notebook asks for, down to one drawing for each kind of data.
"""

import base64
import html
import io

import numpy as np

from layerlab.settings import is_static
from layerlab.theme import CLASS_COLOURS, CLASS_MARKERS, STYLE

_SHOWN = 12  # pictures in a portrait


def words(data) -> str:
    """Name, split, size, classes, factors and note of a `Dataset`, one line each."""
    lines = [f"{data.name}, {data.split} split: {_amount(data)}"]
    if data.classes and data.kind != "characters":
        lines.append(f"{len(data.classes)} classes: {_listed(data.classes)}")
    if data.columns and data.kind == "table":
        lines.append(f"{len(data.columns)} columns: {_listed(data.columns)}")
    if data.factors:
        lines.append(f"factors: {', '.join(data.factors)}")
    return "\n".join([*lines, *([data.note] if data.note else [])])


def bundle(data) -> tuple[dict, dict]:
    """The mimebundle and its metadata: words and picture; HTML only where it is live."""
    text, alt = words(data), alternative(data)
    png = base64.b64encode(picture(data)).decode()
    out = {"text/plain": f"{text}\n{alt}", "image/png": png}
    if not is_static():
        caption = html.escape(text).replace("\n", "<br>")
        image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{png}">'
        figure = f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
        out["text/html"] = figure
    return out, {"image/png": {"alt": alt}}


def alternative(data) -> str:
    """One sentence that says what `picture` shows."""
    what = {
        "pictures": f"The first {min(_SHOWN, len(data))} pictures with their labels",
        "points": "The points in the plane, a colour and a marker for each class",
        "sounds": "The wave forms of the first sounds with their labels",
        "table": "The first two columns against each other",
    }
    default = "The first entries, written out"
    return (
        f"{what.get(data.kind, default)}, from the {data.split} split of {data.name}."
    )


def picture(data) -> bytes:
    """The portrait as PNG bytes, in the style of the course."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with mpl.rc_context(fname=STYLE):
        figure = Figure(figsize=_SIZES.get(data.kind, (8.4, 2.8)), dpi=80)
        _DRAWINGS.get(data.kind, _draw_text)(figure, data)
        figure.savefig(out, format="png", dpi=80)
    return out.getvalue()


def _draw_pictures(figure, data):
    axes = figure.subplots(2, _SHOWN // 2)
    for i, ax in enumerate(axes.flat):
        ax.set_axis_off()
        if i < len(data):
            ax.imshow(data.X[i], cmap="gray", vmin=0, vmax=data.top)
            ax.set_title(_label(data, i), fontsize=8, fontweight="normal", loc="center")


def _draw_points(figure, data):
    ax = figure.subplots()
    classes = range(len(data.classes)) if data.classes else [None]
    for k in classes:
        rows = slice(None) if k is None else data.y == k
        style = {"color": CLASS_COLOURS[k or 0], "marker": CLASS_MARKERS[k or 0]}
        label = None if k is None else data.classes[k]
        ax.scatter(data.X[rows, 0], data.X[rows, 1], s=10, label=label, **style)
    ax.set(xlabel=data.columns[0], ylabel=data.columns[1])
    if data.classes:
        ax.legend()


def _draw_sounds(figure, data):
    axes = figure.subplots(1, 3, sharey=True)
    for i, ax in enumerate(axes[: len(data)]):
        seconds = np.arange(data.X.shape[1]) / data.rate
        ax.plot(seconds, data.X[i] / data.top, linewidth=0.6)
        ax.set_title(_label(data, i))
        ax.set_xlabel("seconds")


def _draw_text(figure, data):
    ax = figure.subplots()
    ax.set_axis_off()
    lines = _lines(data)
    ax.text(0, 1, "\n".join(lines), va="top", family="monospace", parse_math=False)


def _lines(data):
    if data.kind == "characters":
        text = "".join(data.classes[i] for i in data.X[:600])
        return text.split("\n")[:8]
    rows = range(min(8, len(data)))
    label = "" if data.y is None else "   [{}]"
    return [str(data.X[i])[:90] + label.format(_label(data, i)) for i in rows]


def _label(data, i) -> str:
    if data.y is None:
        return ""
    return data.classes[data.y[i]] if data.classes else f"{data.y[i]:g}"


def _amount(data) -> str:
    shape = " x ".join(str(s) for s in data.X.shape[1:])
    each = f", each {shape} {data.X.dtype}" if shape else ""
    unit = "rows" if data.kind == "table" else data.kind
    return f"{len(data):,} {unit}{each}"


def _listed(items, most=12) -> str:
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most} more"


_SIZES = {"points": (4.0, 4.0), "table": (4.0, 4.0), "pictures": (8.4, 3.2)}
_DRAWINGS = {
    "pictures": _draw_pictures,
    "points": _draw_points,
    "table": _draw_points,
    "sounds": _draw_sounds,
}
