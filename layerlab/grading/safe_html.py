"""Turning what learners wrote into HTML that can do nothing: everything is escaped.

`render` fills a template of `templates/`, where every value is escaped but for Markup; and
Markup is made here only. A learner's own HTML, SVG and scripts are never passed on: an
output is shown as text or as a PNG whose bytes are one. The pages carry a policy that
forbids scripts and the network as well, so that a mistake here would still have no effect.
"""

import base64
import binascii
import re
import struct
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from .formulas import FOUND, html

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
MOST_PIXELS = 25_000_000  # of a picture: a small file can be a very large one
MOST_SHOWN = 20_000  # characters of one output in a page


def render(template: str, **values) -> str:
    """A whole page: its own style, no script, nothing from elsewhere."""
    return _templates().get_template(template).render(values)


@lru_cache
def _templates():
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else clean(value),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def clean(value: object) -> str:
    """Any text without colour codes and characters that steer a display.

    >>> clean("a\\x1b[31mb\\u202e")
    'ab\ufffd'
    """
    return _CONTROL.sub("\ufffd", _ANSI.sub("", str(value)))


def block(value: str) -> Markup:
    """Text in a `pre`, cut where it is very long.

    >>> block("<script>alert('x')</script>")
    Markup('<pre>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</pre>')
    """
    cut = len(value) - MOST_SHOWN
    more = f"\n… ({cut:,} more characters)" if cut > 0 else ""
    return Markup("<pre>{}</pre>").format(clean(value[:MOST_SHOWN] + more))


def code(source: str) -> Markup:
    """Python source, coloured by Pygments, which escapes it."""
    return _often(_code, source)


def prose(source: str) -> Markup:
    """Markdown, with its raw HTML escaped; plain text where there is no renderer."""
    return _often(_prose, source)


def _often(render, source):
    """A class hands in the same cells again and again: short ones are remembered."""
    return _remembered(render, source) if len(source) < 3000 else render(source)


@lru_cache(maxsize=512)
def _remembered(render, source):
    return render(source)


def _code(source):
    from pygments import highlight

    shown = _CONTROL.sub("\ufffd", source[:MOST_SHOWN])
    return Markup(highlight(shown, *_colours()))


@lru_cache
def _colours():
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return PythonLexer(), HtmlFormatter(cssclass="hl", nowrap=False)


def _prose(source):
    shown = _CONTROL.sub("\ufffd", _OURS.sub("", source[:MOST_SHOWN]))
    convert = _markdown()
    if convert is None:
        return block(shown)
    formulas: list[Markup] = []
    try:
        page = convert(_marked(shown, formulas))
    except Exception:  # whatever a learner's text makes of the renderer
        return block(shown)
    return _unmarked(page, formulas)


_OURS = re.compile("[\ue000-\ue00f]")  # what stands for our own tags meanwhile
_COMMENT = re.compile(r"<!--[^<>]{0,200}-->")
_SUMMARY = re.compile(r"<details>\s*<summary>([^<]{0,200})</summary>")
_FOLD = re.compile("<p>\ue001(.*?)\ue002</p>")


def _marked(source, formulas):
    """Our own hints stand in <details>, and formulas in dollars: marked, to come back."""

    def formula(found):
        formulas.append(html(found[1]))
        return f"\ue004{len(formulas) - 1}\ue005"

    source = _SUMMARY.sub("\n\n\ue001\\1\ue002\n\n", _COMMENT.sub("", source))
    source = source.replace("</details>", "\n\n\ue003\n\n")
    return FOUND.sub(formula, source)


def _unmarked(page, formulas) -> Markup:
    """The marks as tags again: a fold that a learner leaves open ends with its cell."""
    fold = r"<details><summary>Hint: \1</summary>"
    page = _FOLD.sub(fold, page).replace("<p>\ue003</p>", "</details>")
    page = re.sub("\ue004(\\d{1,4})\ue005", lambda found: formulas[int(found[1])], page)
    return Markup(_OURS.sub("", page))


@lru_cache
def _markdown():
    try:
        import mistune
    except ImportError:
        return None

    class Renderer(mistune.HTMLRenderer):
        """No picture is fetched, no link leads nowhere; headings below the page's.

        What these are given is HTML already, but for the address of a link.
        """

        def image(self, text, url="", title=None):
            return f"<em>(picture: {text})</em>"

        def link(self, text, url, title=None):
            if not url.startswith(("https://", "http://")):
                return text
            return f'<a href="{escape(url)}" rel="noreferrer">{text}</a>'

        def heading(self, text, level, **attributes):
            return f"<h3>{text}</h3>\n"

    return mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table"])


def picture(data: str, alt: str) -> Markup:
    """A PNG as an image, or a note where the bytes are none."""
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not _is_fit(raw):
        return Markup('<p class="soft">(a picture that could not be shown)</p>')
    again = base64.b64encode(raw).decode()
    words = clean(alt[:500] or "A figure without a description")
    image = Markup('<img src="data:image/png;base64,{}" alt="{}">')
    return image.format(again, words)


def _is_fit(raw: bytes) -> bool:
    """Whether these bytes begin as a PNG does, of a size that a browser can draw."""
    if not raw.startswith(_PNG) or len(raw) < 24:
        return False
    width, height = struct.unpack("!II", raw[16:24])
    return 0 < width * height <= MOST_PIXELS
