"""Rows of different length as one table, with a mask that says what is real."""

import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence

from layerlab.checking import Closeness, Exercise, Mistake, Tensor, case, looks, worked


def _collate(sequences, pad=0):
    n, longest = len(sequences), max(map(len, sequences))
    batch = torch.full((n, longest), pad, dtype=sequences[0].dtype)
    mask = torch.zeros(n, longest, dtype=torch.bool)
    for row, real, one in zip(batch, mask, sequences, strict=True):
        row[: len(one)] = one
        real[: len(one)] = True
    return batch, mask


def _cases(rng):
    rows = ([5, 0, 7], [2], [0, 4])
    yield worked(sequences=[Tensor(np.array(row)) for row in rows], pad=7)
    rows = ([0.5, 2.5], [1.5, 0.0, 0.0, 3.25], [4.0])
    yield worked(sequences=[Tensor(np.array(row, "float32")) for row in rows], pad=0)
    yield case(sequences=_drawn(rng, (3, 6, 1, 4), "int64"), pad=1)
    yield case(sequences=_drawn(rng, (2, 0, 5), "float64"), pad=-0.5)
    yield case(sequences=_drawn(rng, (4, 4, 4), "int64"), pad=0)
    yield case(sequences=_drawn(rng, (7,), "float32"), pad=9)
    yield case(sequences=_drawn(rng, (1, 12, 5, 12, 3, 8), "int32"), pad=2)
    yield case(sequences=_drawn(rng, (9, 2), "float64"), pad=0)


def _drawn(rng, lengths, dtype):
    """Sequences in which the number 0, and the numbers used for padding, are real too."""
    rows = [rng.integers(-2, 6, size=length) for length in lengths]
    if np.dtype(dtype).kind == "f":
        rows = [row / 2 for row in rows]
    return [Tensor(row.astype(dtype)) for row in rows]


def _then(change):
    """The right answer, changed: `change(batch, mask, sequences, pad)`."""

    def code(sequences, pad=0):
        return change(*_collate(sequences, pad), sequences, pad)

    return code


def _right_padded(sequences, length, pad):
    rows = [torch.full((length,), pad, dtype=one.dtype) for one in sequences]
    for row, one in zip(rows, sequences, strict=True):
        row[: min(len(one), length)] = one[:length]
    real = torch.tensor([[i < len(one) for i in range(length)] for one in sequences])
    return torch.stack(rows), real


def _to_length(length_of):
    return lambda sequences, pad=0: _right_padded(
        sequences, length_of([len(one) for one in sequences]), pad
    )


def _sorted(sequences, pad=0):
    return _collate(sorted(sequences, key=len, reverse=True), pad)


def _ascending(sequences, pad=0):
    return _collate(sorted(sequences, key=len), pad)


def _resized(sequences, pad=0):
    """The sequences themselves are made longer, which torch does not allow here."""
    t = max(map(len, sequences))
    lengths = torch.tensor([len(one) for one in sequences])
    for one, n in zip(sequences, lengths.tolist(), strict=True):
        one.resize_(t)
        one[n:] = pad
    return torch.stack(list(sequences)), torch.arange(t) < lengths[:, None]


def _sorted_in_place(sequences, pad=0):
    sequences.sort(key=len, reverse=True)
    return _collate(sequences, pad)


def _padded_in_place(sequences, pad=0):
    """The given list gets the padded rows."""
    answer = _collate(sequences, pad)
    sequences[:] = list(answer[0])
    return answer


def _in_front(sequences, pad=0):
    batch, mask = _collate([one.flip(0) for one in sequences], pad)
    return batch.flip(1), mask.flip(1)


def _in_floats(sequences, pad=0):
    batch, mask = _collate(sequences, pad)
    return batch.float(), mask


def _in_default(sequences, pad=0):
    """`torch.zeros` without a dtype."""
    batch, mask = _collate(sequences, pad)
    return batch.to(torch.get_default_dtype()), mask


def _through_lists(sequences, pad=0):
    batch, mask = _collate(sequences, pad)
    return torch.tensor(batch.tolist()), mask


def _in_whole(sequences, pad=0):
    batch, mask = _collate(sequences, pad)
    return batch.long(), mask


