"""Made-up reviews of cakes whose judgement hangs on the order of the words.

The rules, from the whole to the part: a mocking remark turns the review round; of two
halves joined by "but" the second counts, with "although" the half without it; "not" turns
the word after it round. A bag of words sees which words occur, not what they act on.
"""

import numpy as np

from layerlab.data.arguments import number, size_of, split_of
from layerlab.data.counter_rng import Counter
from layerlab.data.dataset import Dataset

SPLITS = {"train": 10_000, "val": 2_000, "test": 2_000}
MOST = 1_000_000
_SHARES = np.array([0.3, 0.56, 0.76, 0.88])  # upper ends of all patterns but the last
_GOOD = "light moist fresh fluffy rich creamy crisp tender lovely perfect".split()
_BAD = "dry stale heavy soggy bland greasy burnt rubbery awful dull".split()
_THINGS = (
    "sponge icing cream crust filling glaze dough topping caramel frosting".split()
)
_CAKES = "cake cupcake doughnut cookie croissant pie roll pretzel lollipop tart".split()
_MOCKS = ("oh sure ,", "yeah right ,", "as if :")
_NEGATIONS = ("not", "never", "hardly")
_OPENINGS = ("", "honestly ", "today ", "as always ", "this time ")


def load(name, split, n, seed, *, mockery=0.1, negation=0.2) -> Dataset:
    """Sentences in small letters, words and signs apart by spaces; 0 negative, 1 positive.

    mockery: chance of a remark that turns the review round. negation: chance that a
    judgement is given by its opposite and "not".
    """
    split = split_of(name, split, SPLITS)
    n = size_of(name, split, n, MOST, SPLITS[split])
    mockery = number("mockery", mockery, 0, 1)
    negation = number("negation", negation, 0, 1)
    draw, rows = Counter(seed, name, split), np.arange(n)
    y = (rows + draw.whole(rows // 2, "label", 2)) % 2
    factors = {
        "pattern": np.searchsorted(_SHARES, draw.uniform(rows, "pattern"), "right"),
        "mock": draw.uniform(rows, "mock") < mockery,
    }
    texts, factors["negations"] = _texts(draw, rows, y, factors, negation)
    factors["words"] = np.array([len(text.split()) for text in texts])
    classes = ("negative", "positive")
    return Dataset(name, split, texts, y, "sentences", classes, factors=factors)


def _texts(draw, rows, y, factors, negation):
    """The sentences, and how many negations each has."""
    pattern, mock = factors["pattern"], factors["mock"]
    said = np.where(mock, 1 - y, y)  # what the words say before the remark turns them
    first, second = _halves(said, pattern)
    nots = [draw.uniform(rows, f"not{k}") < negation for k in (0, 1)]
    a = _clauses(draw, rows, 0, first, nots[0])
    b = _clauses(draw, rows, 1, second, nots[1])
    count = nots[0].astype(np.int64) + np.where(pattern == 0, 0, nots[1])
    return _joined(draw, rows, pattern, mock, a, b), count


def _halves(said, pattern):
    """What the first and the second half say: alike for "and", else against each other."""
    against = pattern >= 2
    first = np.where(against & (pattern != 4), 1 - said, said)
    second = np.where(pattern == 4, 1 - said, said)
    return first, second


def _clauses(draw, rows, half, positive, negated):
    """ "the icing was not dry" and the like, one for each row."""
    good = np.where(negated, 1 - positive, positive) == 1
    word = draw.whole(rows, f"word{half}", len(_GOOD))
    thing = draw.whole(rows, f"thing{half}", len(_THINGS))
    nay = draw.whole(rows, f"nay{half}", len(_NEGATIONS))
    return [
        f"the {_THINGS[thing[i]]} was "
        f"{_NEGATIONS[nay[i]] + ' ' if negated[i] else ''}"
        f"{(_GOOD if good[i] else _BAD)[word[i]]}"
        for i in range(len(rows))
    ]


def _joined(draw, rows, pattern, mock, a, b):
    joints = (
        "{a}",
        "{a} and {b}",
        "{a} , but {b}",
        "although {a} , {b}",
        "{a} , although {b}",
    )
    opening = draw.whole(rows, "opening", len(_OPENINGS))
    remark = draw.whole(rows, "remark", len(_MOCKS))
    cake = draw.whole(rows, "cake", len(_CAKES))
    texts = []
    for i in range(len(rows)):
        body = joints[pattern[i]].format(a=a[i], b=b[i])
        head = f"{_MOCKS[remark[i]]} " if mock[i] else ""
        texts.append(f"{head}{_OPENINGS[opening[i]]}{body} in this {_CAKES[cake[i]]} .")
    return np.array(texts, dtype=str)
