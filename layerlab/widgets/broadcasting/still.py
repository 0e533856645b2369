"""The static picture of broadcasting: the two shapes in columns, the result below."""

from layerlab import theme


def draw(figure, pair) -> None:
    """Draw the aligned shapes on an empty figure."""
    ax = figure.subplots()
    ax.set_axis_off()
    ax.set(xlim=(-1.6, max(4, len(pair.columns))), ylim=(-0.6, 3.2))
    for row, name in enumerate(("a + b", "b", "a")):
        ax.text(-0.6, row, name, ha="right", va="center", color=theme.SECONDARY)
    for at, (p, q, out) in enumerate(pair.columns):
        colour = theme.VERMILION if out is None else theme.BLUE
        for row, size in enumerate((out, q, p)):
            text = (
                "clash" if row == 0 and out is None else "·" if size is None else size
            )
            weight = "bold" if row == 0 else "normal"
            place = {"ha": "center", "va": "center", "fontsize": 13}
            ax.text(at, row, str(text), color=colour, weight=weight, **place)
    ax.axhline(0.5, 0.1, 0.9, color=theme.GRID)
    ax.set_title("Lay the shapes over each other from the right")


def alt(pair) -> str:
    """Return one sentence that says what the picture shows."""
    if pair.result is not None:
        end = f"fit together: the result has the shape {shape_text(pair.result)}."
    else:
        p, q, _ = [column for column in pair.columns if column[2] is None][-1]
        end = f"clash where {p} meets {q}."
    return (
        f"The shapes {pair.a} and {pair.b}, laid over each other from the right, {end}"
    )


def shape_text(sizes) -> str:
    """A shape as Python writes it.

    >>> shape_text([6, 2]), shape_text([3])
    ('(6, 2)', '(3,)')
    """
    return str(tuple(sizes))
