"""Observers for splits of rows: what several draws of a split have in common.

Each is `(attempt, args, **options)`. A split is drawn with the generator that was handed in,
with a twin of it, and with others; what comes back are words, so that every use of chance
can be compared. No right answer stands here.
"""

import copy
from collections import Counter

import numpy as np

OTHERS = 6  # further draws, each with a generator of its own
FEW = 4  # rows of which an order says nothing
UNCLEAR = "unclear"


def stratified(attempt, args: dict, call="") -> dict | None:
    """What `attempt(y, test_fraction, rng)` gives: whole, by chance, how many of a class."""
    labels = np.asarray(args["y"])
    found, draws = _drawn(attempt, args, labels, "class")
    if not draws:
        names = (_OF_EACH, _WHICH_ROWS, *_ORDERS, *_RNG)
        return found and found | dict.fromkeys(names, UNCLEAR)
    tests = [test for _, test in draws]
    found[_OF_EACH] = _counts([labels[test] for test in tests], labels)
    chosen = [frozenset(test.tolist()) for test in tests]
    found[_WHICH_ROWS] = _which(chosen, list(_ends_of_classes(labels, tests[0])))
    return found | _order(draws, labels, "class") | _chance(draws)


def grouped(attempt, args: dict, call="") -> dict | None:
    """What `attempt(groups, test_fraction, rng)` gives: whole groups, how many, which."""
    groups = np.asarray(args["groups"])
    found, draws = _drawn(attempt, args, groups, "group")
    if not draws:
        names = (_BOTH_SIDES, _HOW_MANY, _WHICH_GROUPS, *_ORDERS, *_RNG)
        return found and found | dict.fromkeys(names, UNCLEAR)
    sides = [tuple({*groups[part].tolist()} for part in draw) for draw in draws]
    torn = max(len(train & test) for train, test in sides)
    found[_BOTH_SIDES] = ("none", "one at most in a draw", "several")[min(torn, 2)]
    same = len({frozenset(test.tolist()) for _, test in draws}) == 1
    if torn == 1 and same:
        found[_BOTH_SIDES] = "one, always the same"
    if torn > 1 and not same and _shares(draws, groups):
        found[_BOTH_SIDES] = "all, each with a share of its own"
    found |= dict.fromkeys((_HOW_MANY, _WHICH_GROUPS), UNCLEAR)
    if not torn:
        chosen = [frozenset(test) for _, test in sides]
        found[_HOW_MANY] = _how_many(chosen, args["test_fraction"] * len({*groups.tolist()}))
        found[_WHICH_GROUPS] = _which(chosen, _ends_of_groups(groups, len(chosen[0])))
    return found | _order(draws, groups, "group") | _chance(draws)


_RETURNED, _EACH_INDEX = "what came back", "the indices"
_OF_EACH, _WHICH_ROWS = "of each class in the test", "which rows of a class"
_BOTH_SIDES, _HOW_MANY = "groups on both sides", "groups in the test"
_WHICH_GROUPS = "which groups"
_ORDERS = ("the order in train", "the order in test")
_RNG = ("a second time, the same rng", "another rng")


def _drawn(attempt, args, labels, word: str) -> tuple[dict | None, list]:
    """What can be said of the parts alone, and all draws where they are sound.

    None where nothing came back. What is lost is said in terms of the `word`: "group".
    """
    named = [copy.deepcopy(args) for _ in range(OTHERS + 1)]
    for i, other in enumerate(named[1:]):
        other["rng"] = np.random.default_rng([i, 14])
    draws = []
    for given in (args, *named):
        result = attempt(*given.values())
        if result is None:
            return None, []
        parts, words = _parts(result)
        if words:
            return {"rows": len(labels), _RETURNED: words, _EACH_INDEX: UNCLEAR}, []
        draws.append(parts)
    found = {"rows": len(labels), _RETURNED: "two flat arrays of whole numbers"}
    faults = next(filter(None, (_faults(*d, len(labels)) for d in draws)), "")
    found[_EACH_INDEX] = faults + _more(draws, labels, word) if faults else _SOUND
    return found, [] if faults else draws


def _parts(result) -> tuple:
    """(train, test) as arrays of whole numbers and "", or None and what is in the way."""
    if not isinstance(result, (tuple, list)):
        return None, "one thing, and no pair"
    if len(result) != 2:
        return None, f"{len(result)} things"
    try:
        parts = [np.asarray(part) for part in result]
    except ValueError:
        return None, "lists of different lengths"
    return _numbered(parts)


