"""Attacks on the grader: cells that destroy, cells that cheat, files that are none.

Each is a name and a text; tests/test_grading_attacks.py runs them.
"""
