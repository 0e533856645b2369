"""The trusted side of a check: from plain data to a difference, its cause, a smaller case."""
