"""The page of a file that cannot be opened as asked: what happened, and what can be done."""
