"""The `.env` of an installation: every secret and every choice that compose.yaml asks for.

It is made once, by `hcn install`. Passwords are random; what is given is checked before anything is
written, and everything that is wrong is said at once.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from deploy.containers.certificates import CERTIFICATE, KEY, CertificateWrong, require_usable
from deploy.nats.topology import SERVICES

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.IGNORECASE)
_UNSAFE = re.compile(r"['\\$\x00-\x1f\x7f]")
"""What the readers of `.env` do not all understand in the same way."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator says; empty texts mean: none."""

    host: str
    issuer: str
    jwks: str
    audience: str
    roles_claim: str
    mail_host: str
    mail_port: int
    mail_tls: str
    mail_user: str
    mail_password: str
    mail_from: str
    certificates: Path | None
    """Folder with the proxy's certificate, or authorities to trust besides, or both."""
    acme_email: str
    acme_ca: str
    listen: str
    http_port: int
    https_port: int
    nats_port: int | None

    @property
    def address(self) -> str:
        """Where the outside finds us."""
        port = "" if self.https_port == 443 else f":{self.https_port}"
        return f"https://{self.host}{port}"


def find_wrong(wishes: Wishes) -> Iterator[str]:
    """What cannot be right, in sentences."""
    if not _HOST.fullmatch(wishes.host):
        yield f"--host: {wishes.host!r} is no host name. Write it as sangtao.example.vn."
    if not wishes.issuer:
        yield "--issuer: name the `iss` that the tokens of your sign-in carry."
    if urlsplit(wishes.jwks).scheme != "https" or not urlsplit(wishes.jwks).hostname:
        yield f"--jwks: {wishes.jwks!r} is not the https address of your sign-in's public keys."
    yield from _wrong_about_mail(wishes)
    yield from _wrong_about_certificates(wishes)
    ports = [wishes.http_port, wishes.https_port, wishes.nats_port]
    given = [port for port in ports if port is not None]
    if len(set(given)) < len(given):
        yield "--http-port, --https-port, --nats-port: each needs a port of its own."
    for name, value in _lines(wishes):
        if _UNSAFE.search(value):
            yield f"{name}: a quote ('), a backslash, $ or a control character cannot stand there."


def _wrong_about_mail(wishes: Wishes) -> Iterator[str]:
    if not _HOST.fullmatch(wishes.mail_host):
        yield f"--mail-host: {wishes.mail_host!r} is no host name."
    if wishes.mail_tls not in ("starttls", "tls"):
        yield "--mail-tls: letters leave encrypted only; starttls (port 587) or tls (465)."
    try:
        validate_email(wishes.mail_from, check_deliverability=False)
    except EmailNotValidError as error:
        yield f"--mail-from: {wishes.mail_from!r} is no e-mail address. {error}"
    if wishes.mail_user and not wishes.mail_password:
        yield "HCN_SMTP_PASSWORD: the password of --mail-user is missing."


def _wrong_about_certificates(wishes: Wishes) -> Iterator[str]:
    folder = wishes.certificates
    if wishes.acme_email:
        try:
            validate_email(wishes.acme_email, check_deliverability=False)
        except EmailNotValidError:
            yield f"--acme: {wishes.acme_email!r} is no e-mail address."
    if folder is None:
        return
    if not folder.is_absolute():
        yield f"--certificates: write {folder} as an absolute path."
    elif not folder.is_dir():
        yield f"--certificates: {folder} is no folder here. In a container, mount it there."
    elif (folder / CERTIFICATE).exists() or (folder / KEY).exists():
        try:
            require_usable(folder / CERTIFICATE, folder / KEY, wishes.host)
        except CertificateWrong as wrong:
            yield f"--certificates: {wrong}"
        if wishes.acme_email:
            yield f"--certificates, --acme: {folder} holds a certificate already; choose one."


def text_of(wishes: Wishes) -> str:
    """The file's text, with passwords that nobody has seen before."""
    lines = [
        "# Settings and secrets of this installation, made by `hcn install`. Keep a copy in a safe",
        "# place: without these passwords a backup of the databases is of no use.",
        *(f"{name}='{value}'" for name, value in _lines(wishes)),
        *(f"{name}='{secrets.token_hex(24)}'" for name in _password_names()),
    ]
    return "\n".join(lines) + "\n"


def _password_names() -> list[str]:
    return ["HCN_POSTGRES_PASSWORD", *(f"HCN_{service.upper()}_PASSWORD" for service in SERVICES)]


def _lines(wishes: Wishes) -> Iterator[tuple[str, str]]:
    """Name and value of each line that is not a password of ours."""
    yield "COMPOSE_PROJECT_NAME", "hcn"
    yield "HCN_HOST", wishes.host.lower()
    yield "HCN_ADDRESS", wishes.address
    yield "HCN_PUBLISH_HTTP", f"{wishes.listen}{wishes.http_port}"
    yield "HCN_PUBLISH_HTTPS", f"{wishes.listen}{wishes.https_port}"
    own = f"/access/proxy/{CERTIFICATE} /access/proxy/{KEY}"
    yield "HCN_PROXY_TLS", wishes.acme_email or own
    if wishes.acme_ca:
        yield "HCN_ACME_CA", wishes.acme_ca
    if wishes.certificates:
        yield "HCN_CERTIFICATES", str(wishes.certificates)
    if wishes.nats_port is not None:
        yield "COMPOSE_FILE", "compose.yaml:compose.nats.yaml"
        yield "HCN_PUBLISH_NATS", f"{wishes.listen}{wishes.nats_port}"
        yield "HCN_NATS_OUTSIDE_URL", f"tls://{wishes.host}:{wishes.nats_port}"
    yield "HCN_AUTH_ISSUER", wishes.issuer
    yield "HCN_AUTH_JWKS", wishes.jwks
    yield "HCN_AUTH_AUDIENCE", wishes.audience
    yield "HCN_AUTH_CLAIM_ROLES", wishes.roles_claim
    yield "HCN_SMTP_HOST", wishes.mail_host
    yield "HCN_SMTP_PORT", str(wishes.mail_port)
    yield "HCN_SMTP_TLS", wishes.mail_tls
    yield "HCN_SMTP_USERNAME", wishes.mail_user
    yield "HCN_SMTP_PASSWORD", wishes.mail_password
    yield "HCN_MAIL_SENDER_ADDRESS", wishes.mail_from
