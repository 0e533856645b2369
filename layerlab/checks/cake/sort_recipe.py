"""What training finds, and what the baker chooses before."""

from layerlab.checking import Exercise, Mistake, case, worked


def _sorted_by(parameters):
    """A recipe sorter that takes exactly these names for parameters."""

    def code(names):
        return {
            "parameters": [n for n in names if n in parameters],
            "hyperparameters": [n for n in names if n not in parameters],
        }

    return code


_PARAMETERS = ("weights", "biases", "weights of tier 3", "bias of the output")


_HYPERPARAMETERS = (
    *("number of tiers", "units in a tier", "activation", "learning rate"),
    *("batch size", "number of steps", "seed", "weight decay"),
)


def _cases(rng):
    yield worked(names=["weights", "learning rate", "biases"])
    yield worked(names=["seed", "number of tiers"])
    yield case(names=[*_HYPERPARAMETERS, *_PARAMETERS])
    yield case(names=[])
    yield case(names=["weights", "biases"])
    yield case(names=["weight decay", "bias of the output"])
    for size in (2, 4, 6, 9, 7, 5):
        drawn = rng.permutation([*_PARAMETERS, *_HYPERPARAMETERS])[:size]
        yield case(names=[str(n) for n in drawn])


def _exchanged(names):
    right = _sorted_by(_PARAMETERS)(names)
    return dict(zip(right, reversed(right.values()), strict=True))


def _alphabetical(names):
    return {key: sorted(found) for key, found in _sorted_by(_PARAMETERS)(names).items()}


def _counted(names):
    return {key: len(found) for key, found in _sorted_by(_PARAMETERS)(names).items()}


def _only_what_came(names):
    return {
        key: found for key, found in _sorted_by(_PARAMETERS)(names).items() if found
    }


def _emptied(names):
    """Every name is taken out of the caller's list, the last one first."""
    found = _sorted_by(_PARAMETERS)(names[::-1])
    names.clear()
    return found


_STARTS = ("weights", "biases", "bias")


sort_recipe = Exercise(
    number="1.4", name="sort_recipe", difficulty=1, minutes=8, points=2,
    reference=_sorted_by(_PARAMETERS), cases=_cases,
    mistakes=(
        Mistake("learning rate as a parameter", code=
            _sorted_by((*_PARAMETERS, "learning rate")), message=
            "The learning rate stands among the parameters. It says how far each step of the "
            "baking goes, and nothing in the oven changes it: you set it."),
        Mistake("weights as hyperparameters", _sorted_by(("biases", "bias of the output")), message=
            "The weights stand among the hyperparameters. You choose how many there are; their "
            "values are found by baking."),
        Mistake("biases as hyperparameters", _sorted_by(("weights", "weights of tier 3")), message=
            "The biases stand among the hyperparameters. Each unit's bias is found by baking, as "
            "its weights are."),
        Mistake("everything with the word weight", hint=2, code=
            _sorted_by((*_PARAMETERS, "weight decay")), message=
            "Weight decay stands among the parameters. It has a weight in its name, but it is one "
            "number that you set before the baking."),
        Mistake("only the plain names", _sorted_by(("weights", "biases")), hint=2, message=
            "The weights or the bias of one particular tier are parameters too."),
        Mistake("seed as a parameter", _sorted_by((*_PARAMETERS, "seed")), message=
            "The seed stands among the parameters. It decides the first weights, but it is chosen "
            "before the baking and stays."),
        Mistake("shape as a parameter", code=
            _sorted_by((*_PARAMETERS, "number of tiers", "units in a tier")), message=
            "The shape of the cake stands among the parameters. How many tiers and units there are "
            "is decided before anything is baked."),
        Mistake("exchanged", _exchanged, message=
            "The two lists are exchanged. Parameters are what baking finds; hyperparameters are "
            "what the baker chooses."),
        Mistake("alphabetical", _alphabetical, hint=3, message=
            "The names are sorted by the alphabet. Keep them in the order in which they were "
            "asked."),
        Mistake("turned round", hint=3, code=
            lambda names: _sorted_by(_PARAMETERS)(names[::-1]), message=
            "Each list runs from the last name to the first. Keep the order in which they came."),
        Mistake("names taken out", _emptied, hint=3, message=
            "Two things. `pop()` takes the last name first, so each list is turned round; and it "
            "empties the caller's own list. Visit the names with `for`."),
        Mistake("a list only where a name came", _only_what_came, hint=3, message=
            "Where no name of a kind came, its list is missing. Both keys are always there, with "
            "an empty list where nothing belongs."),
        Mistake("two lists", hint=3, code=
            lambda names: tuple(_sorted_by(_PARAMETERS)(names).values()), message=
            "The two lists came back side by side. A dictionary is asked for, with each list "
            "under its name."),
        Mistake("only the first name", hint=3, code=
            lambda names: _sorted_by(_PARAMETERS)(names[:1]), message=
            "Only the first name was sorted: a `return` inside the loop ends it after one turn."),
        Mistake("nothing put in", lambda names: _sorted_by(_PARAMETERS)([]), hint=3, message=
            "Both lists are empty. Does each name go into one of them, by `append`?"),
        Mistake("counted", _counted, hint=3, message=
            "These are numbers of names. Each entry should be the list of the names themselves."),
    ),
    hints=(
        "Ask of each name: does this number change while the cake is in the oven? Or did somebody "
        "set it before the door closed?",
        "There are few parameters: weights and biases, of whatever tier. A name that only contains "
        "one of these words may still be a choice: read it to its end.",
        "Two empty lists, one loop over `names`, one question with `in`: is it among the names "
        "that you know for parameters? Append to one list or the other.",
    ),
    alternatives=(
        lambda names: {
            "parameters": [n for n in names if n.split()[0] in _STARTS],
            "hyperparameters": [n for n in names if n.split()[0] not in _STARTS],
        },
        lambda names: {
            "hyperparameters": tuple(n for n in names if n in _HYPERPARAMETERS),
            "parameters": tuple(n for n in names if n not in _HYPERPARAMETERS),
        },
    ),
)  # fmt: skip
