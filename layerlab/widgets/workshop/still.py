"""The static picture of the feature workshop: two curves, and what is switched on."""

from layerlab import theme


def draw(figure, shop) -> None:
    """Draw the workshop's state on an empty figure."""
    left, right = figure.subplots(1, 2, width_ratios=(1, 2.6))
    left.set_axis_off()
    for i, name in enumerate(shop.names):
        on = name in shop.chosen
        y = 1 - (i + 0.5) / len(shop.names)
        left.text(0, y, "■" if on else "□", color=theme.BLUE if on else theme.SECONDARY)
        left.text(0.12, y, name, color=theme.INK if on else theme.SECONDARY)
    for values, colour, name, up in (
        (shop.accuracies, theme.BLUE, "your features", -12),
        (shop.pixels, theme.GREEN, "same model, pixels", -4),
        (shop.network, theme.VERMILION, "network on pixels", 6),
    ):
        right.plot(shop.sizes, values, ".-", color=colour)
        right.annotate(
            name,
            (shop.sizes[-1], values[-1]),
            (5, up),
            color=colour,
            textcoords="offset points",
            va="center",
        )
    right.set(xscale="log", ylim=(0, 1), xlabel="training digits", ylabel="share right")
    right.set_title("Share right on unseen digits")


def alt(shop) -> str:
    """Return one sentence that says what the picture shows."""
    on = ", ".join(shop.chosen) or "no feature"
    return (
        f"With {on} a classical model names {shop.accuracies[0]:.0%} of unseen digits "
        f"after {shop.sizes[0]} examples and {shop.accuracies[-1]:.0%} after "
        f"{shop.sizes[-1]}; the same model on pixels {shop.pixels[0]:.0%} and "
        f"{shop.pixels[-1]:.0%}, a network on them {shop.network[0]:.0%} and "
        f"{shop.network[-1]:.0%}."
    )
