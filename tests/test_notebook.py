"""Set-up and peek: the style is set, warnings are seen, sources are shown."""

import sys
import warnings
from types import SimpleNamespace

import matplotlib as mpl
import pytest

import layerlab as ll
from layerlab import theme
from layerlab.errors import BadArgument


@pytest.fixture(autouse=True)
def own_settings():
    with mpl.rc_context(), warnings.catch_warnings():
        yield


def test_setup_sets_the_style_of_the_course():
    mpl.rcParams["figure.figsize"] = (1, 1)
    ll.setup()
    assert tuple(mpl.rcParams["figure.figsize"]) == theme.SINGLE
    assert mpl.rcParams["axes.spines.top"] is False


def test_setup_lets_warnings_be_seen():
    warnings.simplefilter("ignore")
    ll.setup()
    with pytest.warns(RuntimeWarning, match="overflow"):
        warnings.warn("overflow", RuntimeWarning)


def test_setup_lets_widgets_run_on_colab(monkeypatch):
    calls = []
    switch = SimpleNamespace(enable_custom_widget_manager=lambda: calls.append(1))
    colab = SimpleNamespace(output=switch)
    monkeypatch.setitem(sys.modules, "google.colab", colab)
    ll.setup()
    assert calls == [1]


def test_setup_survives_a_colab_without_the_switch(monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace())
    ll.setup()


def test_peek_shows_the_source_and_where_it_lies(capsys, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    ll.peek(ll.figures.scatter)
    shown = capsys.readouterr().out
    assert shown.startswith("# layerlab/figures/plots.py\ndef scatter(ax, X, *, y")
    assert shown.rstrip().endswith("return ax")


def test_peek_shows_a_function_from_elsewhere_without_its_place(capsys, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    ll.peek(own_settings_too)
    assert capsys.readouterr().out == "def own_settings_too():\n    return 1\n"


def own_settings_too():
    return 1


def test_peek_colours_the_source_in_a_live_notebook(monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    monkeypatch.setattr(IPython.display, "display", shown.append)
    ll.peek(own_settings_too)
    assert 'class="highlight"' in shown[0]._repr_html_()


@pytest.mark.parametrize("thing", [3, len, "text"])
def test_peek_says_what_it_cannot_show(thing):
    with pytest.raises(BadArgument, match="without calling it"):
        ll.peek(thing)


def test_the_device_is_one_that_torch_can_use():
    import torch

    assert torch.zeros(2, device=ll.device()).sum().item() == 0
