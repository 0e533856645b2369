"""The figures of lesson 14: a picture each, and words that say its numbers."""

import numpy as np
import pytest

from layerlab import props
from layerlab.data import load

RECALLS = [0.9, 0.8, 0.7, 0.6, 0.5, 0.5, 0.5, 0.3, 0.2, 0.1]
PAIRS = [(1.0, 0.5), (0.9, 0.4)]
FIGURES = {
    "pairs": (
        lambda: props.show_pairs({"rows": (PAIRS, 0.1), "families": (PAIRS, 0.1)}),
        "2 seeds. rows: test 0.95 (0.90 to 1.00), sealed 0.45 (0.40 to 0.50)",
    ),
    "slipped": (props.show_slipped_list, "the name one row too low"),
    "photographs": (
        lambda: props.show_photographs(props.photographs(3, 4), each=4),
        "3 rows of 4 small photographs",
    ),
    "winners": (
        lambda: props.show_winners([1, 10], [[0.5, 0.6], [0.4, 0.6]]),
        "0.45 for 1, 0.60 for 10",
    ),
    "recalls": (
        lambda: props.show_recalls(
            {"as it is": RECALLS}, list("abcdefghij"), range(10)
        ),
        "from 0.90 to 0.10, the three rarest 0.20",
    ),
    "cures": (props.show_cures, "CNN, log shares taken off: 0.49"),
    "suspects": (
        lambda: props.show_suspects(load("digits").X[:4], [1, 2, 3, 4], [1, 2, 0, 0]),
        "2 of the labels are not what one reads",
    ),
    "padded": (
        lambda: props.show_padded([[2, 4], [1, 0]], [[True, True], [True, False]]),
        "3 places are real, 1 are padding",
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_a_picture_and_a_sentence_with_its_numbers(name, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    make, words = FIGURES[name]
    make()
    (data,) = shown
    assert words in data["text/plain"] and data["text/plain"].endswith(".")
    assert len(data["image/png"]) > 1000


def test_the_winner_of_many_coins_stays_below_the_bound_of_the_figure():
    rng, n = np.random.default_rng(1), 100
    for m in (10, 100, 1000):
        best = [
            (rng.integers(0, 2, (m, n)) == rng.integers(0, 2, n)).mean(axis=1).max()
            for _ in range(100)
        ]
        assert np.mean(best) < 0.5 + 0.05 * np.sqrt(2 * np.log(m))
