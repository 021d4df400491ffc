"""`hcn subscribers`: credentials for another city system."""

from __future__ import annotations

import asyncio
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli.options import DEFAULT_DATA, Data, Refused, load_installation
from deploy.files import drafting
from deploy.installation import Installation
from deploy.nats.accounts import CITY
from deploy.tables import show_table

if TYPE_CHECKING:
    from deploy.nats.subscribers import SubscriberList

app = typer.Typer(
    no_args_is_help=True, help="Hệ thống khác của Thành phố · Other city systems that read events."
)


@app.command()
def add(
    name: str,
    out: Annotated[
        Path | None, typer.Option(help="Chép .creds ra · Copy credentials to; -: print them.")
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Cấp quyền đọc · Let a system read; takes effect at once, no restart."""
    from deploy.nats.subscribers import SubscriberError

    installation = load_installation(data)
    printed = out == Path("-")
    if printed:
        out = None
    if out and out.exists() and not out.is_file():
        raise Refused(f"{out} is not a file. Name the file to write the credentials to.")
    try:
        # The file first: nobody is let in whose credentials cannot be handed over.
        with drafting(out) if out else nullcontext() as draft:
            added = _list(installation).add(name)
            file = installation.keys.credentials_file(CITY, name)
            if draft:
                draft.write_text(file.read_text())
    except SubscriberError as error:
        raise Refused(str(error)) from error
    about = sys.stderr if printed else sys.stdout
    print(f"creds:        {'-' if printed else out or file}", file=about)
    print(f"url:          {installation.nats_outside_url}", file=about)
    print(f"inbox_prefix: {added.inbox_prefix}", file=about)
    if printed:
        print(file.read_text(), end="")


@app.command("list")
def show(data: Data = DEFAULT_DATA) -> None:
    """Ai đang được đọc · Who may read, and who no longer."""
    rows = [
        (one.name, _day(one.added_at), _day(one.revoked_at), one.inbox_prefix)
        for one in _list(load_installation(data)).all()
    ]
    show_table(("", "thêm · added", "thu hồi · revoked", "inbox"), rows)


@app.command()
def check(name: str, data: Data = DEFAULT_DATA) -> None:
    """Kết nối thử và nói được gì, không được gì · Connect as it and say what it can do."""
    from deploy.nats.check_subscriber import check_subscriber
    from deploy.nats.subscribers import SubscriberError

    installation = load_installation(data)
    try:
        subscriber = _list(installation).get(name)
        file = installation.keys.credentials_file(CITY, name)
        findings = asyncio.run(check_subscriber(installation.nats_url, file, subscriber))
    except (SubscriberError, FileNotFoundError) as error:
        raise Refused(str(error)) from error
    for finding in findings:
        print(f"{'✓' if finding.well else '✗'} {finding.text}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@app.command()
def revoke(name: str, data: Data = DEFAULT_DATA) -> None:
    """Thu hồi ngay · Cut a system off at once; its durables are deleted."""
    from deploy.nats.admin import connect_admin
    from deploy.nats.subscribers import SubscriberError

    installation = load_installation(data)

    async def withdraw() -> None:
        async with connect_admin(installation.nats_url, installation.keys) as admin:
            await _list(installation).revoke(name, admin)

    try:
        asyncio.run(withdraw())
    except SubscriberError as error:
        raise Refused(str(error)) from error
    print(f"{name}: đã thu hồi · revoked.")


def _list(installation: Installation) -> SubscriberList:
    from deploy.nats.settings import TopologySettings
    from deploy.nats.subscribers import SubscriberList

    return SubscriberList(installation.keys, TopologySettings())


def _day(seconds: int | None) -> str:
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%MZ}"
