"""The website: its links, formulas and pages, made of a small notebook of our own."""

import base64
import io
import re

import nbformat
import pytest
from PIL import Image

from layerlab.errors import BadArgument
from tools.project import Project
from tools.site import __main__ as site
from tools.site import landing, live, look, pages, reading, search
from tools.site.formulas import drawn
from tools.site.render import Renderer

REACHES = (
    "course/*.ipynb",
    "exercises/*.ipynb",
    "units/**/*",
    "pyproject.toml",
    "tools/site/**/*",
)
PROJECT = Project.read()
EVERY = pages.pages(PROJECT)
KNOWN = {page.address for page in EVERY}


def page_of(name, kind="course"):
    return next(p for p in EVERY if p.unit.name == name and p.kind == kind)


def test_every_lesson_and_every_exercise_notebook_has_a_page():
    made = {(kind, unit.name) for kind, unit, _ in PROJECT.notebooks()}
    has = {(page.kind, page.unit.name) for page in EVERY}
    assert has == {pair for pair in made if pair[0] != "solutions"}


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.address)
def test_a_page_can_be_shown_to_others_by_title_and_a_sentence(page):
    assert 5 < len(page.title) < 90 and "#" not in page.title
    assert len(page.description.split()) >= 5
    assert not re.search(r"[*`\[\]$]", page.title + page.description)


@pytest.mark.parametrize(
    "page, link, leads",
    [
        ("04_perceptron", "05_descent.ipynb", "05_descent.html"),
        ("04_perceptron", "glossary.ipynb#margin", "glossary.html#margin"),
        (
            "04_perceptron",
            "../exercises/04_perceptron.ipynb",
            "exercises/04_perceptron.html",
        ),
        ("04_perceptron", "#here", "#here"),
        ("04_perceptron", "https://doi.org/10.1000/1", "https://doi.org/10.1000/1"),
    ],
)
def test_a_link_of_a_lesson_leads_to_the_page(page, link, leads):
    html = pages.leading(f'<a href="{link}">', page_of(page), PROJECT, KNOWN)
    assert html == f'<a href="{leads}">'


def test_a_link_of_an_exercise_leads_up_to_the_lesson():
    page = page_of("04_perceptron", "exercises")
    html = pages.leading(
        '<a href="../course/04_perceptron.ipynb">', page, PROJECT, KNOWN
    )
    assert html == '<a href="../04_perceptron.html">'


def test_what_the_site_has_not_is_read_where_it_is_published():
    page = page_of("04_perceptron")
    html = pages.leading('<a href="../datasets/digits.md">', page, PROJECT, KNOWN)
    assert "https://github.com/" in html and "blob/main/datasets/digits.md" in html
    html = pages.leading(
        '<a href="../solutions/04_perceptron.ipynb">', page, PROJECT, KNOWN
    )
    assert "colab.research.google.com" in html


def test_formulas_become_mathml_and_code_stays():
    assert drawn("<p>$w &gt; 0$</p>").count("<math") == 1
    assert 'display="block"' in drawn("<p>$$\\frac{a}{b}$$</p>")
    assert drawn("<code>$a$</code>") == "<code>$a$</code>"
    assert drawn("<p>it costs 5$ or $6</p>") == "<p>it costs 5$ or $6</p>"


def test_a_sign_stands_close_to_its_number_and_a_minus_between_two():
    prefix = 'form="prefix"'
    assert prefix in drawn("$a = -1.5$") and prefix in drawn("$2 \\cdot (-1)$")
    assert prefix not in drawn("$a - 1.5$") and prefix not in drawn("$(a) - 1$")


def test_the_preview_is_a_widget_rather_than_a_question_or_a_plain_picture():
    def shown(words, number, opens=""):
        return f'{opens}<img alt="{words}" src="../assets/{number}.png">'

    widget, asks = '<figure id="ll-1a">', '<figure id="ll-2b">'
    plain = shown("A curve", 1)
    question = shown("Your prediction, 2 choices", 2, asks)
    assert landing.telling("no picture at all") == ""
    assert landing.telling(question) == "assets/2.png"
    assert landing.telling(question + plain) == "assets/1.png"
    page = question + plain + shown("A cake", 3, widget)
    assert landing.telling(page) == "assets/3.png"


