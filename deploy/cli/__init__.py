"""The command `hcn`. Each topic is a file here that adds its commands to `app`."""

from __future__ import annotations

import logging
import sys

import typer

from deploy.cli import (
    clock,
    demo,
    events,
    grants,
    inspect,
    install,
    installation,
    lifecycle,
    repair,
    settings,
    subscribers,
    token,
)
from deploy.cli.failures import sentence_for

app = typer.Typer(
    name="hcn",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=(
        "Mạng lưới không gian văn hóa sáng tạo Hà Nội: vận hành hệ thống. "
        "Hanoi's network of creative cultural spaces: run the system."
    ),
)
lifecycle.register(app)
demo.register(app)
token.register(app)
clock.register(app)
install.register(app)
installation.register(app)
events.register(app)
repair.register(app)
inspect.register(app)
settings.register(app)
app.add_typer(grants.app, name="grant")
app.add_typer(subscribers.app, name="subscribers")


def main() -> None:
    """Entry point. What is refused or away ends in one sentence and status 1; a defect does not."""
    # At the end of a TLS connection asyncio grumbles about the way in which nats-py reads.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    try:
        app(prog_name="hcn")
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        raise SystemExit(1) from None
