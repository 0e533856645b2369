"""How wide a stack of layers sees."""

import math

from layerlab.checking import Exercise, Mistake, case, worked


def _receptive_field(layers):
    field, jump = 1, 1
    for kernel, stride, *_ in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field


def _cases(rng):
    yield worked(layers=[(3, 1), (3, 1)])
    yield worked(layers=[(3, 2), (3, 1)])
    yield worked(layers=[(5, 1, 2)])
    for layers in (
        [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)],
        [(7, 2, 3), (3, 2, 1), (3, 1, 1), (3, 1, 1)],
        [(3, 2, 1), (3, 2, 1), (3, 2, 1)],
        [(1, 1), (1, 2), (4, 1)],
        [(2, 3), (5, 2, 2), (3, 1, 1)],
        [(5, 4)],
        [],
        [(1, 1, 0)],
    ):
        yield case(layers=layers)
    for depth in (3, 4, 6):
        drawn = rng.integers((2, 1, 0), (6, 4, 3), size=(depth, 3)).tolist()
        yield case(layers=[tuple(layer) for layer in drawn])


def _from_the_output_back(layers):
    """How many inputs one output needs, layer by layer backwards."""
    field = 1
    for layer in reversed(list(layers)):
        field = (field - 1) * layer[1] + layer[0]
    return field


def _by_touching(layers):
    """The set of input places that output 0 touches."""
    places = {0}
    for layer in list(layers)[::-1]:
        places = {p * layer[1] + i for p in places for i in range(layer[0])}
    return max(places) - min(places) + 1


def _growing(grow, jump=lambda jump, stride: jump * stride, start=1):
    """A receptive field with another rule of growth, jump, or start."""

    def code(layers):
        field, step = start, 1
        for layer in layers:
            field = grow(field, layer, step)
            step = jump(step, layer[1])
        return field

    return code


def _stride_too_early(layers):
    field, jump = 1, 1
    for layer in layers:
        jump *= layer[1]
        field += (layer[0] - 1) * jump
    return field


def _two_numbers_only(layers):
    field, jump = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field


def _own_stride(layers):
    return 1 + sum((layer[0] - 1) * layer[1] for layer in layers)


def _nothing_is_zero(layers):
    return _receptive_field(layers) if layers else 0


def _last_layer_only(layers):
    jump = math.prod(layer[1] for layer in layers[:-1])
    return 1 + (layers[-1][0] - 1) * jump if layers else 1


def _field_only(field, layer, step):
    return field + (layer[0] - 1) * step


