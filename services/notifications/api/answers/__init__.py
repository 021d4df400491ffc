"""How notifications answers: one file for each resource, its form and what fills it."""
