"""Worlds of several processes: nobody waits for ever, and real processes agree with threads."""

import sys

import numpy as np
import pytest
import torch

from layerlab.checks import _gpu as code
from layerlab.watching.instruments import warm_up
from layerlab.watching.units import ddp, device, ring


def test_messages_arrive_in_order_and_are_copies():
    mail, x = ring.Mail(2), np.ones(2)
    mail.send(0, 1, x)
    x[:] = 5
    mail.send(0, 1, x)
    assert mail.recv(1, 0).tolist() == [1, 1] and mail.recv(1, 0).tolist() == [5, 5]
    assert mail.sent == [4, 0]


def test_a_deadlock_is_found_out_at_once_and_says_who_waits(monkeypatch):
    monkeypatch.setattr(ring, "SECONDS", 1e6)  # it is not the clock that finds it out
    with pytest.raises(ring.Deadlock, match="0 waits for 2, 1 waits for 0"):
        ring.ring(code.waits_first, {"xs": np.ones((3, 6))})


def test_waiting_for_one_who_has_ended_is_a_deadlock_too():
    def half(rank, n, x, send, recv):
        return recv(1) if rank == 0 else x

    with pytest.raises(ring.Deadlock, match="0 waits for 1"):
        ring.ring(half, {"xs": np.ones((2, 4))})


def test_an_error_of_one_process_is_raised_not_the_deadlock_that_follows():
    def failing(rank, n, x, send, recv):
        return recv(1) if rank == 0 else x[99]

    with pytest.raises(IndexError):
        ring.ring(failing, {"xs": np.ones((2, 4))})


def test_a_rank_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no rank -1: the ranks are 0 to 2"):
        ring.ring(code.no_wrap, {"xs": np.ones((3, 4))})


def test_an_endless_loop_is_stopped(monkeypatch):
    monkeypatch.setattr(ring, "SECONDS", 0.2)

    def endless(rank, n, x, send, recv):
        while True:
            pass

    with pytest.raises(ring.Deadlock, match="still running"):
        ring.ring(endless, {"xs": np.ones((2, 4))})


def _epoch(real):
    rng = torch.Generator().manual_seed(0)
    X, y = torch.randn(8, 3, generator=rng), torch.arange(8) % 3
    args = {"X": X, "y": y, "size": 4, "lr": 0.5, "world": 2, "real": real}
    return ddp.team(code.team_with(), args)


def test_threads_and_one_process_give_the_same_weights():
    warm_up()
    two = _epoch(real=False)
    assert np.allclose(two["the weights in process 0"], two["the weights in process 1"])
    assert two["rows that process 0 looked at"] == 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks only on Linux")
def test_real_processes_speak_gloo_and_agree_with_threads(monkeypatch):
    warm_up()
    monkeypatch.setattr(ddp, "SECONDS", 60.0)
    monkeypatch.setattr(ddp, "_with_threads", lambda run, world: None)
    real = _epoch(real=True)
    monkeypatch.undo()
    threads = _epoch(real=False)
    for name, value in threads.items():
        assert np.allclose(real[name], value, atol=1e-6), name


def test_a_team_leaves_the_global_random_numbers_alone():
    torch.manual_seed(4)
    before = torch.get_rng_state()
    _epoch(real=False)
    assert torch.equal(torch.get_rng_state(), before)


def test_the_pretended_device_counts_time_and_measures_none():
    pretended = device.Device([2.0, 1.0], busy=3.0)
    pretended.work()
    assert pretended.clock() == pytest.approx(pretended.LAUNCH)
    pretended.sync()
    assert pretended.clock() == pytest.approx(5.0)
