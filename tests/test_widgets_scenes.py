"""The scenes: every step has a picture and words, and both languages tell one story."""

import json

import numpy as np
import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import Scene
from layerlab.widgets.scenes import resting, still
from layerlab.widgets.scenes.stills import (
    blame_table,
    folded_plane,
    growing_square,
    nudge,
    sheets,
    turning_line,
)
from tests.node import javascript, needs_node

NAMES = list(still.STILLS)
FILE = "scenes/storyboards.js"


@pytest.mark.parametrize("name", NAMES)
def test_every_step_has_its_own_words_and_a_picture(name):
    scenes = [Scene(name, step=k) for k in range(Scene(name).steps)]
    words = [scene.alt() for scene in scenes]
    assert len(set(words)) == len(words) and all(text.endswith(".") for text in words)
    assert scenes[-1].png().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", NAMES)
def test_a_state_carries_what_the_learner_moved(name):
    scene = Scene(name, step=2)
    scene.at = scene.at + 0.01
    again = Scene.from_state(scene.state())
    assert (again.scene, again.step) == (name, 2)
    assert np.allclose(again.at, scene.at)


def test_what_a_scene_does_not_have_is_refused():
    with pytest.raises(UnknownName, match="no scene 'xor lift'. Did you mean 'xor li"):
        Scene("xor lift")
    with pytest.raises(BadArgument, match="has the steps 0 to 5, but step is 6"):
        Scene("nudge", step=6)
    with pytest.raises(BadArgument, match="by 2 numbers, but at holds 3"):
        Scene("nudge", at=[1, 2, 3])


def test_python_chooses_a_step_with_its_pose():
    scene = Scene("nudge")
    scene.step = 5
    assert scene.at.tolist() == [0.4, 0.2]
    with pytest.raises(BadArgument, match="step is 9"):
        scene.step = 9


@needs_node
def test_both_languages_know_the_same_poses():
    theirs = javascript(
        FILE,
        "Object.fromEntries(Object.entries(m.SCENES).map(([name, scene]) =>"
        " [name, scene.steps.map((_, k) => m.resting(scene, k))]))",
    )
    ours = {
        name: [resting(board.POSES, k).tolist() for k in range(len(board.POSES))]
        for name, board in still.STILLS.items()
    }
    assert theirs == ours


def asked(scene, expression):
    """What a scene's JavaScript says, in an expression in which it is `it`."""
    return javascript(FILE, f"((it) => {expression})(m.SCENES['{scene}'])")


@needs_node
def test_both_languages_compute_the_same():
    at = [1.2, -0.7, 0.4]
    right = int(((turning_line.BELT @ at[:2] + at[2] >= 0) == [1, 1, 1, 0, 0, 0]).sum())
    assert asked("turning line", f"it.right({at})") == right
    assert asked("growing square", "it.rate([3, 0.2])") == pytest.approx(
        growing_square.rate(3, 0.2)
    )
    assert asked("nudge", "it.moves([1.1, 0.3])") == pytest.approx(
        nudge.moves((1.1, 0.3))
    )
    assert asked("nudge", "it.slopes(1.1)") == pytest.approx(nudge.slopes(1.1))
    blame = [1, 0.3, 2, 0.5, -1, 6]
    for what in ("forward", "outer", "down"):
        theirs = asked("blame table", f"it.{what}({blame})")
        assert np.allclose(theirs, getattr(blame_table, what)(blame))


@needs_node
@pytest.mark.parametrize("folds", [(0.3, 0), (0.8, 0), (1, 0.4), (1, 1)])
def test_both_languages_fold_alike(folds):
    points = [[1.4, -0.3], [-1.7, -0.9], [0.2, 1.5]]
    theirs = asked(
        "folded plane",
        f"{json.dumps(points)}.map(([x, y]) => it.place({list(folds)}, x, y))",
    )
    assert np.allclose(theirs, folded_plane.place(folds, points))


@needs_node
@pytest.mark.parametrize("kind", ["product", "unit"])
def test_both_languages_lift_alike(kind):
    name = "xor lifted" if kind == "product" else "xor lifted by a unit"
    third = getattr(sheets, kind)
    for x, y in [*sheets.CORNERS, (0.3, 0.9)]:
        theirs = asked(name, f"[it.third({x}, {y}), it.score([{x}, {y}])]")
        assert theirs == pytest.approx([third(x, y), sheets.score(third, x, y)])
