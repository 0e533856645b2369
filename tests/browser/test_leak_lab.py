"""Leak lab in JupyterLab: both tasks, every control, cards by mouse and by keys."""

import pytest

from tests.browser.common import drag, no_axe_findings, picture, steady

CELLS = ["import layerlab as ll\nk = ll.widgets.LeakLab()\nk"]


@pytest.fixture
def widget(notebook):
    notebook.python(
        "f = ll.widgets.LeakLab(deals=4)\nk.trays, k.deals = f.trays, f.deals\n"
        "k.scale_all = k.columns_all = False"
    )
    steady(notebook)
    return notebook.widget()


def press(widget, name):
    widget.get_by_role("button", name=name).click()


def cards(widget):
    return widget.get_by_role("application", name="Cards")


def score(notebook, place):
    values = notebook.python(
        f"print(*(round(s[{place}], 3) for s in k.scores.values()))"
    )
    return [float(v) for v in values.split()]


def test_the_first_task_shuffled_rows_say_100_percent(notebook, widget):
    press(widget, "Shuffle rows")
    steady(notebook)
    assert score(notebook, 1)[0] == 1
    assert score(notebook, 2)[0] < 0.7
    assert "nearest neighbour 100% on test" in widget.locator(".ll-say").inner_text()


def test_the_second_task_families_together_agree_ten_times(notebook, widget):
    for _ in range(10):
        press(widget, "Keep families together")
    steady(notebook)
    assert "Ten shuffles running agreed" in widget.locator(".ll-say").inner_text()
    assert notebook.python("print(k.agreed, k.deals)") == "10 15"
    press(widget, "Shuffle rows")
    steady(notebook)
    assert notebook.python("print(k.agreed)") == "0"
    assert "0 of 10" in widget.locator(".ll-facts").inner_text()


def test_python_and_the_page_say_the_same_scores(notebook, widget):
    press(widget, "Copy a few")
    steady(notebook)
    assert notebook.python("print(k.trays.count('2'))") == "6"
    words = widget.locator(".ll-say").inner_text()
    for test, sealed in zip(score(notebook, 1), score(notebook, 2), strict=True):
        assert f"{100 * test:.0f}% on test, {100 * sealed:.0f}% on sealed" in words


@pytest.mark.parametrize(
    ("name", "trait"),
    [("Columns on everything", "columns_all"), ("Scale on everything", "scale_all")],
)
def test_a_switch_goes_on_and_off_by_mouse_and_keys(notebook, widget, name, trait):
    switch = widget.get_by_role("button", name=name)
    switch.click()
    steady(notebook)
    assert switch.get_attribute("aria-pressed") == "true"
    assert notebook.python(f"print(k.{trait})") == "True"
    switch.press("Enter")
    steady(notebook)
    assert switch.get_attribute("aria-pressed") == "false"
    assert notebook.python(f"print(k.{trait})") == "False"


def test_a_card_is_dragged_and_the_sealed_tray_stays_closed(notebook, widget):
    before = notebook.python("print(k.trays)")
    drag(notebook.page, cards(widget), (0.02, 0.14), (0.6, 0.5))
    steady(notebook)
    after = notebook.python("print(k.trays)")
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("0", "1")]
    drag(notebook.page, cards(widget), (0.02, 0.14), (0.9, 0.5))
    steady(notebook)
    assert notebook.python("print(k.trays)") == after
    assert "The sealed tray stays closed" in widget.locator(".ll-say").inner_text()


def test_with_shift_a_whole_cake_is_dragged(notebook, widget):
    notebook.page.keyboard.down("Shift")
    drag(notebook.page, cards(widget), (0.02, 0.14), (0.6, 0.5))
    notebook.page.keyboard.up("Shift")
    steady(notebook)
    assert notebook.python("print(k.trays.count('1'))") == "54"


def test_keys_choose_and_move_cards(notebook, widget):
    notebook.python("k.trays = '0' * 140 + '1' * 4")
    steady(notebook)
    table = cards(widget)
    table.focus()
    before = picture(table)
    for key in ("ArrowDown", "ArrowRight", "Space"):
        table.press(key)
    steady(notebook)
    assert picture(table) != before
    moved = "print(*[i for i, d in enumerate(k.trays[:140]) if d == '1'])"
    at = int(notebook.python(moved))
    assert at % 6 == 1 and "One card moved to test" in (
        widget.locator(".ll-say").inner_text()
    )
    table.press("f")
    steady(notebook)
    assert notebook.python("print(k.trays.count('1'))") == "4", "all back on train"
    table.press("f")
    steady(notebook)
    assert notebook.python("print(k.trays.count('1'))") == "10"


def test_axe_finds_nothing(notebook, widget):
    no_axe_findings(notebook.page)


def test_after_a_restart_it_works_again_and_its_state_comes_back(notebook, widget):
    text = notebook.python("print(k.state())")
    notebook.restart()
    same = f"print(type(k).from_state({text!r}).state() == {text!r})"
    assert notebook.python(same) == "True"
    again = notebook.widget()
    before = picture(cards(again))
    press(again, "Shuffle rows")
    steady(notebook)
    assert picture(cards(again)) != before
