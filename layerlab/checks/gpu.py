"""Unit 13, gpu: one step anywhere, honest timing, few operations, half precision, memory, teams.

In the order of the exercises. Everything is graded on a CPU, by what can be counted; the
implementations stand in `_gpu`, the cases in `_gpu_cases`.
"""

import numpy as np
import torch

from layerlab.checking import Closeness, Exercise, Mistake, looks
from layerlab.checks import _gpu as code
from layerlab.checks import _gpu_cases as cases
from layerlab.judging import judges

# ---- 13.1 ----------------------------------------------------------------------------
_STEP = {
    "name": "train_step",
    "call": "train_step(model, x, y, opt)",
    "setup": "model = fill(nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 3)))\n"
    "opt = torch.optim.SGD(model.parameters(), lr=0.5)\n"
    "for p in model.parameters(): p.grad = torch.ones_like(p)",
    "on_cpu": (
        "isinstance(result, torch.Tensor)",
        "result.requires_grad",
        "result",
        "model[0].weight",
        "model[2].bias",
    ),
    "on_meta": (
        "result.device.type",
        "tuple(result.shape)",
        "model[0].weight.device.type",
    ),
    "torch": {},
}

train_step = Exercise(
    number="13.1",
    name="train_step",
    difficulty=1,
    minutes=10,
    points=2,
    reference=code.step,
    cases=cases.step,
    observe=looks.Look("units.device:anywhere", _STEP),
    mistakes=(
        Mistake(
            "a number returned",
            code.step_with(last=torch.Tensor.item),
            "A plain number came back, so `.item()` or `float(…)` stood in your step. "
            "Reading a number makes the program wait until the device has finished; give "
            "the loss back as a tensor.",
            hint=1,
        ),
        Mistake(
            "a value read on the way",
            code.step_with(peek=float),
            "The step works on the CPU, and on the stand-in for a GPU a value is read: "
            "`.item()`, `float(…)`, an `if` on a tensor, or `.cpu()`. Each of these stops "
            "the program until the device has caught up.",
            hint=1,
        ),
        Mistake(
            "sent to the CPU",
            code.step_with(peek=torch.Tensor.cpu),
            "A tensor is fetched to the CPU in the middle of the step. The program waits "
            "for it, and nothing in the step needs it there.",
            hint=1,
        ),
        Mistake(
            ".cuda()",
            code.step_with(move=lambda thing: thing.cuda()),
            "`.cuda()` names one kind of device, and where there is none the step ends. "
            "The step need not move anything: model and batch come on the same device.",
            hint=1,
        ),
        Mistake(
            "a new tensor on the CPU",
            code.step_with(loss_of=code.weighted_on_cpu),
            "A tensor made inside the step is left on the CPU while the rest is elsewhere. "
            "Say `device=x.device` where it is made, or do without it.",
            hint=2,
        ),
        Mistake(
            "graph returned",
            code.step_with(last=lambda loss: loss),
            "The loss still hangs on its graph. Whoever keeps it for a curve keeps all "
            "activations of the step in the device's memory: detach it.",
            hint=3,
        ),
        Mistake(
            "gradients never cleared",
            code.step_with(clear=False),
            "Old gradients were there before the step, and they were added to the new "
            "ones. Clear them before the backward pass.",
            hint=2,
        ),
        Mistake(
            "step before backward",
            code.step_with(order="sb"),
            "The weights are where they were. The optimiser never stepped, or it stepped before "
            "the gradients were there.",
            hint=2,
        ),
        Mistake(
            "nothing returned",
            code.step_with(last=lambda loss: None),
            "Nothing came back. Return the loss of this batch, detached.",
            hint=3,
        ),
        Mistake(
            "loss after the step",
            code.step_loss_after,
            "This is the loss of the new weights: the network ran once more after the "
            "step. Give back the loss that you computed before it.",
            hint=3,
        ),
        Mistake(
            "softmax before the loss",
            code.step_with(loss_of=code.of_probabilities),
            "Probabilities went into the cross-entropy, which makes them itself. Give "
            "it the scores as they are.",
            hint=2,
        ),
    ),
    hints=(
        "On a GPU Python hands work over and goes on. Which lines of your step need a "
        "number *now*, and would have to wait? Which lines say a device by its name?",
        "The four lines of lesson 09: clear, loss, backward, step. Cross-entropy is "
        "`torch.nn.functional.cross_entropy`. None of them names a device.",
        "Return the loss as a tensor without its graph: a method of tensors whose name "
        "says that it is cut off. It costs nothing, and nobody waits.",
    ),
    alternatives=(
        code.step_by_hand,
        code.step_with(last=lambda loss: loss.detach().clone()),
    ),
)


