"""Grade a class: from notebooks to points and feedback, safely and fast.

Three processes, from the most trusted down:

- the *checker* (this package) holds references, expected values and results;
- the *warm parent* (`inside.warm_parent`; one with torch, one without) has imported
  what lessons use and knows no secret;
- a *child* for each submission is forked from it, shuts itself in (`inside.isolation`),
  runs the cells (`inside.worker`) and answers calls.

Between checker and child there is only `wire`: plain data, bounded, never pickle. Read on
in the order of the work: `intake`, `notebooks`, `session`, `marking`, `pages`.
"""

VERSION = 3  # of the results: raised when the same submission could get other words
