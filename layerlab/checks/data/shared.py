"""What both splits share: how their cases are written, and chance that looks at rows alone."""

from layerlab.checking import Formula


def drawn(fraction, seed) -> dict:
    """Both as text: no number that a general sentence could be about."""
    rng = Formula(f"np.random.default_rng({seed})")
    return {"test_fraction": Formula(str(fraction)), "rng": rng}


def by_rows(rows, test_fraction, rng) -> tuple:
    """(train, test): chance decides over all rows, whatever they belong to."""
    order = rng.permutation(len(rows))
    count = round(len(rows) * test_fraction)
    return order[count:], order[:count]
