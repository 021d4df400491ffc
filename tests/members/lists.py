"""Lists of members as tests send them, and queries as tests count them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from openpyxl import Workbook, load_workbook
from sqlalchemy import event

from shared.database.plain import PlainConnections
from shared.tables.reading import CSV, XLSX
from tests.members.making import Network, done

PLACE = {"latitude": "21.0285", "longitude": "105.8542"}
SPACE = {
    "external_key": "A-1",
    "name": "Không gian sáng tạo Mẫu",
    "kind": "art_space",
    "ownership": "private",
    "fields": "design; Âm nhạc",
    "member_since": "10/12/2025",
    "address_line": "Số 1 phố Mẫu",
    "ward": "Phường Hoàn Kiếm",
    "address_public": "có",
    **PLACE,
}
PERSON = {
    "contact_name": "Nguyễn Thị Mẫu",
    "contact_email": "lienhe@mau.example",
    "contact_phone": "0912 345 678",
}


def space(key: str, name: str, **changes: Any) -> dict[str, Any]:
    return {**SPACE, "external_key": key, "name": name, **changes}


def as_csv(*rows: dict[str, Any], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    file = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def as_xlsx(*rows: dict[str, Any]) -> bytes:
    workbook = Workbook()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    workbook.active.append(columns)
    for row in rows:
        workbook.active.append([row.get(name) for name in columns])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read_csv(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def read_xlsx(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.headers["content-type"] == XLSX
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


async def send(network: Network, content: bytes, **params: Any) -> httpx.Response:
    return await network.officer.post(
        "/v1/members/imports", content=content, params=params, headers={"Content-Type": CSV}
    )


async def taken_over(network: Network, *rows: dict[str, Any], **params: Any) -> dict[str, Any]:
    """The report of a list that was taken over."""
    return done(await send(network, as_csv(*rows), **params), 201)


@contextmanager
def counted(network: Network, monkeypatch: Any) -> Iterator[list[str]]:
    """Statements that the service sends meanwhile, through whichever door."""
    said: list[str] = []
    fetch = PlainConnections.fetch

    async def counting(self: PlainConnections, statement: str, *arguments: object) -> Any:
        if "pg_notify" not in statement:  # that wakes the relay, after what was done before
            said.append(statement)
        return await fetch(self, statement, *arguments)

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    engine = network.service.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    monkeypatch.setattr(PlainConnections, "fetch", counting)
    try:
        yield said
    finally:
        monkeypatch.undo()
        event.remove(engine, "before_cursor_execute", note)
