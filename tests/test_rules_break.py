"""Broken on purpose: for each rule an example that it must refuse, beside a good one."""

import copy
from types import SimpleNamespace

import nbformat
import pytest
from nbformat import v4

from layerlab.errors import BadArgument
from tools import build as building
from tools import rules
from tools.cells import code_hash, identify, new_notebook
from tools.project import ROOT
from tools.rules import budget, plotting, prose, stored

ALT = "A cake with three tiers, the widest one at the bottom"
PROSE = "You look at the number and guess what the next one shows, then you run it."


def picture(alt=ALT):
    metadata = {"image/png": {"alt": alt}} if alt else {}
    data = {"image/png": "iVBORw0KGgo=", "text/plain": alt or "<Figure>"}
    return v4.new_output("display_data", data=data, metadata=metadata)


def code(source, *outputs):
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=1)


def lesson():
    """A notebook that keeps every budget."""
    cells = [v4.new_markdown_cell("# Cake: what does a layer do?\n\nOne promise.")]
    cells += [code("draw()", picture())]
    for number in range(16):
        heading = f"## Question {number}?\n\n" if number < 5 else ""
        cells += [v4.new_markdown_cell(heading + PROSE), code(f"x = {number}\nx")]
    notebook = new_notebook(cells)
    return recorded(notebook)


def recorded(notebook):
    identify(notebook.cells)
    notebook.metadata.layerlab = {"code": code_hash(notebook), "seconds": 5}
    return notebook


def test_a_good_lesson_breaks_no_rule():
    assert rules.notebook_problems("course", lesson()) == []


def broken(change):
    notebook = copy.deepcopy(lesson())
    change(notebook)
    return "\n".join(rules.notebook_problems("course", recorded(notebook)))


def add(*cells):
    return lambda notebook: notebook.cells.extend(map(copy.deepcopy, cells))


def markdown(text):
    return v4.new_markdown_cell(text)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda nb: nb.cells.__delitem__(slice(12, None)), "Cells: 12, but 30 to 76"),
        (add(*[markdown(PROSE)] * 50), "Cells: 84, but 30 to 76"),
        (add(*[markdown(f"## {i}") for i in "ab"]), "Sections (##): 7"),
        (add(markdown("word " * 121)), "A prose cell of 121 words ('word word"),
        (add(markdown(PROSE), code("x\n" * 31)), "longest code cell: 31, but 0 to 30"),
        (add(*[markdown("Read."), code("x\n" * 16)] * 3), "90th percentile: 16"),
        (add(*[markdown("A."), code("x\n" * 6)] * 20), "Median lines of a code cell"),
        (add(code("x\n" * 20)), "Words of prose per line of code: 5."),
        (add(markdown("word " * 100), *[markdown("w " * 110)] * 4), "per line of code"),
        (add(code("ax.plot(1)\n" * 4)), "4 of 37 lines of code draw: at most 8% may"),
        (
            add(code("x = 1  # " + "wide " * 19)),
            "A line of 104 characters in 'x = 1  #",
        ),
        (
            add(code("show(x, alt=words)")),
            "An alternative text in 'show(x, alt=words)'",
        ),
        (add(code("1"), code("2"), code("3")), "4 code cells in a row from 'x = 15"),
        (lambda nb: nb.cells[1].outputs.clear(), "There is no picture."),
        (lambda nb: nb.cells.insert(6, nb.cells.pop(1)), "first picture's cell: 7"),
        (lambda nb: nb.cells[0].update(source="# T\n" + "w " * 201), "picture: 20"),
        (add(markdown("#### Deep")), "A heading below ###: '#### Deep'"),
        (add(markdown("# Second")), "Titles (#): 2"),
        (add(markdown("### Cake \U0001f370")), "An emoji in the heading"),
        (add(markdown("This is just a line.")), "The word 'just' in 'This is just"),
        (add(markdown("Of course it is.")), "The word 'Of course'"),
        (add(markdown("Well done!")), "An exclamation mark in 'Well done!'"),
        (add(code("plot()", picture(alt=""))), "A picture without alternative text"),
        (add(code("plot()", picture(alt="a plot"))), "without alternative text"),
        (add(code("f()", v4.new_output("stream", name="stderr", text="W"))), "warning"),
        (lambda nb: nb.metadata.update(widgets={}), "Widget state is stored"),
        (add(code("w", v4.new_output("display_data", data={"x/y": ""}))), "holds x/y"),
        (add(markdown("`" + "x" * 480_001 + "`")), "Bytes of the notebook"),
    ],
)
def test_a_broken_lesson_is_refused(change, words):
    assert words in broken(change)


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("import matplotlib.pyplot as plt\nimport numpy", 1),
        ("left, right = plt.subplots(1, 2)[1]\nleft.plot(\n    [1])\nx = 1", 3),
        ("for ax in axes:\n    ax.axis('off')\n\n    ax.grid()", 3),
        ("for k in range(3):\n    x = k\n    ax.plot(x)", 1),
        ("def draw():\n    ax.plot([1])\ndraw()", 3),
        ("ll.show(thing)\nll.figures.scatter(ax, X, y=y)", 2),
        ("ll.figures.folds(x, heights)\ncake.plot()", 0),
        ("%matplotlib inline\nx = 1", 0),
    ],
)
def test_what_draws_is_counted_by_lines(source, drawn):
    lines = sum(bool(line) for line in source.splitlines())
    assert plotting.count(new_notebook([code(source)])) == (drawn, lines)


