"""Where the time goes: the model of one step, in both languages, and what it refuses."""

import json

import pytest

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import WhereTheTimeGoes
from layerlab.widgets.timeline import model
from tests.node import javascript, needs_node

CHOICES = [
    (data, precision, channels, batch)
    for data in model.DATA
    for precision in model.PRECISIONS
    for channels in model.LAYOUTS
    for batch in (16, 64, 2048)
]


@needs_node
def test_the_browser_computes_what_python_does():
    names = ("data", "precision", "channels", "batch")
    asked = [dict(zip(names, choice, strict=True)) for choice in CHOICES]
    steps = javascript(
        "timeline/model.js",
        f"{json.dumps(asked)}.map((c) => m.trainingStep({json.dumps(model.ASSUMED)}, c))",
    )
    for theirs, choice in zip(steps, CHOICES, strict=True):
        assert theirs == pytest.approx(model.step(model.ASSUMED, *choice)), choice


def test_the_parts_of_a_step_add_up():
    for choice in CHOICES:
        found = model.step(model.ASSUMED, *choice)
        parts = sum(found[p] for p in ("copy", "forward", "backward", "update"))
        assert found["total"] == pytest.approx(found["waiting"] + parts)
        assert 0 < found["busy"] <= 1


def test_each_better_data_path_is_faster():
    rates = [model.step(model.ASSUMED, data)["rate"] for data in model.DATA]
    assert rates[0] < rates[2] < rates[3] and rates[0] < rates[1] < rates[3]


def test_half_precision_does_not_help_a_step_that_is_all_launches():
    small = [
        model.step(model.ASSUMED, "resident", p, batch=16) for p in model.PRECISIONS
    ]
    large = [
        model.step(model.ASSUMED, "resident", p, batch=2048) for p in model.PRECISIONS
    ]
    assert small[0]["total"] == small[1]["total"]
    assert large[0]["total"] > 2 * large[1]["total"]


def test_costs_of_your_own_count():
    assert WhereTheTimeGoes(costs={"decode": 0}).step["load"] == 0


def test_the_words_say_that_it_is_a_model():
    assert "A model of one training step" in WhereTheTimeGoes().alt()


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"data": "singel"}, UnknownName, "Did you mean 'single'"),
        ({"precision": "float8"}, UnknownName, "precision 'float8'"),
        ({"batch": 4}, BadArgument, "between 16 and 2048"),
        ({"costs": {"lunch": 1}}, UnknownName, "Did you mean 'launch'"),
        ({"costs": {"launch": -1}}, BadArgument, "launch is -1"),
    ],
)
def test_bad_arguments_are_refused_in_words(arguments, error, words):
    with pytest.raises(error, match=words):
        WhereTheTimeGoes(**arguments)
