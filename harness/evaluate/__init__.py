"""The verbs generate and score, with a file between them; the only place where the rooms are wired together."""
