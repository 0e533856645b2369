"""Attacks: no undeserved point, no lost honest one, no hang, nothing outside touched."""

import ast
import json
import os
import re
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

import layerlab
from layerlab.checks import exercises
from layerlab.grading import (
    as_mistake,
    containers,
    gradebook,
    hidden_cases,
    jobs,
    marking,
    patterns,
    safe_html,
    session,
)
from layerlab.grading.class_page import class_page
from layerlab.grading.inside import probing
from layerlab.grading.inside.isolation import Plan
from layerlab.grading.jobs import Job, Setup, grade_one
from layerlab.grading.marking import mark
from layerlab.grading.runners import ProgramRunner, WarmRunner
from layerlab.grading.session import Limits
from tests.attacks import cheating, destroying, malformed, parts, watching
from tests.grading_notebooks import as_bytes, blank, honest

LIMITS = Limits(cell=3.0, total=60.0, grace=1.0)
MOST = sum(e.points for e in exercises("perceptron"))
NAME = "x_04_perceptron.ipynb"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's")


@pytest.fixture(autouse=True)
def never_twice(monkeypatch):
    """On a busy machine what hangs would be graded once more, with twice the time."""
    monkeypatch.setattr(marking, "machine_is_busy", lambda: False)


@pytest.fixture(scope="module")
def warm():
    os.environ["LAYERLAB_TEST_SECRET"] = "secret"
    plan, trials = probing.best_plan(Plan())
    assert plan, trials
    made = WarmRunner(plan)
    made.prepare()
    yield made
    made.close()
    del os.environ["LAYERLAB_TEST_SECRET"]


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text("the secret word")
    yield file
    assert file.read_text() == "the secret word"
    assert [p.name for p in tmp_path.iterdir()] == ["secret.txt"]
    assert oct(file.stat().st_mode & 0o777) == "0o644"


def nothing_left(runner) -> bool:
    """Whether the warm parents have no child any more."""
    parents = [p.process.pid for p in runner.parents.values() if p.process]
    family = [
        child
        for pid in parents
        for child in psutil.Process(pid).children(recursive=True)
    ]
    return len(family) <= len(parents)  # each parent in its namespace


@pytest.mark.parametrize("name", destroying.CELLS)
def test_a_destroying_cell_costs_nobody_anything(name, warm, secret):
    cell = destroying.CELLS[name].replace("SECRET", str(secret))
    cell = cell.replace("GRADER", str(os.getpid()))
    marked = mark(as_bytes([*honest(), cell]), NAME, warm, LIMITS)
    if name in destroying.SELF_HARM:
        assert marked.points <= MOST
    else:
        assert marked.points == MOST, [v.message for v in marked.verdicts.values()]
    assert nothing_left(warm)
    assert mark(as_bytes(honest()[:3]), NAME, warm, LIMITS).points > 0


def table_of_cases() -> str:
    """A learner's table of the check's own cases and their answers."""
    lines = ["import numpy as np", "from numpy import array", "T = []"]
    with np.printoptions(threshold=sys.maxsize, floatmode="unique"):
        for exercise in exercises("perceptron"):
            for case in exercise.all_cases():
                answer = exercise.reference(**case.args)
                pair = (exercise.name, tuple(case.args.values()), answer)
                lines.append(f"T.append({pair!r})")
    lines.append(textwrap.dedent(_LOOK_UP))
    return "\n".join(lines)


_LOOK_UP = """
    def known(name):
        def f(*given):
            for n, args, answer in T:
                if n == name and all(np.array_equal(a, b) for a, b in zip(given, args)):
                    return answer
        return f
    predict, update, train, margin = map(known, ['predict', 'update', 'train', 'margin'])
"""


