"""Long runs that are kept: what is missing is done, the table has their order."""

import json

from tools import measure_features, measure_scores, train_depths
from tools.stored_runs import as_table, sweep

RUNS = [{"seed": 0}, {"seed": 1}]


def test_only_what_is_missing_is_run_and_the_table_has_an_order(tmp_path):
    work, table, asked = tmp_path / "work", tmp_path / "table.json", []
    work.write_text('{"seed": 1, "loss": 7}\n')

    def one_run(run):
        asked.append(run)
        return run | {"loss": 3}

    words = [str(work)]
    assert sweep(words, "", RUNS, one_run, table, lambda done: {"n": len(done)}) == 0
    assert asked == [{"seed": 0}]
    made = json.loads(table.read_text())
    assert made["about"] == {"n": 2}
    assert [run["loss"] for run in made["runs"]] == [3, 7]


def test_a_part_is_every_second_run(tmp_path):
    asked, words = [], [str(tmp_path / "work"), "--part", "1", "2"]
    sweep(words, "", RUNS, lambda r: asked.append(r) or r, tmp_path / "t", lambda _: {})
    assert asked == [{"seed": 1}]


def test_the_tables_of_the_package_are_written_as_this_writes_them():
    for script in (measure_features, measure_scores):
        made = json.loads(script.TABLE.read_text())
        text = as_table(made["runs"], script.runs(), made["about"])
        assert text == script.TABLE.read_text()
    made = json.loads(train_depths.TABLE.read_text())
    assert len(made["runs"]) == len(train_depths.runs())
