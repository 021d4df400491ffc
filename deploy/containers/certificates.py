"""A private certificate authority for the traffic between containers, kept in one folder.

Its key never leaves that folder. Everything it signs is valid as long as it is itself: certificates
that run out inside a closed network only break it on a day when nobody thinks of them.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from deploy.files import make_private_folder, write_private

LIFETIME = timedelta(days=3650)
CERTIFICATE, KEY, TRUSTED = "certificate.pem", "key.pem", "ca.pem"
"""Names of the files that whoever shows a certificate, or checks one, has."""


class CertificateWrong(Exception):
    """A certificate cannot be used; the text says why and what to do."""


class Authority:
    """The certificate authority in `folder`; made when it is not there."""

    def __init__(self, folder: Path) -> None:
        make_private_folder(folder)
        self._key_file, self._file = folder / "ca.key", folder / TRUSTED
        if not (self._file.is_file() and self._key_file.is_file()):
            self._create()
        self.pem = self._file.read_text()
        self._certificate = x509.load_pem_x509_certificate(self.pem.encode())
        self._key = _read_key(self._key_file)

    def issue(self, folder: Path, hosts: Sequence[str]) -> None:
        """Put a certificate for `hosts` and its key into `folder`, unless a good one is there."""
        if self._is_ours(folder / CERTIFICATE, hosts) and (folder / KEY).is_file():
            return
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([_name_of(host) for host in hosts])
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        certificate = (
            _begin(hosts[0], key.public_key(), self._certificate.not_valid_after_utc)
            .issuer_name(self._certificate.subject)
            .add_extension(names, critical=False)
            .add_extension(usage, critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )
        write_private(folder / KEY, _pem_of_key(key))
        write_private(folder / CERTIFICATE, _pem(certificate))

    def _is_ours(self, file: Path, hosts: Sequence[str]) -> bool:
        """Whether the certificate in a file is of this authority and for these hosts."""
        if not file.is_file():
            return False
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        try:
            certificate.verify_directly_issued_by(self._certificate)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return {str(one.value) for one in _names_in(certificate)} == set(hosts)

    def _create(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _begin("HCN private authority", key.public_key(), datetime.now(UTC) + LIFETIME)
            .issuer_name(_called("HCN private authority"))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_KEY_USAGE_OF_AUTHORITY, critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        write_private(self._key_file, _pem_of_key(key))
        write_private(self._file, _pem(certificate))


def require_usable(certificate: Path, key: Path, host: str) -> None:
    """Raise CertificateWrong unless a server called `host` can show this certificate today."""
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
    except ssl.SSLError as error:
        raise CertificateWrong(
            f"{certificate} and {key} are not a certificate and its key in PEM form "
            f"({error.reason or error})."
        ) from None
    except OSError as error:
        raise CertificateWrong(
            f"{error.filename or certificate} cannot be read ({error.strerror})."
        ) from None
    if found.not_valid_after_utc < datetime.now(UTC):
        raise CertificateWrong(
            f"{certificate} was valid until {found.not_valid_after_utc:%Y-%m-%d}. Renew it."
        )
    names = [str(one.value) for one in _names_in(found)]
    if not any(_covers(name, host) for name in names):
        raise CertificateWrong(f"{certificate} is for {', '.join(names) or 'nobody'}, not {host}.")


def _covers(name: str, host: str) -> bool:
    """`*.example.vn` covers one word before the first dot."""
    if name.startswith("*."):
        return host.partition(".")[2].lower() == name[2:].lower()
    return name.lower() == host.lower()


def _begin(
    name: str, public: ec.EllipticCurvePublicKey, until: datetime
) -> x509.CertificateBuilder:
    # An hour back: another machine's clock may be behind ours.
    return (
        x509.CertificateBuilder()
        .subject_name(_called(name))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(until)
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _name_of(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _names_in(certificate: x509.Certificate) -> Sequence[x509.GeneralName]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return list(found.value)


def _read_key(file: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _pem_of_key(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


_KEY_USAGE_OF_AUTHORITY = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)
