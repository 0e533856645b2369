"""How batches are made: watched for one epoch, or two, and counted.

`epoch` looks at one pass over resident data; on the meta device only at shapes.
"""

import torch

from layerlab.watching.instruments import Counter

MOST = 1000  # batches of one epoch
COSTS = (
    "operations for a batch",
    "numbers written for a number",
    "numbers in the largest new tensor",
)


class _Written(Counter):
    """Counts also how many numbers all operations together have written."""

    numbers = 0

    def _note(self, out):
        super()._note(out)
        if isinstance(out, torch.Tensor):
            self.numbers += out.numel()


def epoch(attempt, args: dict, call="", torch=None) -> dict:
    """What `attempt(X, Y, size, rng, augment)` yields in an epoch, and what it costs.

    Row i of X holds i and i + 1/4, Y[i] is i; `augment` adds 1/2 and counts its calls.
    """
    n, size, meta = args["n"], args["size"], args["device"] == "meta"
    X, Y = _rows(n, args["device"])
    calls, augment = _augment(args["augmented"])
    more = () if augment is None else (augment,)
    rng = args["rng"]
    seed = rng.initial_seed()
    with _Written() as cost:
        found = _listed(attempt(X, Y, size, rng, *more))
    seen = {"[len(xb) for xb, yb in epoch]": [len(x) for x, _ in found]}
    seen["[len(yb) for xb, yb in epoch]"] = [len(y) for _, y in found]
    if meta:
        seen["devices"] = sorted({t.device.type for pair in found for t in pair})
        return seen | dict.fromkeys(COSTS, 0)
    seen["calls of augment"] = len(calls)
    seen |= _contents(found, 0.5 * args["augmented"])
    batches = max(len(found), 1)
    costs = (round(cost.operations / batches), round(cost.numbers / (3 * n), 1))
    costs += (cost.largest,)
    seen |= dict(zip(COSTS, costs, strict=True))
    return seen | _chance(attempt, X, Y, size, seed, found)


def _rows(n, device):
    index = torch.arange(float(n))
    X, Y = torch.stack([index, index + 0.25], 1), torch.arange(n)
    return X.to(device), Y.to(device)


def _augment(wanted):
    calls = []

    def augment(xb):
        calls.append(len(xb))
        return xb + 0.5

    return calls, augment if wanted else None


def _generator(seed):
    return torch.Generator().manual_seed(int(seed))


def _listed(result):
    found = [pair for pair, _ in zip(result, range(MOST), strict=False)]
    for pair in found:
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError("each batch must be a pair (xb, yb)")
    return found


def _contents(found, shift):
    index = [round(float(v) - shift, 3) for x, _ in found for v in x[:, 0].tolist()]
    labels = [v for _, y in found for v in y.tolist()]
    return {
        "sorted(rows)": sorted(index),
        "x and y belong together": index == [float(v) for v in labels],
        "in another order than given": index != sorted(index),
    }


def _chance(attempt, X, Y, size, seed, found):
    """The same seed gives the same epoch; the next epoch is another one."""
    rng = _generator(seed)
    first, second = (_listed(attempt(X, Y, size, rng)) for _ in range(2))
    order = [[v for _, y in pairs for v in y.tolist()] for pairs in (first, second)]
    mine = [v for _, y in found for v in y.tolist()]
    return {
        "the same seed, the same order": order[0] == mine,
        "the next epoch in the same order": order[0] == order[1],
    }
