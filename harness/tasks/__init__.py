"""Tasks: how an item is put to a model, and how its reply is read. No gold in here."""
