"""The figures of lesson 13: where a step's time goes, what each rung gains, and a ring."""

from layerlab import theme
from layerlab.figures.frames import axes
from layerlab.figures.plots import curves
from layerlab.figures.showing import show


def parts_of_a_step(parts) -> None:
    """When the parts of a recorded step ran: name → (start, length), milliseconds."""
    ax = axes(theme.WIDE)
    colours = (theme.VERMILION, theme.BLUE, theme.SKY, theme.GREEN)
    for lane, (colour, (start, length)) in enumerate(
        zip(colours, parts.values(), strict=True)
    ):
        ax.barh(lane, max(length, 0.3), left=start, color=colour)
    ax.set_yticks(range(len(parts)), parts)
    ax.invert_yaxis()
    title = "Most of the step is loading (recorded on a CPU)"
    ax.set(title=title, xlabel="milliseconds")
    long = ", ".join(f"{name} {length:.1f} ms" for name, (_, length) in parts.items())
    show(ax, alt=f"{len(parts)} bars, one after the other: {long}.")


def rungs_of_speed(rates, device) -> None:
    """Pictures per second of each rung, as multiples of the first one (lesson 13)."""
    ax, lowest = axes(theme.WIDE), next(iter(rates.values()))
    times = {name: rate / lowest for name, rate in rates.items()}
    ax.barh(list(times), list(times.values()), color=theme.TRAINING)
    ax.invert_yaxis()
    title = f"Pictures per second, on {device}"
    ax.set(title=title, xlabel="times the lowest rung")
    words = ", ".join(f"{name} {gain:.1f}" for name, gain in times.items())
    show(ax, alt=f"Bars for {len(times)} rungs, in multiples of the first: {words}.")


def arrays_sent(processes, **sent) -> None:
    """How many arrays each process sends, over the number of processes."""
    ax = axes()
    lines = {name.replace("_", " "): (processes, y) for name, y in sent.items()}
    curves(ax, lines, xlabel="processes", ylabel="arrays that each one sends")
    title = "In a ring, nobody sends more than two arrays"
    ax.set(title=title, xlim=(2, 20))
    ends = ", ".join(f"{y[-1]:.3g} {name}" for name, (_, y) in lines.items())
    show(
        ax, alt=f"Arrays sent against processes; with {processes[-1]} of them: {ends}."
    )
