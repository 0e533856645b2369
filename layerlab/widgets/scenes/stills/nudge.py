"""A nudge runs through two layers: `at` is x and the nudge d."""

from layerlab import theme

POSES = [(1, 0), (1, 0.4), (1, 0.4), (1, 0.04), (1, 0.04), (0.4, 0.2)]
NAMES = ("x", "h = relu(1.5 x − 1)", "L = (h − 2)²")


def values(x) -> tuple[float, float, float]:
    """x, h and L."""
    h = max(1.5 * x - 1, 0.0)
    return x, h, (h - 2) ** 2


def slopes(x) -> tuple[float, float]:
    """The slopes of both layers at x."""
    return (1.5 if 1.5 * x - 1 > 0 else 0.0), 2 * (values(x)[1] - 2)


def moves(at) -> list[float]:
    """How far x, h and L move when x is nudged by d."""
    before, after = values(at[0]), values(at[0] + at[1])
    return [new - old for old, new in zip(before, after, strict=True)]


def draw(figure, step, at) -> None:
    """Draw the three rulers, and the nudge on those that it has reached."""
    ax = figure.subplots()
    starts, moved = values(at[0]), moves(at)
    reached = (0, 2)[step] if step < 2 else 3
    for k, (name, start) in enumerate(zip(NAMES, starts, strict=True)):
        _ruler(ax, -k, name, start)
        if k < reached and moved[k]:
            how = {"arrowstyle": "-|>", "color": theme.VERMILION, "lw": 3}
            ax.annotate("", (start + moved[k], -k), (start, -k), arrowprops=how)
    for k in (0, 1):
        if step > k:
            words = f"× {slopes(at[0])[k]:g}"
            ax.text(4.6, -k - 0.5, words, color=theme.VERMILION, va="center")
    if step == 4:
        _blame(ax, at[0])
    ax.set(xlim=(-1.7, 5.6), ylim=(-2.5, 0.5))
    ax.set_axis_off()


def alt(step, at) -> str:
    """Return what the picture shows."""
    first, second = slopes(at[0])
    _, h, loss = values(at[0])
    start = f"rulers for x = {at[0]:g}, h = {h:.3g} and L = {loss:.3g}"
    if step == 0:
        return f"{start}."
    _, to_h, to_loss = moves(at)
    return (
        f"{start}; a nudge of {at[1]:g} moves h by {to_h:.3g} and L by {to_loss:.3g}, "
        f"and the slopes are {first:g} and {second:g}."
    )


def _ruler(ax, y, name, start):
    ax.plot([-0.4, 4.4], [y, y], color=theme.SECONDARY, lw=1)
    for tick in range(5):
        ax.plot([tick, tick], [y - 0.05, y + 0.05], color=theme.SECONDARY, lw=1)
        ax.text(tick, y - 0.2, str(tick), ha="center", color=theme.SECONDARY)
    ax.plot(start, y, "o", color=theme.INK)
    ax.text(-1.7, y + 0.12, name)


def _blame(ax, x):
    first, second = slopes(x)
    for k, blame in enumerate((first * second, second, 1)):
        ax.text(5.5, -k + 0.05, f"blame {blame:g}", color=theme.GREEN, ha="right")
