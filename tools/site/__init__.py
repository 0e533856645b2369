"""The website: every lesson with its widgets alive, exercises to read, one search.

python -m tools.site     makes it, in site/
"""