# ---- 13.2 ----------------------------------------------------------------------------
bench = Exercise(
    number="13.2",
    name="bench",
    difficulty=2,
    minutes=15,
    points=3,
    reference=code.bench,
    cases=cases.bench,
    observe=looks.Look(
        "units.device:timed", {"call": "bench(work, sync, clock, warmup, repeats)"}
    ),
    mistakes=(
        Mistake(
            "no synchronisation",
            code.timer(before=False, after=False),
            "This is the time to hand the work over. The device goes on after `f` has come "
            "back: wait for it before you read the clock again.",
            hint=1,
        ),
        Mistake(
            "no wait at the start",
            code.timer(before=False),
            "The first time holds work that was still waiting when you started the clock: "
            "somebody else's, or the warm-up's. Let the device finish before you "
            "start it.",
            hint=1,
        ),
        Mistake(
            "clock started after the work",
            code.bench_clock_after,
            "The clock starts when `f` has come back already, so that the time to hand the "
            "work over is not in it. Start it before the call.",
            hint=1,
        ),
        Mistake(
            "no warm-up",
            code.timer(warm=False),
            "The warm-up calls are missing. The first calls load, compile and reserve "
            "memory; they would be counted as if that were usual.",
            hint=2,
        ),
        Mistake(
            "warm-up counted",
            code.timer(all_=True),
            "The warm-up was run, and its times are among those that you judge by.",
            hint=2,
        ),
        Mistake(
            "mean for median",
            code.timer(reduce=np.mean),
            "This is the mean. One interruption by another program spoils it; the median "
            "does not notice.",
            hint=3,
        ),
        Mistake(
            "the whole loop",
            code.bench_whole_loop,
            "The clock runs around all repeats at once, and the sum is divided: that is a "
            "mean. Read it around each one.",
            hint=2,
        ),
        Mistake(
            "fastest",
            code.timer(reduce=min),
            "This is the fastest repeat. It is a fair number too, but the median is asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "slowest",
            code.timer(reduce=max),
            "This is the slowest repeat. The median is asked for.",
            hint=3,
        ),
        Mistake(
            "total",
            code.timer(reduce=sum),
            "This is the time of all repeats together.",
            hint=3,
        ),
        Mistake(
            "the last one",
            code.timer(reduce=lambda times: times[-1]),
            "Only the last repeat is in your answer. Keep all times in a list.",
            hint=2,
        ),
        Mistake(
            "lower median",
            code.timer(reduce=code.lower_median),
            "With an even number of repeats the median lies halfway between the two middle "
            "ones. `torch.median` takes the lower; `statistics.median` does not.",
            hint=3,
        ),
        Mistake(
            "milliseconds",
            code.timer(factor=1000),
            "These are milliseconds. The clock gives seconds, and seconds are asked "
            "for.",
            hint=3,
        ),
        Mistake(
            "the list of times",
            code.timer(reduce=list),
            "All times came back. One number is asked for: their median.",
            hint=3,
        ),
        Mistake(
            "what waits is counted",
            code.timed_as(code.without_first_wait),
            "The first time holds work that was still waiting when you started the "
            "clock: somebody else's, or the warm-up's. Let the device finish before "
            "you start it.",
            hint=1,
        ),
        Mistake(
            "clock before the wait",
            code.timed_as(code.clock_before_wait),
            "The clock starts, and only then do you wait for what was there before: "
            "that wait is counted. Wait first, then start.",
            hint=2,
        ),
        Mistake(
            "moments for spans",
            code.timed_as(code.moment),
            "These are moments, not spans. Read the clock before and after, and take "
            "the difference.",
            hint=2,
        ),
        Mistake(
            "upper median",
            code.timed_as(code.well_timed, reduce=lambda t: sorted(t)[len(t) // 2]),
            "With an even number of repeats the median lies halfway between the two "
            "middle ones; this is the upper of them.",
            hint=3,
        ),
        Mistake(
            "not sorted",
            code.timed_as(code.well_timed, reduce=lambda t: t[len(t) // 2]),
            "The middle of the list was taken as it was noted. The median is the "
            "middle of the sorted times.",
            hint=3,
        ),
    ),
    hints=(
        "`f()` comes back before the work is done. Who makes sure that it *is* done, and at "
        "which two moments must that be?",
        "First the warm-up calls, without a clock. Then for each repeat: wait, read the "
        "clock, work, wait, read the clock, and note the difference in a list.",
        "The middle of a sorted list, or halfway between the two middle ones: the module "
        "`statistics` of Python has a function for it.",
    ),
    alternatives=(
        code.bench_by_index,
        code.timer(reduce=lambda t: float(np.median(t))),
    ),
)


# ---- 13.3 ----------------------------------------------------------------------------
pairwise_distances = Exercise(
    number="13.3",
    name="pairwise_distances",
    difficulty=2,
    minutes=15,
    points=3,
    reference=code.distances,
    cases=cases.distance,
    observe=looks.counts(
        "pairwise_distances",
        "result",
        "operations",
        "largest",
        call="pairwise_distances(A, B)",
    ),
    judge=judges.Limits(
        most={"operations": 20},
        times={"largest": 3},
        closeness=Closeness(rtol=1e-3, atol=1e-2),
    ),
    mistakes=(
        Mistake(
            "a loop",
            code.distances_looped,
            "The values are right, and the number of tensor operations grows with the "
            "number of points. Each one has to be launched by itself: do all pairs at "
            "once.",
            hint=1,
        ),
        Mistake(
            "[n, m, d] in memory",
            code.distances_large,
            "The values are right, and on the way there is a tensor with d numbers for "
            "every pair. For 10,000 points of 1,000 numbers that would be 400 GB: multiply "
            "out the square, so that a matrix product does the summing.",
            hint=2,
        ),
        Mistake(
            "one sum for all rows",
            code.distances_one_sum,
            "The squares of all rows of B were added up together. Each row has a length of "
            "its own: `sum(dim=1)`.",
            hint=2,
        ),
        Mistake(
            "tiny negatives",
            code.distances_unclamped,
            "The square root of a negative number is nan. For a point and itself the three "
            "parts should cancel to 0, and rounding leaves a tiny number, sometimes below "
            "0. Cut it off before the root.",
            hint=3,
        ),
        Mistake(
            "squares",
            lambda A, B: code.distances(A, B) ** 2,
            "These are the squares of the distances: the root is missing.",
            hint=2,
        ),
        Mistake(
            "cross term once",
            code.distances_crossed,
            "(a - b)² = a² - 2ab + b²: the product in the middle counts twice.",
            hint=2,
        ),
        Mistake(
            "plus for minus",
            lambda A, B: code.distances_crossed(A, B, factor=-2),
            "The product enters with a plus sign: these are the lengths of a + b.",
            hint=2,
        ),
        Mistake(
            "turned over",
            lambda A, B: code.distances(B, A),
            "The table is turned over: rows belong to A, columns to B.",
            hint=3,
        ),
        Mistake(
            "absolute differences",
            lambda A, B: torch.cdist(A, B, p=1),
            "These are sums of absolute differences. The Euclidean distance squares, sums "
            "and takes the root.",
            hint=2,
        ),
        Mistake(
            "dot products",
            lambda A, B: A @ B.T,
            "These are the products a·b. A distance needs the lengths of a and b too.",
            hint=2,
        ),
        Mistake(
            "a loop over the rows",
            code.distances_looped_short,
            "The values are right, and each row of A has operations of its own. Do all "
            "pairs at once.",
            hint=1,
        ),
        Mistake(
            "lengths not squared",
            code.distances_unsquared,
            "The lengths of a and b stand where their squares belong: |a|² is the sum "
            "of squares, without a root.",
            hint=2,
        ),
    ),
    hints=(
        "A loop launches an operation for every row. Which single operation meets every row "
        "of A with every row of B?",
        "Multiply out: |a - b|² = |a|² + |b|² - 2 a·b. The last part, for all pairs, is one "
        "matrix product; the first two are a column and a row.",
        "Shapes: (n, 1), (m,) and (n, m) add up by broadcasting. What should happen to a sum "
        "that rounding has put below 0, before the root is taken?",
    ),
    alternatives=(
        torch.cdist,
        lambda A, B: (
            torch.addmm((B**2).sum(1), A, B.T, alpha=-2)
            .add_((A**2).sum(1, keepdim=True))
            .clamp_min_(0)
            .sqrt_()
        ),
        lambda A, B: torch.cdist(A.double(), B.double()),
    ),
)


# ---- 13.4 ----------------------------------------------------------------------------
batches = Exercise(
    number="13.4",
    name="batches",
    difficulty=2,
    minutes=15,
    points=3,
    reference=code.batches,
    cases=cases.batches,
    observe=looks.Look(
        "units.batches:epoch",
        {"torch": {}, "call": "batches(X, Y, size, rng, augment)"},
    ),
    judge=judges.Limits(
        most={"operations for a batch": 14, "numbers written for a number": 5}
    ),
    mistakes=(
        Mistake(
            "all copied for every batch",
            code.batches_with(pick=code.whole_copy_each),
            "The batches are right, and for each of them the whole data set is written "
            "anew. Pick the rows of the batch, and leave the rest where it lies.",
            hint=2,
        ),
        Mistake(
            "through NumPy",
            code.batches_with(pick=code.through_numpy),
            "The rows are fetched to the CPU and copied again for every batch. X lies on "
            "the device: index it there, as a tensor.",
            hint=2,
        ),
        Mistake(
            "x and y apart",
            code.batches_with(pair=lambda index, rows, rng: rows.flip(0)),
            "Pictures and labels do not belong together any more: their rows are in "
            "different orders. One index serves both.",
            hint=1,
        ),
        Mistake(
            "last batch dropped",
            code.batches_with(end=1),
            "The last, shorter batch is missing. Each row comes once an epoch.",
            hint=1,
        ),
        Mistake(
            "drawn with replacement",
            code.batches_with(
                order=lambda n, rng: torch.randint(n, (n,), generator=rng)
            ),
            "Some rows come twice and others never. An epoch is a permutation of all "
            "rows.",
            hint=2,
        ),
        Mistake(
            "not shuffled",
            code.batches_with(order=lambda n, rng: torch.arange(n)),
            "The rows come in the order given. Shuffle them.",
            hint=2,
        ),
        Mistake(
            "the same order each epoch",
            code.batches_with(order=code._fresh),
            "Every epoch, and every seed, gives the same order. Draw from `rng`, and do not "
            "seed it anew.",
            hint=2,
        ),
        Mistake(
            "one by one",
            code.each_alone,
            "Each row is picked and augmented by itself and then joined: one launch for "
            "every picture. Pick all rows of a batch with one index.",
            hint=3,
        ),
        Mistake(
            "augmented once for all",
            code.batches_with(first=True),
            "The whole data set is augmented before it is cut. That takes its memory twice; "
            "augment each batch when it is made.",
            hint=3,
        ),
        Mistake(
            "not augmented",
            code.not_augmented,
            "`augment` was never called. Where one is given, each batch of pictures passes "
            "through it.",
            hint=3,
        ),
        Mistake(
            "drawn anew, always full",
            code.full_with_replacement,
            "Each batch draws its rows anew, and the last one is full as well. Draw "
            "one permutation of all rows, and cut it.",
            hint=2,
        ),
        Mistake(
            "cut to size",
            code.end_at_size,
            "Only the first batch holds rows: a slice runs to an end, not for a "
            "length. It ends at start + size.",
            hint=3,
        ),
        Mistake(
            "no pairs",
            code.only_one_batch,
            "No pairs came out. Either only pictures were yielded, or `return` stands where "
            "`yield` belongs, which hands out a batch and goes on.",
            hint=3,
        ),
        Mistake(
            "augmented in vain",
            code.augmented_in_vain,
            "`augment` was called, and what it gave was not kept: it returns the new "
            "pictures.",
            hint=3,
        ),
        Mistake(
            "labels in the old order",
            code.labels_in_order,
            "The labels come in the order in which they were given, the pictures in "
            "the drawn one. One index serves both.",
            hint=1,
        ),
        Mistake(
            "picked one by one",
            code.batches_with(pick=code.stacked_alone),
            "The pictures are picked one by one and then stacked: one launch for "
            "each. A tensor indexed by a tensor gives all rows at once.",
            hint=3,
        ),
    ),
    hints=(
        "Write down for n = 5 and size = 2 what an epoch yields. How many batches, how "
        "long is the last one, and how do you keep each picture with its label?",
        "`torch.randperm(n, generator=rng)` is an order of all rows. A piece of it is an "
        "index: a tensor indexed by a tensor gives all those rows at once.",
        "A loop over `range(0, len(X), size)`, a slice of the order, and `yield` with two "
        "things in it. Where does `augment` come in, if it is not None?",
    ),
    alternatives=(code.batches_shuffled_first, code.batches_by_sort),
)


# ---- 13.5 ----------------------------------------------------------------------------
amp_step = Exercise(
    number="13.5",
    name="amp_step",
    difficulty=3,
    minutes=15,
    points=3,
    reference=code.amp(),
    cases=cases.amp,
    observe=looks.Look(
        "units.amp:steps",
        {"torch": {}, "call": "amp_step(model, x, y, opt, scaler, dtype)"},
    ),
    closeness=Closeness(rtol=2e-2, atol=2e-2),
    mistakes=(
        Mistake(
            "backward inside autocast",
            code.amp(inside=True),
            "The backward pass runs inside autocast. Each of its operations takes the dtype "
            "of its forward partner anyway; end the block after the loss.",
            hint=1,
        ),
        Mistake(
            "scaler never updated",
            code.amp(update=False),
            "The scale stays where it was, or the next step complains. After each step the "
            "scaler must be told to look whether its scale was too large or too small.",
            hint=2,
        ),
        Mistake(
            "a step taken on an infinite gradient",
            code.amp(step="unscaled"),
            "Where a gradient has overflowed to infinity, the optimiser stepped all the "
            "same, and the weights are lost. Let the scaler take the step: it looks "
            "first.",
            hint=2,
        ),
        Mistake(
            "step with scaled gradients",
            code.amp(step="plain"),
            "The optimiser steps with gradients that are still multiplied by the scale. "
            "The scaler divides them first, if it is the one that takes the step.",
            hint=2,
        ),
        Mistake(
            "loss not scaled",
            code.amp(scale=False),
            "The loss goes back unscaled, and the scaler divides the gradients all the "
            "same: the step is far too small. Multiply before the backward pass.",
            hint=2,
        ),
        Mistake(
            "scaler not used",
            code.amp_careless,
            "The scaler plays no part. In float16 small gradients vanish without it.",
            hint=2,
        ),
        Mistake(
            "no autocast",
            code.amp(cast=False),
            "The scores are float32: nothing ran in half precision. Is the forward pass "
            "inside `torch.autocast`, with the dtype that was given?",
            hint=1,
        ),
        Mistake(
            "the model cast",
            code.amp_model_cast,
            "The weights themselves are in half precision now. Small steps then vanish in "
            "rounding: the weights stay float32, and autocast makes copies.",
            hint=1,
        ),
        Mistake(
            "loss in half precision",
            code.amp_half_loss,
            "The loss itself came in half precision. It belongs inside the autocast block, "
            "which keeps such sums in float32; or turn the scores into float32 first.",
            hint=1,
        ),
        Mistake(
            "scaled loss returned",
            code.amp_scaled_loss,
            "The loss that came back is multiplied by the scale. Scale only what goes into "
            "the backward pass.",
            hint=3,
        ),
        Mistake(
            "gradients never cleared",
            code.amp(clear=False),
            "Old gradients were there before the step and were added to the new ones.",
            hint=2,
        ),
        Mistake(
            "a number returned",
            code.amp_number,
            "A plain number came back: the program had to wait for it. Return the "
            "tensor.",
            hint=3,
        ),
        Mistake(
            "graph returned",
            code.amp_attached,
            "The loss still hangs on its graph. Detach it.",
            hint=3,
        ),
        Mistake(
            "nothing returned",
            code.amp_nothing,
            "Nothing came back. Return the loss, detached.",
            hint=3,
        ),
        Mistake(
            "two steps",
            code.amp_two_steps,
            "Two steps were taken: `scaler.step(opt)` calls `opt.step()` itself.",
            hint=2,
        ),
        Mistake(
            "loss after the step",
            code.amp_loss_after,
            "This is the loss of the new weights. Give back the one that you computed "
            "before the step.",
            hint=3,
        ),
    ),
    hints=(
        "Which part of a step gains from short numbers, and which needs long ones? The "
        "autocast block holds the forward pass and the loss, and nothing else.",
        "A scaler has three verbs, in this order: it scales a loss, it steps an optimiser, "
        "it updates itself. The gradients are cleared as always.",
        "`with torch.autocast(x.device.type, dtype=dtype):` around two lines. Then the "
        "backward pass of the *scaled* loss; give back the *unscaled* one, detached.",
    ),
    alternatives=(
        code.amp_unscaled_first,
        lambda *a: code.amp()(*a).clone(),
    ),
)


# ---- 13.6 ----------------------------------------------------------------------------
accumulate = Exercise(
    number="13.6",
    name="accumulate",
    difficulty=2,
    minutes=12,
    points=2,
    reference=code.accumulate,
    cases=cases.accumulate,
    observe=looks.counts(
        "accumulate",
        "[p.grad for p in model.parameters()]",
        "[p for p in model.parameters()]",
        "operations",
        "saved_bytes",
        call="accumulate(model, x, y, k)",
        setup="""
            model = fill(nn.Sequential(nn.Linear(3, 64), nn.Tanh(), nn.Linear(64, 3)))
            for p in model.parameters(): p.grad = torch.full_like(p, before)
        """,
    ),
    judge=judges.Limits(
        times={"operations": 2.5, "saved_bytes": 1.6}, closeness=Closeness(1e-3, 1e-4)
    ),
    mistakes=(
        Mistake(
            "not divided",
            code.accumulate_with(share=lambda part, n, k: 1),
            "The gradients are k times too large: k means were added. The mean of the large "
            "batch is the sum of the parts, each with its share of the rows.",
            hint=2,
        ),
        Mistake(
            "divided by k",
            code.accumulate_with(share=lambda part, n, k: 1 / k),
            "Dividing by k is right where all parts are equally long. Here some are one row "
            "shorter: each part counts by its share of the rows.",
            hint=2,
        ),
        Mistake(
            "a step every micro-batch",
            code.step_each,
            "The weights have moved. Only gradients are gathered here; the step is taken by "
            "whoever called, once for the whole batch.",
            hint=1,
        ),
        Mistake(
            "only the last part",
            code.accumulate_with(each=lambda model: model.zero_grad()),
            "Only the last micro-batch is in the gradients: they were cleared before each "
            "part.",
            hint=1,
        ),
        Mistake(
            "what was there is cleared",
            code.accumulate_with(start=lambda model: model.zero_grad()),
            "Gradients that were there before the call are gone. Add to them, as a backward "
            "pass does.",
            hint=1,
        ),
        Mistake(
            "the whole batch at once",
            code.at_once,
            "The gradients are right, and the memory is that of the large batch. Either it goes "
            "through in one piece, or the backward pass waits until all parts have gone "
            "forward. A backward pass after each part lets its activations go.",
            hint=3,
        ),
        Mistake(
            "rest dropped",
            code.rest_dropped,
            "The rows that were left over after the division are missing. The parts may "
            "differ in length by one.",
            hint=2,
        ),
        Mistake(
            "sum for mean",
            code.accumulate_with(share=lambda part, n, k: part),
            "These are gradients of the sum over all rows. The loss is a mean.",
            hint=2,
        ),
        Mistake(
            "the step taken, too",
            code.step_at_the_end,
            "The weights have moved: a step was taken at the end. Only gradients are "
            "gathered here; whoever called takes the step.",
            hint=1,
        ),
        Mistake(
            "rest dropped, shares right",
            code.rest_dropped_by_share,
            "The rows that were left over after the division are missing. The parts "
            "may differ in length by one.",
            hint=2,
        ),
        Mistake(
            "every k-th row, divided by k",
            code.strided_by_k,
            "Dividing by k is right where all parts are equally long. Here some are "
            "one row longer: each part counts by its share of the rows.",
            hint=2,
        ),
        Mistake(
            "k rows a part",
            code.parts_of_k_rows,
            "The values are right, but there are parts of k rows, not k parts: "
            "`split(k)` cuts by length, `tensor_split(k)` by number.",
            hint=3,
        ),
    ),
    hints=(
        "What does `backward` do with gradients that are there already? And who clears "
        "them, who takes the step?",
        "The mean over n rows is the sum of the parts' means, each times its length and "
        "divided by n. Try it with n = 5 and parts of 3 and 2.",
        "`x.tensor_split(k)` gives k parts whose lengths differ by at most one. For each: "
        "loss, weight it by its share, go back at once.",
    ),
    alternatives=(
        code.accumulate_by_grad,
        code.accumulate_with(),
    ),
)


# ---- 13.7 ----------------------------------------------------------------------------
ring_all_reduce = Exercise(
    number="13.7",
    name="ring_all_reduce",
    difficulty=3,
    minutes=25,
    points=4,
    reference=code.all_reduce_ring,
    cases=cases.ring,
    observe=looks.Look("units.ring:ring", {"call": "all ranks at once"}),
    judge=judges.Limits(
        most={"sent by rank 0 beyond the ring's": 0, "sent by the last rank": 0}
    ),
    mistakes=(
        Mistake(
            "everything to everyone",
            code.to_everyone,
            "The sums are right. But whole arrays travel, to everyone or round the ring: each "
            "process sends n - 1 of them, and the ring needs less than two. Let only parts "
            "travel.",
            hint=2,
        ),
        Mistake(
            "everything to the first",
            code.to_the_first,
            "The sums are right. But rank 0 has to send the whole array to each of the "
            "others: it is the bottleneck that the ring avoids.",
            hint=2,
        ),
        Mistake(
            "everybody waits first",
            code.waits_first,
            "A deadlock: everybody waits to receive before anybody has sent. Send "
            "first.",
            hint=1,
        ),
        Mistake(
            "waits for the wrong neighbour",
            code.wrong_neighbour,
            "A deadlock: you send to the neighbour on one side and wait for a message from "
            "the same one. What you send to the right arrives from the left.",
            hint=1,
        ),
        Mistake(
            "no way round the end",
            code.no_wrap,
            "The last rank has no right neighbour, and the first no left one, unless the "
            "ring closes: `% n`.",
            hint=1,
        ),
        Mistake(
            "only the first round",
            code.first_half_only,
            "After the first n - 1 messages each rank knows *one* part of the sum. A second "
            "round hands these on, without adding.",
            hint=3,
        ),
        Mistake(
            "added in the second round too",
            code.adds_twice,
            "In the second round finished parts arrive. They replace what is there; you "
            "have added them once more.",
            hint=3,
        ),
        Mistake(
            "mean for sum",
            code.mean_ring,
            "This is the mean. An all-reduce gives the sum; whoever wants a mean "
            "divides.",
            hint=3,
        ),
        Mistake(
            "its own array",
            lambda rank, n, x, send, recv: x,
            "Everyone has its own array still: nothing was sent.",
            hint=1,
        ),
        Mistake(
            "a turn too few",
            code.ring_with(turns=(1, 2)),
            "One part is not finished everywhere: the second round is a turn short. "
            "Both take n - 1.",
            hint=3,
        ),
        Mistake(
            "a turn too many in the first round",
            code.ring_with(turns=(0, 1)),
            "The first round has n turns. After n - 1 each part has met everybody; "
            "one more is not needed.",
            hint=3,
        ),
        Mistake(
            "a turn too many in the second round",
            code.ring_with(turns=(1, 0)),
            "The values are right, and the second round has n turns: the last one "
            "sends what everybody has already.",
            hint=3,
        ),
        Mistake(
            "second round begins wrong",
            code.ring_with(begin=0),
            "Numbers of one rank came back alone. Either the first round replaced and did "
            "not add, or the second began with a part that is not finished: rank r has the "
            "whole sum of part r + 1.",
            hint=3,
        ),
        Mistake(
            "equal parts only",
            code.ring_with(cut=np.split),
            "`np.split` wants equal parts, and the length need not divide. "
            "`np.array_split` allows any.",
            hint=2,
        ),
        Mistake(
            "always its own part",
            code.always_its_own,
            "Every turn of the first round sent the same part. What you send next is "
            "the part to which you have added.",
            hint=3,
        ),
        Mistake(
            "one neighbour only",
            code.one_neighbour,
            "Each rank has added one neighbour's array, and no more. The sum must "
            "travel all the way round.",
            hint=1,
        ),
        Mistake(
            "multiplied by n",
            lambda rank, n, x, send, recv: n * x,
            "Your own array was multiplied by n. The others hold other numbers: they "
            "must be sent.",
            hint=1,
        ),
    ),
    hints=(
        "Take three ranks and draw arrows. To whom does rank 2 send, and from whom does "
        "rank 0 receive? Who must send before anybody can receive?",
        "Cut x into n parts, `np.array_split(x, n)`. In each of n - 1 turns everyone sends "
        "*one* part to the right and adds the one that comes from the left.",
        "In turn s, rank r sends part (r - s) % n. After n - 1 turns rank r has the whole "
        "sum of part (r + 1) % n. Then n - 1 more turns in which parts are handed on and "
        "replaced.",
    ),
    alternatives=(code.ring_by_padding, code.gather_parts),
)


# ---- 13.8 ----------------------------------------------------------------------------
train_ddp = Exercise(
    number="13.8",
    name="train_ddp",
    difficulty=3,
    minutes=20,
    points=4,
    seconds=10.0,
    reference=code.team_with(),
    cases=cases.team,
    observe=looks.Look(
        "units.ddp:team", {"torch": {}, "call": "all processes at once"}
    ),
    closeness=Closeness(rtol=1e-3, atol=1e-4),
    mistakes=(
        Mistake(
            "the same share twice",
            code.team_with(
                rows=lambda s, size, rank, world: slice(s, s + size // world)
            ),
            "Every process looks at the same rows, and the others are never seen. The "
            "share must depend on `rank`.",
            hint=1,
        ),
        Mistake(
            "everyone does everything",
            code.team_with(rows=code._all),
            "The weights are right, but every process looked at every row: two processes "
            "take as long as one. Each takes its share of the batch.",
            hint=1,
        ),
        Mistake(
            "gradients summed",
            code.team_with(combine=code.summed),
            "The gradients of the processes are added, so each step is `world` times too "
            "long. The mean over the batch is the mean of the shares' means: divide.",
            hint=2,
        ),
        Mistake(
            "each on its own",
            code.team_with(combine=code.alone),
            "The weights of the processes drift apart: each steps with its own gradients. Is "
            "`p.grad` itself reduced (not a copy), and before the step?",
            hint=2,
        ),
        Mistake(
            "divided, each on its own",
            code.team_with(combine=code.divided_alone),
            "The gradients are divided by `world`, and nobody has added them up before: the "
            "weights of the processes drift apart. First `all_reduce(p.grad)`.",
            hint=2,
        ),
        Mistake(
            "lr not handed over",
            code.team_with(make=lambda parameters, lr: torch.optim.SGD(parameters)),
            "The optimiser took its own 0.001, whatever `lr` says: hand `lr` over.",
            hint=3,
        ),
        Mistake(
            "weights summed",
            code.team_with(combine=code.weights_summed),
            "The weights of the processes are added up: with each step they grow.",
            hint=2,
        ),
        Mistake(
            "only the first layer",
            code.team_with(combine=code.first_only),
            "Only one parameter is averaged; the others drift apart. Go through all "
            "of them.",
            hint=2,
        ),
        Mistake(
            "gradients never cleared",
            code.team_with(clear=False),
            "The gradients of earlier batches are still in the sum. Clear them for each "
            "batch.",
            hint=3,
        ),
        Mistake(
            "only one process reduces",
            code.rank_zero_waits,
            "A deadlock: one process calls `all_reduce`, the others do not, so it waits for "
            "ever. Every process must call it equally often.",
            hint=3,
        ),
        Mistake(
            "only one process works",
            code.only_rank_zero_works,
            "Process 0 does all the work, and the others give back the model "
            "untouched.",
            hint=1,
        ),
        Mistake(
            "shares of the whole set",
            code.team_with(
                rows=lambda s, size, rank, world: slice(
                    rank * size // world, None, world
                )
            ),
            "The rows that a process looks at do not belong to the present batch. Cut each "
            "batch of `size` rows into shares.",
            hint=1,
        ),
        Mistake(
            "batches dealt out",
            code.whole_batches,
            "Whole batches were dealt out to the processes. All go through the same "
            "batches; each takes its share of the rows of each.",
            hint=1,
        ),
        Mistake(
            "averaged at the end",
            code.averaged_at_the_end,
            "Each process trains alone, and the weights are averaged once, at the "
            "end. That is not one step for the whole batch: average in each step.",
            hint=2,
        ),
        Mistake(
            "Adam",
            code.with_optimiser(code.adam),
            "Another optimiser steps here. Plain descent is asked for: "
            "`torch.optim.SGD` with `lr` and nothing else.",
            hint=3,
        ),
        Mistake(
            "momentum",
            code.with_optimiser(code.momentum),
            "The optimiser has momentum. Plain descent is asked for: "
            "`torch.optim.SGD` with `lr` and nothing else.",
            hint=3,
        ),
        Mistake(
            "sum over the share",
            code.team_with(loss=code.summed_loss),
            "The loss is a sum over the rows of the share. The mean cross-entropy is "
            "asked for.",
            hint=2,
        ),
        Mistake(
            "first batch again and again",
            code.team_with(rows=lambda s, size, rank, world: slice(rank, size, world)),
            "Every turn looks at the first batch. The slice must begin at the batch's "
            "own start.",
            hint=1,
        ),
        Mistake(
            "to the end of the set",
            code.team_with(
                rows=lambda s, size, rank, world: slice(s + rank, None, world)
            ),
            "The share runs on to the end of the data. It must end where the batch "
            "ends, at start + size.",
            hint=1,
        ),
        Mistake(
            "share without its stride",
            code.team_with(rows=lambda s, size, rank, world: slice(s + rank, s + size)),
            "The share begins at your rank and takes all that follows. Every "
            "`world`-th row is yours: the slice needs a stride.",
            hint=1,
        ),
        Mistake(
            "the same rows for all",
            code.team_with(rows=lambda s, size, rank, world: slice(s, s + size, world)),
            "Every process takes the same rows: the slice has its stride, and does "
            "not begin at your `rank`.",
            hint=1,
        ),
        Mistake(
            "last batch left out",
            code.team_until(lambda n, size: n - size),
            "The last batch is never seen. `range` leaves out its end: let it run to "
            "`len(X)`.",
            hint=3,
        ),
        Mistake(
            "only the first batch",
            code.team_until(lambda n, size: size),
            "Only the first batch was learnt from. Go on through all of them.",
            hint=3,
        ),
        Mistake(
            "size rows for each",
            code.shares_first,
            "The data were dealt out first, and each process takes `size` rows at a "
            "time: a step then sees `world` batches. Of each batch of `size` rows "
            "take a share.",
            hint=1,
        ),
    ),
    hints=(
        "A batch of `size` rows begins at `start`. Which rows of it are yours, if every "
        "`world`-th row is, beginning with your `rank`?",
        "After your own backward pass `p.grad` is the mean over your share. `all_reduce` "
        "makes it the sum over all processes, in place. What is missing until it is the "
        "mean over the batch?",
        "For each batch in order: clear, own loss, backward, then for every parameter "
        "reduce and divide, then the step. All processes do this equally often.",
    ),
    alternatives=(
        code.team_with(rows=code.block),
        code.team_with(combine=code.weights_averaged),
        code.team_with(combine=code.reduced_flat),
    ),
)