def test_words_in_code_and_formulas_and_links_are_not_read():
    text = "`just!` and $n!$ and [a](https://of.course/!)\n\n```\njust!\n```"
    assert broken(add(markdown(text))) == ""


def test_a_slow_lesson_is_refused():
    notebook = lesson()
    notebook.metadata.layerlab["seconds"] = 65
    assert budget.seconds(notebook) == ["Seconds to run: 65, but 0 to 60 are allowed."]


def test_all_notebooks_together_have_a_limit():
    assert rules.total_size({"a": 15_000_000}) == []
    assert "15000000 are allowed" in rules.total_size({"a": 15_000_000, "b": 1})[0]


def test_outputs_older_than_their_code_are_refused():
    notebook = lesson()
    notebook.cells[3].source = "x = 100"
    problems = rules.notebook_problems("course", notebook)
    assert problems == ["The outputs are older than the code: call `make run`."]


def test_a_stale_notebook_is_written_anew_and_reported(project, monkeypatch):
    building.build(project)
    path = project.root / "course/02_small.ipynb"
    right = path.read_text()
    path.write_text(right.replace("Look at", "Gaze upon"))
    monkeypatch.setattr("tools.build.Project.read", lambda: project)
    assert building.main(["--check"]) == 1
    assert path.read_text() == right


def test_an_unclosed_solution_stops_the_build(project):
    source = project.root / "units/02_small/exercises.py"
    source.write_text(source.read_text().replace("# </solution>", ""))
    with pytest.raises(BadArgument, match="stands alone"):
        building.build(project)


def verdict(text, **metadata):
    data = {"text/plain": text}
    return v4.new_output("display_data", data=data, metadata=metadata)


@pytest.mark.parametrize(
    ("output", "passes"),
    [
        (verdict("passed: all 12 cases"), True),
        (verdict("✓ predict passed"), True),
        (verdict("predict", layerlab={"passed": True}), True),
        (verdict("not started: predict"), False),
        (verdict("passed, or so it prints", layerlab={"passed": False}), False),
        (verdict("wrong: the bias is missing"), False),
        (v4.new_output("stream", text=""), False),
    ],
)
def test_a_solution_that_does_not_pass_is_refused(output, passes):
    notebook = new_notebook([code("check.predict(predict)", output)])
    assert (stored.solutions_pass(notebook) == []) is passes
    assert (rules.execution_problems("solutions", notebook) == []) is passes


def test_a_blank_notebook_must_say_not_started():
    good = new_notebook([code("check.f(f)", verdict("f: not started"))])
    assert rules.execution_problems("exercises", good) == []
    bad = new_notebook([code("check.f(f)", verdict("f: passed"))])
    assert "not 'not started'" in rules.execution_problems("exercises", bad)[0]


def test_a_blank_notebook_holds_no_outputs():
    notebook = recorded(new_notebook([markdown("# A"), code("f()", verdict("1"))]))
    found = rules.notebook_problems("exercises", notebook)
    assert found == ["An output under 'f()'."]


