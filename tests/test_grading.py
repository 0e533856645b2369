"""The grader from end to end: points, feedback, reports, resuming, runners, refusals."""

import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from layerlab import cli
from layerlab.checks import exercises, units
from layerlab.grading import containers, executors, hidden_cases, jobs, lines
from layerlab.grading.batch import Batch
from layerlab.grading.inside import probing, view
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.jobs import Outcome, Setup
from layerlab.grading.marking import mark
from layerlab.grading.pages import output
from layerlab.grading.runners import ProgramRunner, RunnerFailed, WarmRunner
from layerlab.grading.session import Limits, Session
from layerlab.grading.store import Store
from layerlab.judging.outcomes import Busy
from tests.grading_notebooks import as_bytes, blank, honest
from tools.project import ROOT

REACHES = ("exercises/*.ipynb", "solutions/*.ipynb", "layerlab.**")
LIMITS = Limits(cell=5.0, total=20.0, grace=2.0)
AMPLE = Limits(
    cell=120.0, total=480.0, grace=30.0
)  # nothing here hangs; a machine may be busy
MOST = sum(e.points for e in exercises("perceptron"))
NAME = "04_perceptron.ipynb"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture(scope="module")
def plan():
    found, trials = probing.best_plan(Plan())
    assert found, trials
    return found


@pytest.fixture(scope="module")
def warm(plan):
    made = WarmRunner(plan)
    made.prepare()
    yield made
    made.close()


def graded(sources, runner):
    return mark(as_bytes(sources), NAME, runner, AMPLE)


def replaced(name, new):
    """The honest cells, with the one that defines `name` replaced."""
    return [new if f"def {name}(" in s else s for s in honest()]


def test_right_answers_get_all_points(warm):
    marked = graded(honest(), warm)
    assert marked.points == MOST and marked.cause == ""


QUICK = [p for p in sorted((ROOT / "solutions").glob("*.ipynb")) if p.name < "11"]


@pytest.mark.parametrize("file", QUICK, ids=lambda p: p.stem)
def test_the_solutions_of_a_unit_get_all_its_points(file, warm):
    marked = mark(file.read_bytes(), file.name, warm, AMPLE)
    lost = [v.message for v in marked.verdicts.values() if not v.passed]
    assert lost == [] and marked.cause == "" and marked.points > 0


def test_blank_exercises_are_not_started(warm):
    marked = graded(blank(), warm)
    assert {v.status for v in marked.verdicts.values()} == {"not started"}
    assert marked.cause == ""


def test_a_known_mistake_is_named_as_in_the_notebook(warm):
    from layerlab.checks import perceptron

    wrong = "def predict(X, w, b):\n    return np.sign(X @ w + b)"
    marked = graded(replaced("predict", wrong), warm)
    names = {"np": __import__("numpy")}
    exec(wrong, names)
    here = perceptron.predict(names["predict"])
    assert marked.verdicts["predict"].diagnosis == here.diagnosis == "sign gives 0"
    assert marked.verdicts["predict"].message == here.message


CAUSES = {
    "def predict(X, w, b)\n    return 1": "SyntaxError",
    "import no_such_package": "This package is not installed where notebooks are graded",
    "x = 1\ny = x + 'a'": "line 2: `y = x + 'a'`",
    "import os; os._exit(1)": "ended the whole Python process",
}


@pytest.mark.parametrize("cell", CAUSES)
def test_the_first_real_cause_leads_the_feedback(cell, warm):
    marked = graded([cell, *honest(), "1/0"], warm)
    assert CAUSES[cell] in marked.cause and "cell 1" in marked.cause.lower()
    assert marked.points == MOST


def test_a_missing_function_is_said_with_what_there_is(warm):
    marked = graded(replaced("predict", "def predikt(X, w, b): return 1"), warm)
    assert "no function of this name" in marked.verdicts["predict"].message
    assert "predikt" in marked.verdicts["predict"].message


def test_cells_may_be_reordered_renamed_copied_and_checks_removed(warm):
    cells = honest()
    without_checks = [c for c in cells if not c.startswith("check.")]
    assert graded([*cells[:2], *reversed(cells[2:])], warm).points == MOST
    assert graded(without_checks, warm).points == MOST
    assert graded(cells + cells[2:], warm).points == MOST


