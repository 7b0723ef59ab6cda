"""Means and paired differences with honest intervals: documents are clusters, seeds are arguments."""