def test_a_widget_without_its_html_is_missed():
    new = nbformat.v4
    words = {"text/plain": "KernelLab: a window slides", "image/png": png()}
    shown = new.new_output("display_data", data=words)
    other = new.new_output("display_data", data={"text/plain": "Left: no widget"})
    cell = new.new_code_cell("x", outputs=[shown, other])
    assert reading.widgets_of(notebook(cell)) == ["KernelLab"]


def test_a_link_that_lands_nowhere_is_told_with_its_page(tmp_path):
    (tmp_path / "a.html").write_text('<a href="b.html#x">1</a><a href="#no">2</a>')
    (tmp_path / "b.html").write_text('<p id="x"><a href="c.html">3</a></p>')
    assert reading.broken_links(tmp_path) == {"a.html": ["#no"], "b.html": ["c.html"]}


def test_a_formula_that_nobody_can_draw_is_named():
    with pytest.raises(BadArgument, match="nosuchthing"):
        drawn(r"$\nosuchthing x$")


@pytest.fixture
def renderer(tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    look.write(out)
    return Renderer(PROJECT, out, EVERY)


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def png():
    raw = io.BytesIO()
    Image.new("RGB", (6, 4)).save(raw, "PNG")
    return base64.b64encode(raw.getvalue()).decode()


def test_a_page_has_its_pictures_as_files_with_size_and_words(renderer):
    new = nbformat.v4
    data, metadata = {"image/png": png()}, {"image/png": {"alt": 'a "small" one'}}
    shown = new.new_output("display_data", data=data, metadata=metadata)
    page = page_of("04_perceptron")
    head = new.new_markdown_cell(
        "# One neuron\n\n[▶ Open in Colab](x) · more\n\nA sentence."
    )
    cells = [head, new.new_code_cell("1 + 1", outputs=[shown])]
    kilobytes, widgets = renderer.write(page, notebook(*cells))
    text = (renderer.out / page.address).read_text("utf-8")
    (image,) = re.findall(r"<img [^>]*assets/[^>]*>", text)
    assert 'width="6" height="4"' in image and "small" in image
    assert "▶ Open in Colab" not in text and "base64" not in text
    assert widgets == 0 and kilobytes > 1


def test_the_set_up_of_colab_is_one_plain_pair_of_lines(renderer):
    page = page_of("04_perceptron")
    cells = [
        nbformat.v4.new_markdown_cell("# One neuron"),
        nbformat.v4.new_code_cell(renderer.setup),
    ]
    renderer.write(page, notebook(*cells))
    text = (renderer.out / page.address).read_text("utf-8")
    assert "find_spec" not in text and "setup" in text


def test_exercises_are_to_be_read_their_checks_are_left_out(renderer):
    page = page_of("04_perceptron", "exercises")
    renderer.write(page, live.notebook(*live.sources(PROJECT, page)))
    text = (renderer.out / page.address).read_text("utf-8")
    assert "your turn" in text and "check.predict" not in re.sub("<[^>]*>", "", text)
    assert "<details" in text and '<h3 id="Exercise' not in text
    assert 'href="../site.css"' in text


def test_a_folder_of_somebody_else_is_not_emptied(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(SystemExit, match="Nothing was changed"):
        site.build(PROJECT, tmp_path, {"04_perceptron"})
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_unit_that_does_not_exist_is_named_with_those_that_do(capsys):
    with pytest.raises(SystemExit):
        site.main(["04_perceptorn"])
    assert "04_perceptron" in capsys.readouterr().err


def test_a_missing_search_program_is_said_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(search.npm, "find", lambda *_: None)
    monkeypatch.setattr(search.npm, "install", lambda *_: "npm is missing")
    assert "npm is missing" in search.index(tmp_path)


def test_a_lesson_that_fails_is_not_published(tmp_path):
    path = tmp_path / "broken.ipynb"
    cells = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(notebook(*cells), path)
    with pytest.raises(live.Failed, match="ZeroDivisionError"):
        live.execute(path)
