"""Whom we trust when we call others: the system's certificate authorities, and those of a setting.

PostgreSQL, NATS, the issuer's keys and the mail server are all reached with this one context.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class TlsSettings(BaseSettings):
    """The settings that services and commands read in the same way."""

    model_config = SettingsConfigDict(
        env_prefix="HCN_", extra="ignore", use_attribute_docstrings=True
    )

    tls_ca: Path | None = None
    """PEM file of certificate authorities to trust besides the system's, for PostgreSQL, NATS,
    the issuer's keys and the mail server."""
    database_tls: bool = False
    """Ask PostgreSQL for TLS and check its certificate. Required in production, except over a Unix
    socket, which never leaves the machine."""

    @field_validator("tls_ca")
    @classmethod
    def _readable(cls, file: Path | None) -> Path | None:
        if file is None:
            return None
        try:
            ssl.create_default_context().load_verify_locations(file)
        except ssl.SSLError:
            raise ValueError(f"{file} holds no certificates in PEM form") from None
        except OSError as error:
            raise ValueError(f"{file} cannot be read ({error.strerror})") from None
        return file

    def tls_context(self) -> ssl.SSLContext:
        """What a client's connection checks the other side's certificate and name with."""
        context = ssl.create_default_context()
        if self.tls_ca:
            context.load_verify_locations(self.tls_ca)
        return context

    def database_tls_context(self) -> ssl.SSLContext | bool:
        """The same for PostgreSQL; False when it is asked for no TLS."""
        return self.tls_context() if self.database_tls else False
