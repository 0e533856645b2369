"""Six numbers a picture that a linear reader can read digits from; judged by what it reads."""

import numpy as np

from layerlab.checking import Exercise, Mistake, case, worked
from layerlab.checking.looks import Look

from . import sealed
from .sealed import MOST

_ROWS = (1, 2)


def _features(images):
    """Where the ink's middle lies and how tall it is; three patches; how many edges."""
    rows, ink = np.arange(8), images.sum(axis=_ROWS) + 1e-9
    share = images.sum(axis=2) / ink[:, None]  # of the ink in each row, (n, 8)
    middle = share @ rows
    tall = np.sqrt(np.maximum(share @ rows**2 - middle**2, 0))
    left_right = images[:, :, :4].mean(_ROWS) - images[:, :, 4:].mean(_ROWS)
    lower_left = images[:, 4:, :4].mean(_ROWS)
    right = images[:, 2:4, 5:7].mean(_ROWS)
    edges = np.abs(np.diff(images, axis=1)).mean(_ROWS)
    return np.stack([middle, tall, left_right, lower_left, right, edges], axis=1)


def _cases(rng):
    yield worked(images=sealed.drawn(int(rng.integers(2**31))))
    yield case(images=sealed.drawn(int(rng.integers(2**31))))  # learned from others


def _by_picture(images):
    """Right: a loop that measures one picture at a time, and lists."""
    found = []
    for picture in images.tolist():
        ink = [sum(row) for row in picture]
        total = sum(ink) + 1e-9
        middle = sum(r * v for r, v in enumerate(ink)) / total
        tall = sum((r - middle) ** 2 * v for r, v in enumerate(ink)) / total
        parts = [picture[r][c : c + 3] for r, c in ((2, 0), (2, 5), (5, 0), (5, 5))]
        found.append([middle, tall, *(sum(part) / 3 for part in parts)])
    return found


def _differences(images):
    """Right: two differences of patches, two patches, edges, and ink far from the middle."""
    columns = [images[:, 2:4, 5:].mean(_ROWS) - images[:, 2:4, 1:3].mean(_ROWS)]
    columns.append(images[:, 5:7, 1:3].mean(_ROWS) - images[:, 5:7, 5:7].mean(_ROWS))
    columns.append(images[:, 5:].mean(_ROWS))
    columns.append(np.abs(np.diff(images, axis=1)).mean(_ROWS))
    columns.append(images[:, [0, 1, 6, 7]].sum(_ROWS) / (images.sum(_ROWS) + 1e-9))
    columns.append(images[:, 3:5, 2:6].mean(_ROWS))
    return np.stack(columns, axis=1).astype(np.float32)


def _handmade(images):
    left_right = images[:, :, :4].mean(_ROWS) - images[:, :, 4:].mean(_ROWS)
    top_bottom = images[:, :4].mean(_ROWS) - images[:, 4:].mean(_ROWS)
    return np.stack([images.mean(_ROWS), left_right, top_bottom], axis=1)


def _looked_up(images):
    """The class of the most similar digit in the data set."""
    X, y = sealed.digits()
    known, asked = X.reshape(len(X), -1), images.reshape(len(images), -1)
    away = (known**2).sum(axis=1) - 2 * asked @ known.T
    return np.column_stack([_features(images)[:, :5], y[away.argmin(axis=1)]])


def _scaled(images):
    F = _features(images)
    return (F - F.mean(axis=0)) / (F.std(axis=0) + 1e-9)


def _numbered(images):
    return np.column_stack([_features(images)[:, :5], np.arange(len(images))])


def _noisy(images):
    F = _features(images)
    return F + 0.01 * np.random.default_rng().normal(size=F.shape)


def _one_for_all(images):
    """Every mean without its axes: a number of the whole batch, and the same in each row."""
    return np.tile(_features(images).mean(axis=0), (len(images), 1))


def _with_a_gap(images):
    """A share of ink in which 0 / 0 meets an empty corner."""
    with np.errstate(invalid="ignore"):
        gap = images[:, 0, 0] / images[:, 0, 0]
    return np.column_stack([_features(images)[:, :5], gap])


