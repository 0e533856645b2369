"""Little worlds of several "processes": threads with mailboxes.

From the observers down to the mail. Nothing here waits for ever: a world in which
everybody waits for somebody is found out at once, and a time limit ends the rest.
"""

import threading
from collections import deque
from functools import partial

import numpy as np

from layerlab.watching.thread_clock import raise_in

SECONDS = 8.0  # of one world, on a busy machine; a deadlock is found out at once


class Deadlock(RuntimeError):
    """Everybody waits for a message that nobody has sent."""


def ring(attempt, args: dict, call="") -> dict:
    """What every rank gets for the arrays `xs`, and how much the busiest one sent.

    The attempt is called as `attempt(rank, n, x, send, recv)` in n threads at once.
    """
    xs = args["xs"]
    n, mail = len(xs), Mail(len(xs))

    def run(rank):
        send, recv = partial(mail.send, rank), partial(mail.recv, rank)
        return attempt(rank, n, xs[rank].copy(), send, recv)

    got = together(run, mail)
    allowed = 2 * (n - 1) * -(-len(xs[0]) // n)
    seen = {f"the result of rank {rank}": got[rank] for rank in range(n)}
    beyond = [max(0, count - allowed) for count in mail.sent]
    seen["sent by rank 0 beyond the ring's"] = beyond[0]
    return seen | {"sent by the last rank": beyond[-1]}


def together(run, mail) -> list:
    """The results of `run(rank)` for every rank at once; raises the first's error."""
    results, errors = [None] * mail.n, []
    told = (run, mail, results, errors)
    threads = [
        threading.Thread(target=_member, args=(rank, *told), daemon=True)
        for rank in range(mail.n)
    ]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)
        if any(thread.is_alive() for thread in threads):
            raise Deadlock(f"a process was still running after {SECONDS:g} seconds")
    finally:
        mail.shut("the world has ended")
        for thread in threads:
            if thread.is_alive():
                raise_in(thread.ident, SystemExit)
    if errors:
        raise min(errors, key=lambda found: found[:2])[2]  # the same one every time
    return results


def _member(rank, run, mail, results, errors):
    try:
        results[rank] = run(rank)
    except Exception as error:
        errors.append((isinstance(error, Deadlock), rank, error))
        if not isinstance(error, Deadlock):
            mail.shut("another process failed")
    except SystemExit:  # it was ended from outside
        pass
    finally:
        mail.leave(rank)


class Mail:
    """Mailboxes between n ranks. Sending never waits; receiving does, but not in vain.

    sent  how many numbers each rank has sent
    """

    def __init__(self, n: int):
        self.n, self.sent = n, [0] * n
        self._boxes, self._waiting, self._gone = {}, {}, set()
        self._news, self._shut = threading.Condition(), ""

    def send(self, rank: int, to: int, array) -> None:
        """Put a copy of an array into the box from `rank` to `to`."""
        self._known(to)
        array = np.array(array)
        with self._news:
            self._boxes.setdefault((rank, int(to)), deque()).append(array)
            self.sent[rank] += array.size
            self._news.notify_all()

    def recv(self, rank: int, from_: int) -> np.ndarray:
        """The oldest array in the box from `from_` to `rank`; waits until there is one."""
        self._known(from_)
        with self._news:
            self._waiting[rank] = int(from_)
            while not self._boxes.get((int(from_), rank)):
                self._look_round()
                self._news.wait(SECONDS)
            del self._waiting[rank]
            return self._boxes[int(from_), rank].popleft()

    def leave(self, rank: int) -> None:
        """This rank will neither send nor receive any more."""
        with self._news:
            self._gone.add(rank)
            self._waiting.pop(rank, None)
            self._news.notify_all()

    def shut(self, why: str) -> None:
        """Let everybody who waits, or will wait, go with a Deadlock."""
        with self._news:
            self._shut = self._shut or why
            self._news.notify_all()

    def _known(self, rank):
        if not 0 <= rank < self.n:
            words = f"there is no rank {rank}: the ranks are 0 to {self.n - 1}"
            raise ValueError(words)

    def _look_round(self):
        """Raise where all who are still here wait before empty boxes."""
        stuck = {r: f for r, f in self._waiting.items() if not self._boxes.get((f, r))}
        if not self._shut and len(stuck) + len(self._gone) == self.n:
            pairs = sorted(stuck.items())
            self._shut = ", ".join(f"{r} waits for {f}" for r, f in pairs)
            self._news.notify_all()
        if self._shut:
            raise Deadlock(self._shut)
