"""What an error means, in a learner's words: by its type and a pattern in its text.

Patterns are of Python, NumPy and torch. In SAYINGS, which checks use, the first that fits is
taken; where a fourth part stands, a cell says that instead, and nothing where it is empty.
A cell asks IN_CELLS first. Each sentence for a cell must be true wherever its pattern fits.
"""

import re

from layerlab.tracebacks.cell_sentences import IN_CELLS

SAYINGS = (
    ("TypeError", r"takes (\d+) positional arguments? but (\d+)", "Your function takes {0} arguments, and it is called with {1}. Compare its first line with the one that was given.",
     "The call gives {1} arguments to a function that takes {0}."),
    ("TypeError", r"missing \d+ required positional argument", "Your function wants more arguments than the contract names. Compare its first line with the one that was given.",
     "The call leaves out an argument that the function needs."),
    ("TypeError", r"unexpected keyword argument '?(\w+)", "A call names an argument `{0}` that the function called does not know."),
    ("TypeError", r"'NoneType' object is not callable", "None stands before round brackets, and only functions and classes can be called.",
     "None stands before round brackets, and only functions and classes can be called."),
    ("TypeError", r"'(\w+)' object is not callable", "Something of type {0} stands before round brackets, and only functions and classes can be called.",
     "Something of type {0} stands before round brackets, and only functions and classes can be called."),
    ("TypeError", r"'?NoneType'? object|NoneType", "A value is None where it is used: what a function without `return` gives is None, and an attribute may hold it, too.",
     "A value is None where it is used."),
    ("TypeError", r"only (length-1|0-dim)\w* arrays|only integer|must be real number", "An array stands where a single number is wanted, or a fraction where a whole number is.",
     "An array stands where a single number is wanted."),
    ("TypeError", r"list indices must be|indices must be integers|slice indices", "An index must be a whole number: `int(…)`, or `//` in place of `/`.",
     "An index must be a whole number, or a slice of two."),
    ("TypeError", r"'?float'? object cannot be interpreted as an integer", "A whole number is wanted here, and a fraction came: `//` divides without a rest, `int(…)` rounds down.",
     "A whole number is wanted here, and a float came: `//` divides without a rest, `int(…)` cuts the fraction off."),
    ("TypeError", r"unsupported operand|can't multiply|can only concatenate", "Two things that do not go together meet in `+`, `-`, `*` or `/`: a list is no array, and None is no number.",
     ""),
    ("TypeError", r"unsupported operand type\(s\) for \^|bitwise_xor", "`^` is no power in Python: write `**`."),
    ("TypeError", r"can't convert .*device|Cannot convert.*device", "A tensor on a device cannot become a NumPy array; stay in torch.",
     "A NumPy array lies in the computer's own memory, and this tensor lies elsewhere: `.cpu()` brings it there."),
    ("ValueError", r"matmul|not aligned|shapes cannot be multiplied", "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right. Write both shapes down.",
     "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right."),
    ("ValueError", r"could not be broadcast|not broadcast", "Two arrays whose shapes do not fit meet in one operation: {shapes}.",
     "Arrays whose shapes do not fit meet in one operation."),
    ("ValueError", r"truth value of an array", "`if` wants one True or False and got a whole array. Use `np.where`, a mask, or `.any()` and `.all()`.",
     "One True or False is wanted here, and a whole array of them came: `.any()` or `.all()` makes one of many, `np.where` chooses for each."),
    ("ValueError", r"(too many values|not enough values) to unpack", "A line with several names on its left gets another number of values on its right.",
     "The names on the left are not as many as the values on the right."),
    ("ValueError", r"output array is read-only|assignment destination is read-only", "An array that may not be changed is changed."),
    ("ValueError", r"setting an array element with a sequence|inhomogeneous", "An array is made of parts with different lengths or shapes."),
    ("ValueError", r"cannot reshape array of size (\d+)", "A reshape must keep the number of entries, which is {0} here."),
    ("ValueError", r"must match exactly|concatenat", "Arrays are put side by side or one below the other, and their lengths do not fit: {shapes}.",
     ""),
    ("ValueError", r"operands|shape", "The shapes do not fit together. Write down the shape of each array in this line.",
     ""),
    ("_UFuncOutputCastingError UFuncTypeError UFuncOutputCastingError", r"cast", "A fraction is written into an array of whole numbers. Make the array a float one first, and leave the argument unchanged.",
     ""),
    ("AxisError", r"", "An axis is named that the array does not have: a flat array has axis 0 only.",
     ""),
    ("IndexError", r"too many indices", "The array has fewer axes than the index names.",
     ""),
    ("IndexError", r"list index|out of (bounds|range)", "An index reaches beyond the end: counting starts at 0 and ends at length - 1.",
     ""),
    ("IndexError", r"", "An index does not fit the array.",
     ""),
    ("KeyError", r"", "A dictionary is asked for a key that it does not hold.",
     ""),
    ("AttributeError", r"'NoneType'", "A value is None where it is used: what a function without `return` gives is None, and an attribute may hold it, too.",
     "A value is None where it is used."),
    ("AttributeError", r"'(list|tuple|int|float)' object has no attribute '(\w+)'", "`.{1}` is asked of something of type {0}, which has no such thing.",
     ""),
    ("AttributeError", r"'ndarray' object has no attribute '(\w+)'", "A NumPy array has no `.{0}`.",
     ""),
    ("AttributeError", r"'Tensor' object has no attribute '(\w+)'", "A tensor has no `.{0}`.",
     ""),
    ("AttributeError", r"cannot assign module before Module.__init__", "`super().__init__()` must be the first line of `__init__`."),
    ("AttributeError", r"has no attribute '(\w+)'", "`.{0}` is asked of something that has no such attribute.",
     ""),
    ("ZeroDivisionError", r"", "Something is divided by 0. For which arguments can that happen?",
     "Something is divided by 0."),
    ("OverflowError", r"", "A number has become too large, as `exp` of a large number does. Rearrange the formula.",
     ""),
    ("NameError", r"name '(\w+)' is not defined", "The name `{0}` has no value here: a typo, a missing import, or a cell that was not run?"),
    ("UnboundLocalError", r"'(\w+)'", "`{0}` is read before it gets its first value in this function."),
    ("ModuleNotFoundError ImportError", r"", "An import failed. The course's own packages are enough for this exercise.",
     ""),
    ("RecursionError", r"", "The function called itself so often that Python gave up, at about 1,000 calls inside one another. Where does it stop; and is one call needed for each entry of something long?",
     ""),
    ("OutOfTime", r"it computed", "It waited more than it computed: for an input, a lock or a `sleep`. Or the machine is busy with other work: then try again.",
     ""),
    ("OutOfTime", r"", "A loop does not end. Does the condition of a `while` ever become false?",
     ""),
    ("MemoryError", r"", "More memory was asked for than a check allows (3 GB). Which array grows with the product of two lengths?",
     "More memory is asked for than this machine gives."),
    ("RuntimeError", r"allocate|not enough memory", "More memory was asked for than a check allows (3 GB). Which tensor grows with the product of two lengths?",
     "More memory is asked for than this machine gives."),
    ("SystemExit", r"", "The code asked Python to exit. A function ends with `return`.",
     ""),
    ("NotImplementedError", r"meta|Cannot copy out", "A value is read on a device that holds none here: `.item()`, `float(…)`, `.cpu()` or an `if` on a tensor make a real device wait.",
     "A value is read from a tensor on `meta`, which has a shape and no numbers."),
    ("NotImplementedError", r"forward", "The module has no `forward`, or its name is misspelt."),
    ("NotImplementedError", r"", "The line `raise NotImplementedError` is still there.",
     ""),
    ("RuntimeError", r"item\(\) cannot be called on meta|meta tensor|cannot be called on meta", "A value is read on a device that holds none here: `.item()`, `float(…)` or an `if` on a tensor make a real device wait."),
    ("AssertionError RuntimeError", r"CUDA|NVIDIA", "`.cuda()` works on one kind of machine only. Make new tensors where the data are: `device=x.device`.",
     ""),
    ("RuntimeError", r"same device|not on the expected device|cpu.*meta|meta.*cpu", "Tensors on different devices meet: one was made anew on the CPU. Make it with `device=x.device`.",
     "Tensors on different devices meet."),
    ("RuntimeError", r"shapes cannot be multiplied", "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right.",
     "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right."),
    ("RuntimeError", r"size of tensor|must match the size|expanded size", "Two tensors whose shapes do not fit meet in one operation.",
     "Two tensors whose shapes do not fit meet in one operation."),
    ("RuntimeError", r"does not require grad", "No gradient can flow here: a `.detach()`, `.item()` or `no_grad` has cut the graph, or nothing requires gradients.",
     "No gradient can flow here: nothing that went into this value requires gradients, or `.detach()`, `.item()` or `no_grad` cut it off."),
    ("RuntimeError", r"second time|already been freed", "`backward` ran twice through the same graph.",
     "`backward` ran through the same graph before, which is freed after the first time: compute the loss anew for each step."),
    ("RuntimeError", r"in-?place operation", "Something that the backward pass needs was changed in place."),
    ("RuntimeError", r"expected scalar type|same dtype|expected m1 and m2", "Two dtypes meet that do not go together: compare `.dtype` of both.",
     "Two dtypes meet that do not go together."),
    ("RuntimeError", r"Error\(s\) in loading state_dict", "The parameters of your module have other names or shapes than the contract's.",
     "The saved weights have other names or shapes than this module's."),
)  # fmt: skip


def explanation(type_name: str, message: str) -> str | None:
    """What an exception in a check means, or None where nothing is known.

    >>> explanation("ZeroDivisionError", "division by zero")
    'Something is divided by 0. For which arguments can that happen?'
    """
    for types, pattern, words, *_ in SAYINGS:
        found = type_name in types.split() and re.search(pattern, message)
        if found:
            shapes = " and ".join(re.findall(r"\([\d, ]*\)", message))
            groups = [g or "" for g in found.groups()]
            return words.format(*groups, shapes=shapes or "write both shapes down")
    return None


def in_a_cell(type_name: str, message: str) -> str:
    """What an exception in a cell means, without a look at any value; empty if unknown.

    >>> in_a_cell("ValueError", "not enough values to unpack (expected 3, got 2)")
    '3 names stand on the left, and 2 came from the right.'
    """
    for types, pattern, *words in (*IN_CELLS, *SAYINGS):
        found = type_name in types.split() and re.search(pattern, message)
        if found:
            said = words[-1].format(*found.groups(default=""), shapes="")
            return re.sub(r"\ba (?=int\b|array|object|ndarray)", "an ", said)
    return ""
