"""A learner works in the copy, the course moves on, and nothing of theirs is lost."""

import json
import shutil
import subprocess

import pytest

from tests.browser.lab import NOT_OURS, PATIENCE
from tests.browser.opened_course import opened_course
from tools.project import ROOT

REACHES = (
    *("layerlab.lab", "layerlab.working_copy", "layerlab/cli.py"),
    *("layerlab/lab_settings/**/*", ".gitignore", "tests/browser/opened_course.py"),
    *("course/04_perceptron.ipynb", "course/05_descent.ipynb"),
)
MINE, OTHER = "course/04_perceptron.ipynb", "course/05_descent.ipynb"
NEWS = "This sentence came with the update."


@pytest.fixture
def checkout(tmp_path):
    """A clean checkout with two lessons, as git gives it."""
    root = tmp_path / "the course"
    for name in (MINE, OTHER, "pyproject.toml", ".gitignore"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, *IDENTITY, "commit", "-qm", "the course")
    return root


IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@b.invalid")


def git(root, *words) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def update(root):
    """What a pull brings: a new last sentence in both lessons."""
    for name in (MINE, OTHER):
        notebook = json.loads((root / name).read_text("utf-8"))
        notebook["cells"][-1]["source"] = [NEWS]
        (root / name).write_text(json.dumps(notebook), "utf-8")
    git(root, *IDENTITY, "commit", "-qam", "news")


def the_page(browser, address, name, errors):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{address}/lab/tree/{name}?token=t&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    return page


def work(page):
    """Write into the first code cell, run it, save: with the keys that one would use."""
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nprint(6 * 7)")
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-OutputArea-output", has_text="42").first.wait_for()
    page.keyboard.press("Control+s")


def test_a_touched_lesson_stays_its_newer_one_lies_beside_and_git_sees_nothing(
    browser, checkout, tmp_path
):
    copy, errors = checkout / "my_course", []
    with opened_course(tmp_path, checkout, copy) as (address, log):
        page = the_page(browser, address, MINE, errors)
        work(page)
        wait_until_saved(page, copy / MINE)
        page.context.close()
        assert "Your copy of the course is" in log.read_text()
    assert git(checkout, "status", "--porcelain") == ""
    update(checkout)
    with opened_course(tmp_path, checkout, copy) as (address, log):
        said = log.read_text()
        assert f"{MINE} is yours and stays" in said
        assert f"had not touched them: {OTHER}" in said
        page = the_page(browser, address, MINE, errors)
        page.locator(".jp-CodeCell .cm-content", has_text="print(6 * 7)").wait_for()
        beside = MINE.replace(".ipynb", " (new).ipynb")
        page.locator(".jp-DirListing-itemText", has_text="(new)").first.wait_for()
        page.context.close()
        for name in (OTHER, beside):
            page = the_page(browser, address, name, errors)
            page.keyboard.press("Control+End")
            page.locator(".jp-RenderedMarkdown", has_text=NEWS).last.wait_for()
            page.context.close()
    assert git(checkout, "status", "--porcelain") == ""
    assert [error for error in errors if not NOT_OURS.search(error)] == []


def wait_until_saved(page, path):
    """Until the file holds what was typed."""
    for _ in range(600):
        if "print(6 * 7)" in path.read_text("utf-8"):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{path.name} was not saved")
