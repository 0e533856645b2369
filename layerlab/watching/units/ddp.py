"""A training run of several processes: threads, or real processes that meet through gloo.

From the observer down. Real ones are forked, which Linux does without importing torch
again; where that is not possible (in the grader's sandbox, on other systems) threads do
the same. Imports torch only when it is used.
"""

import contextlib
import os
import sys
import tempfile
import warnings
from datetime import timedelta

from layerlab.watching.units.ring import Mail, together

SECONDS = 6.0  # that real processes may take, before threads do the same


def team(attempt, args: dict, call="", torch=None) -> dict:
    """The weights after the run in every process, and how many rows each looked at.

    The attempt is called as `attempt(model, X, y, size, lr, rank, world, all_reduce)`.
    """
    args = dict(args)
    world, real = args.pop("world"), args.pop("real", False)

    def run(rank, all_reduce):
        return _member(attempt, args, rank, world, all_reduce)

    with _random_kept():
        found = _with_gloo(run, world) if real else None
        found = found or _with_threads(run, world)
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


# ---- real processes ------------------------------------------------------------------


def _with_gloo(run, world):
    """The results of forked processes, or None where they cannot be had."""
    if not sys.platform.startswith("linux"):
        return None
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        # about threads and forks: the children need none
        warnings.simplefilter("ignore")
        try:
            pipes = [_start(run, rank, world, folder, stack) for rank in range(world)]
            found = [_received(pipe) for pipe in pipes]
        except (OSError, EOFError):
            return None
    return None if None in found else found


def _start(run, rank, world, folder, stack):
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    arguments = (run, rank, world, folder, theirs)
    child = context.Process(target=_child, args=arguments, daemon=True)
    child.start()
    theirs.close()
    stack.callback(_end, child)
    return ours


def _end(child):
    child.kill()
    child.join()


def _received(pipe):
    return pipe.recv() if pipe.poll(SECONDS) else None


def _child(run, rank, world, folder, pipe):
    """In the forked process: meet the others, run, answer, and end without a farewell."""
    try:
        import torch
        from torch import distributed

        torch.set_num_threads(1)  # the parent's threads do not exist here
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        distributed.init_process_group(
            "gloo",
            init_method=f"file://{folder}/meeting",
            rank=rank,
            world_size=world,
            timeout=timedelta(seconds=SECONDS),
        )
        pipe.send(run(rank, distributed.all_reduce))
        distributed.barrier()
    finally:
        os._exit(0)
