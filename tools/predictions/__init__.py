"""Predictions: from the directive in a lesson to cells, sealed answers and their test.

`directive` reads what an author wrote, `reason` turns its words into a page's, `placing`
puts it into a notebook, `confirming` asks a kernel whether the cell agrees.
"""
