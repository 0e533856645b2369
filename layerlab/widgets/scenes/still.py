"""The static pictures of the scenes: each by name, and what all of them share."""

from layerlab.widgets.scenes.stills import (
    blame_table,
    folded_plane,
    growing_square,
    nudge,
    turning_line,
    xor_lifted,
    xor_lifted_by_unit,
)

STILLS = {
    "turning line": turning_line,
    "xor lifted": xor_lifted,
    "xor lifted by a unit": xor_lifted_by_unit,
    "folded plane": folded_plane,
    "growing square": growing_square,
    "nudge": nudge,
    "blame table": blame_table,
}


def draw(figure, widget) -> None:
    """Draw the scene as it stands on an empty figure."""
    STILLS[widget.scene].draw(figure, widget.step, widget.at)


def alt(widget) -> str:
    """Return one sentence that says what the picture shows."""
    told = STILLS[widget.scene].alt(widget.step, widget.at)
    return f"Step {widget.step + 1} of {len(STILLS[widget.scene].POSES)}: {told}"
