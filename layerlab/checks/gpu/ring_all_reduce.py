"""Processes in a ring add their arrays up, each talking to its neighbours only.

The ring: P. Patarasuk and X. Yuan, Bandwidth optimal all-reduce algorithms,
https://doi.org/10.1016/j.jpdc.2008.09.002.
"""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, judges, looks, worked


def _all_reduce_ring(rank, n, x, send, recv):
    """The right ring."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    for s in range(n - 1):
        send(right, parts[(rank + 1 - s) % n])
        parts[(rank - s) % n] = recv(left)
    return np.concatenate(parts)


def _cases(rng):
    """Arrays that divide and that do not, also shorter than n."""
    yield worked(xs=[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0], [100.0, 200.0, 300.0]])
    yield worked(xs=[[1.0, 2.0], [3.0, 4.0]])
    for n, length in [(4, 8), (5, 20), (4, 10), (5, 3), (3, 1), (1, 4)]:
        yield case(xs=rng.integers(-9, 10, size=(n, length)).astype(float))


def _ring_by_padding(rank, n, x, send, recv):
    """The other way round, with equal parts and zeros at the end."""
    x = np.asarray(x, dtype=float)
    size = -(-len(x) // n)
    box = np.zeros((n, size))
    box.ravel()[: len(x)] = x
    to, source = (rank - 1) % n, (rank + 1) % n
    for s in range(2 * (n - 1)):
        send(to, box[(rank + s) % n])
        got, i = recv(source), (rank + s + 1) % n
        box[i] = got + (box[i] if s < n - 1 else 0)
    return box.ravel()[: len(x)]


def _gather_parts(rank, n, x, send, recv):
    """No ring, the same traffic: everybody adds one part and hands it to all."""
    parts = np.array_split(np.asarray(x), n)
    others = [r for r in range(n) if r != rank]
    for r in others:
        send(r, parts[r])
    mine = parts[rank] + sum(recv(r) for r in others)
    for r in others:
        send(r, mine)
    return np.concatenate([mine if r == rank else recv(r) for r in range(n)])


def _to_everyone(rank, n, x, send, recv):
    """The whole array to everybody."""
    others = [r for r in range(n) if r != rank]
    for r in others:
        send(r, x)
    return x + sum(recv(r) for r in others)


def _to_the_first(rank, n, x, send, recv):
    """The first rank adds up for all."""
    if rank:
        send(0, x)
        return recv(0)
    total = x + sum(recv(r) for r in range(1, n))
    for r in range(1, n):
        send(r, total)
    return total


def _waits_first(rank, n, x, send, recv):
    """Receives before it sends."""
    for _ in range(n - 1):
        got = recv((rank - 1) % n)
        send((rank + 1) % n, x)
        x = x + got
    return x


def _wrong_neighbour(rank, n, x, send, recv):
    """Sends and receives on the same side."""
    for _ in range(n - 1):
        send((rank + 1) % n, x)
        x = x + recv((rank + 1) % n)
    return x


def _first_half_only(rank, n, x, send, recv):
    """Without the second round."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    return np.concatenate(parts)


def _no_wrap(rank, n, x, send, recv):
    """The ring is open."""
    for _ in range(n - 1):
        send(rank + 1, x)
        x = x + recv(rank - 1)
    return x


