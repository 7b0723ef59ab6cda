"""Writing gold: in the terminal, on a local page, or by looking through candidates."""
