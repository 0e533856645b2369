"""Drawing pad: what it hands to the judge, what it refuses, and that both pens agree."""

import numpy as np
import pytest

from layerlab.errors import BadArgument
from layerlab.widgets import DrawingPad
from layerlab.widgets.drawing import pen
from tests.node import javascript, needs_node


def test_the_judge_gets_numbers_from_0_to_1():
    seen = []

    def judge(drawing):
        seen.append(drawing)
        return [1, 0]

    DrawingPad(judge, ["a", "b"], image=np.full((9, 9), 255))
    assert seen[0].shape == (9, 9) and seen[0].min() == seen[0].max() == 1


def test_a_question_of_the_browser_is_answered_from_its_bytes():
    pad = DrawingPad(lambda x: [x.sum(), 1 - x.sum()], ["ink", "paper"], size=8)
    pixels = np.zeros((8, 8), "uint8")
    pixels[0, 0] = 255
    reply, buffers = pad.answer({"what": "judge"}, [memoryview(pixels.tobytes())])
    assert reply == {"scores": [1.0, 0.0]} and buffers == []


def test_an_image_of_shares_is_taken_as_well_as_bytes():
    shares = np.eye(10)
    same = DrawingPad(image=shares).image, DrawingPad(image=255 * shares).image
    assert np.array_equal(*same) and same[0].max() == 255


def test_the_shipped_reader_reads_the_sample():
    pad = DrawingPad()
    assert pad.names[int(pad.scores.argmax())] == "three"
    assert pad.scores.max() > 0.5


def test_an_empty_pad_says_so():
    assert "empty" in DrawingPad(image=np.zeros((28, 28))).alt()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"judge": lambda x: [1, 2, 3], "names": ["a", "b"]}, "gave 3 for 2 names"),
        ({"judge": lambda x: [1]}, "names is missing"),
        ({"image": np.zeros((3, 4))}, r"square of numbers.*\(3, 4\)"),
        ({"size": 200}, "size must lie between 8 and 64"),
    ],
)
def test_what_does_not_fit_is_refused_in_three_parts(arguments, words):
    with pytest.raises(BadArgument, match=words):
        DrawingPad(**arguments)


@needs_node
def test_the_pen_is_the_same_in_both_languages():
    grid = pen.ink(np.zeros((14, 14)), (3.2, 4.1), (10.5, 11), 1.15)
    expression = (
        "((g) => { m.ink(g, 14, [3.2, 4.1], [10.5, 11], 1.15); return g; })"
        "(new Uint8Array(196))"
    )
    theirs = javascript("drawing/pen.js", expression)
    assert np.abs(grid.ravel() - theirs).max() <= 1
