"""`python -m deploy.cli` is `hcn`."""

from deploy.cli import main

main()
