"""A training run of several "processes", which are threads that send each other mail.

From the observer down. What each is given as `all_reduce` leaves the sum in place, as
torch.distributed's does. Real processes need forks and sockets, which the grader's sandbox
denies: lesson 13 starts some with torchrun. Imports torch only when it is used.
"""

from layerlab.watching.units.ring import Mail, together


def team(attempt, args: dict, call="", torch=None) -> dict:
    """The weights after the run in every process, and how many rows each looked at.

    The attempt is called as `attempt(model, X, y, size, lr, rank, world, all_reduce)`.
    """
    args = dict(args)
    world = args.pop("world")

    def run(rank, all_reduce):
        return _member(attempt, args, rank, world, all_reduce)

    with _random_kept():
        found = _with_threads(run, world)
    seen = {f"the weights in process {r}": w for r, (w, _) in enumerate(found)}
    rows = {f"rows that process {r} looked at": n for r, (_, n) in enumerate(found)}
    return seen | rows


def _random_kept():
    import torch

    return torch.random.fork_rng(devices=[])


def _model():
    """The same small network each time."""
    from torch import nn

    from layerlab.watching.filling import fill

    return fill(nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3)))


def _member(attempt, args, rank, world, all_reduce):
    import torch
    from torch import nn

    model, rows = _model(), []
    model.register_forward_hook(lambda m, inputs, out: rows.append(len(inputs[0])))
    X, y, size, lr = (args[name] for name in ("X", "y", "size", "lr"))
    trained = attempt(model, X.clone(), y.clone(), size, lr, rank, world, all_reduce)
    if not isinstance(trained, nn.Module):
        name = type(trained).__name__
        raise TypeError(f"the model is expected, a {name} came back")
    with torch.no_grad():
        weights = torch.cat([p.reshape(-1) for p in trained.parameters()])
    return weights.numpy(), sum(rows)


def _with_threads(run, world):
    mail = Mail(world)

    def reducer(rank):
        def all_reduce(tensor):
            """Replace the tensor by the sum of all processes' tensors, in place."""
            mine, others = tensor.detach(), [r for r in range(world) if r != rank]
            for other in others:
                mail.send(rank, other, mine.numpy())
            parts = {other: mail.recv(rank, other) for other in others}
            parts[rank] = mine.clone().numpy()
            total = sum(parts[r] for r in range(world))
            mine.copy_(mine.new_tensor(total))

        return all_reduce

    return together(lambda rank: run(rank, reducer(rank)), mail)