def _numbered(parts):
    if any(part.ndim != 1 for part in parts):
        return None, "arrays that are not flat"
    if any(part.dtype.kind == "b" for part in parts):
        return None, "masks of True and False"
    if any(part.dtype.kind not in "iuf" for part in parts if part.size):
        return None, "no numbers"
    if any((part % 1).any() for part in parts if part.size):
        return None, "fractions"
    return [part.astype(int) for part in parts], ""


_SOUND = "each once, in one of the parts"


def _faults(train, test, n: int) -> str:
    """What is wrong with which indices there are; "" where each comes once."""
    if any(((part < 0) | (part >= n)).any() for part in (train, test)):
        return "some that no row has"
    if any(len(np.unique(part)) < len(part) for part in (train, test)):
        return "some twice in a part"
    known, asked = {*train.tolist()}, {*test.tolist()}
    if asked and asked <= known:
        return "all of the test in train, too"
    both = bool(known & asked)
    neither = len(known | asked) < n
    words = ["in both parts"] * both + ["in neither"] * neither
    return f"some {', some '.join(words)}" if words else ""


def _more(draws, labels, word: str) -> str:
    """What all draws together say of indices that are not sound."""
    joined = [np.concatenate(draw) for draw in draws]
    used = {*np.concatenate(joined).tolist()}
    if not used:
        return ", since both parts are empty"
    if used == {*range(len(used))} and len(used) < 0.75 * len(labels):
        return f", all of them below {len(used)}"
    if max(used) >= len(labels) or min(used) < 0:
        return ""
    lost = any({*labels[one].tolist()} != {*labels.tolist()} for one in joined)
    return f", a whole {word} among them" if lost else f", though every {word} is there"


def _counts(tests, labels) -> str:
    """How many of each class: "a: 2, b: 5", where that is the same in every draw."""
    found = {tuple(sorted(Counter(test.tolist()).items())) for test in tests}
    if len(found) > 1:
        return "another number each time"
    known = dict(found.pop())
    names = sorted({*labels.tolist()})
    return ", ".join(f"{name}: {known.get(name, 0)}" for name in names)


def _shares(draws, groups) -> bool:
    """Whether each group has as many rows in the test in every draw."""
    return len({tuple(sorted(groups[test].tolist())) for _, test in draws}) == 1


def _how_many(chosen, share: float) -> str:
    """The number of groups in the test, or how it moves around the `share` asked for."""
    many = {len(test) for test in chosen}
    if len(many) == 1:
        return f"{many.pop()} of them"
    above = " and never more" if max(many) <= share + 0.5 else ""
    return f"another number each time{above}"


def _which(chosen: list, ends: list) -> str:
    """How the rows, or groups, of the test were chosen, from what each draw chose."""
    if len({*chosen}) > 1:
        return "by chance"
    if ends and chosen[0] in ends:
        return ("always the first", "always the last")[ends.index(chosen[0]) % 2]
    return "the same whatever rng is"


def _ends_of_classes(labels, test):
    """The first, then the last rows of each class, as many of each as the test has."""
    counts = Counter(labels[test].tolist())
    rows = {name: np.flatnonzero(labels == name) for name in {*labels.tolist()}}
    yield frozenset(i for name, k in counts.items() for i in rows[name][:k].tolist())
    yield frozenset(i for name, k in counts.items() for i in rows[name][-k:].tolist())


def _ends_of_groups(groups, k: int) -> list:
    """The first and the last k groups, by name and by appearance."""
    names = groups.tolist()
    orders = (sorted({*names}), list(dict.fromkeys(names)))
    return [frozenset(end) for order in orders for end in (order[:k], order[-k:])]


def _order(draws, labels, word: str) -> dict:
    """How the rows stand in each part: by chance, ascending, or one class after the other."""
    found = {}
    for place, name in enumerate(_ORDERS):
        parts = [draw[place] for draw in draws]
        found[name] = "by chance"
        if min(map(len, parts)) < FEW:
            continue
        if all((np.diff(part) > 0).all() for part in parts):
            found[name] = "ascending"
        elif all(_in_blocks(labels[part]) for part in parts):
            found[name] = f"{word} by {word}"
    return found


def _in_blocks(names) -> bool:
    """Whether equal names stand together, though there is more than one way to stand."""
    different = len(np.unique(names))
    changes = int((names[1:] != names[:-1]).sum())
    return 1 < different < len(names) and changes == different - 1


def _chance(draws) -> dict:
    """Whether the generator decides: the first two draws had twins, the rest others."""
    first, twin, *others = ([part.tolist() for part in draw] for draw in draws)
    moved = any(other != first for other in others)
    words = ("another split", "the same split")
    return dict(zip(_RNG, (words[first == twin], words[not moved]), strict=True))
