"""What an operator can do to an installation; `deploy/cli` gives each a command."""
