"""Where the work runs: this process, some on this machine, or a cluster; the same rows.

Nothing is imported here: a help page must not wait for what only workers need.
"""
