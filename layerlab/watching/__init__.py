"""The learner's side of a check: an attempt is looked at, and plain data says what was seen.

`watch.watch(attempt, request)` runs an attempt once; `observers` are the ways to look, and
`scene` the one behind most of them. What one unit alone needs stands in `units`. Nothing
here knows a right answer, and nothing imports the judging side.
"""
