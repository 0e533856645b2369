"""Every observer on made-up exercises: mistakes found, right answers of all kinds accepted."""

import numpy as np
import pytest
import torch

from layerlab.checking import looks
from layerlab.checking.engine import judge_here
from layerlab.watching import timing
from tests.fixtures import torch_made_up as made_up
from tools import proving


@pytest.mark.parametrize("exercise", made_up.EXERCISES, ids=lambda e: e.name)
def test_an_observer_tells_right_from_wrong(exercise):
    assert proving.problems(exercise) == []


def test_a_verdict_on_a_class_names_the_method_at_fault():
    wrong = judge_here(made_up.counter, made_up.counter.mistakes[1].code)
    assert "a.total = 10" in wrong.parts["Came back"]
    assert "a = Counter(2)" in wrong.parts["Called"]


def test_a_method_still_to_be_written_is_called_so():
    class Half(made_up.Counter):
        def scaled(self, factor):
            raise NotImplementedError("your turn")

    exercise = type(made_up.counter)(
        **{**vars(made_up.counter), "cases": _one_scene_with_both}
    )
    verdict = judge_here(exercise, Half)
    assert verdict.status == "raised"
    assert "a good start; a.scaled(2).total is still to be written" in verdict.message


def _one_scene_with_both(rng):
    from layerlab.checking import worked

    yield worked(setup="a = Counter(2)", show=("a.add(3).total", "a.scaled(2).total"))


def test_a_mode_or_a_seed_that_an_attempt_sets_is_put_back():
    def careless(x, w):
        torch.set_grad_enabled(False)
        torch.set_default_dtype(torch.float64)
        torch.manual_seed(1)
        return made_up.smooth.reference(x, w)

    torch.manual_seed(5)
    before = torch.get_rng_state()
    judge_here(made_up.smooth, careless)
    assert torch.is_grad_enabled() and torch.get_default_dtype() == torch.float32
    assert torch.equal(torch.get_rng_state(), before)


def test_recording_leaves_torch_as_it_was():
    before = (
        torch.Tensor.backward,
        torch.optim.Optimizer.zero_grad,
        torch.nn.Module.train,
    )
    judge_here(made_up.train_step, made_up.train_step.reference)
    after = (
        torch.Tensor.backward,
        torch.optim.Optimizer.zero_grad,
        torch.nn.Module.train,
    )
    assert before == after


def test_calls_are_recorded_in_order():
    look = looks.training(
        "f",
        "calls",
        call="f(model, x, opt)",
        setup="model = nn.Linear(2, 1)\nopt = torch.optim.SGD(model.parameters(), lr=1.0)",
    )
    from layerlab.watching import scene

    def f(model, x, opt):
        model.eval()
        with torch.no_grad():
            model(x)
        model.train()
        opt.zero_grad()
        model(x).sum().backward()
        opt.step()

    seen = scene.scenario(f, {"x": torch.ones(1, 2)}, **look.options)
    assert seen["calls"] == [
        "eval", "forward without gradients", "train", "zero_grad", "forward",
        "backward", "step",
    ]  # fmt: skip


def test_dtypes_are_counted():
    look = looks.counts("f", "dtypes", "largest", call="f(x)")
    from layerlab.watching import scene

    x = torch.ones(3, 2)
    seen = scene.scenario(lambda x: x.to(torch.bfloat16) * 2, {"x": x}, **look.options)
    assert seen == {"dtypes": ["bfloat16"], "largest": 6}


def test_a_busy_machine_is_said_to_be_busy(monkeypatch):
    def busy(*_):
        raise timing.MachineBusy

    monkeypatch.setattr(timing, "_ratio", busy)
    verdict = judge_here(made_up.fast_sum, lambda x: np.sum(x))
    assert not verdict.passed and "the machine is busy" in verdict.message


def test_an_authors_slip_in_an_expression_is_seen_at_once():
    with pytest.raises(SyntaxError):
        looks.expressions("Value", "(a + b.data")
