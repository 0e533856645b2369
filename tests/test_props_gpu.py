"""The file for one or many processes, torchrun from a notebook, the recorded step."""

import pytest
import torch

from layerlab import props, training
from layerlab.errors import LayerlabError
from layerlab.props import train_ddp

SHORT = ("--device", "cpu", "--epochs", "1")


def test_one_process_needs_no_torchrun(capsys):
    weights = train_ddp.main([*SHORT, "--batch", "256"])
    assert weights.ndim == 1
    assert capsys.readouterr().out.startswith("1 process(es) on cpu: loss 0.")


def test_chance_is_left_as_it_was():
    torch.manual_seed(3)
    before = torch.get_rng_state()
    train_ddp.network(), train_ddp.stripes(torch.device("cpu"), n=8)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.slow
def test_two_processes_end_with_the_weights_of_one(tmp_path):
    file = tmp_path / "weights.pt"
    said = training.torchrun("layerlab.props.train_ddp", *SHORT, "--out", str(file))
    assert said.startswith("2 process(es) on cpu")
    alone = train_ddp.main(list(SHORT))
    assert torch.allclose(torch.load(file), alone, atol=1e-5)


@pytest.mark.slow
def test_a_module_that_fails_is_told_in_words():
    with pytest.raises(LayerlabError, match="torchrun ended with an error"):
        training.torchrun("layerlab.no_such_module", processes=1)


def test_the_recorded_step_says_where_it_was_made():
    step = props.cpu_step()
    assert step["where"]["device"] == "CPU"
    assert step["operations"]["loading"] > step["operations"]["forward"]
    lengths = {name: length for name, (_, length) in step["parts"].items()}
    assert max(lengths, key=lengths.get) == "loading"


def test_without_a_gpu_one_line_is_said(monkeypatch, capsys):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    props.on_gpu(train_step=None, pairwise_distances=None)
    assert "nothing is lost" in capsys.readouterr().out
