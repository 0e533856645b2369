"""The small networks of the benchmark: their shapes, and that they stay small."""

import pytest
import torch

from layerlab.training.nets import deeper_cnn, strided_cnn


@pytest.mark.parametrize("make", [strided_cnn, deeper_cnn])
@pytest.mark.parametrize(("channels", "side"), [(1, 28), (3, 32), (1, 30)])
def test_any_size_of_picture_becomes_scores(make, channels, side):
    model = make(channels, 7, width=4, side=side)
    assert model(torch.zeros(2, channels, side, side)).shape == (2, 7)


def test_they_stay_small_and_end_with_plain_scores():
    for model in (strided_cnn(1, 10), deeper_cnn(1, 10)):
        assert sum(p.numel() for p in model.parameters()) < 200_000
        assert isinstance(model[-1], torch.nn.Linear)
