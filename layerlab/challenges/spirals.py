"""Spirals at 98% with the fewest parameters: a recipe, which the board bakes itself."""

from layerlab.challenges.task import Judged, Task
from layerlab.errors import BadArgument
from layerlab.widgets import CakeBuilder, NetworkPlayground

RIGHT = 0.98
NOISE = 0.1  # less of it would make the arms easy to part
MOST_STEPS, MOST_BATCH = 20_000, 64  # about ten seconds for the board


def judge(entry) -> Judged:
    """Bake the recipe (a string, or a widget) and count.

    Raises BadArgument for what is no recipe.
    """
    recipe = entry.state() if isinstance(entry, NetworkPlayground) else entry
    if not isinstance(recipe, str):
        raise BadArgument(
            "This board takes a recipe",
            f"it was given an object of type {type(entry).__name__}",
            "Give it the cake, or the text of cake.state()",
        )
    cake = CakeBuilder.from_state(recipe)
    if broken := _broken_rule(cake):
        return Judged(None, broken)
    share = cake.accuracy
    words = f"{share:.1%} of the points are right with {cake.parameters} parameters."
    if share < RIGHT:
        return Judged(None, f"{words} {RIGHT:.0%} are needed.")
    return Judged(cake.parameters, words, cake.state())


def _broken_rule(cake):
    if cake.data != "spirals":
        return f"this recipe bakes {cake.data}. Choose the two spirals."
    if cake.noise < NOISE - 1e-9:
        return f"the data noise is {cake.noise:g}. Leave it at {NOISE} or more."
    if cake.steps > MOST_STEPS or cake.batch > MOST_BATCH:
        return f"it bakes {cake.steps} steps of {cake.batch}: at most {MOST_STEPS} of {MOST_BATCH}."
    return ""


TASK = Task(
    name="spirals",
    title="Two spirals, 98% right, with the fewest parameters.",
    words=(
        "Bake a cake on the two spirals with a data noise of 0.1 and hand in the recipe: "
        '`ll.board("spirals", cake)`. At most 20,000 steps of at most 64 things.'
    ),
    unit="parameters",
    lesson="01_cake",
    judge=judge,
    start=lambda: CakeBuilder(data="spirals", noise=NOISE),
)