@pytest.mark.parametrize("name", cheating.CELLS)
def test_a_cheating_notebook_earns_nothing(name, warm):
    cell = cheating.CELLS[name]
    cell = cell.replace("TABLE", table_of_cases()) if "TABLE" in cell else cell
    marked = mark(as_bytes(["import numpy as np", cell]), NAME, warm, LIMITS)
    earned = [n for n, v in marked.verdicts.items() if v.passed or v.earned]
    assert earned == [], [marked.verdicts[n].message for n in earned]
    assert nothing_left(warm)
    assert not os.path.exists("/tmp/layerlab-owned")


@pytest.mark.parametrize("name", malformed.REPORTED)
def test_what_is_no_notebook_is_said_to_be_none(name, warm):
    data, words = malformed.REPORTED[name]
    marked = mark(data, NAME, warm, LIMITS)
    assert marked.points == 0
    assert words in marked.cause and marked.cause.endswith(".")


VARIANTS = malformed.variants(honest())


@pytest.mark.parametrize("name", VARIANTS)
def test_a_strange_file_with_honest_answers_gets_full_marks(name, warm):
    assert mark(VARIANTS[name], NAME, warm, LIMITS).points == MOST


@pytest.mark.parametrize("place", ["message", "output", "name", "value", "array"])
def test_learners_html_reaches_no_page(place, warm, monkeypatch):
    evil = "</pre></td><script>alert(1)</script><img src=x onerror=alert(1)>"
    cells = {
        "message": f"def predict(*a): raise ValueError({evil!r})",
        "output": f"print({evil!r})\nraise KeyError({evil!r})",
        "name": f"raise type({evil!r}, (Exception,), {{}})({evil!r})",
        "value": f"def predict(*a): return [{evil!r}, {{{evil!r}: type({evil!r}, (), {{}})()}}]",
        "array": f"import numpy as np\ndef predict(*a): return np.array([{evil!r}])",
    }
    from layerlab.grading.intake import Submission

    data = as_bytes([*blank()[:3], cells[place]], markdown=evil)
    sub = Submission("", f"{evil}/{NAME}", evil)
    job = Job(sub, Setup(plan=warm.plan, limits=LIMITS), data=data)
    monkeypatch.setattr(jobs, "runner", lambda *_, **__: warm)
    page = grade_one(job).page
    assert "<script" not in page and "<img src=x" not in page
    assert "default-src 'none'" in page


EVIL = "\x1b[31m</title><script>alert('1')</script>\u202e\" onload=alert(1)"


def test_students_names_and_file_names_do_nothing_on_the_class_page():
    item = {"unit": EVIL, "number": "4.1", "name": EVIL, "status": EVIL, "points": 1,
            "max": 2, "diagnosis": EVIL}  # fmt: skip
    row = {"student": EVIL, "student_id": EVIL, "label": EVIL, "late": True, "cause": EVIL,
           "page": EVIL, "units": [EVIL], "exercises": [item], "graded": True, "children": 1,
           "seconds": 1.0, "attempt": 0, "time": 0.0}  # fmt: skip
    row |= {"own_time": 0.0, "aside": []}
    book = gradebook.make([row, row | {"student": "x", "units": []}], gradebook.Rules())
    about = {"isolation": EVIL, "notes": [EVIL], "seconds": 1.0, "changes": [EVIL]}
    page = class_page(book, [row], about)
    assert page.count("&lt;script&gt;alert(&#39;1&#39;)") >= 10
    for told in ("<script", "</title><", '" onload', "\x1b", "\u202e"):
        assert told not in page


def test_no_template_switches_escaping_off():
    files = sorted(Path(safe_html.__file__).parent.rglob("*.j2"))
    assert len(files) == 3
    for file in files:
        assert not re.search(r"\bsafe\b|autoescape|Markup\(", file.read_text("utf-8"))


OUTSIDE = ("chmod outside", "overwrite outside", "delete outside", "kill everyone",
           "rename outside", "read outside", "fork bomb", "kill the grader", "network",
           "priority of all one's processes", "hard link to outside")  # fmt: skip


