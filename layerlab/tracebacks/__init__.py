"""What a notebook shows of an error, in a form that a beginner can read.

sentences   what an error means, by its type and words: one table, for checks and cells
frames      the learner's own lines on the way to the error; the calls in between, counted
positions   the part of a line that failed
values      the value of a name, read without running anything; how it is described
pieces      the parts of what failed, each with its value
causes/     the likely cause, where those values prove it
report      all of it, gathered as plain data
text        the lines that are shown; the calls of libraries, folded
hook        how IPython comes to show them
"""
