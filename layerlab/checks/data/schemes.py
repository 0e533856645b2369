"""Schemes that ask for a score on new groups: an honest one, and what people do instead."""

import numpy as np


def folds(groups, rng, k=10):
    """k masks over the rows, of whole groups."""
    names = rng.permutation(np.unique(groups))
    return [np.isin(groups, some) for some in np.array_split(names, k)]


def share(X, y, test, select, fit):
    """How right the scheme is on the rows of `test`, which it has not seen."""
    columns = select(X[~test], y[~test])
    predict = fit(X[~test][:, columns], y[~test])
    return np.mean(predict(X[test][:, columns]) == y[test])


def turns(share=share, masks=folds, end=np.mean):
    """Folds, a share of each, and a number of these: one of them changed."""

    def code(X, y, groups, select, fit, rng):
        tests = masks(groups, rng)
        return float(end([share(X, y, test, select, fit) for test in tests]))

    return code


def row_folds(groups, rng):
    """Ten folds of rows, whatever their groups."""
    order = rng.permutation(len(groups))
    return [np.isin(np.arange(len(groups)), some) for some in np.array_split(order, 10)]


def chosen_before(X, y, test, select, fit):
    """Columns by all rows."""
    columns = select(X, y)
    predict = fit(X[~test][:, columns], y[~test])
    return np.mean(predict(X[test][:, columns]) == y[test])


def own_rows(X, y, test, select, fit):
    """Asked about what it was fitted on."""
    columns = select(X[~test], y[~test])
    predict = fit(X[~test][:, columns], y[~test])
    return np.mean(predict(X[~test][:, columns]) == y[~test])


def everything(X, y, groups, select, fit, rng):
    """No split at all."""
    columns = select(X, y)
    return np.mean(fit(X[:, columns], y)(X[:, columns]) == y)


def fitted_on_all(X, y, test, select, fit):
    """Fitted on all rows, asked about a part."""
    columns = select(X[~test], y[~test])
    return np.mean(fit(X[:, columns], y)(X[test][:, columns]) == y[test])


def asked_about_all(X, y, test, select, fit):
    """Fitted on a part, asked about all rows."""
    columns = select(X[~test], y[~test])
    return np.mean(fit(X[~test][:, columns], y[~test])(X[:, columns]) == y)


def one_split(share_of_groups):
    """Masks of one split, with this share of the groups."""

    def masks(groups, rng):
        names = rng.permutation(np.unique(groups))
        return [np.isin(groups, names[: round(len(names) * share_of_groups)])]

    return masks


def columns_of_the_first(X, y, groups, select, fit, rng):
    """Columns chosen in the first turn, for all turns."""
    tests = folds(groups, rng)
    columns, shares = select(X[~tests[0]], y[~tests[0]]), []
    for test in tests:
        predict = fit(X[~test][:, columns], y[~test])
        shares.append(np.mean(predict(X[test][:, columns]) == y[test]))
    return np.mean(shares)


def columns_of_the_test(X, y, test, select, fit):
    """Columns by the rows that are asked about."""
    columns = select(X[test], y[test])
    return np.mean(fit(X[~test][:, columns], y[~test])(X[test][:, columns]) == y[test])


def all_columns(X, y, test, select, fit):
    """Asked with all columns."""
    columns = select(X[~test], y[~test])
    return np.mean(fit(X[~test][:, columns], y[~test])(X[test]) == y[test])


def unselected(X, y, test, select, fit):
    """Fitted and asked with all columns."""
    return np.mean(fit(X[~test], y[~test])(X[test]) == y[test])


def exchanged(X, y, test, select, fit):
    """Trained on the fold, asked about the rest."""
    return share(X, y, ~test, select, fit)
