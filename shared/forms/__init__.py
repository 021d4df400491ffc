"""Forms: typed questions, what a right answer to each is, and the files that are asked for."""
