"""Claims: sentences of a lesson that are held to the numbers its cells compute.

`grammar` reads what an author wrote beside a sentence, `placing` finds the cell that must
bear it out, `asking` asks a kernel for both sides, `deciding` says whether it holds.
"""
