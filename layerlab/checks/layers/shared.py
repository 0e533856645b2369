"""What several exercises of unit 06 need: softmax, and the cases of a bend."""

import numpy as np

from layerlab.checking import case, worked


def softmax(z, axis=-1):
    """The right one: the maximum is taken out first."""
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def plain_softmax(z, axis=-1):
    """The formula as it stands, which overflows for large scores."""
    return np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)


def bend_cases(rng, **options):
    """Arrays of one, two and three axes, with zeros, for functions of each entry."""
    yield worked(x=[-2.0, 0.0, 3.0], **options)
    yield worked(x=[[1.0, -1.0], [-0.5, 2.0]], **options)
    for shape in [(5,), (3, 4), (2, 3, 2), (1,), (4, 1)]:
        yield case(x=rng.normal(size=shape) * 2, **options)
    yield case(x=-np.abs(rng.normal(size=4)), **options)  # all negative
    yield case(x=np.abs(rng.normal(size=(2, 2))) * 50, **options)
