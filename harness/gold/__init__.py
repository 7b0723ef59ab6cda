"""The gold folder: read, checked, counted, compared and written."""
