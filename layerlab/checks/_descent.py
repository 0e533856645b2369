"""What is written for the checks of unit 05: right ones, and many wrong ones.

In the order of the exercises; `descent` says what each of them shows.
"""

import numpy as np


def _mse(pred, y):
    return float(np.mean((np.ravel(pred) - np.ravel(y)) ** 2))


def _flat_or_refused(attempt, pred, y):
    """Refusing (n,) against (n, 1) with an error is as good as flattening both."""
    try:
        return attempt(pred, y)
    except Exception:
        if pred.shape == y.shape:
            raise
    return attempt(pred.ravel(), y.ravel())


def _errors(pred, y):
    return np.ravel(pred) - np.ravel(y)


def _strict_mse(pred, y):
    assert pred.shape == y.shape, "pred and y must have one shape"
    return np.square(pred - y).mean()


def _mse_gradient(X, y, w, b):
    errors = X @ w + b - y
    return 2 * X.T @ errors / len(y), 2 * float(errors.mean())


def _numerical_gradient(f, w, eps=1e-5):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        gradient[place] = _central(f, w, place, eps)
    return gradient


def _nudged(w, place, eps):
    moved = np.array(w, dtype=np.float64)
    moved[place] += eps
    return moved


def _central(f, w, place, eps):
    up, down = f(_nudged(w, place, eps)), f(_nudged(w, place, -eps))
    return (up - down) / (2 * eps)


def _low_precision(f, w, place, eps):
    up, down = w.copy(), w.copy()
    up[place] = up[place] + eps
    down[place] = down[place] - eps
    return (f(up) - f(down)) / (2 * eps)


def _never_put_back(f, w, eps):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        w[place] += eps
        up = f(w)
        w[place] -= 2 * eps
        gradient[place] = (up - f(w)) / (2 * eps)
    return gradient


def _put_back_by_adding(f, w, eps):
    gradient = np.zeros(np.shape(w))
    for place in np.ndindex(gradient.shape):
        w[place] += eps
        up = f(w)
        w[place] -= 2 * eps
        gradient[place] = (up - f(w)) / (2 * eps)
        w[place] += eps
    return gradient


def _first_axis_only(f, w, eps):
    rows = [_nudged(w, i, eps) for i in range(len(w))]
    back = [_nudged(w, i, -eps) for i in range(len(w))]
    return np.array(
        [(f(u) - f(d)) / (2 * eps) for u, d in zip(rows, back, strict=True)]
    )


def _columns_at_once(f, w, eps):
    gradient = np.zeros_like(w)
    for i, unit in enumerate(np.eye(len(w))):
        gradient[i] = (f(w + eps * unit) - f(w - eps * unit)) / (2 * eps)
    return gradient


def _by_flat_view(f, w, eps):
    flat, out = np.asarray(w, dtype=float).ravel(), []
    for i in range(flat.size):
        ends = [np.r_[flat[:i], flat[i] + s, flat[i + 1 :]] for s in (eps, -eps)]
        up, down = (f(e.reshape(np.shape(w))) for e in ends)
        out.append((up - down) / eps / 2)
    return np.reshape(out, np.shape(w))


def _by_unit_vectors(f, w, eps):
    w = np.asarray(w, dtype=float)
    units = np.eye(w.size).reshape(-1, *w.shape)
    slopes = [(f(w + eps * e) - f(w - eps * e)) / (2 * eps) for e in units]
    return np.array(slopes).reshape(w.shape)


def _put_back_exactly(f, w, eps):
    w = w.astype(np.float64)
    gradient = np.empty_like(w)
    for place in np.ndindex(w.shape):
        old = w[place]
        w[place] = old + eps
        up = f(w)
        w[place] = old - eps
        gradient[place] = (up - f(w)) / (2 * eps)
        w[place] = old
    return gradient


def _descend(gradient, w0, lr, steps):
    path = [np.array(w0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - lr * np.asarray(gradient(path[-1])))
    return np.array(path)


def _down(w, gradient, lr, start, k):
    return w - lr * np.asarray(gradient(w))


def _same_array(gradient, w0, lr, steps):
    w = np.array(w0, dtype=float)
    path = [w]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(w)
    return path


def _later_ones_the_same(gradient, w0, lr, steps):
    return [np.copy(w0), *_same_array(gradient, w0, lr, steps)[1:]]


def _same_array_and_w0(gradient, w0, lr, steps):
    w, path = w0, [w0]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(w)
    return path


def _w0_spoiled(gradient, w0, lr, steps):
    w, path = w0, [np.copy(w0)]
    for _ in range(steps):
        w -= lr * gradient(w)
        path.append(np.copy(w))
    return path


def _as_list(gradient, w0, lr, steps):
    w, path = w0, [w0]
    for _ in range(steps):
        w = w - lr * gradient(w)
        path.append(w)
    return path


def _filled_in(gradient, w0, lr, steps):
    path = np.empty((steps + 1, *np.shape(w0)))
    path[0] = w0
    for k in range(steps):
        path[k + 1] = path[k] - lr * gradient(path[k])
    return path


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def _one_sigmoid(z):
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


def _bce(z, y):
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


def _from_probabilities(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def _one_bce(z, y):
    z = z if y == 0 else -z
    return z + np.log1p(np.exp(-z)) if z > 0 else np.log1p(np.exp(z))


def _minibatches(n, size, rng):
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def _of(order, cut=None):
    """Batches that cut this order of the indices into pieces."""
    cut = cut or (
        lambda all_, size: [all_[i : i + size] for i in range(0, len(all_), size)]
    )
    return lambda n, size, rng: cut(np.asarray(order(n, rng)), size)


def _blocks(n, size, rng):
    blocks = [np.arange(i, min(i + size, n)) for i in range(0, n, size)]
    return [blocks[i] for i in rng.permutation(len(blocks))]


def _shuffled(n, rng):
    return rng.permutation(n)


def _by_popping(n, size, rng):
    left = list(range(n))
    rng.shuffle(left)
    while left:
        batch, left = left[:size], left[size:]
        yield np.array(batch)


def _by_sorting(n, size, rng):
    order = np.argsort(rng.random(n))
    return (order[k * size : (k + 1) * size] for k in range(-(-n // size)))


def _log_with(tiny):
    """A cross-entropy with a tiny number inside the logarithm."""

    def code(z, y):
        p = 1 / (1 + np.exp(-z))
        return -np.mean(y * np.log(p + tiny) + (1 - y) * np.log(1 - p + tiny))

    return code