@pytest.mark.parametrize(
    "leak",
    ["    return X @ w + b >= 0", "Almost: `return X @ w + b >= 0`.", "# <solution>"],
)
def test_a_line_of_a_solution_in_exercises_is_refused(leak):
    regions = ["    scores = 1\n    return X @ w  +  b >= 0\n"]
    clean = new_notebook([code("def f(X, w, b):\n    raise NotImplementedError")])
    assert rules.no_solution_text(clean, regions) == []
    leaky = new_notebook([*clean.cells, markdown(leak)])
    assert rules.no_solution_text(leaky, regions) != []


def test_a_hint_may_quote_half_a_solution_and_not_more():
    lines = ["for x, y in zip(X, Y):", "    total += x * y", "return total / len(X)"]
    regions = ["\n".join(lines)]

    def hint(*quoted):
        text = "\n".join(quoted)
        return new_notebook([markdown(f"<details>\n{text}\n</details>")])

    assert rules.no_solution_text(hint(lines[0]), regions) == []
    assert rules.no_solution_text(hint(lines[0], lines[2]), regions) == [
        "A hint that is the solution: 'for x, y in zip(X, Y):'."
    ]


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        (
            "data/__init__.py",
            "from layerlab.checks import x",
            "imports layerlab.checks",
        ),
        ("data/far.py", "def f():\n    import layerlab.cli", "far.py line 2 imports"),
        ("checking/a.py", "from ..checks import b", "imports layerlab.checks"),
        ("data/b.py", "from layerlab.figures import show", "not below data"),
        ("strange.py", "x = 1", "stands in no band"),
        ("watching/a.py", "from ..judging import b", "not below watching"),
        ("data/c.py", "from layerlab import notebook", "imports layerlab.notebook"),
    ],
)
def test_an_upward_import_is_refused(tmp_path, name, source, words):
    path = tmp_path / "layerlab" / name
    path.parent.mkdir(parents=True)
    path.write_text(source)
    assert words in "\n".join(rules.upward_imports(tmp_path / "layerlab"))


def test_downward_imports_are_allowed(tmp_path):
    folder = tmp_path / "layerlab"
    (folder / "checking").mkdir(parents=True)
    source = "from layerlab import theme\nfrom ..errors import X\nfrom . import plain"
    (folder / "checking/a.py").write_text(source)
    assert rules.upward_imports(folder) == []


def written(folder, **sources):
    """A package folder with these modules."""
    folder.mkdir()
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)
    return folder


def test_an_import_circle_is_refused_inside_functions_too(tmp_path):
    inside = "def f():\n    from ours.b import g\n    return g"
    folder = written(
        tmp_path / "ours", a=inside, b="from . import c", c="import ours.a"
    )
    found = rules.import_circles(folder)
    assert len(found) == 1 and "ours.a, ours.b, ours.c" in found[0]
    (folder / "c.py").write_text("import os")
    assert rules.import_circles(folder) == []


@pytest.mark.parametrize(
    ("source", "taken"),
    [
        ("from ours.b import _hidden", "ours.b._hidden"),
        ("from . import b\nb._hidden()", "ours.b._hidden"),
        ("from .b import Thing\nThing._made = 1", None),  # of a class, its own affair
        ("from .b import __version__", None),
        ("import os\nos._exit(0)", None),
    ],
)
def test_a_private_name_that_crosses_modules_is_refused(tmp_path, source, taken):
    folder = written(tmp_path / "ours", a=source, b="_hidden = 1")
    found = rules.crossing_private_names(folder, ("ours",))
    assert [taken in problem for problem in found] == ([True] if taken else [])


LONG = "def f():\n" + "    x = 1\n" * 25
DEEP = (
    "def f():\n  for a in b:\n    if a:\n      with a:\n        while a:\n          a()"
)
ELIFS = "def _f(a):\n  if a == 1:\n    return 1\n" + "".join(
    f"  elif a == {i}:\n    return {i}\n" for i in range(5)
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n" * 250, "251 lines, 250 allowed"),
        (LONG, "f has 26 lines, 25 allowed"),
        (DEEP, "f is nested 4 deep, 3 allowed"),
        ("from math import *", "star import in line 2"),
        ("def f(): pass", "f has no docstring"),
        ("class A:\n  '''A.'''\n  def f(self): pass", "A.f has no docstring"),
    ],
)
def test_python_over_its_limits_is_refused(source, words):
    assert words in "\n".join(rules.file_problems("a.py", f'"""A."""\n{source}'))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n" * 300, "301 lines, 300 allowed"),
        (f"x = '{'x' * 95}'", "line 2 is 101 wide, 100 allowed"),
    ],
)
def test_checks_over_their_limits_are_refused(source, words):
    name = "layerlab/checks/cake/bake.py"
    assert words in "\n".join(rules.file_problems(name, f'"""A."""\n{source}'))


