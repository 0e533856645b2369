"""How the site looks: the style, the colours of code, the icon, and the script of the frame."""

import shutil
from pathlib import Path

from pygments.formatters import HtmlFormatter

MARK = ".nojekyll"
STATIC = Path(__file__).parent / "static"


def write(out: Path) -> None:
    """Write site.css, site.js and icon.svg into the folder."""
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".dark .highlight")
    style = (STATIC / "site.css").read_text("utf-8")
    (out / "site.css").write_text(f"{light}\n{dark}\n{style}", "utf-8")
    for name in ("site.js", "icon.svg"):
        shutil.copy(STATIC / name, out / name)