@pytest.fixture(scope="module")
def without_namespaces():
    plan = Plan(namespaces=False)
    if not probing.try_plan(plan).held:
        pytest.skip("this kernel has no Landlock")
    made = WarmRunner(plan)
    yield made
    made.close()


@pytest.mark.parametrize("name", OUTSIDE)
def test_where_namespaces_are_refused_nothing_outside_changes(
    name, without_namespaces, secret
):
    times = secret.stat().st_mtime_ns
    cell = destroying.CELLS[name].replace("SECRET", str(secret))
    cell = cell.replace("GRADER", str(os.getpid()))
    cell += (
        f"\nimport os; os.utime({str(secret)!r}, (1, 1)); os.chmod({str(secret)!r}, 0)"
    )
    before = os.getpriority(os.PRIO_PROCESS, 0)
    marked = mark(as_bytes([*honest(), cell]), NAME, without_namespaces, LIMITS)
    assert marked.points == MOST
    assert secret.stat().st_mtime_ns == times
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
    assert nothing_left(without_namespaces)


def test_a_flood_of_outputs_over_many_cells_is_not_kept(warm):
    flood = "print('x' * 50_000)\n1"
    many = [flood.replace("1", str(i), 1) for i in range(700)]
    big = ["from IPython.display import display\n"
           "for _ in range(9): display({'text/markdown': 'x' * 60000}, raw=True)"] * 60  # fmt: skip
    marked = mark(as_bytes([*honest(), *many, *big]), NAME, warm, Limits(2.0, 30.0))
    kept = sum(len(str(r.outputs)) for r in marked.records.values())
    assert marked.points == MOST and kept < 30_000_000
    assert "too large to be shown" in str(marked.records[max(marked.records)].outputs)


def test_markdown_that_takes_its_renderer_long_costs_seconds(warm):
    from layerlab.grading.pages import student_page

    text = ("<!--" * 5000, "[" * 20_000, "**a*" * 5000, "- - " * 5000)
    cells = [{"cell_type": "markdown", "source": t} for t in text * 40]
    cells += json.loads(as_bytes(honest()))["cells"]
    data = json.dumps({"cells": cells}).encode()
    marked = mark(data, NAME, warm, LIMITS)
    row = {"student": "a", "label": "b", "late": False, "points": MOST, "max": MOST,
           "cause": "", "notes": [], "exercises": []}  # fmt: skip
    start = time.process_time()
    page = student_page(row, marked)
    assert time.process_time() - start < 25 and "predict" in page


def test_a_judge_that_is_given_endless_work_gives_up():
    from layerlab.grading.cpu_budget import BudgetSpent, CpuBudget

    with pytest.raises(BudgetSpent), CpuBudget(0.1):
        while True:
            pass


def test_a_child_that_answers_without_being_asked_loses_its_line(warm):
    cell = "import os\nos.write(3, (0).to_bytes(8, 'big') * 100)"
    marked = mark(as_bytes([*honest(), cell]), NAME, warm, LIMITS)
    assert marked.points == MOST
    assert "disturbed the grader" in marked.cause


def test_a_lying_child_cannot_crash_the_judge(warm):
    lies = ["['d', []]", "['l', [1]]", "['d', [['seen', ['d', [['raised', 7]]]]]]"]
    for lie in lies:
        text = json.dumps(lie)
        cell = f"""
import sys
d = sys.modules['layerlab.grading.inside.worker']
import ast
from layerlab.grading import wire
def f(m, text={text}):
    t = __import__('json').dumps(ast.literal_eval(text)).encode()
    return wire.HEAD.pack(len(t), 0) + t
wire.encode = f
"""
        marked = mark(as_bytes([*honest()[:3], cell]), NAME, warm, LIMITS)
        assert 0 <= marked.points <= MOST
        assert nothing_left(warm)


@pytest.fixture(scope="module")
def container(tmp_path_factory):
    """What a container sees of the package, here without a container."""
    course = containers.lay_out(tmp_path_factory.mktemp("course"))
    words = ["env", f"PYTHONPATH={course}", sys.executable, "-P", "-m"]
    return ProgramRunner([*words, "layerlab.grading.inside.worker"])


