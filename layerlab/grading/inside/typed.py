"""`input` where nobody sits: a notebook in which somebody typed goes on all the same."""

MOST_TYPED = 20  # times that a notebook may ask
TYPED = "1"


class Typed:
    """Stands where `input` stands: nobody sits here, so that it answers for them."""

    def __init__(self):
        self.times = 0

    def __call__(self, prompt="", /):
        """What somebody might have typed, a number, a few times."""
        self.times += 1
        if self.times > MOST_TYPED:
            raise EOFError("nobody types while notebooks are graded")
        print(f"{prompt}{TYPED}  (typed by the grader)")
        return TYPED
