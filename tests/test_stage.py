"""The stage: figures with names, set-up of one line, cards on words, links that land.

Each test walks every lesson, so that none can forget it.
"""

import ast
import base64
import inspect
import io
import json
import re

import matplotlib as mpl
import nbformat
import pytest
from PIL import Image

import layerlab as ll
from layerlab import theme, working_copy
from layerlab.errors import BadArgument, UnknownName
from tools import links
from tools.project import ROOT, Project
from tools.rules import plotting

REACHES = (
    "course/*.ipynb",
    "exercises/*.ipynb",
    "solutions/*.ipynb",
    "units/**/*",
    "layerlab/figures/lessons/*.py",
)
PROJECT = Project.read()
ALL = [
    pytest.param(kind, unit, path, id=f"{kind}/{unit.name}")
    for kind, unit, path in PROJECT.notebooks()
]
LESSONS = [
    pytest.param(unit, path, id=unit.name)
    for kind, unit, path in PROJECT.notebooks()
    if kind == "course"
]
NAMED = sorted(
    name
    for name in ll.figures.__all__
    if ".lessons." in getattr(ll.figures, name).__module__
)
CARDS = links.cards(ROOT / "units" / links.GLOSSARY / "lesson.py")
LINK = re.compile(r"\]\(([^)#\s]*)#([^)\s\"]+)(?: \"([^\"]*)\")?\)")


def cells(path, kind):
    read = nbformat.read(path, as_version=4)
    return [cell for cell in read.cells if cell.cell_type == kind]


# --- figures by name ---------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_a_lesson_draws_with_few_of_its_lines_and_none_is_wide(unit, path):
    notebook = nbformat.read(path, as_version=4)
    assert plotting.plotting_share(notebook) == []
    assert plotting.narrow_lines(notebook) == []
    assert plotting.words_with_the_figure(notebook) == []


def called(path):
    """The figures that a notebook's cells call by name."""
    found = set()
    for cell in cells(path, "code"):
        source = re.sub(r"^([ \t]*)%.*$", r"\1pass", cell.source, flags=re.M)
        for node in ast.walk(ast.parse(source)):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if name.startswith("ll.figures."):
                found.add(name.removeprefix("ll.figures."))
    return found


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_the_figures_that_a_lesson_calls_are_its_own(unit, path):
    own = {unit.slug, "stories"}  # the stories' figures are shared by all
    for name in called(path) & set(NAMED):
        module = getattr(ll.figures, name).__module__.removeprefix(
            "layerlab.figures.lessons."
        )
        assert module in own or unit.slug == "glossary"  # which borrows for its words
    assert called(path) <= set(ll.figures.__all__)


def test_every_figure_with_a_name_stands_in_a_lesson():
    shown = set().union(*(called(path) for _, path in (p.values for p in LESSONS)))
    assert set(NAMED) - shown == set()