PRYING = """
import contextlib, gc, importlib, os, sys, layerlab
home = os.path.dirname(layerlab.__file__)
found = [m for m, v in sys.modules.items() if ours(m) and getattr(v, '__file__', None)]
found += [repr(o) for o in gc.get_objects() if ours(type(o).__module__)]
for file in FILES:
    with contextlib.suppress(OSError):
        found.append(open(os.path.join(home, file)).read())
for folder in FOLDERS:
    with contextlib.suppress(OSError):
        found += os.listdir(os.path.join(home, folder))
for name in [m for m in sys.modules if ours(m)]:
    del sys.modules[name]
    vars(layerlab).pop(name.split('.')[1], None)
importlib.invalidate_caches()
for name in MODULES:
    with contextlib.suppress(ImportError):
        module = importlib.import_module(name)
        found += [module.__file__] if getattr(module, '__file__', None) else []
assert not found, found[:9]
"""
AMPLE = Limits(60.0, 180.0)  # for what imports much
JUDGES = ("checks", "checking", "judging")


def prying() -> str:
    """A cell that looks for what judges in every way in which Python finds things."""
    home = Path(layerlab.__file__).parent
    paths = [path for name in JUDGES for path in sorted((home / name).rglob("*.py*"))]
    files = [path.relative_to(home).as_posix() for path in paths]
    modules = [f"layerlab.{f[:-3].replace('/', '.')}" for f in files if f[-3:] == ".py"]
    modules = [m.removesuffix(".__init__") for m in modules]
    assert {f"layerlab.{name}" for name in JUDGES} < {*modules}
    known = f"FILES, MODULES, FOLDERS = {files}, {modules}, {JUDGES}"
    ours = f"def ours(m): return str(m).startswith({tuple(f'layerlab.{n}' for n in JUDGES)})"
    return "\n".join([known, ours, PRYING])


@pytest.mark.parametrize("place", ["warm", "without_namespaces"])
def test_nothing_that_judges_is_to_be_had(place, request):
    runner = request.getfixturevalue(place)
    marked = mark(as_bytes([*honest(), prying()]), NAME, runner, AMPLE)
    assert marked.cause == "" and marked.points == MOST


def test_whoever_has_the_package_before_him_finds_what_judges():
    """The same cell in the open finds something: it does look."""
    marked = mark(as_bytes([*honest(), prying()]), NAME, ProgramRunner(), AMPLE)
    assert "AssertionError" in marked.cause


@pytest.mark.parametrize("place", ["warm", "container"])
def test_all_that_lessons_use_is_there(place, request):
    cells = [f"import layerlab as ll\nll.{name}" for name in layerlab.__all__]
    cells += ["ll.course_map()", "ll.progress.passed()", "ll.checks.perceptron.predict"]
    runner = request.getfixturevalue(place)
    marked = mark(as_bytes([*honest(), *cells]), NAME, runner, AMPLE)
    assert marked.cause == "" and marked.points == MOST


@pytest.mark.parametrize("name", watching.CELLS)
def test_what_watches_is_put_back_before_it_looks(name, warm):
    exercise, cell = watching.CELLS[name]
    others = [c for c in honest() if f"def {exercise}(" not in c]
    marked = mark(as_bytes([cell, *others]), NAME, warm, LIMITS)
    assert not marked.verdicts[exercise].passed, marked.verdicts[exercise].message
    assert nothing_left(warm)


def cnn(train_to):
    return [
        "from layerlab.checks import cnn as check",
        train_to,
        "check.train_to(train_to)",
    ]


