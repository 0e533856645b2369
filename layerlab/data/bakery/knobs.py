"""What can be turned in the bakery, with its usual values and its checks."""

from dataclasses import dataclass

from layerlab.data.arguments import choice, number
from layerlab.data.bakery.heldout import read_combinations

SIZES = (28, 32, 64)
COLOURS = ("free", "class", "grey")


@dataclass(frozen=True)
class Knobs:
    """The knobs of `load("bakery", …)`.

    Hold combinations out of all splits but "held_out", which then has no others, like so:
    `held_out=[{"kind": "onion", "background": "dots"}, {"kind": "cookie", "hue": (0.5, 0.7)}]`
    """

    size: int = 32  # pixels: 28, 32 or 64
    rotation: float = 60  # largest turn either way, degrees
    colour: str = "free"  # hue says nothing; "class": each class has its own; "grey"
    noise: float = 0.03  # mean spread of the pixel noise
    background_bias: float = 0.0  # chance that the background is the one of the class
    occluder: float = 0.1  # chance that something lies in front
    held_out: tuple = ()  # combinations of factors
    tail: float = 1  # commonest class over rarest
    label_noise: float = 0.0  # chance of a wrong label; factors["kind"] keeps the truth

    def checked(self, split) -> dict:
        """The knobs as a dict, or the error of the first wrong one."""
        return {
            "size": choice("size", self.size, SIZES),
            "rotation": number("rotation", self.rotation, 0, 180),
            "colour": choice("colour", self.colour, COLOURS),
            "noise": number("noise", self.noise, 0, 0.5),
            "background_bias": number("background_bias", self.background_bias, 0, 1),
            "occluder": number("occluder", self.occluder, 0, 1),
            "held_out": read_combinations(self.held_out, split),
            "tail": number("tail", self.tail, 1, 1000),
            "label_noise": number("label_noise", self.label_noise, 0, 1),
        }
