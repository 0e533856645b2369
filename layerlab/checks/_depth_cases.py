"""The cases of unit 12's exercises: 12.2 to 12.5, and the two spreads of 12.1."""

import numpy as np

from layerlab.checking import Tensor, case, worked
from layerlab.checks import _depth as d

_STATE = "sorted(set(model.state_dict()) - {'num_batches_tracked'})"


def _tensor(rng, *shape, scale=1.0, shift=0.0):
    values = rng.normal(size=shape) * scale + shift
    return Tensor(values.astype(np.float32).round(3))


def statistics(rng):
    """Models of several shapes: nested, called twice, in place, convolutions."""

    def model(lines, x, first=False):
        lines = f"{lines}\nfill(model)"
        return (worked if first else case)(x=x, setup=lines.strip())

    x = Tensor(np.array([[1.0, 2.0], [3.0, -1.0]], np.float32))
    yield model("model = nn.Sequential(nn.Linear(2, 3), nn.ReLU())", x, True)
    nested = "model = nn.Sequential(nn.Sequential(nn.Linear(3, 4), nn.Tanh()), nn.Linear(4, 2))"
    yield model(nested, _tensor(rng, 5, 3))
    yield model(f"{d.TWICE.strip()}\nmodel = Twice()", _tensor(rng, 6, 3))
    inplace = (
        "model = nn.Sequential(nn.Linear(3, 8), nn.ReLU(inplace=True), nn.Linear(8, 8))"
    )
    yield model(inplace, _tensor(rng, 6, 3))
    conv = "model = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten())"
    yield model(conv, _tensor(rng, 4, 2, 5, 5))
    deep = "model = nn.Sequential(*[nn.Sequential(nn.Linear(6, 6), nn.ReLU()) for _ in range(5)])"
    yield model(deep, _tensor(rng, 9, 6))


def norm(rng):
    """Numbers first, then what lies inside the module."""
    yield from _norm_numbers(rng)
    yield from _norm_inside(rng)


def _norm_numbers(rng):
    x = Tensor(np.array([[[[1.0, 3.0]]], [[[5.0, 7.0]]]], np.float32))
    given = {"c": 1, "eps": 1e-5, "momentum": 0.1}
    yield worked(x=x, **given, show=("model.running_mean", "model.running_var"))
    x, given = _tensor(rng, 4, 3, 2, 2, scale=2, shift=1), given | {"c": 3}
    yield case(x=x, **given, setup="fill(model, by='name')", show=("model.eval()(x)",))
    after = ("model.running_mean", "model.running_var", "model.eval()(x)")
    x = _tensor(rng, 3, 2, 2, 3, scale=0.5, shift=-1)
    yield case(x=x, c=2, eps=0.5, momentum=0.1, show=after)
    x = _tensor(rng, 3, 3, 4, 4, shift=2)
    yield case(x=x, c=3, eps=1e-5, momentum=0.3, show=after)
    again = ("model.train()(2 * x + 1)", *after, "model.running_mean + 0")
    yield case(x=_tensor(rng, 2, 2, 3, 3), c=2, eps=1e-5, momentum=0.2, show=again)


def _norm_inside(rng):
    x = _tensor(rng, 5, 2, 1, 2, scale=3)
    yield case(
        x=x,
        c=2,
        eps=1e-3,
        momentum=0.1,
        setup="x = x.clone().requires_grad_()",
        show=("model.running_mean.requires_grad",),
    )
    yield case(x=_tensor(rng, 6, 2, 2, 2), c=2, eps=1e-5, momentum=0.1, show=(_STATE,))
    small = "attempt(2).train()(0.003 * x)"
    show = (small, "attempt(2).eval()(x)", "grown(attempt(2), x).running_mean")
    grown = "def grown(model, x):\n    model.train()(x)\n    return model"
    x = _tensor(rng, 4, 2, 2, 2)
    yield case(x=x, c=2, eps=0.1, momentum=0.5, setup=grown, show=show)
    x = Tensor(np.full((2, 1, 2, 2), 4.0, np.float32))
    yield case(x=x, c=1, eps=1e-5, momentum=0.1)


def block(rng):
    """With and without a change of channels and size."""
    yield worked(x=_tensor(rng, 2, 2, 3, 3), c_in=2, c_out=2, stride=1)
    yield worked(x=_tensor(rng, 2, 2, 4, 4), c_in=2, c_out=3, stride=2)
    for n, c_in, c_out, stride, side in (
        (3, 4, 4, 1, 5),
        (2, 3, 5, 1, 4),
        (3, 2, 4, 2, 6),
        (2, 3, 3, 2, 5),
        (2, 4, 2, 1, 3),
        (4, 1, 6, 3, 7),
    ):
        x = _tensor(rng, n, c_in, side, side)
        yield case(x=x, c_in=c_in, c_out=c_out, stride=stride)


def fuse(rng):
    """Every option of a convolution, with and without a bias."""

    def layers(conv, x, eps=1e-5, spread=1.0, first=False):
        lines = f"conv = nn.{conv}\n{d.TRAINED.strip()}"
        return (worked if first else case)(x=x, eps=eps, spread=spread, setup=lines)

    yield layers("Conv2d(1, 2, 1)", _tensor(rng, 1, 1, 2, 2), first=True)
    x = _tensor(rng, 2, 3, 5, 5)
    yield layers("Conv2d(3, 4, 3, bias=False)", x)
    yield layers("Conv2d(3, 3, 3, padding=1)", x, eps=0.5)
    yield layers("Conv2d(3, 3, 3, padding=1, bias=False)", x, eps=0.1)
    yield layers("Conv2d(3, 5, 3, stride=2, padding=1)", x)
    yield layers("Conv2d(3, 2, 1)", x, eps=1e-3, spread=1e-4)
    yield layers("Conv2d(3, 4, (3, 1), stride=(1, 2), bias=False)", x)
    yield layers("Conv2d(4, 4, 3, padding=2, dilation=2)", _tensor(rng, 2, 4, 6, 6))
    yield layers("Conv2d(4, 6, 3, groups=2, bias=False)", _tensor(rng, 2, 4, 4, 4))


def kaiming(rng):
    """Round numbers first, then fans and gains of every kind."""
    yield worked(fan_in=100, gain=2.0)
    yield worked(fan_in=16, gain=3.0)
    for fan_in, gain in ((9, 2**0.5), (147, 1.0), (784, 2**0.5), (1, 0.5), (3, 5 / 3)):
        yield case(fan_in=fan_in, gain=gain)
    for _ in range(4):
        yield case(
            fan_in=int(rng.integers(2, 600)), gain=round(float(rng.uniform(0.3, 3)), 2)
        )


def xavier(rng):
    """Square layers, narrow ones and wide ones."""
    yield worked(fan_in=100, fan_out=100)
    yield worked(fan_in=6, fan_out=2)
    for fan_in, fan_out in ((784, 10), (1, 1), (3, 64), (30, 20)):
        yield case(fan_in=fan_in, fan_out=fan_out)
    for _ in range(4):
        fan_in, fan_out = (int(v) for v in rng.integers(2, 600, size=2))
        yield case(fan_in=fan_in, fan_out=fan_out)
