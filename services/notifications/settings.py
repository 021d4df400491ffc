"""Settings of notifications: the mail server, the sender, and what a letter's foot shows."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr

from shared.settings import ServiceSettings

SAMPLE_DOMAIN = ".example"


class Settings(ServiceSettings):
    """What notifications can be told, besides what every service can."""

    smtp_host: str = "127.0.0.1"
    """Mail server that takes our letters."""
    smtp_port: int = Field(default=8113, ge=1, le=65535)
    """Its port."""
    smtp_tls: Literal["none", "starttls", "tls"] = "none"
    """`starttls` (usually port 587) or `tls` (465). Production refuses `none`."""
    smtp_username: str = ""
    """User at the mail server; empty: no sign-in."""
    smtp_password: SecretStr = SecretStr("")
    """Password of that user."""
    smtp_timeout_seconds: float = Field(default=30, gt=0, le=45)
    """Longest time for one letter; stays under the lease of the call (60 s)."""

    mail_sender_name: str = "Mạng lưới không gian văn hóa sáng tạo Hà Nội"
    """Name in `From`."""
    mail_sender_address: str = "mang-luoi@hcn.example"
    """Address in `From`; production needs a real one."""
    mail_reply_to: str = ""
    """Where answers go and whom a letter tells people to ask; empty: the sender's address."""
    mail_retry_minutes: tuple[int, ...] = (1, 5, 15, 60, 180, 360)
    """Waits after the 1st, 2nd … temporary refusal of a letter; after the last it has failed."""
    mail_away_seconds: int = Field(default=15, ge=1, le=3600)
    """Wait before the next try while the mail server itself is away; such tries do not count."""

    office_address: str = "Bảo tàng Hà Nội, đường Phạm Hùng, Hà Nội"
    """Office of the Centre, in the foot of every letter."""
    office_phone: str = ""
    """Its telephone, in the foot of every letter; empty: none is shown."""
    desk_url: str = ""
    """Where people sign in to see their files; empty: letters have no such button."""

    def _production_problems(self) -> list[str]:
        problems = super()._production_problems()
        if self.smtp_tls == "none":
            problems.append("HCN_SMTP_TLS must be starttls or tls.")
        if self.mail_sender_address.endswith(SAMPLE_DOMAIN):
            problems.append("HCN_MAIL_SENDER_ADDRESS must be the office's real address.")
        return problems
