"""E-mail: builds the letter as MIME and hands it to the mail server.

The Message-ID is made from the message's id alone, so a letter that is handed over again after a
crash is the same letter to every receiver.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, quote
from uuid import UUID

import aiosmtplib

from services.notifications.channels.outcome import Outcome
from services.notifications.settings import Settings

WIRE = compat32.clone(linesep="\r\n")
"""The older policy: the newer one of Python 3.11 loses blanks between encoded words."""

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class EmailJob:
    """One letter on its way."""

    message_id: UUID
    attempt: int
    address: str
    name: str | None
    subject: str
    text: str
    html: str
    locale: str
    written_at: datetime


def message_id_of(message_id: UUID, settings: Settings) -> str:
    """The letter's Message-ID, the same whenever it is sent."""
    domain = settings.mail_sender_address.rpartition("@")[2]
    return f"<{message_id}@{domain}>"


def build_mime(job: EmailJob, settings: Settings) -> MIMEMultipart:
    """The letter with its text and its HTML. Raises ValueError for an address that is none."""
    mime = MIMEMultipart("alternative", policy=WIRE)
    sender = settings.mail_sender_address
    mime["From"] = _mailbox(settings.mail_sender_name, sender)  # type: ignore[assignment]
    mime["To"] = _mailbox(" ".join((job.name or "").split()), job.address)  # type: ignore[assignment]
    mime["Reply-To"] = settings.mail_reply_to or sender
    mime["Subject"] = _header(job.subject)  # type: ignore[assignment]
    mime["Date"] = format_datetime(job.written_at)
    mime["Message-ID"] = message_id_of(job.message_id, settings)
    mime["Auto-Submitted"] = "auto-generated"
    mime["Content-Language"] = job.locale
    mime.attach(MIMEText(job.text, "plain", "utf-8"))
    mime.attach(MIMEText(job.html, "html", "utf-8"))
    return mime


def _header(text: str) -> Header:
    return Header(text, "us-ascii" if text.isascii() else "utf-8")


def _mailbox(name: str, address: str) -> Header:
    """`name <address>` for a header; raises ValueError for an address that is none."""
    checked = Address(addr_spec=address).addr_spec
    if not name:
        return _header(checked)
    mailbox = _header(f'"{quote(name)}"' if name.isascii() else name)
    mailbox.append(f"<{checked}>", "us-ascii")
    return mailbox


async def send_email(job: EmailJob, settings: Settings) -> Outcome:
    """Hand the letter to the mail server; expected failures come back as an Outcome."""
    try:
        mime = build_mime(job, settings)
    except (ValueError, IndexError, AttributeError):  # how the standard library refuses addresses
        return Outcome("permanent", "address_not_valid", address_dead=True)
    try:
        async with asyncio.timeout(settings.smtp_timeout_seconds):
            return await _hand_over(mime, job.address, settings)
    except (TimeoutError, OSError):
        return Outcome("away", "mail_server_away")


async def _hand_over(mime: MIMEMultipart, address: str, settings: Settings) -> Outcome:
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        timeout=settings.smtp_timeout_seconds,
        use_tls=settings.smtp_tls == "tls",
        start_tls=settings.smtp_tls == "starttls",
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        tls_context=settings.tls_context() if settings.smtp_tls != "none" else None,
    )
    try:
        await client.connect()
    except aiosmtplib.SMTPException as error:
        return Outcome("away", "mail_server_away", _numbers(error))
    try:
        await client.sendmail(settings.mail_sender_address, [address], mime.as_bytes())
    except aiosmtplib.SMTPException as error:
        return read_refusal(error)
    finally:
        client.close()
    return Outcome("delivered")


def read_refusal(error: aiosmtplib.SMTPException) -> Outcome:
    """What a refusal after the connection stood means for the letter."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return _read_recipient(error.recipients[0])
    if isinstance(error, aiosmtplib.SMTPSenderRefused):  # our own setting is wrong, not the letter
        return Outcome("away", "sender_refused", _numbers(error))
    if isinstance(error, aiosmtplib.SMTPNotSupported):
        return Outcome("permanent", "address_not_supported")
    if isinstance(error, aiosmtplib.SMTPResponseException) and error.code == 421:
        return Outcome("away", "mail_server_away", _numbers(error))
    if isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= 500:
        return Outcome("permanent", "letter_refused", _numbers(error))
    return Outcome("temporary", "put_off", _numbers(error))


def _read_recipient(error: aiosmtplib.SMTPRecipientRefused) -> Outcome:
    """4xx: later. 5xx: nobody there, unless the receiver names a policy (5.7.x) as its reason."""
    numbers = _numbers(error)
    if error.code == 421:
        return Outcome("away", "mail_server_away", numbers)
    if error.code < 500:
        return Outcome("temporary", "put_off", numbers)
    if numbers and " 5.7." in numbers:
        return Outcome("permanent", "refused_by_policy", numbers)
    return Outcome("permanent", "mailbox_unknown", numbers, address_dead=True)


def _numbers(error: aiosmtplib.SMTPException) -> str | None:
    if not isinstance(error, aiosmtplib.SMTPResponseException):
        return None
    enhanced = _ENHANCED.search(error.message)
    return f"{error.code} {enhanced.group(1)}" if enhanced else str(error.code)
