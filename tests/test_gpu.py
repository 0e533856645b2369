"""What only a CUDA GPU can show: `pytest -m gpu`; elsewhere one line says that it skips."""

import os

import pytest
import torch

if not torch.cuda.is_available():
    pytest.skip("no CUDA GPU on this machine", allow_module_level=True)

import nbformat
from nbclient import NotebookClient

from layerlab import props, training
from layerlab.checks import gpu
from layerlab.props import train_ddp
from tools.project import Project

pytestmark = [pytest.mark.gpu, pytest.mark.slow]
LESSONS = [
    path
    for kind, unit, path in Project.read().notebooks()
    if unit.facts.device and kind != "exercises"
]


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_notebook_runs_on_the_gpu(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}
    ).execute(env=os.environ | {"LAYERLAB_STATIC": "1"})


def test_the_reference_step_has_no_hidden_wait(capsys):
    props.on_gpu(
        train_step=gpu.train_step.reference,
        pairwise_distances=lambda A, B: torch.cdist(A, B),
    )
    assert "without a hidden wait; its loss lies on cuda" in capsys.readouterr().out


def test_a_hidden_wait_is_found(capsys):
    steps = {mistake.name: mistake.code for mistake in gpu.train_step.mistakes}
    waits, distances = (
        steps["a value read on the way"],
        gpu.pairwise_distances.reference,
    )
    props.on_gpu(train_step=waits, pairwise_distances=distances)
    assert "train_step: RuntimeError" in capsys.readouterr().out


def test_half_precision_steps_lower_the_loss():
    device = torch.device("cuda")
    model = torch.nn.Linear(16, 4).to(device)
    opt = torch.optim.SGD(model.parameters(), lr=0.5)
    x, y = torch.randn(64, 16, device=device), torch.arange(64, device=device) % 4
    scaler = torch.amp.GradScaler("cuda")
    step, half = gpu.amp_step.reference, torch.float16
    steps = [step(model, x, y, opt, scaler, half) for _ in range(30)]
    assert float(steps[-1]) < float(steps[0])


def test_the_file_for_many_processes_speaks_nccl():
    train_ddp.main(["--epochs", "1"])
    count = torch.cuda.device_count()
    said = training.torchrun(
        "layerlab.props.train_ddp", "--epochs", "1", processes=count
    )
    assert f"{count} process(es) on cuda" in said
