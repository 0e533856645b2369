"""What two exercises of unit 02 need: the layers of an onion, peeled."""


def peel(x, layers):
    """The input and what every layer made, from the outside in."""
    stages = [x]
    for layer in layers:
        stages.append(layer(stages[-1]))
    return stages
