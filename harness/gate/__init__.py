"""The gate: pass, fail or undecided against a baseline, and never a pass by accident.

Nothing is imported here, since pytest imports this package with the plugin in it at every start.
"""
