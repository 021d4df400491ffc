"""The system's seal: a PAdES signature that says who made a file and that it was not changed.

It never stands for the authority's signature. The key lies in a file (PKCS#12, or PEM with its
certificate) or behind PKCS#11; in the embedded mode without one, a self-signed TEST key is made
and kept beside the stored files.
"""

from __future__ import annotations

import asyncio
import io
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.members.settings import Settings

if TYPE_CHECKING:
    from pyhanko.sign.signers.pdf_cms import Signer

TEST_NAME = "Mạng lưới không gian văn hóa sáng tạo Hà Nội – TEST"
TEST_KEY = "test-seal.pem"
REASON = "Dấu của hệ thống, không thay chữ ký và con dấu của cơ quan"
FIELD = "HeThong"


class SealError(Exception):
    """The key cannot be used; the message is for the operator's log."""


def is_ready(settings: Settings) -> bool:
    """Whether there is a key, or one may be made."""
    return bool(
        settings.mode == "embedded"
        or settings.document_seal_key
        or settings.document_seal_pkcs11_library
    )


def seal_pdf(content: bytes, settings: Settings, moment: datetime) -> tuple[bytes, str]:
    """The sealed file and the name on the seal. Blocking: keep it off the event loop.

    Raises SealError when the key cannot be used.
    """
    try:
        return asyncio.run(_seal(content, settings, moment))
    except SealError:
        raise
    except Exception as error:
        raise SealError(f"{type(error).__name__}: {error}") from error


async def _seal(content: bytes, settings: Settings, moment: datetime) -> tuple[bytes, str]:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    class SignerAtMoment(signers.PdfSigner):
        """Signs at the instant it is given, not at the machine's."""

        def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
            session = super().init_signing_session(*arguments, **named)
            session.system_time = moment
            return session

    signer = _signer(settings)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=REASON,
        name=signer.subject_name,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    output = await SignerAtMoment(meta, signer).async_sign_pdf(writer)
    return output.getvalue(), str(signer.subject_name)


def _signer(settings: Settings) -> Signer:
    if settings.document_seal_pkcs11_library:
        return _signer_of_token(settings)
    key = settings.document_seal_key
    if key is not None:
        return _signer_of_file(key, settings)
    if settings.mode != "embedded":
        raise SealError("HCN_DOCUMENT_SEAL_KEY is not set")
    return _signer_of_pem(_test_key(settings.files_dir), None)


def _signer_of_token(settings: Settings) -> Signer:
    """The key of a hardware module; the extra `pyhanko[pkcs11]` must be installed for it."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign import pkcs11

    session = pkcs11.open_pkcs11_session(
        settings.document_seal_pkcs11_library,
        token_criteria=TokenCriteria(label=settings.document_seal_pkcs11_token),
        user_pin=settings.document_seal_passphrase.get_secret_value() or None,
    )
    label = settings.document_seal_pkcs11_label
    return pkcs11.PKCS11Signer(session, cert_label=label, key_label=label)


def _signer_of_file(key: Path, settings: Settings) -> Signer:
    from pyhanko.sign import signers

    secret = settings.document_seal_passphrase.get_secret_value().encode() or None
    content = key.read_bytes()
    if b"-----BEGIN" in content:
        certificate = settings.document_seal_certificate
        whole = content + b"\n" + certificate.read_bytes() if certificate else content
        return _signer_of_pem(whole, secret)
    signer = signers.SimpleSigner.load_pkcs12_data(content, (), passphrase=secret)
    if signer is None:
        raise SealError("the PKCS#12 file cannot be opened with this passphrase")
    return signer


def _signer_of_pem(content: bytes, secret: bytes | None) -> Signer:
    """Key and certificates from one PEM text; the first certificate is the key's own."""
    from asn1crypto import pem, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.keys import load_private_key_from_pemder_data
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    found = serialization.load_pem_private_key(content, secret)
    plain = found.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    certificates = [
        x509.Certificate.load(body)
        for kind, _, body in pem.unarmor(content, multiple=True)
        if kind == "CERTIFICATE"
    ]
    if not certificates:
        raise SealError("there is no certificate beside the key")
    store = SimpleCertificateStore()
    store.register_multiple(certificates[1:])
    return signers.SimpleSigner(
        signing_cert=certificates[0],
        signing_key=load_private_key_from_pemder_data(plain, None),
        cert_registry=store,
    )


def _test_key(folder: Path) -> bytes:
    """The self-signed key of this installation; whoever comes second takes the first one's."""
    path = folder / TEST_KEY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(make_test_key(TEST_NAME))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            Path(aside).unlink()
    return path.read_bytes()


def make_test_key(name: str) -> bytes:
    """A new key with its self-signed certificate, as PEM; it proves nothing to anyone else."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"),
        False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # Wide, because the embedded mode's clock can be moved.
        .not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2200, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return plain + certificate.public_bytes(serialization.Encoding.PEM)