def test_notebook_features_work_in_cells(warm):
    extra = [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import asyncio\nawait asyncio.sleep(0.01)",
        "from IPython.display import display\ndisplay('shown')",
        "%pip install something",
        "%%time\n1 + 1",
        "import torch\nx = torch.ones(3, requires_grad=True)\n(x**2).sum().backward()",
        "open('note.txt', 'w').write('x'); open('note.txt').read()",
        "import layerlab as ll\nll.data.load('digits', n=3).X.shape",
    ]
    marked = graded([*honest(), *extra], warm)
    assert marked.cause == "" and marked.points == MOST
    shown = json.dumps([r.outputs for r in marked.records.values()])
    assert "image/png" in shown and "does nothing while grading" in shown


def test_the_same_submission_gets_the_same_score_and_random_numbers(warm):
    cells = [*honest(), "import numpy as np, torch, random\n"
             "(np.random.rand(), float(torch.rand(1)), random.random(), hash('a'))"]  # fmt: skip
    last = [max(graded(cells, warm).records.items())[1].outputs for _ in range(2)]
    assert last[0] == last[1]


def test_a_notebook_without_torch_needs_no_parent_with_it(plan, request):
    """What its cells import none the less is there."""
    runner = WarmRunner(plan)
    request.addfinalizer(runner.close)
    hidden = "t = __import__('to' + 'rch')\nt.optim.Adam([t.nn.Linear(2, 2).weight]), t.rand(9)"
    cells = [*honest(), "import sys; 'to' + 'rch' in sys.modules", hidden]
    marked = graded(cells, runner)
    states = [marked.records[len(honest()) + k].state for k in (0, 1)]
    shown = marked.records[len(honest())].outputs[0]["data"]["text/plain"]
    running = [torch for torch, p in runner.parents.items() if p.process]
    assert (marked.points, states, shown) == (MOST, ["ok", "ok"], "False")
    assert running == [False]
    last = max(marked.records)
    assert graded(cells, runner).records[last].outputs == marked.records[last].outputs
    cells[-1] = hidden.replace("__import__('to' + 'rch')", "__import__('torch')")
    assert graded(cells, runner).points == MOST
    assert all(parent.process for parent in runner.parents.values())


def test_what_is_shown_of_tmp_is_there_and_read_only(plan):
    """A checkout may lie in /tmp, where a child's own scratch is."""
    if not plan.namespaces:
        pytest.skip("without namespaces a child has no /tmp of its own")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder, "words.txt").write_text("shown")
        Path(folder, "link.txt").symlink_to("words.txt")
        runner = WarmRunner(replace(plan, extra=(folder,)), warm=False)
        cell = f"""
from pathlib import Path
Path('/tmp/own.txt').write_text('own')
print(Path({folder!r}, 'link.txt').read_text(), Path('/tmp/own.txt').read_text())
Path({folder!r}, 'words.txt').write_text('changed')
"""
        record = graded([*honest(), cell], runner).records[len(honest())]
        runner.close()
        assert record.outputs[0]["text"] == "shown own\n"
        assert "Read-only" in record.error["message"]
        assert Path(folder, "words.txt").read_text() == "shown"


def test_a_fresh_process_and_no_fork_give_the_same_results(plan, warm):
    cells = [*replaced("margin", "def margin(X, y, w, b):\n    return 0.0"), "1/0"]
    known = graded(cells, warm)
    for other in (WarmRunner(plan, warm=False), ProgramRunner()):
        marked = graded(cells, other)
        assert {n: v.message for n, v in marked.verdicts.items()} == {
            n: v.message for n, v in known.verdicts.items()
        }
        assert marked.cause == known.cause
        other.close()


def test_without_fork_a_hanging_cell_costs_itself_only():
    marked = mark(
        as_bytes([*honest(), "while True: pass"]),
        NAME,
        ProgramRunner(),
        Limits(cell=2, total=20),
    )
    assert marked.points == MOST and "did not come to an end" in marked.cause