def _torch_mask(sequences, pad=0):
    return _collate(sequences, pad)[1]


def _by_pad_sequence(sequences, pad=0):
    """Right: torch's own padding; the mask from lengths."""
    batch = pad_sequence(sequences, batch_first=True, padding_value=pad)
    lengths = torch.tensor([len(one) for one in sequences])
    return batch, torch.arange(batch.shape[1]) < lengths[:, None]


def _by_stacking(sequences, pad=0):
    """Right: every row made longer by what it lacks."""
    t = max(one.numel() for one in sequences)
    lacks = [t - one.numel() for one in sequences]
    pairs = list(zip(sequences, lacks, strict=True))
    batch = torch.stack([torch.cat([one, one.new_full((k,), pad)]) for one, k in pairs])
    masks = [torch.cat([torch.ones(t - k), torch.zeros(k)]) for k in lacks]
    return [batch, torch.stack(masks) == 1]


collate = Exercise(
    number="14.4.1", name="collate", difficulty=2, minutes=10, points=2,
    reference=_collate, cases=_cases, closeness=Closeness(dtype=True),
    observe=looks.training(
        "collate",
        "len(result)",
        "result[0]",
        "result[1]",
        "str(result[0].dtype)",
        "str(result[1].dtype)",
        "collate(sequences)[0]",
        call="collate(sequences, pad)",
    ),
    mistakes=(
        Mistake("mask from the values", _then(lambda b, m, s, pad: (b, b != pad)), message=
            "The mask was made from the values, so a real number that equals `pad` counts as "
            "padding. What is real is said by the lengths."),
        Mistake("mask from zeros", _then(lambda b, m, s, pad: (b, b != 0)), message=
            "The mask is False wherever the table holds a 0, and a real 0 is lost. What is real is "
            "said by the lengths."),
        Mistake("mask inverted", _then(lambda b, m, s, pad: (b, ~m)), hint=3, message=
            "The mask is the wrong way round: True where padding stands. Here True means real."),
        Mistake("mask of ones and zeros", _then(lambda b, m, s, pad: (b, m.int())), hint=3, message=
            "The mask holds whole numbers. It should be of dtype bool, so that `x[mask]` picks "
            "and `~mask` turns it round."),
        Mistake("mask of floats", _then(lambda b, m, s, pad: (b, m.float())), hint=3, message=
            "The mask holds floats. It should be of dtype bool, so that `x[mask]` picks and "
            "`~mask` turns it round."),
        Mistake("sorted by length", _sorted, message=
            "The rows come sorted by their length, and their labels, which nobody sorted, now "
            "belong to others. Keep the order."),
        Mistake("sorted from short to long", _ascending, message=
            "The rows come sorted by their length, the shortest first, and their labels, which "
            "nobody sorted, now belong to others. Keep the order."),
        Mistake("the list sorted", _sorted_in_place, message=
            "The given list was sorted by length, so rows and labels no longer belong together. "
            "Keep the order, and leave the list alone."),
        Mistake("rows put into the given list", _padded_in_place, hint=2, message=
            "The padded rows were put into the list that was handed in. It belongs to the caller: "
            "make a new one."),
        Mistake("rows made longer in place", _resized, hint=2, message=
            "`resize_` changes the sequences themselves. They belong to the caller, and memory "
            "that they share with others cannot grow. Write each into a row of a new table."),
        Mistake("cut to the shortest", _to_length(min), message=
            "All rows were cut to the shortest: real numbers are lost. Make the short ones longer "
            "instead."),
        Mistake("cut to the first", _to_length(lambda lengths: lengths[0]), message=
            "All rows have the length of the first one, so longer ones are cut. The longest "
            "decides."),
        Mistake("cut to the last", _to_length(lambda lengths: lengths[-1]), message=
            "All rows have the length of the last one, so longer ones are cut. The longest "
            "decides."),
        Mistake("stacked as they are", hint=2, code=
            lambda sequences, pad=0: (
                torch.stack(sequences), torch.ones(torch.stack(sequences).shape, dtype=torch.bool)
            ), message=
            "`torch.stack` wants rows of equal length. Make each as long as the longest first."),
        Mistake("pad ignored", lambda sequences, pad=0: _collate(sequences), hint=2, message=
            "The padding is 0 whatever `pad` is."),
        Mistake("a fixed length", _to_length(lambda lengths: max(16, *lengths, 0)), message=
            "The rows were padded to a fixed length. The longest of *this* batch decides; anything "
            "more is computed for nothing."),
        Mistake("one place too many", _to_length(lambda lengths: max(lengths) + 1), message=
            "There is one column more than the longest row needs."),
        Mistake("an axis too many", _then(lambda b, m, s, pad: (b[:, None], m)), hint=3, message=
            "The batch has an axis of length 1 in its middle: rows of shape [1, t] were stacked. "
            "Stack flat rows."),
        Mistake("joined end to end", _then(lambda b, m, s, pad: (b.flatten(), m)), hint=3, message=
            "The rows were joined end to end. `torch.stack` gives each a row of its own, "
            "`torch.cat` does not."),
        Mistake("columns for rows", _then(lambda b, m, s, pad: (b.T, m.T)), hint=2, message=
            "Each sequence stands in a column: `pad_sequence` does so unless it is told "
            "`batch_first=True`."),
        Mistake("batch in columns, mask in rows", _then(lambda b, m, s, pad: (b.T, m)), hint=2,
            message=
            "In the batch each sequence stands in a column: `pad_sequence` does so unless it is "
            "told `batch_first=True`."),
        Mistake("lengths for a mask", hint=3, code=
            _then(lambda b, m, s, pad: (b, m.sum(1))), message=
            "Lengths came back in place of the mask. It has the batch's shape, with True for each "
            "real place."),
        Mistake("one mask for all", _then(lambda b, m, s, pad: (b, m.any(0))), hint=3, message=
            "There is one row of the mask for all. Each sequence has its own: the mask has the "
            "batch's shape."),
        Mistake("everything real", hint=3, code=
            _then(lambda b, m, s, pad: (b, torch.ones_like(m))), message=
            "The mask is True everywhere, for the padding as well."),
        Mistake("one place too many is real", _then(
            lambda b, m, s, pad: (b, torch.arange(b.shape[1]) <= m.sum(1, keepdim=True))
        ), hint=3, message=
            "In each row one place behind the last number counts as real. Places count from 0, so "
            "a row of three has the places 0, 1, 2: `<`, not `<=`."),
        Mistake("mask first", lambda *args: _collate(*args)[::-1], hint=3, message=
            "The mask came first. The batch comes first, then the mask."),
        Mistake("real zeros filled", _then(
            lambda b, m, s, pad: (torch.where(b == 0, pad, b).to(b.dtype), m)
        ), message=
            "Real zeros were replaced by `pad`, as if they were padding. Fill the table with `pad` "
            "first, and write the sequences into it."),
        Mistake("padded in front", _in_front, hint=2, message=
            "The padding stands before the real numbers. It should stand behind them."),
        Mistake("always float32", _in_floats, hint=3, message=
            "The batch is of dtype float32 whatever the sequences are: `torch.zeros` and "
            "`torch.full` choose one unless they are told. Whole numbers must stay whole, as an "
            "embedding wants them."),
        Mistake("through lists", _through_lists, hint=3, message=
            "The batch was made from Python numbers, and torch chose its dtype: float32 for "
            "floats, int64 for whole numbers. It should have the sequences' own dtype."),
        Mistake("always whole", _in_whole, hint=3, message=
            "The batch holds whole numbers whatever the sequences are. It should have their "
            "dtype."),
        Mistake("the mask alone", _torch_mask, hint=3, message=
            "One thing came back. Two are asked for: the batch and the mask."),
    ),
    hints=(
        "Three rows with 3, 1 and 2 numbers: what shape must the table have? If a real number "
        "happens to be 0, how does your mask know that it is real?",
        "`torch.full((n, longest), pad, dtype=…)` and a table of False begin it; a loop writes "
        "each row into the first `len(row)` places. Or "
        "`torch.nn.utils.rnn.pad_sequence(…, batch_first=True, padding_value=…)`.",
        "The mask from lengths: `torch.arange(longest)` holds the numbers of the columns; compare "
        "it with the lengths as a column, `lengths[:, None]`.",
    ),
    alternatives=(_by_pad_sequence, _by_stacking),
)  # fmt: skip
