"""The exercises for the graders that a teacher already has.

`course` finds units and notebooks; `nbgrader`, `gradescope` and `github` each write one
kind of export. What these carry into the other grader calls back into this package: `nbgrader_checks`
(in nbgrader's kernel) and `handing_back` (results of our grader in the other's form).
"""
