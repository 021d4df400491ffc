"""States and rules of membership: pure functions, no framework, no I/O."""
