"""What runs on the learner's side: nothing here, or imported from here, is a secret.

From the outside in: `warm_parent` forks (`warm_up` is what it does before), `isolation`
shuts the child in, `worker` answers the checker, `shell` runs cells, `stub_checks` takes
the place of the checks.
"""