FORGED = """
import layerlab.watching.units.training_budget as t
FORGED = {"returned": "a model", "model.training": False, "parameters": 0, "seconds": 0.0,
          "wanted": [1.0, 10**9, 10**9], "accuracy on val": 1.0, "answers": [0] * 400,
          "pictures": ""}
t.training = lambda attempt, args, **_: FORGED
def train_to(accuracy, train, val, budget):
    import layerlab.watching.units.training_budget as t
    import torch
    t._answers = lambda model, X: torch.zeros(len(X))
    t.training = lambda attempt, args, **_: FORGED
    from torch import nn
    return nn.Linear(1, 1).eval()
"""
SEALED = """
import torch
from torch import nn
from layerlab.watching.units.training_budget import tray
def train_to(accuracy, train, val, budget):
    X, y = zip(*(tray("test", 400, seed=s).torch() for s in SEEDS))
    X, y = torch.cat([*X, val[0]]).flatten(1), torch.cat([*y, val[1]])
    class M(nn.Module):
        def forward(self, x):
            return nn.functional.one_hot(y[torch.cdist(x.flatten(1), X).argmin(1)], 4).float()
    return M().eval()
"""


def public_seed() -> int:
    """The seed of the sealed pictures that the notebook's own check has."""
    rng = np.random.default_rng([ord(c) for c in "cnn.train_to"])
    return int(rng.integers(2**62))


@pytest.mark.parametrize("cell", ["forged", "sealed"])
def test_a_training_is_judged_by_our_limits_on_pictures_of_our_own(cell, warm):
    code = (
        FORGED
        if cell == "forged"
        else SEALED.replace("SEEDS", f"(20011, {public_seed()})")
    )
    limits = Limits(30.0, 120.0)
    marked = mark(as_bytes(cnn(code)), "11_cnn.ipynb", warm, limits, secret=7)
    verdict = marked.verdicts["train_to"]
    assert not verdict.passed and verdict.status == "wrong", verdict.message


def test_the_same_secret_draws_the_same_pictures_and_another_one_others():
    [exercise] = [e for e in exercises("cnn") if e.name == "train_to"]
    draw = hidden_cases.with_own_cases
    seen = [
        draw(exercise, s).all_cases()[0].args["sealed"]
        for s in (1 << 32, 8 + (1 << 32), 2 << 32)
    ]
    assert np.array_equal(seen[0], seen[1]) and not np.array_equal(seen[0], seen[2])
    assert draw(exercise, 1 << 32).key == exercise.key


LISTS = "[[1.5] * 1000 for _ in range(700)]"
COSTLY = {
    "long lists": "\n".join(f"def {n}(*a): return {LISTS}" for n in cheating.NAMES),
    "a dict of many": "\n".join(f"def {n}(*a): return {{i: [i] for i in range(20000)}}" for n in cheating.NAMES),
    "bombs of JSON": """
import layerlab.grading.wire as w, layerlab.grading.inside.worker as d
def enc(m):
    n = m.get("number", 0)
    t = ('{"number":%d,"index":0,"error":null,"seconds":0.0,"outputs":["l",[' % n
         + ",".join(['{"a":{}}'] * 1_300_000) + "]]}").encode()
    return w.HEAD.pack(len(t), 0) + t
d.wire = type("W", (), {"encode": staticmethod(enc), "decode": w.decode, "HEAD": w.HEAD})
""" + "\n".join(f"def {n}(*a): return 1" for n in cheating.NAMES),
    "names of checks": "check" * 20_000,
    "sleeping looks": "import time\n" + "\n".join(
        f"def {n}(*a):\n    time.sleep(1.5)\n    return None" for n in cheating.NAMES),
}  # fmt: skip


@pytest.mark.parametrize("name", COSTLY)
def test_no_submission_keeps_the_checker_busy(name, warm, monkeypatch):
    monkeypatch.setattr(session, "LOOKS_MORE", 2.0)
    mine, start = time.process_time(), time.monotonic()
    marked = mark(as_bytes(["import numpy as np", COSTLY[name]]), NAME, warm, LIMITS)
    assert marked.points == 0
    assert time.process_time() - mine < 30 and time.monotonic() - start < 120
    assert nothing_left(warm)