@pytest.mark.parametrize("source", ["x = 1\n" * 299, f"x = '{'x' * 94}'"])
def test_checks_within_their_limits_are_accepted(source):
    name = "layerlab/checks/cake/bake.py"
    assert rules.file_problems(name, f'"""A."""\n{source}') == []


@pytest.mark.parametrize("source", [ELIFS, "def _f(): pass", "class _A: pass"])
def test_python_within_its_limits_is_accepted(source):
    assert rules.file_problems("a.py", f'"""A."""\n{source}') == []


UNTYPED = '"""A."""\nclass A:\n  """A."""\n  def f(self):\n    """F."""'


def test_a_public_function_of_the_package_says_what_it_returns():
    words = "layerlab/a.py: A.f does not say what it returns."
    assert rules.file_problems("layerlab/a.py", UNTYPED) == [words]
    typed = UNTYPED.replace("(self)", "(self) -> None")
    assert rules.file_problems("layerlab/a.py", typed) == []
    program = f'{UNTYPED}\nif __name__ == "__main__":\n  A()'
    for name, source in (
        ("layerlab/checks/a.py", UNTYPED),  # what an attempt returns stands elsewhere
        ("tools/a.py", UNTYPED),
        ("layerlab/a.py", program),
    ):
        assert rules.file_problems(name, source) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("f();\n" * 251, "251 lines, 250 allowed"),
        ("// " + "x" * 98, "line 1 is 101 wide, 100 allowed"),
    ],
)
def test_javascript_over_its_limits_is_refused(source, words):
    assert words in "\n".join(rules.javascript_problems("a.js", source))


@pytest.mark.parametrize(
    "source",
    [
        'import * as m from "./m.js";',
        'import {\n  a,\n  b as c,\n} from "./m.js";',
        "export { a as b };",
        'import a from "./m.js";',
        "export default a;",
    ],
)
def test_javascript_that_cannot_be_joined_is_refused(source):
    (problem,) = rules.joining_problems("a.js", source)
    assert "is lost when the files are joined" in problem


def test_javascript_within_its_limits_is_accepted():
    source = 'import { a } from "./m.js";\nexport * from "./n.js";\n' + "f();\n" * 248
    assert rules.javascript_problems("a.js", source) == []
    assert rules.joining_problems("a.js", source) == []


def test_the_rules_are_applied_to_something():
    assert len(prose.PROSE) == 4
    assert len(list((ROOT / "layerlab").rglob("*.py"))) > 10
    assert nbformat.validate(lesson()) is None


def exercise(name, number):
    hints = tuple(f"{word} does {name} do?" for word in ("What", "Why", "How"))
    return SimpleNamespace(name=name, number=number, hints=hints)


PAIR = (exercise("double", "1.1"), exercise("halve", "1.2"))


def of_a_pair():
    cells = []
    for one in PAIR:
        cells += [
            markdown(f"### Exercise {one.number} · {one.name}\n\n●○○ · 5 min"),
            code(f"def {one.name}(x):\n    raise NotImplementedError"),
            code(f"check.{one.name}({one.name})"),
            markdown("\n".join(one.hints)),
        ]
    return new_notebook(cells)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda cells: cells.pop(0), "1.1 double: 0 cells with its header"),
        (lambda cells: cells.pop(2), "1.1 double: 0 cells with its check"),
        (lambda cells: cells.pop(7), "1.2 halve: 0 cells with its hints"),
        (lambda cells: cells.append(cells[2]), "1.1 double: 2 cells with its check"),
        (lambda cells: cells.insert(4, cells.pop(2)), "hints stand in another order"),
    ],
)
def test_an_exercise_that_is_not_whole_is_refused(change, words):
    notebook = of_a_pair()
    assert rules.every_exercise_is_whole(notebook, PAIR) == []
    change(notebook.cells)
    assert words in "\n".join(rules.every_exercise_is_whole(notebook, PAIR))


def test_two_exercises_of_one_name_are_refused():
    twice = (PAIR[0], exercise("double", "1.2"))
    problems = rules.every_exercise_is_whole(of_a_pair(), twice)
    assert "Two exercises are called double: rename one." in problems
