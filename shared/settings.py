"""The settings of a service, all in one place, validated at start with a sentence.

Each is an environment variable with the prefix `HCN_`; each has a default that works on one
machine in the embedded mode, which `hcn up` fills in. Production refuses what is only safe there.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Literal, Protocol, Self, TypeVar

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shared.tls import TlsSettings


class SettingsError(Exception):
    """A setting is missing or wrong; the message is a sentence for the operator."""


class HasSettings(Protocol):
    """A Work or a View."""

    @property
    def settings(self) -> ServiceSettings: ...


class ServiceSettings(TlsSettings):
    """What every service can be told."""

    mode: Literal["embedded", "production"] = "embedded"
    """`embedded`: one machine, sample issuer, movable clock. `production`: TLS required."""

    database_url: SecretStr = SecretStr("postgresql://127.0.0.1:8112/hcn")
    """PostgreSQL of this service, `postgresql://user:password@host:port/name`; over a Unix socket
    `postgresql://user:password@/name?host=/folder/of/socket`."""
    database_pool: int = Field(default=10, ge=2, le=200)
    """Connections that this process may hold open to PostgreSQL."""

    nats_url: str = "nats://127.0.0.1:8110"
    """NATS server or servers, comma separated. `tls://` is required in production."""
    nats_creds: Path | None = None
    """Credentials file of this service's NATS user."""

    http_host: str = "127.0.0.1"
    """Address to listen on."""
    http_port: int = Field(default=8100, ge=1, le=65535)
    """Port to listen on."""
    http_tls_certificate: Path | None = None
    """PEM certificate; without it a production service must stand behind a TLS proxy."""
    http_tls_key: Path | None = None
    """PEM key of the certificate."""
    http_behind_tls_proxy: bool = False
    """Production only: a proxy in front ends TLS."""
    http_max_body_bytes: int = Field(default=10_000_000, ge=1_000)
    """Larger request bodies are refused with 413."""
    http_cors_origins: list[str] = Field(default=[])
    """Origins whose pages may call this service from a browser."""

    auth_jwks: str = ""
    """Public keys of the token issuer: an https URL, or a file in the embedded mode."""
    auth_issuer: str = "http://127.0.0.1/hcn-issuer"
    """The `iss` that a token must carry."""
    auth_audience: str = "hcn"
    """The `aud` that a token must carry."""
    auth_claim_roles: str = "roles"
    """Claim that lists roles; empty: roles come from grants alone."""
    auth_claim_member: str = "member_id"
    """Claim that names the member a person acts for."""
    auth_claim_host: str = "host_id"
    """Claim that names the host a person acts for."""
    auth_role_implies: dict[str, list[str]] | None = None
    """Role → further roles it includes. Embedded default: an officer may decide and host."""

    clock_file: Path | None = None
    """Embedded mode only: file with the offset that `hcn clock` sets."""
    files_dir: Path = Path(".hcn/files")
    """Folder of this service's stored files."""
    public_urls: dict[str, str] = Field(default={})
    """Address of each service as the outside knows it."""

    event_max_bytes: int = Field(default=512_000, ge=1_000)
    """Largest event body; must stay under the NATS server's max_payload."""
    batch_size: int = Field(default=200, ge=1, le=1000)
    """Events taken in one transaction."""
    relay_batch: int = Field(default=500, ge=1, le=5000)
    """Journal rows published in one round."""
    park_retries: int = Field(default=12, ge=0)
    """Retries of a parked event (1 s … 10 min apart) before it becomes a dead letter."""
    journal_days: int = Field(default=90, ge=1)
    """How long published events stay in the journal, from which a lost stream is rebuilt."""
    changes_days: int = Field(default=7, ge=1)
    """How long a reader of /v1/changes may have been away."""
    idempotency_hours: int = Field(default=24, ge=1)
    """How long an Idempotency-Key remembers its answer."""

    otlp_endpoint: str = ""
    """OpenTelemetry collector (`http://host:4318/v1/traces`); empty: traces stay in the logs."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Lowest level written."""
    log_format: Literal["json", "console"] = "json"
    """`json` for machines, `console` for a person at a terminal."""

    def address_of(self, service: str) -> str:
        """Where the outside finds a service, without a slash at the end."""
        own = f"http://{self.http_host}:{self.http_port}"
        return self.public_urls.get(service, own).rstrip("/")

    @field_validator("auth_issuer")
    @classmethod
    def _not_the_system(cls, text: str) -> str:
        if text in ("", "hcn"):
            raise ValueError("it names the system itself; use the issuer's own `iss`")
        return text

    @classmethod
    def of(cls, holder: HasSettings) -> Self:
        """A service's own settings, where a use case or an answer needs them.

        Raises TypeError when the database was opened with another service's.
        """
        settings = holder.settings
        if not isinstance(settings, cls):
            raise TypeError(f"{type(settings).__name__} are not {cls.__module__}")
        return settings

    @model_validator(mode="after")
    def _embedded_defaults(self) -> Self:
        if self.auth_role_implies is None:
            embedded = {"officer": ["decider", "host"]} if self.mode == "embedded" else {}
            self.auth_role_implies = embedded
        return self

    @model_validator(mode="after")
    def _safe(self) -> Self:
        problems = (
            self._embedded_problems() if self.mode == "embedded" else self._production_problems()
        )
        if problems:
            raise ValueError(" ".join(problems))
        return self

    def _embedded_problems(self) -> list[str]:
        if not _is_loopback(self.http_host):
            return [
                "HCN_HTTP_HOST must be a loopback address in the embedded mode, because its token "
                "issuer trusts everyone here; set HCN_MODE=production to listen elsewhere."
            ]
        return []

    def _production_problems(self) -> list[str]:
        problems = []
        if self.auth_issuer == ServiceSettings.model_fields["auth_issuer"].default:
            problems.append("HCN_AUTH_ISSUER must be the `iss` of the city's provider.")
        if not self.auth_jwks.startswith("https://"):
            problems.append("HCN_AUTH_JWKS must be the https URL of the issuer's keys.")
        if not all(url.strip().startswith("tls://") for url in self.nats_url.split(",")):
            problems.append("HCN_NATS_URL must start with tls://.")
        if not (self.database_tls or _is_unix_socket(self.database_url.get_secret_value())):
            problems.append(
                "HCN_DATABASE_TLS must be true, unless HCN_DATABASE_URL names a Unix socket."
            )
        if not (self.http_tls_certificate or self.http_behind_tls_proxy):
            problems.append(
                "Set HCN_HTTP_TLS_CERTIFICATE and HCN_HTTP_TLS_KEY, "
                "or HCN_HTTP_BEHIND_TLS_PROXY=true."
            )
        if self.clock_file:
            problems.append("HCN_CLOCK_FILE is for the embedded mode only.")
        return problems


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_unix_socket(url: str) -> bool:
    """Whether PostgreSQL is reached through a folder of this machine, not over a network."""
    try:
        parts = make_url(url)
    except ArgumentError:
        return False
    return not parts.host and str(parts.query.get("host", "")).startswith("/")


S = TypeVar("S", bound=ServiceSettings)


def load_settings(kind: type[S]) -> S:
    """Read the environment; raises SettingsError with one sentence for each wrong setting."""
    try:
        return kind()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from None


def _sentence(problem: object) -> str:
    assert isinstance(problem, dict)
    name = "_".join(str(part) for part in problem["loc"])
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"HCN_{name.upper()}: {message}." if name else message
