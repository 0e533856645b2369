"""A random network, its signals forward and its gradients back: the twin of `signal.js`.

From the run down to the numbers by chance, which are the browser's.
"""

import numpy as np

WIDTH, ROWS, EPS = 40, 32, 1e-5
REACH, BINS = 3.0, 61  # of the histograms


def _sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


# f(z), and its slope from z and h = f(z)
BENDS = {
    "relu": (lambda z: np.maximum(z, 0), lambda z, h: (z > 0) * 1.0),
    "tanh": (np.tanh, lambda z, h: 1 - h * h),
    "sigmoid": (_sigmoid, lambda z, h: h * (1 - h)),
    "none": (lambda z: z, lambda z, h: np.ones_like(z)),
}


def run(*, depth, gain, bend, norm, skip, seed) -> tuple[np.ndarray, np.ndarray]:
    """Signals and gradients after 0 … depth layers, each [depth + 1, ROWS, WIDTH].

    A layer is bend(norm(x @ W * gain / sqrt(WIDTH))), plus x where `skip`. The gradient
    that arrives at the top is normal with size 1.
    """
    f, slope = BENDS[bend]
    scale = gain / np.sqrt(WIDTH)
    signals, kept = [normals(seed, 0, ROWS)], []
    for k in range(1, depth + 1):
        x, W = signals[-1], normals(seed, k, WIDTH)
        z, widths = (
            _standardised(x @ W * scale) if norm == "batch" else (x @ W * scale, 0)
        )
        kept.append((W, z, f(z), widths))
        signals.append(kept[-1][2] + x if skip else kept[-1][2])
    gradients = [normals(seed, 9999, ROWS)]
    for W, z, h, widths in reversed(kept):
        g = gradients[-1] * slope(z, h)
        g = _unstandardised(g, z, widths) if norm == "batch" else g
        below = g @ W.T * scale
        gradients.append(below + gradients[-1] if skip else below)
    return np.array(signals), np.array(gradients[::-1])


def size(values) -> np.ndarray:
    """The root of the mean square of each entry along the first axis."""
    return np.sqrt((np.asarray(values) ** 2).mean(axis=(1, 2)))


def kind(ratio: float) -> str:
    """What became of a size on its way, in one word.

    >>> [kind(ratio) for ratio in (1e-6, 0.1, 0.5, 20, 1e6)]
    ['fades', 'shrinks', 'holds', 'grows', 'explodes']
    """
    if ratio < 1 / 5:
        return "fades" if ratio < 1 / 100 else "shrinks"
    if ratio > 5:
        return "explodes" if ratio > 100 else "grows"
    return "holds"


def histogram(values) -> np.ndarray:
    """Shares of the fullest bin, [BINS]; what lies beyond REACH counts at the edge."""
    places = np.floor((np.ravel(values) + REACH) / (2 * REACH) * BINS)
    counts = np.bincount(places.clip(0, BINS - 1).astype(int), minlength=BINS)
    return counts / counts.max()


def _standardised(z):
    widths = np.sqrt(z.var(axis=0) + EPS)
    return (z - z.mean(axis=0)) / widths, widths


def _unstandardised(g, z, widths):
    return (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / widths


def normals(seed: int, layer: int, rows: int) -> np.ndarray:
    """Standard normal numbers [rows, WIDTH], the ones that the browser draws.

    mulberry32's state only ever grows by one step, so all of it is computed at once.
    """
    start = (seed * 7919 + layer * 104729) & 0xFFFFFFFF
    steps = np.arange(1, 2 * rows * WIDTH + 1, dtype=np.uint64)
    uniform = _mixed((np.uint64(start) + steps * np.uint64(0x6D2B79F5)) & _LOW)
    u, v = uniform.reshape(-1, 2).T
    return (np.sqrt(-2 * np.log(1 - u)) * np.cos(2 * np.pi * v)).reshape(rows, WIDTH)


_LOW = np.uint64(0xFFFFFFFF)


def _mixed(a):
    """The outputs of mulberry32 in [0, 1) for its states a."""
    t = ((a ^ (a >> np.uint64(15))) * (a | np.uint64(1))) & _LOW
    more = ((t ^ (t >> np.uint64(7))) * (t | np.uint64(61))) & _LOW
    t = ((t + more) & _LOW) ^ t
    return (t ^ (t >> np.uint64(14))) / 2.0**32