@pytest.mark.parametrize("name", NAMED)
def test_a_figure_can_be_looked_into_and_is_only_shown(name, capsys, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    figure = getattr(ll.figures, name)
    ll.peek(figure)
    shown = capsys.readouterr().out
    assert shown.startswith("# layerlab/figures/lessons/")
    assert f"\ndef {name}(" in shown
    assert inspect.signature(figure).return_annotation is None, "a cell shows no value"


def test_a_figure_is_narrow_enough_for_a_window_of_900_pixels():
    """What it is drawn with: nothing wider than the sizes of the course, no smaller words."""
    assert max(theme.SINGLE[0], theme.WIDE[0], theme.SQUARE[0]) == WIDEST
    style = mpl.rc_params_from_file(theme.STYLE, use_default_template=False)
    assert min(style[f"{name}size"] for name in SIZED) >= 9
    seen = 0
    for path in sorted((ROOT / "layerlab/figures/lessons").glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "axes":
                for size in (a for a in call.args if isinstance(a, ast.Tuple)):
                    assert ast.literal_eval(size.elts[0]) <= WIDEST, path.name
                    seen += 1
            if isinstance(call, ast.keyword) and call.arg == "fontsize":
                assert ast.literal_eval(call.value) >= 9, path.name
    assert seen > 10


SIZED = (
    "font.",
    "axes.title",
    "axes.label",
    "xtick.label",
    "ytick.label",
    "legend.font",
)
WIDEST = (
    4.75  # inches: at 468 pixels, the room in such a window, 9 points stay 9 points
)


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_a_stored_figure_is_narrow_and_has_its_words(unit, path):
    for cell in cells(path, "code"):
        named = re.search(r"ll\.figures\.\w+\(", cell.source)
        for output in cell.outputs if named else []:
            if "image/png" in output.get("data", {}):
                picture = Image.open(
                    io.BytesIO(base64.b64decode(output.data["image/png"]))
                )
                assert (
                    picture.width <= 120 * WIDEST + 20
                )  # a little for the tight frame
                assert output.data["text/plain"] == output.metadata["image/png"]["alt"]


# --- set-up of one line ------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "unit", "path"), ALL)
def test_the_set_up_is_one_line_for_a_learner_and_fetches_the_course_on_colab(
    kind, unit, path
):
    published = path.read_bytes()
    given = json.loads(working_copy.with_short_setup(published))
    first = next((c for c in given["cells"] if c["cell_type"] == "code"), None)
    if first is None:  # a page of prose alone
        assert kind == "course" and unit.facts.free_form
        return
    assert "".join(first["source"]) == "import layerlab as ll; ll.setup()"
    whole = json.loads(published)
    (setup,) = [c for c in whole["cells"] if "%pip install" in "".join(c["source"])]
    assert "".join(setup["source"]).splitlines()[-1] == "".join(first["source"])
    setup["source"] = first["source"]
    assert whole == given, "nothing else differs"


# --- words and links ---------------------------------------------------------------------


def headings(path):
    prose = "\n".join(cell.source for cell in cells(path, "markdown"))
    return {links.anchor(h) for h in re.findall(r"^#+ (.+)$", prose, re.M)}


@pytest.mark.parametrize(("kind", "unit", "path"), ALL)
def test_a_link_into_a_notebook_leads_to_a_heading_and_a_word_has_its_card(
    kind, unit, path
):
    prose = "\n".join(cell.source for cell in cells(path, "markdown"))
    for address, fragment, card in LINK.findall(prose):
        if not address.endswith(".ipynb"):
            continue
        assert fragment in headings(path.parent / address), f"{address}#{fragment}"
        if address.endswith("glossary.ipynb"):
            assert card == CARDS[fragment]
        else:
            assert card == ""


@pytest.mark.parametrize(("unit", "path"), LESSONS)
def test_a_link_to_an_exercise_leads_to_it(unit, path):
    prose = "\n".join(cell.source for cell in cells(path, "markdown"))
    for words, fragment in re.findall(
        r"\[([^\]]* · [^\]]*)\]\(\.\./exercises/\w+\.ipynb(#[^)]*)?\)", prose
    ):
        assert fragment, f"{words} leads to the top of its notebook"


def test_the_glossary_is_the_one_source_of_the_cards():
    prose = [cell.source for cell in cells(ROOT / "course/glossary.ipynb", "markdown")]
    assert len(CARDS) >= 60
    entries = {e.partition("\n")[0][3:]: e for e in prose if e.startswith("## ")}
    assert {links.anchor(word) for word in entries} == set(CARDS)
    for word, entry in entries.items():
        assert CARDS[links.anchor(word)].split(" ")[0] in entry


def test_words_in_a_link_get_the_card_and_a_wrong_word_stops_the_build():
    cards = {"Feature-map": "A sheet."}
    text = "A [map](glossary.ipynb#Feature-map), [it](../course/glossary.ipynb#Feature-map)."
    assert links.furnished(text, cards).count(' "A sheet.")') == 2
    assert links.furnished(text, None) == text
    with pytest.raises(UnknownName, match="'Featuremap'. Did you mean 'Feature-map'"):
        links.furnished("[x](glossary.ipynb#Featuremap)", cards)


def test_a_card_is_plain_words(tmp_path):
    source = tmp_path / "lesson.py"
    entry = '# %% [markdown]\nr"""\n## Loss\n\n{}\nSee [05](05_descent.ipynb).\n"""\n'
    source.write_text(
        entry.format("How **wrong** [it](x.ipynb) is, `loss`,\nin one number.")
    )
    assert links.cards(source) == {"Loss": "How wrong it is, loss, in one number."}
    other = tmp_path / "other.py"
    other.write_text(entry.format("It is $x^2$."))
    with pytest.raises(
        BadArgument, match=r"that of 'Loss' holds '\$'. Say it in words"
    ):
        links.cards(other)


# --- room below what is folded -----------------------------------------------------------


@pytest.mark.parametrize(("kind", "unit", "path"), ALL)
def test_no_text_sticks_to_a_closed_fold_out(kind, unit, path):
    for cell in cells(path, "markdown"):
        after = re.findall(r"</details>\s*(\S.{0,9})", cell.source)
        assert all(rest.startswith(("<p></p>", "<details")) for rest in after), after
