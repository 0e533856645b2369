"""Worlds of several processes: nobody waits for ever, and a team does what one process does."""

import numpy as np
import pytest
import torch

from layerlab.checks import gpu
from layerlab.watching.instruments import warm_up
from layerlab.watching.units import ddp, device, ring

WRONG = {mistake.name: mistake.code for mistake in gpu.ring_all_reduce.mistakes}


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
        ring.ring(WRONG["everybody waits first"], {"xs": np.ones((3, 6))})


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
        ring.ring(WRONG["no way round the end"], {"xs": np.ones((3, 4))})


def test_an_endless_loop_is_stopped(monkeypatch):
    monkeypatch.setattr(ring, "SECONDS", 0.2)

    def endless(rank, n, x, send, recv):
        while True:
            pass

    with pytest.raises(ring.Deadlock, match="still running"):
        ring.ring(endless, {"xs": np.ones((2, 4))})


def _epoch(world=2):
    rng = torch.Generator().manual_seed(0)
    X, y = torch.randn(8, 3, generator=rng), torch.arange(8) % 3
    args = {"X": X, "y": y, "size": 4, "lr": 0.5, "world": world}
    return ddp.team(gpu.train_ddp.reference, args)


def test_threads_and_one_process_give_the_same_weights():
    warm_up()
    two, one = _epoch(), _epoch(world=1)
    alone = one["the weights in process 0"]
    for rank in (0, 1):
        assert np.allclose(two[f"the weights in process {rank}"], alone, atol=1e-6)
    assert two["rows that process 0 looked at"] == 4


def test_a_team_leaves_the_global_random_numbers_alone():
    torch.manual_seed(4)
    before = torch.get_rng_state()
    _epoch()
    assert torch.equal(torch.get_rng_state(), before)


def test_the_pretended_device_counts_time_and_measures_none():
    pretended = device.Device([2.0, 1.0], busy=3.0)
    pretended.work()
    assert pretended.clock() == pytest.approx(pretended.LAUNCH)
    pretended.sync()
    assert pretended.clock() == pytest.approx(5.0)
