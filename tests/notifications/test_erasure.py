"""An erased contact leaves no trace: every table is dumped and searched for what was planted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.events.members import ContactErasedV1
from tests.notifications import making
from tests.notifications.catcher import MailCatcher
from tests.support.running import RunningService

MARKS = {"name": "MARKNAME Hoa", "email": "markmail@x.example", "phone": "+84999000111"}
PLANTED = ("MARKNAME", "markmail", "84999000111", "MARKREASON")


async def dump(service: RunningService) -> str:
    """Every row of every table as text; bytes as the text they hold."""
    async with service.database.sessions() as session:
        tables = await session.scalars(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        )
        rows = [
            str([bytes(v).decode() if isinstance(v, bytes) else v for v in row])
            for table in list(tables)
            for row in await session.execute(text(f'SELECT * FROM "{table}"'))
        ]
    return "\n".join(rows)


def found_in(content: str) -> list[str]:
    return [mark for mark in PLANTED if mark in content]


async def test_nothing_of_an_erased_contact_remains(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    await service.deliver(
        making.contact(**MARKS),
        making.submitted(),
        making.grant("member", MARKS["email"], name=MARKS["name"], member_id=making.MEMBER),
        making.rejected(reason="MARKREASON"),
    )
    await service.do_due()
    mail.refuse_recipient = f"450 4.2.0 later {MARKS['email']} {MARKS['name']}"
    await service.deliver(making.approved(version=7))
    await service.do_due()
    officer = service.as_("officer")
    for message in await messages():
        path = f"/v1/messages/{message['id']}"
        await officer.post(
            f"{path}/resend", json={"reason": "x"}, headers={"Idempotency-Key": message["id"]}
        )
        await officer.get(path)
    assert found_in(await dump(service)) == ["MARKNAME", "markmail", "84999000111", "MARKREASON"]

    await service.deliver(ContactErasedV1(id=making.CONTACT))
    assert found_in(await dump(service)) == []
    mail.refuse_recipient, before = None, len(mail.letters)
    service.clock.advance(timedelta(days=1))
    await service.do_due()
    assert len(mail.letters) == before
    assert {one["explanation"] for one in await messages()} == {
        "Dữ liệu của người nhận đã được xóa theo yêu cầu."
    }


async def test_what_comes_late_brings_nothing_back(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    erased = ContactErasedV1(id=making.CONTACT)
    await service.deliver(erased, making.contact(**MARKS), making.submitted())
    await service.do_due()
    assert mail.letters == []
    assert found_in(await dump(service)) == []
    [message] = await messages()
    assert message["status"] == "suppressed"


async def test_an_event_that_waits_for_a_contact_ends_when_it_is_erased(
    service: RunningService, mail: MailCatcher
) -> None:
    await service.deliver(making.rejected(reason="MARKREASON"))
    await service.deliver(ContactErasedV1(id=making.CONTACT))
    service.clock.advance(timedelta(minutes=1))
    await service.do_due()
    assert (mail.letters, found_in(await dump(service))) == ([], [])


async def test_neither_logs_nor_events_name_anyone(
    service: RunningService, mail: MailCatcher, capsys: pytest.CaptureFixture[str]
) -> None:
    mail.refuse_recipient = f"550 5.1.1 {MARKS['email']} unknown"
    await service.deliver(making.contact(**MARKS), making.rejected(reason="MARKREASON"))
    await service.do_due()
    async with service.database.sessions() as session:
        journal = [
            bytes(row) for row in await session.scalars(text("SELECT envelope FROM journal"))
        ]
    assert len(journal) == 2
    assert found_in(b"".join(journal).decode()) == []
    shown = capsys.readouterr()
    assert "letter_tried" in shown.out
    assert found_in(shown.out + shown.err) == []


async def test_who_had_the_use_of_their_data_restricted_is_not_written_to(
    service: RunningService, mail: MailCatcher, messages: Any
) -> None:
    restricted = making.contact(**MARKS).model_copy(update={"restricted": True})
    await service.deliver(restricted, making.approved(version=7))
    await service.do_due()
    (message,) = await messages()
    assert message["status"] == "suppressed"
    assert "hạn chế" in message["explanation"]
    await service.deliver(making.contact(**MARKS), making.approved(version=8))
    await service.do_due()
    assert sorted(one["status"] for one in await messages()) == ["delivered", "suppressed"]
