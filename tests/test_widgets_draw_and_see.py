"""Draw and see: maps, scores and windows of the learner's own network, and what it refuses."""

import numpy as np
import pytest
import torch
from torch import nn

from layerlab.errors import BadArgument
from layerlab.widgets import DrawAndSee
from layerlab.widgets.draw_and_see.looking import Looking


def small(channels=1, k=3):
    torch.manual_seed(0)
    return nn.Sequential(
        *(nn.Conv2d(channels, 5, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(5, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU()),
        *(nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(6, k)),
    )


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        x = torch.relu(self.a(x))
        return self.head(torch.relu(x + self.b(x)).mean((2, 3)))


def test_the_maps_are_those_of_the_network_after_its_bends():
    model = small().eval()
    see = DrawAndSee(model, ["a", "b", "c"], image=np.eye(28))
    x = torch.eye(28)[None, None]
    first = model[:2](x)[0].detach().numpy()
    second = model[:6](x)[0].detach().numpy()
    assert np.allclose(see.maps[0], first, atol=1e-5)
    assert np.allclose(see.maps[1], second, atol=1e-5)
    assert np.allclose(see.scores, model(x).softmax(1)[0].detach(), atol=1e-5)


def test_a_question_of_the_browser_is_answered_from_its_bytes():
    see = DrawAndSee(small())
    pixels = np.zeros((28, 28), "uint8")
    pixels[4:9, 10] = 255
    reply, buffers = see.answer({"what": "look"}, [memoryview(pixels.tobytes())])
    values = np.frombuffer(buffers[0], "int32") / 1000
    maps, scores = see.looking(pixels / 255)
    assert np.abs(values - np.concatenate([m.ravel() for m in maps])).max() < 6e-4
    assert reply["scores"] == scores


@pytest.mark.parametrize(
    ("layer", "row", "window"),
    [(0, 10, (8, 13)), (0, 0, (0, 3)), (1, 5, (6, 16)), (1, 13, (22, 28))],
)
def test_windows_are_the_receptive_fields(layer, row, window):
    see = DrawAndSee(small(), at=[layer, 1, row, 5])
    assert see.field[0] == window


def test_a_window_holds_every_pixel_that_moves_the_unit():
    model, rng = small().eval(), np.random.default_rng(0)
    see = DrawAndSee(model, at=[1, 2, 7, 3])
    (y0, y1), (x0, x1) = see.field
    before = rng.uniform(size=(28, 28))
    after = rng.uniform(size=(28, 28))
    after[y0:y1, x0:x1] = before[y0:y1, x0:x1]
    unit = [see.looking(a)[0][1][:, 7, 3] for a in (before, after)]
    assert np.allclose(*unit, atol=1e-5)


def test_shortcuts_and_three_channels_are_followed():
    looking = Looking(Residual(), 16)
    assert looking.layers[0]["rows"][8] == [7, 10]
    assert looking.layers[1]["rows"][8] == [6, 11]


def test_the_model_is_left_as_it_was():
    model = small().train()
    before = {k: v.clone() for k, v in model.state_dict().items()}
    see = DrawAndSee(model)
    assert see.maps and model.training
    assert all(torch.equal(before[k], v) for k, v in model.state_dict().items())
    assert not any(m._forward_hooks for m in model.modules())


def test_a_drawing_from_python_is_looked_at_at_once():
    see = DrawAndSee()
    before = see.values
    see.image = np.eye(28)
    assert not np.array_equal(before, see.values)
    assert see.classes[int(np.argmax(see.scores))] == "falling"


def test_examples_may_be_tensors_of_one_or_three_channels():
    X = torch.rand(4, 3, 28, 28)
    see = DrawAndSee(small(3), examples=X)
    assert see.examples.shape == (4, 28, 28)
    assert np.abs(see.image - 255 * X[0].mean(0).numpy()).max() < 1


@pytest.mark.parametrize(
    ("model", "options", "words"),
    [
        (small(2), {}, "one channel, or three.*takes 2"),
        (nn.Sequential(nn.Flatten(), nn.Linear(784, 3)), {}, "one channel"),
        (nn.Sequential(nn.Conv2d(1, 2, 3)), {}, "one row of scores"),
        (small(), {"classes": ["a"]}, "3 outputs, and classes has 1"),
        (
            nn.Sequential(
                *(nn.Conv2d(1, 64, 1), *(nn.Conv2d(64, 64, 1) for _ in range(9))),
                *(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            ),
            {},
            "may have 300,000 values",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_three_parts(model, options, words):
    with pytest.raises(BadArgument, match=words):
        DrawAndSee(model, **options)
