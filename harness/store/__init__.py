"""What stays on disk: the journal of a run, its results, and the cache over runs.

Nothing that was answered is lost: a generation is one appended line, a result file is written whole or not at all,
and a second process on one run folder is told.
"""
