"""What runs on the learner's side: nothing here, or imported from here, is a secret.

From the outside in: `warm` forks, `isolation` shuts the child in, `desk` answers the
checker, `shell` runs cells, `standin` takes the place of the checks.
"""
