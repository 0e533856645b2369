"""The widgets' Python side: states, errors, pictures, what notebooks store."""

import subprocess
import sys

import numpy as np
import pytest

import layerlab as ll
from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import bundle, source

NAMES = [name for name in ll.widgets.__all__ if name != "CourseWidget"]


@pytest.fixture(params=NAMES)
def widget(request):
    return getattr(ll.widgets, request.param)()


def test_importing_the_package_of_widgets_loads_nothing_heavy():
    code = (
        "import sys, layerlab.widgets as w; dir(w);"
        "print([m for m in ('numpy', 'anywidget', 'matplotlib') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_an_unknown_widget_names_the_nearest():
    with pytest.raises(AttributeError, match="Did you mean 'PerceptronPlayground'"):
        _ = ll.widgets.PerceptronPlaygrund


def test_the_state_turns_back_into_the_same_widget(widget):
    text = widget.state()
    again = type(widget).from_state(text)
    assert again.state() == text
    assert again.alt() == widget.alt()


def test_a_state_of_another_widget_is_refused_in_three_parts(widget):
    with pytest.raises(BadArgument, match="starts with .*but this one starts with"):
        type(widget).from_state("Other|a=1")


def test_a_state_with_an_unknown_part_names_the_known_ones(widget):
    with pytest.raises(UnknownName, match="Known: "):
        type(widget).from_state(f"{type(widget).__name__}|colour=blue")


def test_stored_outputs_hold_picture_and_words_and_no_view(widget, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    data, metadata = widget._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"]["alt"] == widget.alt()
    assert widget.alt() in data["text/plain"]


def test_a_front_end_without_anywidget_gets_the_page_s_own_figure(monkeypatch):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    monkeypatch.setenv("LAYERLAB_WIDGETS", "html")
    data, metadata = ll.widgets.PerceptronPlayground()._repr_mimebundle_()
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert "mountAlone" in data["text/html"] and metadata["image/png"]["alt"]


def test_live_outputs_hold_view_figure_picture_and_words(widget, monkeypatch):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    data, _ = widget._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert set(data) == {view, "text/html", "image/png", "text/plain"}
    assert '<figure id="ll-' in data["text/html"]
    assert "http://" not in data["text/html"].replace("http://www.w3.org", "")


def test_pictures_are_the_same_bytes_each_time(widget):
    assert widget.png() == type(widget).from_state(widget.state()).png()


def test_the_words_are_one_sentence_with_numbers(widget):
    assert widget.alt().endswith(".")
    assert any(c.isdigit() for c in widget.alt())


def test_no_trait_hides_one_of_the_foundation(widget):
    own = {n for n in type(widget).class_trait_names() if n in vars(type(widget))}
    assert not own & set(ll.widgets.CourseWidget.class_trait_names()) - {"_esm", "_css"}


def test_the_joined_module_has_no_import_and_one_export(widget):
    lines = source.module_source(type(widget)).splitlines()
    assert not [line for line in lines if line.startswith("import ")]
    assert [x for x in lines if x.startswith("export ")] == [
        "export default { render };"
    ]


def test_the_widget_fetches_nothing(widget):
    code = source.module_source(type(widget)) + source.style_source()
    for word in ("fetch(", "XMLHttpRequest", "import(", "@import", "url(", "https://"):
        assert word not in code


def test_an_array_trait_survives_the_journey():
    from layerlab.widgets.traits import frozen, pack, unpack

    array = frozen([[1, 2], [3, 4.5]], (None, 2))
    assert np.array_equal(unpack(pack(array)), array)


def test_an_array_trait_cannot_be_changed_unseen():
    playground = ll.widgets.PerceptronPlayground()
    with pytest.raises(ValueError, match="read-only"):
        playground.w[0] = 1


def test_a_figure_without_kernel_escapes_the_end_of_scripts():
    playground = ll.widgets.PerceptronPlayground()
    page = bundle.figure_html(playground, "")
    assert page.count("</script>") == 1
