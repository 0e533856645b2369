"""The sealed answers, a file for each unit, written by `make notebooks`.

A package of its own: whoever looks one prediction up does not reach all of the others.
"""