def _adds_twice(rank, n, x, send, recv):
    """Adds in both rounds."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(2 * (n - 1)):
        send(right, parts[(rank - s) % n])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    return np.concatenate(parts)


def _ring_with(turns=(1, 1), begin=1, cut=np.array_split):
    """The ring with one thing changed: rounds of n - turns, where the second begins."""

    def code(rank, n, x, send, recv):
        parts, right, left = list(cut(np.array(x), n)), (rank + 1) % n, (rank - 1) % n
        for s in range(n - turns[0]):
            send(right, parts[(rank - s) % n])
            i = (rank - s - 1) % n
            parts[i] = parts[i] + recv(left)
        for s in range(n - turns[1]):
            send(right, parts[(rank + begin - s) % n])
            parts[(rank + begin - s - 1) % n] = recv(left)
        return np.concatenate(parts)

    return code


def _always_its_own(rank, n, x, send, recv):
    """Sends the part of its own number in every turn of the first round."""
    parts, right, left = np.array_split(np.array(x), n), (rank + 1) % n, (rank - 1) % n
    for s in range(n - 1):
        send(right, parts[rank])
        i = (rank - s - 1) % n
        parts[i] = parts[i] + recv(left)
    for s in range(n - 1):
        send(right, parts[(rank + 1 - s) % n])
        parts[(rank - s) % n] = recv(left)
    return np.concatenate(parts)


def _whole_parts(x, n):
    """Parts of equal length; what is left over is lost."""
    size = len(x) // n
    return [x[i * size : (i + 1) * size] for i in range(n)]


def _one_neighbour(rank, n, x, send, recv):
    """Speaks once, with one neighbour."""
    send((rank + 1) % n, x)
    return x + recv((rank - 1) % n)


def _mean_ring(rank, n, x, send, recv):
    """The mean."""
    return _all_reduce_ring(rank, n, x, send, recv) / n


ring_all_reduce = Exercise(
    number="13.7", name="ring_all_reduce", difficulty=3, minutes=25, points=4,
    reference=_all_reduce_ring, cases=_cases,
    observe=looks.Look("units.ring:ring", {"call": "all ranks at once"}),
    judge=judges.Limits(most={"sent by rank 0 beyond the ring's": 0, "sent by the last rank": 0}),
    mistakes=(
        Mistake("everything to everyone", _to_everyone, hint=2, message=
            "The sums are right. But whole arrays travel, to everyone or round the ring: each "
            "process sends n - 1 of them, and the ring needs less than two. Let only parts "
            "travel."),
        Mistake("everything to the first", _to_the_first, hint=2, message=
            "The sums are right. But rank 0 has to send the whole array to each of the others: it "
            "is the bottleneck that the ring avoids."),
        Mistake("everybody waits first", _waits_first, message=
            "A deadlock: everybody waits to receive before anybody has sent. Send first."),
        Mistake("waits for the wrong neighbour", _wrong_neighbour, message=
            "A deadlock: you send to the neighbour on one side and wait for a message from the "
            "same one. What you send to the right arrives from the left."),
        Mistake("no way round the end", _no_wrap, message=
            "The last rank has no right neighbour, and the first no left one, unless the ring "
            "closes: `% n`."),
        Mistake("only the first round", _first_half_only, hint=3, message=
            "After the first n - 1 messages each rank knows *one* part of the sum. A second round "
            "hands these on, without adding."),
        Mistake("added in the second round too", _adds_twice, hint=3, message=
            "In the second round finished parts arrive. They replace what is there; you have added "
            "them once more."),
        Mistake("mean for sum", _mean_ring, hint=3, message=
            "This is the mean. An all-reduce gives the sum; whoever wants a mean divides."),
        Mistake("its own array", lambda rank, n, x, send, recv: x, message=
            "Everyone has its own array still: nothing was sent."),
        Mistake("a turn too few", _ring_with(turns=(1, 2)), hint=3, message=
            "One part is not finished everywhere: the second round is a turn short. Both take n - "
            "1."),
        Mistake("a turn too many in the first round", _ring_with(turns=(0, 1)), hint=3, message=
            "The first round has n turns. After n - 1 each part has met everybody; one more is not "
            "needed."),
        Mistake("a turn too many in the second round", _ring_with(turns=(1, 0)), hint=3, message=
            "The values are right, and the second round has n turns: the last one sends what "
            "everybody has already."),
        Mistake("what is left over is lost", _ring_with(cut=_whole_parts), hint=2, message=
            "Numbers at the end are missing: parts of `length // n` do not cover an array whose "
            "length n does not divide. `np.array_split` makes parts that do."),
        Mistake("second round begins wrong", _ring_with(begin=0), hint=3, message=
            "Numbers of one rank came back alone. Either the first round replaced and did not add, "
            "or the second began with a part that is not finished: rank r has the whole sum of "
            "part r + 1."),
        Mistake("equal parts only", _ring_with(cut=np.split), hint=2, message=
            "`np.split` wants equal parts, and the length need not divide. `np.array_split` allows "
            "any."),
        Mistake("always its own part", _always_its_own, hint=3, message=
            "Every turn of the first round sent the same part. What you send next is the part to "
            "which you have added."),
        Mistake("one neighbour only", _one_neighbour, message=
            "Each rank has added one neighbour's array, and no more. The sum must travel all the "
            "way round."),
        Mistake("multiplied by n", lambda rank, n, x, send, recv: n * x, message=
            "Your own array was multiplied by n. The others hold other numbers: they must be "
            "sent."),
    ),
    hints=(
        "Take three ranks and draw arrows. To whom does rank 2 send, and from whom does rank 0 "
        "receive? Who must send before anybody can receive?",
        "Cut x into n parts, `np.array_split(x, n)`. In each of n - 1 turns everyone sends *one* "
        "part to the right and adds the one that comes from the left.",
        "In turn s, rank r sends part (r - s) % n. After n - 1 turns rank r has the whole sum of "
        "part (r + 1) % n. Then n - 1 more turns in which parts are handed on and replaced.",
    ),
    alternatives=(_ring_by_padding, _gather_parts),
)  # fmt: skip
