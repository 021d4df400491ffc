"""Letters: which there are, how long each is useful, and how they become text and HTML."""
