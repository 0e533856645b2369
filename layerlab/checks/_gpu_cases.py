"""The cases of unit 13's exercises, in their order."""

import numpy as np

from layerlab.checking import Tensor, case, worked


def _pictures(rng, n, d=3, k=3):
    x = rng.normal(size=(n, d)).astype(np.float32)
    return {"x": Tensor(x), "y": Tensor(rng.integers(0, k, size=n))}


def step(rng):
    """A CPU, and the stand-in for a GPU."""
    yield worked(**_pictures(rng, 2), device="cpu")
    yield worked(**_pictures(rng, 4), device="meta")
    yield case(**_pictures(rng, 7), device="cpu")


def bench(rng):
    """Work of several lengths, and work that was waiting before."""
    yield worked(costs=[0.5, 0.2, 0.3, 0.1], warmup=1, repeats=3, busy=0.0)
    yield worked(costs=[0.4, 0.1], warmup=0, repeats=1, busy=2.0)
    yield case(
        costs=[4.0, 3.0, 0.1, 0.2, 0.15, 0.9, 0.3], warmup=2, repeats=5, busy=1.0
    )
    yield case(costs=[2.0, 0.2, 0.7, 0.4, 0.5], warmup=1, repeats=4, busy=0.5)
    for n in (6, 9):
        costs = rng.uniform(0.05, 1, size=n).round(3).tolist()
        yield case(costs=costs, warmup=2, repeats=n - 2, busy=0.3)


def _points(values):
    return Tensor(np.asarray(values, dtype=np.float32))


def distance(rng):
    """Few points and many, and points that stand on both sides."""
    yield worked(A=_points([[0.0, 0.0], [3.0, 4.0]]), B=_points([[0.0, 0.0]]))
    yield worked(A=_points(np.eye(2)), B=_points([[1.0, 0.0], [0.0, 3.0]]))
    for n, m, d in [(5, 3, 2), (40, 30, 3), (60, 70, 20)]:
        yield case(
            A=_points(rng.normal(size=(n, d))), B=_points(rng.normal(size=(m, d)))
        )
    same = rng.normal(size=(50, 17))  # every point also stands on the other side
    yield case(A=_points(same), B=_points(same))


def batches(rng):
    """Whole and broken last batches, with and without augmentation."""
    yield worked(n=32, size=16, seed=0, augmented=False, device="cpu")
    yield worked(n=40, size=16, seed=1, augmented=True, device="cpu")
    yield case(n=128, size=16, seed=2, augmented=True, device="cpu")
    yield case(n=100, size=24, seed=3, augmented=False, device="cpu")
    yield case(n=48, size=20, seed=4, augmented=False, device="meta")
    n, seed = (int(drawn) for drawn in rng.integers((50, 10), (90, 1000)))
    yield case(n=n, size=24, seed=seed, augmented=False, device="cpu")


def amp(rng):
    """Both short types, scales that fit and one that overflows."""
    half = {"dtype": "bfloat16", "scale": 0.0}
    yield worked(**_pictures(rng, 4), **half, steps=1)
    yield worked(**_pictures(rng, 4), dtype="float16", scale=256.0, steps=1)
    yield case(**_pictures(rng, 6), dtype="float16", scale=64.0, steps=2)
    yield case(**_pictures(rng, 6), dtype="float16", scale=2.0**40, steps=1)
    yield case(**_pictures(rng, 9), **half, steps=2)


def accumulate(rng):
    """Equal parts and unequal ones, with gradients there before."""
    yield worked(**_pictures(rng, 64), k=4, before=0.0)
    yield worked(**_pictures(rng, 62), k=4, before=0.0)  # 16, 16, 15, 15
    yield case(**_pictures(rng, 48), k=3, before=1.0)
    yield case(**_pictures(rng, 50), k=8, before=0.5)
    yield case(**_pictures(rng, 40), k=1, before=0.0)


def ring(rng):
    """Arrays that divide and that do not, also shorter than n."""
    yield worked(xs=[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0], [100.0, 200.0, 300.0]])
    yield worked(xs=[[1.0, 2.0], [3.0, 4.0]])
    for n, length in [(4, 8), (5, 20), (4, 10), (5, 3), (3, 1), (1, 4)]:
        yield case(xs=rng.integers(-9, 10, size=(n, length)).astype(float))


def team(rng):
    """One process, two, and three."""

    def data(n, d=3):
        x = rng.normal(size=(n, d)).astype(np.float32)
        return {"X": Tensor(x), "y": Tensor(rng.integers(0, 3, size=n))}

    yield worked(**data(4), size=4, lr=0.5, world=2)
    yield worked(**data(12), size=4, lr=0.5, world=2)
    yield case(**data(12), size=6, lr=0.2, world=3)
    yield case(**data(8), size=4, lr=0.5, world=1)
    yield case(**data(16), size=8, lr=0.5, world=2)
