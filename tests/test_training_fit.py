"""`ll.training.fit`: it learns, keeps the best, repeats itself, and disturbs nobody."""

import numpy as np
import pytest
import torch
from torch import nn

import layerlab as ll
from layerlab.errors import BadArgument
from layerlab.training import evaluate, fit, live
from layerlab.training.feeding import batches


def points(n=300, seed=0):
    rng = torch.Generator().manual_seed(seed)
    X = torch.randn(n, 2, generator=rng)
    return X, (X[:, 0] * X[:, 1] > 0).long()


def small(seed=0, dropout=0.0):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return nn.Sequential(
            nn.Linear(2, 16), nn.ReLU(), nn.Dropout(dropout), nn.Linear(16, 2)
        )


def trained(model=None, **options):
    model = small() if model is None else model
    options = {"epochs": 3, "device": "cpu", "batch_size": 32} | options
    return model, fit(model, points(), points(seed=1), **options)


def test_it_learns_what_no_line_can_do():
    _, history = trained(epochs=20)
    assert history.train_loss[-1] < 0.3 < history.train_loss[0]
    assert history.val_accuracy[history.best_epoch] > 0.9
    assert len(history.seconds) == len(history.val_loss) == 20


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    weights = [trained(small(dropout=0.5), seed=s)[0][0].weight for s in (3, 3, 4)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


def test_the_global_random_states_stay_as_they_were():
    torch.manual_seed(5)
    before, numbers = torch.get_rng_state(), np.random.get_state()[1].copy()
    trained(small(dropout=0.5))
    assert torch.equal(before, torch.get_rng_state())
    assert (numbers == np.random.get_state()[1]).all()


def test_the_weights_of_the_best_epoch_are_the_ones_that_stay():
    rates = iter([1.0] * 6 + [300.0] * 6)  # two good epochs, then two that spoil it
    model, history = trained(
        epochs=4, batch_size=100, schedule=lambda done: next(rates, 1.0)
    )
    best = history.val_loss[history.best_epoch]
    assert best < history.val_loss[-1]
    assert evaluate(model, points(seed=1))["loss"] == pytest.approx(best, abs=1e-6)


def test_without_validation_the_last_weights_stay():
    model = small()
    history = fit(model, points(), epochs=2, device="cpu")
    assert history.best_epoch == 1 and history.val_loss == []
    assert "2 epochs" in repr(history)


def test_a_loss_that_is_no_number_is_never_the_best():
    (X, y), model, calls = points(), small(), []

    def spoil(xb, rng):
        calls.append(1)
        return xb * float("nan") if len(calls) > 3 else xb

    options = {"epochs": 3, "batch_size": 100, "augment": spoil, "device": "cpu"}
    history = fit(model, (X, y), (X, y), **options)
    assert history.best_epoch == 0
    assert all(torch.isfinite(p).all() for p in model.parameters())


def test_an_interruption_leaves_the_best_weights_and_evaluation_mode():
    model, calls = small(), []

    def stop(xb, rng):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return xb

    with pytest.raises(KeyboardInterrupt):
        trained(model, batch_size=100, augment=stop, schedule="constant")
    once, _ = trained(batch_size=100, epochs=1, schedule="constant")
    assert not model.training
    assert torch.equal(once[0].weight, model[0].weight)


def test_every_example_is_seen_once_an_epoch_in_pieces_of_like_size():
    X = torch.arange(257)
    rng = torch.Generator().manual_seed(0)
    pieces = [xb for xb, _ in batches((X, X), 128, rng)]
    assert sorted(torch.cat(pieces).tolist()) == X.tolist()
    assert [len(p) for p in pieces] == [86, 86, 85]
    assert torch.cat(pieces).tolist() != X.tolist()


def test_batch_normalisation_meets_no_single_example():
    model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
    fit(model, points(129), epochs=1, batch_size=128, device="cpu")


def test_frozen_parameters_stay():
    model = small()
    model[0].requires_grad_(False)
    before = model[0].weight.clone()
    trained(model)
    assert torch.equal(before, model[0].weight)


def test_pictures_lie_with_their_channels_last():
    seen = []

    class Net(nn.Conv2d):
        def forward(self, x):
            seen.append(x.is_contiguous(memory_format=torch.channels_last))
            return super().forward(x).mean(dim=(2, 3))

    X = torch.rand(20, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    model = Net(3, 2, 3)
    fit(model, (X, torch.arange(20) % 2), epochs=1, device="cpu")
    assert all(seen) and model.weight.is_contiguous(memory_format=torch.channels_last)


def test_a_set_of_the_course_can_be_given_as_it_is():
    train, val = ll.data.load("moons", n=200), ll.data.load("moons", "test", n=100)
    history = fit(small(), train, val, epochs=15, batch_size=20, device="cpu")
    assert history.val_accuracy[-1] > 0.8


def test_augmentation_meets_training_batches_only_and_a_generator_of_ours():
    sizes = []

    def note(xb, rng):
        assert isinstance(rng, torch.Generator)
        sizes.append(len(xb))
        return xb

    trained(epochs=2, augment=note)
    assert sum(sizes) == 2 * 300


@pytest.mark.parametrize(
    "data, words",
    [
        ((torch.rand(4, 2), torch.rand(4)), "whole labels"),
        ((torch.rand(4, 2), torch.arange(3)), r"X is \(4, 2\) and y is \(3,\)"),
        ((torch.zeros(4, 1, 2, 2).byte(), torch.arange(4)), "from 0 to 1"),
        (torch.rand(4, 2).tolist(), "Give it \\(X, y\\)"),
        (([[0.0, 1.0]] * 0, []), "whole labels"),
    ],
)
def test_wrong_data_are_refused_in_three_parts(data, words):
    with pytest.raises(BadArgument, match=words):
        fit(small(), data, epochs=1, device="cpu")


def test_an_unknown_schedule_is_refused():
    with pytest.raises(BadArgument, match="one_cycle, constant"):
        trained(schedule="cosine")


def test_evaluation_leaves_the_mode_and_weighs_examples_not_batches():
    model, (X, y) = small(), points(100)
    model.train()
    whole = evaluate(model, (X, y), batch_size=100)
    pieces = evaluate(model, (X, y), batch_size=70)
    assert model.training
    assert whole["loss"] == pytest.approx(pieces["loss"], abs=1e-6)
    assert whole["accuracy"] == pieces["accuracy"]


def test_nothing_is_shown_outside_a_notebook(capsys):
    trained()
    assert capsys.readouterr() == ("", "")


class Handle:
    def __init__(self):
        self.shown = []

    def update(self, bundle, raw):
        self.shown.append(bundle)


def test_the_live_view_updates_one_output_with_words_and_curves(monkeypatch):
    import IPython.display

    handle = Handle()
    monkeypatch.setattr(live, "_is_notebook", lambda: True)
    monkeypatch.setattr(IPython.display, "display", lambda *a, **k: handle)
    trained(epochs=2)
    last = handle.shown[-1]
    assert 'value="1.000"' in last["text/html"]
    assert '<img alt="Loss after each epoch' in last["text/html"]
    assert "best: epoch" in last["text/plain"]


def test_stored_outputs_hold_no_live_view(monkeypatch):
    monkeypatch.setenv("LAYERLAB_STATIC", "1")
    assert not live.Live(3).enabled


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA")
def test_on_a_gpu_the_same_seed_gives_the_same_weights():
    def run():
        with torch.random.fork_rng(devices=[0]):
            torch.manual_seed(0)
            model = nn.Sequential(
                nn.Conv2d(1, 8, 3), nn.Dropout(), nn.Flatten(), nn.Linear(288, 2)
            )
        X = torch.rand(500, 1, 8, 8, generator=torch.Generator().manual_seed(0))
        before = torch.cuda.get_rng_state()
        fit(model, (X, (X.mean(dim=(1, 2, 3)) > 0.5).long()), epochs=2)
        assert torch.equal(before, torch.cuda.get_rng_state())
        return model[0].weight

    first, second = run(), run()
    assert first.device.type == "cuda" and torch.equal(first, second)