RUNGS = [*probing.LADDER]


@pytest.mark.parametrize("without", RUNGS, ids=lambda w: "without " + "".join(w))
def test_every_rung_of_the_ladder_holds_or_says_why(without):
    from dataclasses import replace

    trial = probing.try_plan(replace(Plan(), **without))
    assert trial.held or trial.error, trial.open_ways


def test_without_rungs_the_ways_out_are_seen_to_be_open():
    trial = probing.try_plan(probing.without(Plan()))
    assert "read a file outside" in trial.open_ways
    assert "write outside" in trial.open_ways and not trial.held
    read = {way.rpartition("/")[2] for way in trial.open_ways}
    assert {"checks", "checking", "judging", "grading"} <= read


def test_a_second_copy_of_the_package_is_hidden_too(tmp_path, monkeypatch):
    (tmp_path / "layerlab" / "judging").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path)
    assert str(tmp_path / "layerlab" / "judging") in view.of_this_python(()).hidden


def _put(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture
def a_class(tmp_path):
    folder = tmp_path / "handed in"
    wrong = replaced("predict", "def predict(X, w, b): return np.sign(X @ w + b)")
    _put(folder, {
        f"alice/{NAME}": as_bytes(honest()),
        f"=bob/{NAME}": as_bytes(blank()),
        f"çelik öz/{NAME}": as_bytes(wrong),
        "dora/strange.ipynb": b"nothing",
    })  # fmt: skip
    return folder


def results(out):
    text = (out / "results.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_class_gets_pages_tables_and_an_exit_code(a_class, tmp_path, capsys):
    out = tmp_path / "report"
    code = cli.main(["grade", str(a_class), "--out", str(out), "--quiet", "--jobs",
                     "1", "--csv", "canvas", "--csv", "moodle"])  # fmt: skip
    assert code == 3  # one file is no notebook
    said = capsys.readouterr()
    assert "3 of 4 notebooks graded" in said.out and "Isolation: " in said.err
    rows = {r["student"]: r for r in results(out)}
    assert rows["alice"]["points"] == MOST and rows["=bob"]["points"] == 0
    table = list(csv.reader((out / "scores.csv").read_text().splitlines()))
    assert ["alice", "", "", *[str(MOST)] * 4, "", ""] in table
    assert [
        "dora",
        "",
        "",
        "",
        "0",
        str(MOST),
        "0",
        "",
        "a file that is no notebook",
    ] in table
    assert any(row[0] == "'=bob" for row in table)
    assert "sign gives 0" in (out / "index.html").read_text("utf-8")
    page = (out / rows["çelik öz"]["page"]).read_text("utf-8")
    assert "np.sign" in page and "Exercises" in page
    assert (out / "scores_canvas.csv").exists() and (out / "scores_moodle.csv").exists()


def test_a_learners_words_cannot_tear_a_row(tmp_path):
    row = {"label": "a", "key": "k", "page": "students/a.html", "exercises": [], "units": [],
           "student": "a", "student_id": "", "aside": [], "graded": True, "late": False,
           "points": 0, "max": 0, "children": 1}  # fmt: skip
    row["cause"] = "ValueError: one\u2028two\x85three"
    store = Store(tmp_path)
    store.add(row, "a page")
    assert Store(tmp_path).known("a", "k")["cause"] == row["cause"]
    store.finish([row], [])
    assert results(tmp_path) == [row]


def test_what_is_graded_is_not_graded_again(a_class, tmp_path, monkeypatch):
    def batch():
        return Batch(
            str(a_class), tmp_path / "out", Setup(limits=LIMITS), progress=False
        )

    first = batch()
    first.run()
    page = tmp_path / "out" / first.rows[0]["page"]
    lines = (tmp_path / "out/results.jsonl").read_bytes()
    (tmp_path / "out/results.jsonl").write_bytes(lines + b'{"label": "torn')
    again = batch()
    todo, done = again.plan()
    assert (len(todo), len(done)) == (0, 4)
    page.unlink()
    assert len(batch().plan()[0]) == 1
    real = jobs.fingerprint
    for changed, count in (("descent", 1), ("perceptron", 3)):
        monkeypatch.setattr(
            jobs, "fingerprint", lambda u, c=changed: real(u) if u != c else "another"
        )
        assert len(batch().plan()[0]) == count, changed
    monkeypatch.setattr(jobs, "fingerprint", real)
    (a_class / "alice" / NAME).write_bytes(as_bytes([*honest(), "1"]))
    assert len(batch().plan()[0]) == 1 + (first.rows[0]["student"] != "alice")


def test_a_killed_grader_resumes_and_leaves_nobody_behind(a_class, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "layerlab.cli", "grade", str(a_class), "--out",
               str(out), "--quiet", "--jobs", "2"]  # fmt: skip
    process = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    import psutil

    deadline = time.monotonic() + 900  # two workers start, beside other tests
    while not (out / "results.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert (out / "results.jsonl").exists() and process.poll() is None
    family = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    gone, alive = psutil.wait_procs(family, 300)
    assert alive == []
    assert subprocess.run(command, capture_output=True).returncode == 3
    rows = results(out)
    assert sorted(r["points"] for r in rows)[-1] == MOST and len(rows) == 4


def test_a_worker_that_dies_costs_one_retry(a_class, tmp_path, monkeypatch):
    died = []

    def once(job):
        if job.submission.student == "alice" and not died:
            died.append(job)
            raise executors.BrokenExecutor("the worker is gone")
        return Outcome({"label": job.submission.label}, "")

    monkeypatch.setattr(executors, "grade_one", once)
    todo, _ = Batch(str(a_class), tmp_path / "out", Setup()).plan()
    results = list(executors.outcomes(executors.Here(), todo))
    assert len(results) == 4 and len(died) == 1
    assert all(isinstance(r, Outcome) for _, r in results)


class Fragile(executors.Executor):
    """A pool: one job kills its worker, and with it everything that is in flight."""

    def __init__(self):
        self.flight, self.broken = [], False

    def submit(self, function, /, job):
        if self.broken:
            raise executors.BrokenExecutor("it was broken before")
        future = executors.Future()
        self.flight.append(future)
        if job == "killer":
            self.broken = True
            for one in self.flight:
                one.set_exception(executors.BrokenExecutor("a worker is gone"))
        elif len(self.flight) > 3 or job == "last" or self.flight == [future]:
            for one in self.flight:
                one.set_result(job)
            self.flight = []
        return future


def test_a_job_that_kills_its_checker_takes_no_neighbour_along():
    todo = ["a", "b", "c", "killer", "d", "e", "last"]
    given = dict(executors.outcomes(Fragile(), todo, Fragile))
    failed = [job for job, result in given.items() if isinstance(result, Exception)]
    assert failed == ["killer"] and sorted(given) == sorted(todo)


def test_what_no_child_could_look_at_is_nobodys_mistake(warm, monkeypatch):
    def no_child(self):
        raise RunnerFailed("A child did not get started", "no memory")

    monkeypatch.setattr(
        Session, "look_ahead", lambda self, wanted: [[] for _ in wanted]
    )
    monkeypatch.setattr(Session, "look", lambda self, *more: no_child(self))
    with pytest.raises(RunnerFailed):
        graded(honest(), warm)


def test_where_our_own_side_had_no_time_it_is_graded_again(warm, monkeypatch):
    """The machine slept while new cases were judged: once."""
    real, calls = hidden_cases.confirm, []

    def sleepy(*more):
        calls.append(more)
        if len(calls) == 1:
            raise Busy("OutOfTime")
        return real(*more)

    monkeypatch.setattr(hidden_cases, "confirm", sleepy)
    marked = graded(honest(), warm)
    assert marked.points == MOST
    assert "Graded twice" in marked.notes[-1]


class Told(lines.Line):
    """A line on which this answer is heard, whatever was asked."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer

    def _write(self, data, deadline):
        pass

    def hear(self, deadline):
        return self.answer


@pytest.mark.parametrize("number", [None, True, np.zeros(2), np.ones(()), "1", 2])
def test_an_answer_without_the_right_number_is_nonsense(number):
    with pytest.raises(lines.Gone, match="nonsense"):
        Told({"number": number}).ask({"do": "cell"}, 1.0)


def test_outputs_of_any_kind_have_a_place_on_the_page():
    odd = np.zeros(2)
    _, shown = output({"kind": odd, "alt": odd, "data": {"image/png": "eA=="}})
    assert "a picture" in shown and output({"kind": odd, "data": odd}) is None


def test_dry_run_says_what_would_be_graded_and_writes_nothing(
    a_class, tmp_path, capsys
):
    out = tmp_path / "none"
    assert cli.main(["grade", str(a_class), "--out", str(out), "--dry-run"]) == 3
    said = capsys.readouterr().out
    assert (
        "4 to grade, 0 known" in said and f"alice/{NAME}: alice: perceptron\n" in said
    )
    assert "dora/strange.ipynb: dora: not graded: This file is no notebook" in said
    assert not out.exists()


def test_ones_own_exercises_are_graded_in_the_words_of_the_checks(tmp_path, capsys):
    file = tmp_path / NAME
    file.write_bytes(as_bytes(honest()))
    assert cli.main(["grade", "--self", str(file)]) == 0
    said = capsys.readouterr().out
    assert f"{MOST} of {MOST} points" in said and "✓ predict: passed" in said


def test_without_isolation_the_grader_refuses(a_class, monkeypatch, capsys):
    monkeypatch.setattr(probing, "best_plan", lambda wanted: (None, []))
    assert cli.main(["grade", str(a_class)]) == 1
    said = capsys.readouterr().err
    assert "not run without isolation" in said and "--no-sandbox" in said


WRONG = {
    "--due soon": "'soon' is none",
    "--unit perceptrom": "Did you mean 'perceptron'?",
    "--jobs -1": "-1 is not 0 or more",
    "--seconds 0": "0 is not 0.1 or more",
    "--seconds nan": "nan is not",
    "--late cheap": "Write for instance",
    "--grace long": "Write 15min, 2h or 1 day",
    "--names (": "no regular expression",
    "--roster nowhere.csv": "The roster cannot be read",
    "--executor cloud": "neither local nor dask",
    "--csv excel": "invalid choice",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_arguments_end_with_2_and_a_sentence(words, tmp_path, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["grade", str(tmp_path), *words.split()])
    said = capsys.readouterr().err
    assert end.value.code == 2 and WRONG[words] in said and len(said.splitlines()) < 4


def test_without_arguments_the_command_explains_itself(capsys):
    assert cli.main(["grade"]) == 2
    said = capsys.readouterr().out
    for word in ("--dry-run", "--roster", "exit codes", "130", "--help"):
        assert word in said


def test_a_folder_that_is_not_there_is_one_sentence(capsys):
    assert cli.main(["grade", "nowhere"]) == 1
    assert "Check the path" in capsys.readouterr().err


def test_the_container_sees_neither_what_judges_nor_the_grader(tmp_path):
    laid = containers.lay_out(tmp_path) / "layerlab"
    for name in ("checks", "checking", "judging"):
        assert not (laid / name).exists()
    inside = sorted(p.name for p in (laid / "grading").iterdir())
    assert inside == ["__init__.py", "inside", "wire.py"]
    words = containers.command("course:1", tmp_path, Plan())
    for word in ("--network=none", "--read-only", "--cap-drop=ALL", "--rm"):
        assert word in words


def test_the_laid_out_package_can_serve_by_itself(tmp_path):
    course = containers.lay_out(tmp_path)
    command = ["env", f"PYTHONPATH={course}", sys.executable, "-P", "-m",
               "layerlab.grading.inside.worker"]  # fmt: skip
    assert graded(honest(), ProgramRunner(command)).points == MOST


def test_the_child_cannot_see_checks_solutions_homes_or_submissions(warm, a_class):
    places = [Path(__file__).parents[1] / n for n in ("solutions", "units", "tests")]
    places += [Path.home() / "x", a_class, Path(__file__)]
    code = "\n".join([
        "import os, layerlab",
        "home = os.path.dirname(layerlab.__file__)",
        "def empty(p):\n    try: return os.listdir(p) == []\n    except OSError: return True",
        "for name in ('checks', 'checking', 'judging', 'grading'):",
        "    assert empty(home + '/' + name), name",
        *(f"assert not os.path.exists({str(p)!r})" for p in places),
    ])  # fmt: skip
    assert graded([*honest(), code], warm).cause == ""


def questions(sources, runner, monkeypatch):
    """The marked submission, and what its children were asked."""
    asked, ask = [], lines.Line.ask

    def listening(line, request, seconds):
        asked.append(request["do"])
        return ask(line, request, seconds)

    monkeypatch.setattr(lines.Line, "ask", listening)
    return graded(sources, runner), asked


def test_a_right_answer_is_looked_at_with_two_questions(warm, monkeypatch):
    marked, asked = questions(honest(), warm, monkeypatch)
    assert marked.points == MOST
    assert asked.count("look_ahead") <= 2 * len(marked.verdicts)  # new cases, too
    assert asked.count("look") <= 5


ONCE_TOO_OFTEN = """
def predict(X, w, b):
    import os, numpy as np
    predict.calls = getattr(predict, "calls", 0) + 1
    if predict.calls > 3:
        os._exit(0)
    return np.where(X @ w + b >= 0, 1, -1)
"""


def test_a_child_that_is_lost_in_the_middle_is_looked_at_case_by_case(
    warm, monkeypatch
):
    marked, asked = questions(replaced("predict", ONCE_TOO_OFTEN), warm, monkeypatch)
    assert asked.count("look") > 3
    assert not marked.verdicts["predict"].passed
    assert marked.verdicts["margin"].passed


FIXED = {
    "layers.xor_weights",
    "cnn.train_to",
    "data.honest_score",
}  # no argument to draw, or all of it is drawn anew for each report
EVERY = [e for unit in units() for e in exercises(unit)]


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.key)
def test_new_cases_are_drawn_so_that_no_table_of_answers_passes(exercise):
    new = next(hidden_cases.drawn(exercise, 7), None)
    assert (new is None) == (exercise.key in FIXED)


def test_gathering_pages_changes_no_byte():
    program = (
        "from layerlab.grading.inside import linux\n"
        "kept = [bytes([i % 251]) * 300_000 for i in range(60)]\n"
        "linux.gather_pages()\n"
        "assert kept == [bytes([i % 251]) * 300_000 for i in range(60)]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)


def test_an_errors_last_lines_are_shown_and_nothing_else(warm):
    sources = [*honest(), "1 / 0", "def broken(:", "exit()", "raise KeyError('k')"]
    records = graded(sources, warm).records
    texts = [[o["text"] for o in r.outputs] for r in list(records.values())[-4:]]
    assert texts[0] == ["ZeroDivisionError: division by zero\n"]
    assert "SyntaxError" in texts[1][0]
    assert "exit does nothing" in texts[2][0]
    assert texts[3] == ["KeyError: 'k'\n"]


def test_practising_leaves_no_trace():
    program = """
import sys, warnings
import matplotlib, numpy as np
from layerlab.grading.inside import shell, stub_checks, warm_up
made = shell.make()
stub_checks.install([])
def state():
    names = {n: v for n, v in made.user_ns.items() if n not in ("open", "exit", "quit")}
    checks = [n for n in sys.modules if n.startswith("layerlab.checks")]
    shown = dict(np.get_printoptions()), str(matplotlib.rcParams), list(warnings.filters)
    return sorted(names), made.execution_count, made.user_ns["In"], checks, shown
shell.run(made, 0, "import matplotlib.pyplot, torch, layerlab.widgets, asyncio")
made.reset(new_session=True)
before = state()
said, answer = [], warm_up.Worker.answer
warm_up.Worker.answer = lambda worker, asked: said.append(answer(worker, asked)) or said[-1]
warm_up.practise(made)
assert not any(one.get("error") for one in said), said
assert {len(one["ahead"]) for one in said if "ahead" in one} == {3}
assert not any("raised" in seen for one in said for seen in one.get("ahead", []))
after = state()
assert before == after, (before, after)
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
