"""The mail catcher: takes every letter by SMTP, keeps it as a file, shows it, delivers nothing."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from deploy.embedded.mail.receive import listen_smtp
from deploy.embedded.mail.store import LetterStore
from deploy.embedded.mail.web import listen_web

HOST = "127.0.0.1"


async def run(folder: Path, smtp_port: int, web_port: int) -> None:
    """Serve both ports on 127.0.0.1 until cancelled."""
    store = LetterStore(folder)
    smtp = await listen_smtp(store, HOST, smtp_port)
    web = await listen_web(store, HOST, web_port)
    async with smtp, web:
        await asyncio.gather(smtp.serve_forever(), web.serve_forever())


def main(arguments: list[str]) -> None:
    """Entry point of `python -m deploy.embedded.mailbox`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--web-port", type=int, required=True)
    options = parser.parse_args(arguments)
    asyncio.run(run(options.folder, options.smtp_port, options.web_port))


if __name__ == "__main__":
    main(sys.argv[1:])
