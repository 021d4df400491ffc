"""Files on paper: received on one day, entered on another, and taken over once by their applicant.

    no code ──issued──► open ──right code──► used
                         │ ▲
             tries spent │ │ issued again: the old code is void
             or expired  ▼ │
                        dead

Nobody learns from a refusal whether a code exists, has run out or was mistyped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.members.domain.calls import takes_applications
from shared.clock import hanoi_date
from shared.errors import Failure
from shared.wording import say_day

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without what is misread in print: 0 and O, 1 and I."""
SELECTOR, SECRET = 6, 10
"""30 bits to find the file and not hit others' by chance, 50 to prove the paper is at hand."""


@dataclass(frozen=True, slots=True)
class PaperCode:
    selector: str
    secret: str

    @property
    def printed(self) -> str:
        """In groups of four, as it stands on the receipt."""
        text = self.selector + self.secret
        return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def make_code(random: bytes) -> PaperCode:
    """A code from 16 random bytes."""
    text = "".join(ALPHABET[byte % len(ALPHABET)] for byte in random[: SELECTOR + SECRET])
    return PaperCode(text[:SELECTOR], text[SELECTOR:])


def read_code(text: str) -> PaperCode | None:
    """A code as someone typed it, with or without hyphens, in capitals or not."""
    letters = "".join(one for one in text.upper() if one.isalnum())
    if len(letters) != SELECTOR + SECRET or not set(letters) <= set(ALPHABET):
        return None
    return PaperCode(letters[:SELECTOR], letters[SELECTOR:])


def code_status(
    wrong_tries: int, limit: int, expires_at: datetime, used_at: datetime | None, now: datetime
) -> str:
    """`used`, `dead` (expired or too many wrong tries) or `open`."""
    if used_at is not None:
        return "used"
    return "dead" if wrong_tries >= limit or now >= expires_at else "open"


def may_print_receipt(has_receipt: bool) -> list[Failure]:
    return [] if has_receipt else [Failure("receipt_missing")]


def may_issue_code(officers_act_for_it: bool, status: str) -> list[Failure]:
    """A code is for a paper file that nobody has taken over or withdrawn."""
    if not officers_act_for_it:
        return [Failure("not_a_paper_file")]
    return [Failure("file_withdrawn")] if status == "withdrawn" else []


def may_take_over(code_status: str, has_handled: bool) -> list[Failure]:
    if code_status != "open":
        return [Failure("code_not_valid", field="code")]
    return [Failure("take_over_by_handler")] if has_handled else []


def check_received(
    received_on: date, opens_at: datetime, deadline: datetime, today: date
) -> list[Failure]:
    """Paper counts by the day it came, however late it is entered: on a day the call was open."""
    if received_on > today:
        return [Failure("received_in_future", field="on_paper.received_on", last=say_day(today))]
    if received_on < hanoi_date(opens_at):
        return takes_applications("scheduled")
    return takes_applications("closed" if received_on > hanoi_date(deadline) else "open")
