"""States and rules of promotion; no framework and no I/O."""
