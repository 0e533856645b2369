"""Observers and instruments that the checks of one unit alone need, by what they look at."""
