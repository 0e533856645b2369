"""Figures: words with every picture, roles that never change, axes that come back."""

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from layerlab import figures, theme
from layerlab.errors import BadArgument
from layerlab.figures import showing

ALT = "Two classes of points, apart from each other"


@pytest.fixture
def ax():
    return Figure().add_subplot()


@pytest.fixture
def displayed(monkeypatch):
    calls = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **more: calls.append((data, more))
    )
    return calls


def test_a_shown_figure_carries_its_words_in_three_places(ax, displayed, monkeypatch):
    monkeypatch.delenv("LAYERLAB_STATIC", raising=False)
    figures.show(ax, alt=ALT + ' & "more"')
    ((data, more),) = displayed
    assert more["metadata"] == {"image/png": {"alt": ALT + ' & "more"'}}
    assert data["text/plain"] == ALT + ' & "more"'
    assert f'alt="{ALT} &amp; &quot;more&quot;"' in data["text/html"]


def test_a_stored_figure_has_no_live_copy(ax, displayed, monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    figures.show(ax, alt=ALT)
    assert sorted(displayed[0][0]) == ["image/png", "text/plain"]


def test_a_figure_is_found_through_its_axes():
    figure = Figure()
    grid = figure.subplots(2, 2)
    for thing in (figure, grid, grid[0], grid[0, 0]):
        assert showing._figure(thing) is figure


@pytest.mark.parametrize("alt", ["", "  a plot ", None, 3])
def test_a_figure_without_a_sentence_is_refused(ax, alt):
    with pytest.raises(BadArgument, match="needs a sentence for those who do not see"):
        figures.show(ax, alt=alt)


def test_something_else_than_a_figure_is_refused():
    with pytest.raises(BadArgument, match="but list was given"):
        figures.show([], alt=ALT)


def test_a_shown_figure_is_closed(displayed):
    from matplotlib import pyplot

    figure, _ = pyplot.subplots()
    figures.show(figure, alt=ALT)
    assert not pyplot.fignum_exists(figure.number)


def test_the_same_figure_gives_the_same_bytes():
    def drawn():
        ax = Figure().add_subplot()
        return figures.png(figures.curves(ax, {"training": [3, 2, 1]}).figure)

    assert drawn() == drawn()


def test_classes_differ_by_colour_and_marker(ax):
    X = np.array([[0, 0], [1, 1], [2, 0], [3, 1]])
    assert figures.scatter(ax, X, y=np.array([1, -1, 1, -1]), names=["no", "yes"]) is ax
    colours = {mpl.colors.to_hex(c.get_facecolor()[0]).upper() for c in ax.collections}
    assert colours == {theme.BLUE, theme.VERMILION}
    paths = [len(c.get_paths()[0].vertices) for c in ax.collections]
    assert paths[0] != paths[1]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["no", "yes"]
    assert ax.collections[0].get_offsets().tolist() == [[1, 1], [3, 1]]


def test_points_of_another_shape_are_refused(ax):
    with pytest.raises(BadArgument, match=r"X is \(3, 3\) and y is \(3,\)"):
        figures.scatter(ax, np.zeros((3, 3)), y=np.zeros(3))
    with pytest.raises(BadArgument, match="y has 7 classes"):
        figures.scatter(ax, np.zeros((7, 2)), y=np.arange(7))


def test_regions_cover_the_axes_and_leave_their_limits(ax):
    ax.set(xlim=(-1, 3), ylim=(0, 2))
    asked = []

    def predict(X):
        asked.append(X)
        return np.where(X[:, 0] > 0, 1, -1)

    assert figures.regions(ax, predict, resolution=5) is ax
    assert asked[0].shape == (25, 2)
    assert asked[0].min(axis=0).tolist() == [-1, 0]
    assert asked[0].max(axis=0).tolist() == [3, 2]
    assert ax.get_xlim() == (-1, 3)


def test_a_boundary_passes_where_the_score_is_zero(ax):
    ax.set(xlim=(-3, 3), ylim=(-3, 3))
    w, b = np.array([1.0, 2.0]), 0.5
    figures.boundary(ax, w, b=b)
    (line,) = ax.lines
    for point in (line.get_xy1(), line.get_xy2()):
        assert np.isclose(w @ point + b, 0)
    (arrow,) = ax.texts
    assert w @ np.array(arrow.xy) + b > 0
    assert ax.get_xlim() == (-3, 3)


def test_no_weights_no_boundary(ax):
    assert figures.boundary(ax, np.zeros(2), b=1) is ax
    assert not ax.lines


def test_curves_are_labelled_at_their_ends_in_their_own_colour(ax):
    lines = {"training": [3, 2, 1], "validation": ([0, 5], [3, 2.5]), "mine": [1, 1]}
    assert figures.curves(ax, lines) is ax
    named = {text.get_text(): text for text in ax.texts}
    assert named["training"].get_color() == theme.BLUE
    assert named["validation"].get_color() == theme.VERMILION
    assert named["validation"].xy == (5, 2.5)
    assert [line.get_color() for line in ax.lines][2] == theme.GREEN


def test_labels_of_lines_that_meet_do_not_overlap(ax):
    figures.curves(ax, {"training": [9, 1], "validation": [9, 1]})
    lifts = sorted(text.get_position()[1] for text in ax.texts)
    assert lifts[1] - lifts[0] > 8


def test_a_grid_shows_every_picture_on_one_scale(ax):
    images = np.arange(5 * 2 * 3).reshape(5, 2, 3)
    assert figures.image_grid(ax, images, columns=2, titles="abcde") is ax
    assert len(ax.images) == 5
    assert {image.get_clim() for image in ax.images} == {(0, 29)}
    assert [text.get_text() for text in ax.texts] == list("abcde")


def test_signed_pictures_are_centred_on_zero(ax):
    figures.image_grid(ax, np.array([[[-3.0, 1.0]]]), signed=True)
    assert ax.images[0].get_clim() == (-3, 3)
    assert ax.images[0].get_cmap().name == theme.SIGNED


def test_a_single_picture_is_refused(ax):
    with pytest.raises(BadArgument, match=r"the shape is \(8, 8\)"):
        figures.image_grid(ax, np.zeros((8, 8)))


def test_plots_touch_no_settings(ax):
    before = dict(mpl.rcParams)
    figures.image_grid(figures.curves(ax, {"training": [1]}), np.zeros((1, 2, 2)))
    assert dict(mpl.rcParams) == before


def test_the_style_file_holds_the_colours_of_the_theme():
    style = mpl.rc_params_from_file(theme.STYLE, use_default_template=False)
    cycle = [f"#{c.lstrip('#')}" for c in style["axes.prop_cycle"].by_key()["color"]]
    assert cycle == [theme.BLUE, theme.VERMILION, theme.GREEN, theme.PINK]
    assert f"#{style['text.color'].lstrip('#')}" == theme.INK
    assert f"#{style['grid.color'].lstrip('#')}" == theme.GRID
    assert tuple(style["figure.figsize"]) == theme.SINGLE