def test_a_budget_is_one_for_all_its_parts():
    from layerlab.grading.cpu_budget import BudgetSpent, CpuBudget

    whole = CpuBudget(0.3)
    for _ in range(2):
        with pytest.raises(BudgetSpent), whole.part(0.2):
            while True:
                pass
    start = time.process_time()
    with pytest.raises(BudgetSpent), whole.part(0.2):
        while True:
            pass
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize("name", parts.NOTEBOOKS)
def test_nothing_earns_more_than_its_parts_and_no_part_keeps_the_checker(name, warm):
    unit, exercise, cells, most = parts.NOTEBOOKS[name]
    start, mine = time.monotonic(), time.process_time()
    data = as_bytes([parts.IMPORT.format(unit), *cells])
    marked = mark(data, f"{unit}.ipynb", warm, LIMITS, secret=3)
    verdict = marked.verdicts[exercise]
    assert not verdict.passed and verdict.earned <= most, verdict.message
    assert marked.points == verdict.earned
    assert time.monotonic() - start < 60 and time.process_time() - mine < 30
    assert nothing_left(warm)


SEARCH = """
import os
found = []
for folder, folders, names in os.walk("/"):
    folders[:] = [f for f in folders if folder + f not in ("/proc", "/sys")]
    found += [n for n in names if n in NAMES]
assert not found, found
"""


def test_a_learner_finds_neither_the_reports_secret_nor_marks_nor_sentences(
    warm, tmp_path
):
    names = {".secret", ".last.jsonl", ".counted.json", "results.jsonl", "teacher.csv",
             "groups.csv", "changes.csv"}  # fmt: skip
    for name in names:
        (tmp_path / name).write_text("x")
    cell = f"NAMES = {names!r}\n{SEARCH}"
    marked = mark(as_bytes([*honest(), cell]), NAME, warm, AMPLE)
    assert marked.points == MOST and marked.cause == ""


DEEP = {
    "signs": "def lift(X):\n    return " + "-" * 3900 + "1",
    "brackets": "def lift(X):\n    return " + "[" * 190 + "]" * 190,
    "calls": "def lift(X):\n    return X" + "()" * 1900,
    "docstrings": "def lift(X):\n    '''\"\"\"\nimport os\n'''\n    return X",
    "decorators": "@__import__('os').system('x')\ndef lift(X):\n    return X",
    "odd letters": "def lift(X):\n    return '\\ud800' + '\u2028'",
    "no Python": "def lift(X:",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_learners_wrote_makes_no_file_of_a_mistake_do_anything(name, tmp_path):
    rows = [{"sources": {"perceptron.lift": DEEP[name]}, "label": "a"}]
    group = patterns.Group("0123456789", "perceptron.lift", "shown", rows)
    text = as_mistake.as_python(group, 'A """sentence""" with \\ and \u2028 in it.')
    assert "system" not in text and "import os" not in text
    if text:
        tree = ast.parse(text.encode("utf-8", "replace"))
        kinds = (ast.Expr, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign)
        assert all(isinstance(node, kinds) for node in tree.body)


def test_many_long_answers_are_compared_in_bounded_time(monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 2.0)
    lines = "\n".join(f"    a{n} = X[{n}] + a{n - 1} * {n}" for n in range(1, 150))
    rows = []
    for number in range(patterns.MOST_ALIKE):
        source = (
            f"def lift(X):\n    a0 = {number}\n{lines}\n"
            + f"    a0 += {number}\n" * (number % 9)
        )
        rows.append({
            "student": f"s{number}", "student_id": "", "label": f"s{number}", "units": ["perceptron"],
            "exercises": [], "attempt": 0, "time": 0.0, "sources": {"perceptron.lift": source[:4000]},
        })  # fmt: skip
    start = time.process_time()
    assert len(patterns.likeness(rows).splitlines()) > 1
    assert time.process_time() - start < 8
