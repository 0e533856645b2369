"""The figures of the lessons by their names, a module a lesson.

Each takes what its lesson computed, draws and shows it, and says in words what it shows:
`ll.figures.folds(x, heights)`. `ll.peek(ll.figures.folds)` prints how it is made. The
table of the names stands in `layerlab.figures`.
"""
