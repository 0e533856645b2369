"""The small networks of the benchmark: their shapes, and that they stay small."""

import pytest
import torch

from layerlab.training.nets import Mirrored, deeper_cnn, strided_cnn


@pytest.mark.parametrize("make", [strided_cnn, deeper_cnn])
@pytest.mark.parametrize(("channels", "side"), [(1, 28), (3, 32), (1, 30)])
def test_any_size_of_picture_becomes_scores(make, channels, side):
    model = make(channels, 7, width=4, side=side)
    assert model(torch.zeros(2, channels, side, side)).shape == (2, 7)


def test_they_stay_small_and_end_with_plain_scores():
    for model in (strided_cnn(1, 10), deeper_cnn(1, 10)):
        assert sum(p.numel() for p in model.parameters()) < 200_000
        assert isinstance(model[-1], torch.nn.Linear)


def test_a_picture_and_its_mirror_image_get_the_same_scores_in_evaluation_alone():
    model, x = Mirrored(strided_cnn(1, 3, width=4)), torch.rand(2, 1, 28, 28)
    model(x)  # moves the running statistics
    assert torch.allclose(model.eval()(x), model(x.flip(3)), atol=1e-6)
    assert not torch.allclose(model.net(x), model.net(x.flip(3)), atol=1e-3)
    assert torch.equal(model.train()(x), model.net(x))
