"""`hcn events`, `hcn announce`: watch what passes, export the catalogue, refill copies."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.options import (
    DEFAULT_DATA,
    Data,
    Reason,
    Refused,
    load_installation,
    read_instant,
    require_service,
)
from deploy.tables import show_table

app = typer.Typer(no_args_is_help=True, help="Sự kiện · Events as they pass, and their catalogue.")


_SUBJECT = re.compile(r"([^\s.*>]+|\*)(\.([^\s.*>]+|\*))*(\.>)?|>")
Subject = Annotated[str, typer.Option(help="Lọc chủ đề NATS · NATS subject filter.")]


def register(root: typer.Typer) -> None:
    """Add the commands of this file."""
    root.add_typer(app, name="events")
    root.command()(announce)


@app.command()
def tail(
    subject: Subject = ">",
    since: Annotated[
        str | None, typer.Option(help="Từ lúc · From, e.g. 2026-11-23T02:00Z.")
    ] = None,
    count: Annotated[
        int, typer.Option(min=0, help="Dừng sau n sự kiện · Stop after n events; 0: never.")
    ] = 0,
    full: Annotated[bool, typer.Option("--full", help="In cả nội dung · Whole envelopes.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Xem sự kiện đi qua · Show events as they pass, one line each; Ctrl-C ends it."""
    if not _SUBJECT.fullmatch(subject):
        raise Refused(
            f"{subject!r} is no subject of NATS. Write words joined by dots, * for one word, "
            "> at the end for all that follow, for example hcn.public.bookings.>"
        )
    start = read_instant(since) if since else None
    installation = load_installation(data)

    async def follow() -> None:
        from deploy.operate.events import following

        seen = 0
        async with following(
            installation.nats_url, installation.admin_creds, subject, start
        ) as events:
            async for event in events:
                line = f"{event.time:%H:%M:%S} {event.type} {event.subject} {event.sequence}"
                print(event.model_dump_json(exclude_none=True) if full else line, flush=True)
                seen += 1
                if seen == count:
                    return

    try:
        asyncio.run(follow())
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def replay(
    since: Annotated[str, typer.Option(help="Từ lúc · From, e.g. 2026-11-23T02:00Z.")],
    subject: Subject = ">",
    data: Data = DEFAULT_DATA,
) -> None:
    """Đọc lại từ một thời điểm, rồi đi tiếp · Read again from an instant, then go on following."""
    tail(subject=subject, since=since, count=0, full=True, data=data)


@app.command()
def catalogue(
    out: Annotated[Path | None, typer.Option(help="Xuất ra thư mục · Export to a folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON.")] = False,
) -> None:
    """Danh mục sự kiện · Every event: or export AsyncAPI, JSON Schemas and samples to a folder."""
    from shared.events.catalogue import catalogue as rows

    if out:
        from deploy.operate.events import export_catalogue

        print(f"{len(export_catalogue(out))} files in {out}")
        return
    if as_json:
        print(json.dumps([asdict(row) for row in rows()], ensure_ascii=False, indent=1))
        return
    show_table(("type", ""), [(row.type, row.doc.split("\n")[0]) for row in rows()])


def announce(
    service: Annotated[str, typer.Argument(help="members | bookings | promotion")],
    reason: Reason,
    data: Data = DEFAULT_DATA,
) -> None:
    """Công bố lại hiện trạng · Publish the current state again, with no effect outside."""
    installation = load_installation(data)
    require_service(installation, service)
    if service not in installation.services:
        raise Refused(
            f"Events carry public addresses, and HCN_PUBLIC_URLS names none for {service}. "
            'Set it, for example {"promotion": "https://tin.example.vn", …}.'
        )
    from deploy.operate.announce import announce as run

    total = asyncio.run(run(installation, service, reason, print))
    print(f"{total} aggregates announced.")
