"""The house: the documents, lists and workflows agree with each other."""

import json
import re
import subprocess
import tomllib

import pytest
import yaml
from packaging.specifiers import SpecifierSet

from tools import constraints
from tools.project import ROOT, Project

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M))


def read(name):
    return (ROOT / name).read_text("utf-8")


def tracked(*patterns):
    """The text of the files that git knows, by name."""
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return {path: path.read_text("utf-8") for path in paths if path.is_file()}


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement).group().lower().replace("_", "-")


def test_conda_installs_what_pip_installs():
    listed = yaml.safe_load(read("environment.yml"))
    plain = [entry for entry in listed["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in listed["dependencies"] if entry not in plain]
    (python,) = [entry for entry in plain if entry.startswith("python")]
    # exact to the minor version: repo2docker takes its old default for anything else
    minor = python.removeprefix("python=")
    assert minor in SpecifierSet(PROJECT["requires-python"])
    assert minor in read(".github/workflows/tests.yml"), "a version that is tested"
    assert pip == ["-c constraints.txt", "-e .[lab,test]"]
    extras = PROJECT["optional-dependencies"]
    assert with_their_own({"lab", "test"}) == set(extras), "all that make test installs"


def test_binder_gets_the_course_without_its_tests_and_torch_for_the_cpu():
    listed = yaml.safe_load(read("binder/environment.yml"))
    (python,) = [
        entry for entry in listed["dependencies"] if entry.startswith("python=")
    ]
    assert python.removeprefix("python=") in read(".github/workflows/tests.yml")
    assert any(entry.startswith("pytorch-cpu") for entry in listed["dependencies"])
    build = ROOT / "binder/postBuild"
    assert '-e ".[lab]"' in build.read_text("utf-8") and build.stat().st_mode & 0o100


def test_codespaces_installs_as_make_lab_does():
    made = json.loads(read(".devcontainer/devcontainer.json"))
    makefile = MAKEFILE.replace('"$(PYTHON)"', "python3")
    assert made["postCreateCommand"] in makefile
    assert made["postAttachCommand"].startswith("make lab")


def test_the_readme_leads_to_the_site_that_is_published():
    owner, name = Project.read().repository.split("/")
    assert f"https://{owner}.github.io/{name}/" in read("README.md")


def with_their_own(extras):
    """These extras of the package, and those that they ask for in turn."""
    needs = [
        need for extra in extras for need in PROJECT["optional-dependencies"][extra]
    ]
    own = [re.match(r"layerlab\[(.*)\]", need) for need in needs]
    more = {extra for found in own if found for extra in found.group(1).split(",")}
    return extras if more <= extras else with_their_own(extras | more)


def test_every_package_that_we_ask_for_has_an_exact_version():
    lines = [line for line in read("constraints.txt").splitlines() if line[0] != "#"]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    exact = {name_of(line) for line in lines}
    extras = PROJECT["optional-dependencies"].values()
    asked = PROJECT["dependencies"] + [need for extra in extras for need in extra]
    assert {name_of(need) for need in asked} - {"layerlab"} <= exact


def test_constraints_are_written_without_the_course_and_build_labels():
    report = {
        "install": [
            {"metadata": {"name": name, "version": version}}
            for name, version in [("b", "2.0+cpu"), ("layerlab", "0"), ("A", "1")]
        ]
    }
    assert constraints.text_of(report) == constraints.HEADER + "A==1\nb==2.0\n"


def test_the_package_has_one_version():
    import layerlab

    assert layerlab.__version__ == PROJECT["version"]


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "Makefile", "docs/administrators.md"]
)
def test_every_make_command_in_the_documents_exists(name):
    called = set(re.findall(r"[`\n]make ([a-z-]+)", read(name)))
    assert called
    assert called <= TARGETS


def test_the_workflow_calls_make_alone():
    flow = yaml.safe_load(read(".github/workflows/tests.yml"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs
    assert all(
        re.fullmatch(r"make ([a-z-]+)( ALL=1)?", run)[1] in TARGETS for run in runs
    )


def test_continuous_integration_runs_the_readmes_command_for_all_tests():
    script = read(".ci/run")
    assert "\nmake test ALL=1\n" in script
    assert "make test ALL=1 " in read("README.md")
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "LAYERLAB_REQUIRE_BROWSER=1" in script
    assert "make test-colab\n" in script
    assert subprocess.run(["bash", "-n", ROOT / ".ci/run"]).returncode == 0


def test_the_readme_says_how_the_course_is_licensed():
    assert "MIT" in read("LICENSE")
    assert "CC BY 4.0" in read("LICENSE-prose.md")
    assert PROJECT["license"]["text"] == "MIT (code), CC BY 4.0 (prose)"


def test_every_unit_that_exists_is_linked_in_the_readme():
    shown = read("README.md")
    for kind, unit, _ in Project.read().notebooks():
        if unit.number:
            assert f"({kind}/{unit.name}.ipynb)" in shown


PLACES = re.compile(r"(?<![\w.~:/])/(?:root|home/\w+|Users/\w+|workspace|opt)/[\w.]")
HOSTS = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian\.org")


def test_nothing_names_a_place_of_one_machine_or_a_registrys_host():
    texts = tracked(
        "*.py", "*.md", "*.ipynb", "*.yml", "*.toml", "*.txt", ".ci", "Make*"
    )
    own = ROOT / "tests"
    guilty = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path, text in texts.items()
        if own not in path.parents
        for found in [PLACES.search(text) or HOSTS.search(text)]
        if found
    ]
    assert guilty == []


def test_notebooks_are_marked_as_generated():
    assert "*.ipynb text eol=lf linguist-generated=true" in read(".gitattributes")
    assert ".venv/" in read(".gitignore")
