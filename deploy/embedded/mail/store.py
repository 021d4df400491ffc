"""Letters as `.eml` files in one folder, newest first; the file's name is the letter's id."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

_ID = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, as a reader sees it. `date` is when it was received, UTC."""

    id: str
    to: list[str]
    sender: str
    subject: str
    date: str
    text: str
    html: str


class LetterStore:
    """Reads and writes the folder; what another process deletes there is gone at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def save(self, content: bytes, recipients: list[str]) -> str:
        """Keep a letter; answers its id. The envelope's recipients win over the header.

        Like a real mailbox it keeps one copy: the same Message-ID to the same person again, as
        after a crash of the sender, is the letter that is there already.
        """
        mark = _mark(content, recipients)
        for known in self._folder.glob(f"*-{mark}.eml"):
            return known.stem
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{mark}"
        draft = self._folder / f".{name}"
        lines = "".join(f"X-Envelope-To: {one}\r\n" for one in recipients)
        draft.write_bytes(lines.encode() + content)
        draft.chmod(0o600)
        draft.rename(self._file(name))
        return name

    def newest(self, limit: int = 500) -> list[Letter]:
        """The latest letters, newest first."""
        names = sorted((file.stem for file in self._folder.glob("*.eml")), reverse=True)
        return [letter for name in names[:limit] if (letter := self.get(name))]

    def get(self, name: str) -> Letter | None:
        """One letter, or None when there is none of this id."""
        if not _ID.fullmatch(name):
            return None
        try:
            raw = self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        received = datetime.strptime(name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
        return Letter(
            id=name,
            to=[str(one) for one in message.get_all("X-Envelope-To", [])],
            sender=_header(raw, "From"),
            subject=_header(raw, "Subject"),
            date=received.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            text=_body(message, "plain"),
            html=_body(message, "html"),
        )

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.eml"


def _mark(content: bytes, recipients: list[str]) -> str:
    """Eight letters that the same letter to the same people always has; chance without an id."""
    message_id = email.message_from_bytes(content).get("Message-ID") or uuid.uuid4().hex
    return hashlib.sha256("\n".join([message_id, *recipients]).encode()).hexdigest()[:8]


def _header(raw: bytes, name: str) -> str:
    """A header decoded; the newer policy of Python 3.11 loses blanks between encoded words."""
    text = email.message_from_bytes(raw).get(name, "")
    return " ".join(str(make_header(decode_header(text))).split())


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
