"""The galleries: every widget and every scene once, each with a link to its lesson."""

import re

from layerlab import widgets
from layerlab.widgets.scenes import still
from tools.project import ROOT

REACHES = ("units/widgets_gallery*/lesson.py",)
PAGES = sorted(
    path.parent.name for path in ROOT.glob("units/widgets_gallery*/lesson.py")
)
TEXTS = {
    page: (ROOT / "units" / page / "lesson.py").read_text("utf-8") for page in PAGES
}
ALL = "\n".join(TEXTS.values())


def test_every_widget_stands_in_a_gallery():
    shown = set(re.findall(r"ll\.widgets\.(\w+)\(", ALL))
    assert shown == set(widgets.__all__) - {"CourseWidget"}


def test_every_scene_stands_in_a_gallery():
    assert set(re.findall(r'Scene\("([^"]+)"', ALL)) == set(still.STILLS)


def test_every_section_with_a_widget_links_to_its_lesson():
    for page, text in TEXTS.items():
        for section in re.split(r"(?m)^## ", text)[1:]:
            if "ll.widgets." in section:
                title = section.split("\n")[0]
                assert re.search(r"\]\(\d\d_\w+\.ipynb\)", section), f"{page}: {title}"


def test_each_gallery_leads_to_the_others():
    for page, text in TEXTS.items():
        for other in set(PAGES) - {page}:
            assert f"({other}.ipynb)" in text, f"{page} does not name {other}"