def _pixels(images):
    return images.reshape(len(images), -1)[:, [10, 20, 26, 34, 42, 53]]


def _repeated(images):
    ink = images.mean(_ROWS)
    return np.stack([ink, images.sum(_ROWS), 1 - ink, 2 * ink, ink, ink], axis=1)


features = Exercise(
    number="3.6", name="features", difficulty=3, minutes=20, points=3,
    reference=_features, cases=_cases, judge=sealed.Reader(),
    observe=Look("units.measuring:tables", {"call": "features(images)"}),
    any_type=False, seconds=20.0, uses_random=True, valid=sealed.is_whole,
    mistakes=(
        Mistake("looks at the labels", _looked_up, message=
            "One column is the class itself, and no measurement: nearly every digit can be named "
            "from it alone. Labels are what the reader shall find; measure the picture."),
        Mistake("more than six", lambda images: np.column_stack(
            [_features(images), images.mean(_ROWS)]
        ), message=
            f"There are more than {MOST} columns. Which of yours says least? The feature workshop "
            "shows what is lost when one is switched off."),
        Mistake("statistics of the batch", _scaled, hint=2, message=
            "The same pictures get other numbers in other company: something of the whole batch (a "
            "mean, a largest value) goes into them. Use each picture's own pixels alone; the "
            "reader scales the columns itself."),
        Mistake("the place in the batch", _numbered, message=
            "The same pictures in another order get other numbers: where a picture stands in the "
            "batch says nothing about it."),
        Mistake("not the same twice", _noisy, message=
            "The same pictures got other numbers when they were measured again. A measurement has "
            "no chance in it."),
        Mistake("the same for all pictures", _one_for_all, hint=2, message=
            "Every picture got the same numbers. A mean without axes melts the whole batch into "
            "one number; `axis=(1, 2)` leaves one for each picture."),
        Mistake("one number for the whole batch", hint=2, code=
            lambda images: _features(images).mean(axis=0), message=
            "One flat row of numbers came back for all pictures together. Each picture needs a row "
            "of its own."),
        Mistake("one feature, flat", lambda images: images.mean(_ROWS), hint=3, message=
            "One number for each picture came back, in a flat row. The columns stand side by side "
            "in a table (n, k), also where there is one: `np.stack([…], axis=1)`."),
        Mistake("features in rows", lambda images: _features(images).T, hint=3, message=
            "Each feature is a row here. One picture is one row: `np.stack([…], axis=1)`."),
        Mistake("pixels copied", _pixels, message=
            "A column is a single pixel, copied. A feature says something that no pixel says "
            "alone: of a patch, of a half, of how the ink lies."),
        Mistake("numbers that are missing", _with_a_gap, hint=3, message=
            "Some numbers are NaN or infinite. Is something divided by the ink of a place that can "
            "be empty?"),
        Mistake("the same thing again", _repeated, message=
            "Columns repeat what others say: they follow from these by weighing and adding, which "
            "the reader does anyway. Ink as a mean and ink as a sum are one feature."),
        Mistake("too few", _handmade, message=
            "These columns are fair, and they leave the reader too little: there is room for "
            f"{MOST}. Take the two digits that it confuses most (they are named above), lay them "
            "side by side, and measure what differs."),
        Mistake("six that say too little", lambda images: np.stack(
            [images[:, r].mean(axis=1) for r in range(6)], axis=1
        ), message=
            "The columns are fair, and together they say too little. Take the two digits that are "
            "confused most (they are named above), lay them side by side, and measure what "
            "differs; give up the column that helps least."),
    ),
    hints=(
        "Which digits does your first feature tell apart, and which does it confuse? A second one "
        "is worth most where the first is blind.",
        "Means of patches and halves (`images[:, 2:4, 5:7].mean(axis=(1, 2))`), differences of "
        "them, how tall the ink is, how often ink and paper meet: `np.abs(np.diff(images, "
        "axis=1))`.",
        "Write one line for each column and stack them with `np.stack([…], axis=1)`. Try a table "
        "of six with the lesson's classifier on its validation digits before you run the check.",
    ),
    alternatives=(_by_picture, _differences),
)  # fmt: skip
