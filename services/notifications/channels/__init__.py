"""The ways out of the system. Each has its own module; all answer with an Outcome."""
