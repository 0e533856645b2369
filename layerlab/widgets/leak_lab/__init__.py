"""Leak lab: which photographs stand on the test tray? Introduced in lesson 14."""

import traitlets

from layerlab.errors import BadArgument, UnknownName
from layerlab.widgets import traits
from layerlab.widgets.base import CourseWidget
from layerlab.widgets.leak_lab import cards, scoring, still

DEALS = ("families", "rows")


class LeakLab(CourseWidget):
    """Cards on three trays, and what two models score on each (lesson 14).

    24 cakes have six photographs each; they lie on the train and the test tray, and 26
    other cakes are sealed. `trays` deals them by "families" or by "rows", or is a text of
    144 digits, one a card: 0 train, 1 test, 2 both. `scale_all` and `columns_all` scale and
    choose columns on both trays together. With `coin` a coin gave each cake its label;
    without, the label says whether it stands on a dark cloth, which can be seen. `deals` counts
    the shuffles so far. Traits to observe: trays, scale_all, columns_all, deals,
    agreed (how many shuffles in a row agreed). `scores` are the present
    ones.

    >>> lab = LeakLab("rows")
    >>> lab.scores["nearest neighbour"][:2]
    [1.0, 1.0]
    """

    still = still
    still_size = (6.4, 3.4)

    pictures = traits.Array((None, 16, 16, 3), dtype="uint8")
    columns = traits.Array((None, cards.COLUMNS), dtype="float32")
    labels = traits.Array((None,), dtype="int32")
    trays = traitlets.Unicode().tag(sync=True, state=True)
    scale_all = traitlets.Bool().tag(sync=True, state=True)
    columns_all = traitlets.Bool().tag(sync=True, state=True)
    coin = traitlets.Bool().tag(sync=True, state=True)
    deals = traitlets.Int().tag(sync=True, state=True)
    agreed = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        trays="families",
        *,
        scale_all=False,
        columns_all=False,
        coin=True,
        deals=0,
    ):
        dealt = trays in DEALS
        super().__init__(
            pictures=cards.pictures(),
            columns=cards.columns(),
            labels=cards.labels(coin=coin),
            trays=scoring.deal(trays, deals) if dealt else trays,
            scale_all=scale_all,
            columns_all=columns_all,
            coin=coin,
            deals=deals + dealt,
        )

    @property
    def scores(self) -> dict[str, list[float]]:
        """{model: [train, test, sealed]}: shares right; NaN where a tray is empty."""
        how = {"scale_all": self.scale_all, "columns_all": self.columns_all}
        return scoring.scores(self.columns, self.labels, self.trays, **how)

    @traitlets.validate("trays")
    def _valid_trays(self, proposal):
        value = proposal["value"]
        if value.isalpha():
            raise UnknownName("deal of the leak lab", value, DEALS)
        if len(value) != cards.CARDS or set(value) - set("012"):
            raise BadArgument(
                f"trays must be {cards.CARDS} digits 0, 1 or 2, one a card",
                f"it is {value[:20]!r}, {len(value)} characters",
                'Deal with trays="families" or trays="rows"',
            )
        return value
