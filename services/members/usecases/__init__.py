"""What can be done in the members service: one file for each topic, verb_noun functions."""
