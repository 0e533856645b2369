"""Five errors in what a widget calls when something is pressed or moved."""

from tests.errors_that_teach.case import Case

CASES = (
    Case(
        "a button",
        """
import ipywidgets
w, X = np.ones(2), np.ones((6, 2))
button = ipywidgets.Button(description="predict")
def pressed(_):
    return w @ X
button.on_click(pressed)
---
button.click()
""",
        says=(
            "The cell that begins “import ipywidgets”, line 5, in pressed",
            "`w` (2) meets",
        ),
        never=("This cell",),
    ),
    Case(
        "a slider that is watched",
        """
import ipywidgets
slider = ipywidgets.IntSlider(1)
history = []
def moved(change):
    history[change["new"]] = 1
slider.observe(moved, "value")
---
slider.value = 4
""",
        says=("This cell, line 1", "line 5, in moved", "inside", "`history` is empty"),
    ),
    Case(
        "interact calls a function",
        """
import ipywidgets
def draw(k):
    return np.ones(k) + np.ones(3)
---
ipywidgets.interact(draw, k=ipywidgets.IntSlider(2, 1, 9));
""",
        says=("in draw", "np.ones(k) + np.ones(3)", "k: 2", "2 meets 3"),
    ),
    Case(
        "a callback that wants more",
        """
import ipywidgets
button = ipywidgets.Button()
def pressed(button, count):
    return count
button.on_click(pressed)
---
button.click()
""",
        says=(
            "pressed() missing 1 required positional argument: 'count'",
            "inside ipywidgets",
        ),
    ),
    Case(
        "a callback without its argument",
        """
import ipywidgets
button = ipywidgets.Button()
button.on_click(lambda: 1)
---
button.click()
""",
        says=("takes 0 positional arguments but 1 was given",),
    ),
)
