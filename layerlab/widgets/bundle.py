"""What a notebook stores and shows for a widget: the MIME bundle, from the whole down.

Live: the widget view, an HTML figure that turns itself into the widget where no kernel
runs (an exported page), a PNG, and words. With LAYERLAB_STATIC=1 (notebooks executed
for storing): only PNG and words, so that a page never says "model not found".
"""

import base64
import html
import io
import json
import uuid

import numpy as np

from layerlab import theme
from layerlab.widgets.source import body, style_source


def static_bundle(widget) -> tuple[dict, dict]:
    """Return (data, metadata) with PNG and words only."""
    alt = widget.alt()
    png = base64.b64encode(widget.png()).decode()
    data = {"image/png": png, "text/plain": f"{type(widget).__name__}: {alt}"}
    return data, {"image/png": {"alt": alt}}


def live_bundle(widget, view) -> tuple[dict, dict]:
    """Return (data, metadata) of the full bundle; `view` is anywidget's own bundle."""
    data, metadata = view if isinstance(view, tuple) else (view, {})
    still, still_metadata = static_bundle(widget)
    page = figure_html(widget, still["image/png"])
    return {**data, **still, "text/html": page}, {**metadata, **still_metadata}


def figure_html(widget, png: str) -> str:
    """Return the HTML figure whose script replaces the picture by the live widget."""
    name = f"ll-{uuid.uuid4().hex[:12]}"
    alt = html.escape(widget.alt(), quote=True)
    picture = f'<img alt="{alt}" src="data:image/png;base64,{png}">'
    state = json.dumps(plain_state(widget)).replace("</", "<\\/")
    code = body(type(widget)).replace("</script", "<\\/script")
    start = f'mountAlone("{name}", {state}, render);'
    script = f'<script type="module">\n{code}\n{start}\n</script>'
    style = f"<style>{style_source()}</style>"
    return f'{style}<figure id="{name}">{picture}</figure>{script}'


def plain_state(widget) -> dict:
    """Return the synced traits of the widget itself as plain JSON values."""
    names = [n for n in widget.keys if n in type(widget).own_traits()]
    return {name: _plain(getattr(widget, name)) for name in names}


def _plain(value):
    if isinstance(value, np.ndarray):
        shape = list(value.shape)
        return {
            "shape": shape,
            "dtype": str(value.dtype),
            "list": value.ravel().tolist(),
        }
    return value


def draw_png(widget) -> bytes:
    """Return the picture of the widget's state, drawn in the course's figure style."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(fname=theme.STYLE):
        figure = Figure(figsize=widget.still_size)
        widget.draw(figure)
        raw = io.BytesIO()
        figure.savefig(raw, format="png", metadata={"Software": None})
    return _small(raw)


def _small(raw) -> bytes:
    """Return the PNG with 256 colours: a third of the bytes, to the eye the same."""
    from PIL import Image

    out, none = io.BytesIO(), Image.Dither.NONE
    with Image.open(raw) as picture:
        few = picture.convert("RGB").quantize(256, dither=none)
        few.save(out, format="png", optimize=True, dpi=picture.info.get("dpi"))
    return out.getvalue()
