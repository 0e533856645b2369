"""A pretended device that works on while Python goes on: for honest timing.

`timed` looks at a timer; below it the device, whose clock moves only when told to.
"""


class Device:
    """Takes in work at once and does it later; its time is counted, not measured.

    costs  seconds that each piece of work takes, the last one for all that follow
    busy   seconds of somebody else's work that is still to be done
    """

    LAUNCH = 0.001  # seconds to hand a piece of work over

    def __init__(self, costs, busy: float = 0.0):
        self.costs, self.calls = list(costs), 0
        self.now, self.free = 0.0, busy

    def work(self) -> None:
        """Hand over one more piece of work, and do not wait for it."""
        cost = self.costs[min(self.calls, len(self.costs) - 1)]
        self.calls += 1
        self.now += self.LAUNCH
        self.free = max(self.free, self.now) + float(cost)

    def sync(self) -> None:
        """Wait until the device has done all its work."""
        self.now = max(self.now, self.free)

    def clock(self) -> float:
        """The time, in seconds."""
        return self.now


def timed(attempt, args: dict, call="") -> dict:
    """What a timer says of this device, and how often it had the work done."""
    device = Device(args["costs"], args["busy"])
    result = attempt(
        device.work, device.sync, device.clock, args["warmup"], args["repeats"]
    )
    return {
        "the result": result,
        "calls of work": device.calls,
    }


def anywhere(attempt, args: dict, *, on_cpu, on_meta, torch=None, **options) -> dict:
    """A scene on the CPU, or on the meta device where the case says `device="meta"`."""
    from layerlab.watching.scene import scenario

    args = dict(args)
    meta = args.pop("device") == "meta"
    show = on_meta if meta else on_cpu
    return scenario(attempt, args, show=show, torch={"meta": meta}, **options)