receptive_field = Exercise(
    number="10.5", name="receptive_field", difficulty=2, minutes=12, points=2,
    reference=_receptive_field, cases=_cases,
    mistakes=(
        Mistake("product of strides ignored", code=
            _growing(_field_only, jump=lambda jump, stride: 1), message=
            "The strides play no part. After a layer with stride 2, neighbours lie two input "
            "pixels apart, so that the next window reaches twice as far."),
        Mistake("only the stride before", hint=2, code=
            _growing(_field_only, jump=lambda jump, stride: stride), message=
            "Only the stride of the layer before is counted. The distances multiply: two layers "
            "with stride 2 put neighbours four pixels apart."),
        Mistake("strides added", hint=2, code=
            _growing(_field_only, jump=lambda jump, stride: jump + stride - 1), message=
            "The strides are added up. They multiply: each layer walks on the grid that the one "
            "before has left."),
        Mistake("stride one layer too early", _stride_too_early, hint=2, message=
            "A layer's own stride is counted before its window is laid on. Its window still lies "
            "on the old grid; the stride matters to the layers after it."),
        Mistake("padding counted", _growing(
            lambda field, layer, step: (
                field + (layer[0] - 1) * step + 2 * (layer[2] if layer[2:] else 0)
            )
        ), message=
            "The padding is counted. A frame of zeros moves the window to the border, and makes it "
            "no wider."),
        Mistake("padding taken away", _growing(
            lambda field, layer, step: (
                field + (layer[0] - 1) * step - 2 * (layer[2] if layer[2:] else 0)
            )
        ), message=
            "The padding is taken away. The width of what is seen does not depend on it."),
        Mistake("padding times the distance", _growing(
            lambda field, layer, step: (
                field + (layer[0] - 1 - 2 * (layer[2] if layer[2:] else 0)) * step
            )
        ), message=
            "The padding enters the growth. It has no part in it: count only what the kernel "
            "adds."),
        Mistake("starts at 0", _growing(_field_only, start=0), message=
            "One too few: before any layer a number sees one pixel, itself."),
        Mistake("whole kernels added", code=
            _growing(lambda field, layer, step: field + layer[0] * step), message=
            "Each layer adds its whole kernel. One of its weights lies on what was seen before: "
            "only the others make it wider."),
        Mistake("sum of the kernels", lambda layers: sum(layer[0] for layer in layers), message=
            "The kernels are added up. Two windows of 3 see 5 pixels, not 6: they overlap."),
        Mistake("product of the kernels", code=
            lambda layers: math.prod(layer[0] for layer in layers), message=
            "The kernels are multiplied. Neighbouring windows overlap, so two windows of 3 see 5 "
            "pixels, not 9."),
        Mistake("largest kernel", code=
            lambda layers: max((layer[0] for layer in layers), default=1), message=
            "Only the largest kernel counts here. Every layer widens what the last one sees."),
        Mistake("layers in the wrong order", hint=2, code=
            lambda layers: _receptive_field(layers[::-1]), message=
            "The layers are taken in the wrong order. The list begins at the picture: a stride "
            "there stretches everything after it."),
        Mistake("two numbers for each layer only", _two_numbers_only, hint=3, message=
            "A layer may also come with three numbers: (kernel, stride, padding). Take the first "
            "two by their index, or gather the rest: `for kernel, stride, *rest in layers`."),
        Mistake("strides added to 1", hint=2, code=
            _growing(_field_only, jump=lambda jump, stride: jump + stride), message=
            "The strides are added up. They multiply: each layer walks on the grid that the one "
            "before has left."),
        Mistake("each with its own stride", _own_stride, hint=2, message=
            "Each kernel is stretched by the stride of its own layer. It lies on the grid that the "
            "layers before it have left: only their strides count, multiplied."),
        Mistake("padding added, times the distance", _growing(
            lambda field, layer, step: (
                field + (layer[0] - 1 + 2 * (layer[2] if layer[2:] else 0)) * step
            )
        ), message=
            "The padding enters the growth. A frame of zeros moves the window to the border, and "
            "makes it no wider."),
        Mistake("whole kernels, from 0", code=
            _growing(lambda field, layer, step: field + layer[0] * step, start=0), message=
            "Each layer adds its whole kernel. One of its weights lies on what was seen before: "
            "only the others make it wider."),
        Mistake("nothing for no layer", _nothing_is_zero, message=
            "For an empty list 0 came back. Without any layer the number is a pixel of the "
            "picture: it sees that one."),
        Mistake("only the last layer", _last_layer_only, hint=2, message=
            "Only the last layer counts: what the layers before it see is overwritten. Let the "
            "width grow (`+=`) with every layer."),
        Mistake("area for width", lambda layers: _receptive_field(layers) ** 2, hint=3, message=
            "This is the number of pixels in the square. The width of its side is asked for."),
    ),
    hints=(
        "Before any layer a number sees one pixel. After a window of 3 it sees 3, after a second "
        "one 5: how much does each add? And does a frame of zeros change that?",
        "Keep two numbers while you walk through the list: how far the last layer sees, and how "
        "many input pixels lie between two neighbours of its map. A stride multiplies the second.",
        "For each layer: first `field += (kernel - 1) * …`, and only then `jump *= …`, because the "
        "layer's own window still lies on the grid before it.",
    ),
    alternatives=(_from_the_output_back, _by_touching),
)  # fmt: skip
