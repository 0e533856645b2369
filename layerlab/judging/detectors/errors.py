"""What an exception means, in a learner's words: by its type and a pattern in its text.

Patterns are of Python, NumPy and torch; the first that fits is taken.
"""

import re

SAYINGS = (
    ("TypeError", r"takes (\d+) positional arguments? but (\d+)", "Your function takes {0} arguments, and it is called with {1}. Compare its first line with the one that was given."),
    ("TypeError", r"missing \d+ required positional argument", "Your function wants more arguments than the contract names. Compare its first line with the one that was given."),
    ("TypeError", r"unexpected keyword argument '?(\w+)", "A call names an argument `{0}` that the function called does not know."),
    ("TypeError", r"'(\w+)' object is not callable", "Something of type {0} is called like a function: is a multiplication sign missing, or a name used twice?"),
    ("TypeError", r"'?NoneType'? object|NoneType", "A value is None where it is used: a function before it ended without `return`."),
    ("TypeError", r"only (length-1|0-dim)\w* arrays|only integer|must be real number", "An array stands where a single number is wanted, or a fraction where a whole number is."),
    ("TypeError", r"list indices must be|indices must be integers|slice indices", "An index must be a whole number: `int(…)`, or `//` in place of `/`."),
    ("TypeError", r"'?float'? object cannot be interpreted as an integer", "A whole number is wanted here, and a fraction came: `//` divides without a rest, `int(…)` rounds down."),
    ("TypeError", r"unsupported operand|can't multiply|can only concatenate", "Two things that do not go together meet in `+`, `-`, `*` or `/`: a list is no array, and None is no number."),
    ("TypeError", r"unsupported operand type\(s\) for \^|bitwise_xor", "`^` is no power in Python: write `**`."),
    ("TypeError", r"can't convert .*device|Cannot convert.*device", "A tensor on a device cannot become a NumPy array; stay in torch."),
    ("ValueError", r"matmul|not aligned|shapes cannot be multiplied", "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right. Write both shapes down."),
    ("ValueError", r"could not be broadcast|not broadcast", "Two arrays of different shapes meet in one operation: {shapes}. Which axis is missing in one of them?"),
    ("ValueError", r"truth value of an array", "`if` wants one True or False and got a whole array. Use `np.where`, a mask, or `.any()` and `.all()`."),
    ("ValueError", r"(too many values|not enough values) to unpack", "A line with several names on its left gets another number of values on its right."),
    ("ValueError", r"output array is read-only|assignment destination is read-only", "An array that may not be changed is changed."),
    ("ValueError", r"setting an array element with a sequence|inhomogeneous", "An array is made of parts with different lengths or shapes."),
    ("ValueError", r"cannot reshape array of size (\d+)", "A reshape must keep the number of entries, which is {0} here."),
    ("ValueError", r"must match exactly|concatenat", "Arrays are put side by side or one below the other, and their lengths do not fit: {shapes}."),
    ("ValueError", r"operands|shape", "The shapes do not fit together. Write down the shape of each array in this line."),
    ("_UFuncOutputCastingError UFuncTypeError UFuncOutputCastingError", r"cast", "A fraction is written into an array of whole numbers. Make the array a float one first, and leave the argument unchanged."),
    ("AxisError", r"", "An axis is named that the array does not have: a flat array has axis 0 only."),
    ("IndexError", r"too many indices", "The array has fewer axes than the index names."),
    ("IndexError", r"list index|out of (bounds|range)", "An index reaches beyond the end: counting starts at 0 and ends at length - 1."),
    ("IndexError", r"", "An index does not fit the array."),
    ("KeyError", r"", "A dictionary is asked for a key that it does not hold."),
    ("AttributeError", r"'NoneType'", "A value is None where it is used: a function before it ended without `return`."),
    ("AttributeError", r"'(list|tuple|int|float)' object has no attribute '(\w+)'", "`.{1}` belongs to arrays or tensors, and this is a {0}."),
    ("AttributeError", r"'ndarray' object has no attribute '(\w+)'", "A NumPy array has no `.{0}`: is it a torch name, or a list's?"),
    ("AttributeError", r"'Tensor' object has no attribute '(\w+)'", "A tensor has no `.{0}`: is it a NumPy name?"),
    ("AttributeError", r"cannot assign module before Module.__init__", "`super().__init__()` must be the first line of `__init__`."),
    ("AttributeError", r"has no attribute '(\w+)'", "There is no attribute `{0}`: a typo, or not yet set?"),
    ("ZeroDivisionError", r"", "Something is divided by 0. For which arguments can that happen?"),
    ("OverflowError", r"", "A number has become too large, as `exp` of a large number does. Rearrange the formula."),
    ("NameError", r"name '(\w+)' is not defined", "The name `{0}` has no value here: a typo, a missing import, or a cell that was not run?"),
    ("UnboundLocalError", r"'(\w+)'", "`{0}` is read before it gets its first value in this function."),
    ("ModuleNotFoundError ImportError", r"", "An import failed. The course's own packages are enough for this exercise."),
    ("RecursionError", r"", "The function called itself so often that Python gave up, at about 1,000 calls inside one another. Where does it stop; and is one call needed for each entry of something long?"),
    ("OutOfTime", r"", "A loop does not end. Does the condition of a `while` ever become false?"),
    ("MemoryError", r"", "More memory was asked for than a check allows (3 GB). Which array grows with the product of two lengths?"),
    ("RuntimeError", r"allocate|not enough memory", "More memory was asked for than a check allows (3 GB). Which tensor grows with the product of two lengths?"),
    ("SystemExit", r"", "The code asked Python to exit. A function ends with `return`."),
    ("NotImplementedError", r"meta|Cannot copy out", "A value is read on a device that holds none here: `.item()`, `float(…)`, `.cpu()` or an `if` on a tensor make a real device wait."),
    ("NotImplementedError", r"forward", "The module has no `forward`, or its name is misspelt."),
    ("NotImplementedError", r"", "The line `raise NotImplementedError` is still there."),
    ("RuntimeError", r"item\(\) cannot be called on meta|meta tensor|cannot be called on meta", "A value is read on a device that holds none here: `.item()`, `float(…)` or an `if` on a tensor make a real device wait."),
    ("AssertionError RuntimeError", r"CUDA|NVIDIA", "`.cuda()` works on one kind of machine only. Make new tensors where the data are: `device=x.device`."),
    ("RuntimeError", r"same device|not on the expected device|cpu.*meta|meta.*cpu", "Tensors on different devices meet: one was made anew on the CPU. Make it with `device=x.device`."),
    ("RuntimeError", r"shapes cannot be multiplied", "The shapes do not fit in a matrix product: the last axis on the left must be as long as the first on the right. Is a flatten missing?"),
    ("RuntimeError", r"size of tensor|must match the size|expanded size", "Two tensors of different shapes meet in one operation. Which axis is missing in one of them?"),
    ("RuntimeError", r"does not require grad", "No gradient can flow here: a `.detach()`, `.item()` or `no_grad` has cut the graph, or nothing requires gradients."),
    ("RuntimeError", r"second time|already been freed", "`backward` ran twice through the same graph."),
    ("RuntimeError", r"in-?place operation", "Something that the backward pass needs was changed in place."),
    ("RuntimeError", r"expected scalar type|same dtype|expected m1 and m2", "Two dtypes meet that do not go together: compare `.dtype` of both."),
    ("RuntimeError", r"Error\(s\) in loading state_dict", "The parameters of your module have other names or shapes than the contract's."),
)  # fmt: skip


def error_explained(view) -> str | None:
    """The sentence for what was raised, or None."""
    raised = view.seen.raised
    return explanation(raised.type_name, raised.message) if raised else None


def explanation(type_name: str, message: str) -> str | None:
    """What an exception means, or None where nothing is known.

    >>> explanation("ZeroDivisionError", "division by zero")
    'Something is divided by 0. For which arguments can that happen?'
    """
    for types, pattern, words in SAYINGS:
        found = type_name in types.split() and re.search(pattern, message)
        if found:
            shapes = " and ".join(re.findall(r"\([\d, ]*\)", message))
            groups = [g or "" for g in found.groups()]
            return words.format(*groups, shapes=shapes or "write both shapes down")
    return None
