"""What the members service can be told besides what every service can be told.

Quorum, number format, validity and document limits are the city's to set: no public source gives
them (2026-11-23), so they are settings and not rules in the code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from services.members import document_rules
from shared.files.settings import FileSettings

MEMBERSHIP = json.loads(
    (Path(__file__).parent / "data" / "membership.json").read_text(encoding="utf-8")
)
"""Terms and deadlines with their sources; a setting of the same name goes before them."""


class Settings(FileSettings):
    """Settings of the members service."""

    default_quorum: int = Field(default=2, ge=1, le=50)
    """Reviews that a decision needs when the call does not say."""
    expertise_bonus: int = Field(default=3, ge=0, le=1000)
    """How many more files than others a reviewer of the right field is given."""
    certificate_number_format: str = "KGST-HN-{year}-{number:04d}"
    """Form of certificate numbers from `year` and `number`; no slash, it stands in addresses."""
    certificate_valid_years: int | None = Field(default=None, ge=1, le=50)
    """Years a certificate counts; empty: it has no end."""
    complaint_number_format: str = "KN-{year}-{number:04d}"
    """Form of the numbers of complaints, from `year` and `number`."""
    certificate_keys: Path | None = None
    """JWK Set with the Ed25519 keys of the QR codes: the first one that has its private part signs,
    the others are kept for checking. Empty: one is made below `files_dir` at first use."""
    certificate_checks_per_minute: int = Field(default=60, ge=1, le=100_000)
    """How often one address may ask whether a certificate is in force."""
    membership_term_years: int | None = Field(
        default=MEMBERSHIP["membership_term_years"]["value"], ge=1, le=50
    )
    """Years for which a space is admitted; empty: without an end."""
    appeal_days: int = Field(default=MEMBERSHIP["appeal_days"]["value"], ge=1, le=1000)
    """Days on which a removed member may appeal."""
    delegation_longest_days: int = Field(
        default=MEMBERSHIP["delegation_longest_days"]["value"], ge=1, le=5000
    )
    """Longest time for which a member's representative may let someone act for it."""
    receipt_number_format: str = "TN-{year}-{number:05d}"
    """Form of receipt numbers of applications, from `year` and `number`."""
    take_over_days: int = Field(default=180, ge=1, le=3650)
    """How long the code on a paper applicant's receipt can be used."""
    take_over_tries: int = Field(default=5, ge=1, le=100)
    """Wrong codes after which the one on the receipt is dead and a new one must be issued."""

    audit_bundle_max: int = Field(default=50_000, ge=1, le=1_000_000)
    """Most entries of the audit trail in one bundle."""
    personal_data_number_format: str = "DL-{year}-{number:04d}"
    """Form of the numbers of requests about personal data, from `year` and `number`."""
    erasure_proof_minutes: int = Field(default=15, ge=1, le=1440)
    """When to look whether everyone else has carried out an erasure; then each hour."""

    document_number_source: dict[str, Literal["series", "register"]] = Field(default={})
    """Kind of official document → where its numbers come from: our `series`, which is the default,
    or the records office's `register`, from which an officer enters them."""
    document_system_seal_kinds: list[str] | None = None
    """Kinds of official document that the system may seal by itself instead of the authority's
    signature. Default: receipts and dossiers; in the embedded mode all, marked as a test."""
    document_seal_key: Path | None = None
    """Key of the system's seal: PKCS#12, or PEM."""
    document_seal_certificate: Path | None = None
    """PEM certificate of that key, when the key's file does not hold it."""
    document_seal_passphrase: SecretStr = SecretStr("")
    """Passphrase of the key, or PIN of the PKCS#11 token."""
    document_seal_pkcs11_library: str = ""
    """PKCS#11 module that holds the key instead of a file (needs `pyhanko[pkcs11]`)."""
    document_seal_pkcs11_token: str = ""
    """Label of the token."""
    document_seal_pkcs11_label: str = ""
    """Label of key and certificate on the token."""
    document_trust_list: Path | None = None
    """PEM certificates whose holders' signatures on uploaded documents are trusted."""
    document_accept_unknown_signers: bool | None = None
    """Whether a whole signature of an unknown signer will do. Default: in the embedded mode."""

    import_max_rows: int = Field(default=5_000, ge=1, le=10_000)
    """Most rows of a list of members that is taken over at once."""
    import_max_unpacked_bytes: int = Field(default=100_000_000, ge=1_000_000)
    """Most bytes that such a workbook may unpack to."""

    @model_validator(mode="after")
    def _document_defaults(self) -> Settings:
        embedded = self.mode == "embedded"
        if self.document_system_seal_kinds is None:
            self.document_system_seal_kinds = (
                list(document_rules.KINDS) if embedded else ["receipt", "dossier"]
            )
        if self.document_accept_unknown_signers is None:
            self.document_accept_unknown_signers = embedded
        named = {*self.document_system_seal_kinds, *self.document_number_source}
        if unknown := sorted(named - set(document_rules.KINDS)):
            raise ValueError(f"there are no official documents of kind {', '.join(unknown)}")
        return self

    @field_validator(
        "certificate_number_format",
        "complaint_number_format",
        "receipt_number_format",
        "personal_data_number_format",
    )
    @classmethod
    def _readable_format(cls, text: str) -> str:
        try:
            first = {(2026, 1), (2026, 2), (2027, 1)}
            numbers = {text.format(year=year, number=number) for year, number in first}
        except (KeyError, IndexError, ValueError):
            raise ValueError(
                "use {year} and {number}, for example KGST-{year}-{number:04d}"
            ) from None
        if len(numbers) != len(first) or any(not set(one) <= ALLOWED_IN_NUMBERS for one in numbers):
            raise ValueError(
                "it must contain {year} and {number}, and only A-Z, 0-9 and the hyphen besides"
            )
        return text


ALLOWED_IN_NUMBERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
