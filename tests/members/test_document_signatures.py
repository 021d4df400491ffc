"""Signatures on official documents: what is whole, whom one trusts, what was changed afterwards."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfWriter

from services.members.documents.seal import SealError, is_ready, make_test_key, seal_pdf
from services.members.documents.signature_check import NotReadable, check_signatures
from services.members.settings import Settings

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def blank() -> bytes:
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(output)
    return output.getvalue()


def settings(folder: Path, **named) -> Settings:
    return Settings(files_dir=folder, **named)


def certificate_of(key: bytes) -> bytes:
    return key[key.index(b"-----BEGIN CERTIFICATE") :]


@pytest.fixture
def sealed(tmp_path) -> bytes:
    return seal_pdf(blank(), settings(tmp_path), MOMENT)


def test_the_system_seal_is_whole_and_its_signer_unknown_to_others(sealed):
    checked = check_signatures(sealed, None, MOMENT)
    assert checked.check == "unknown_signer"
    assert checked.signer is not None
    assert "TEST" in checked.signer
    assert checked.signed_at == MOMENT
    assert sealed.startswith(blank()[:100])


def test_a_signer_on_the_trust_list_is_valid(sealed, tmp_path):
    trusted, others = tmp_path / "trust.pem", tmp_path / "others.pem"
    trusted.write_bytes(certificate_of((tmp_path / "test-seal.pem").read_bytes()))
    others.write_bytes(certificate_of(make_test_key("Người khác")))
    assert check_signatures(sealed, trusted, MOMENT).check == "valid"
    assert check_signatures(sealed, others, MOMENT).check == "unknown_signer"


def test_the_test_key_is_made_once_and_only_for_its_owner(tmp_path):
    seal_pdf(blank(), settings(tmp_path), MOMENT)
    key = tmp_path / "test-seal.pem"
    first = key.read_bytes()
    seal_pdf(blank(), settings(tmp_path), MOMENT)
    assert key.read_bytes() == first
    assert key.stat().st_mode & 0o077 == 0


def test_a_changed_byte_and_a_changed_page_are_seen(sealed):
    changed = bytearray(sealed)
    changed[sealed.index(b"/MediaBox") + 12] ^= 1
    assert check_signatures(bytes(changed), None, MOMENT).check == "tampered"
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    assert check_signatures(output.getvalue(), None, MOMENT).check == "tampered"


def test_a_second_signature_leaves_the_first_one_whole(sealed, tmp_path):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    from services.members.documents.seal import _signer_of_pem

    signer = _signer_of_pem(make_test_key("Người thứ hai"), None)
    meta = signers.PdfSignatureMetadata(field_name="Second", md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    twice = signers.sign_pdf(writer, meta, signer).getvalue()
    checked = check_signatures(twice, None, MOMENT)
    assert (checked.check, checked.signer) == ("unknown_signer", "Người thứ hai")


def test_a_file_without_signature_and_one_that_is_no_pdf():
    assert check_signatures(blank(), None, MOMENT).check == "none"
    for content in (b"", b"%PDF-1.7", b"\x00" * 5000, blank()[:200]):
        with pytest.raises(NotReadable):
            check_signatures(content, None, MOMENT)


def test_a_locked_file_is_not_readable():
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(output)
    with pytest.raises(NotReadable):
        check_signatures(output.getvalue(), None, MOMENT)


def test_the_key_may_be_a_pkcs12_file(tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509 import load_pem_x509_certificate

    pem = make_test_key("Trung tâm Mẫu")
    key = serialization.load_pem_private_key(pem, None)
    certificate = load_pem_x509_certificate(certificate_of(pem))
    secret = serialization.BestAvailableEncryption(b"mat khau")
    file = tmp_path / "seal.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, secret))
    right = settings(tmp_path, document_seal_key=file, document_seal_passphrase="mat khau")
    checked = check_signatures(seal_pdf(blank(), right, MOMENT), None, MOMENT)
    assert checked.signer == "Trung tâm Mẫu"
    with pytest.raises(SealError):
        seal_pdf(blank(), settings(tmp_path, document_seal_key=file), MOMENT)


def test_the_key_may_be_two_pem_files(tmp_path):
    pem = make_test_key("Trung tâm Mẫu")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    key.write_bytes(pem[: pem.index(b"-----BEGIN CERTIFICATE")])
    certificate.write_bytes(certificate_of(pem))
    told = settings(tmp_path, document_seal_key=key, document_seal_certificate=certificate)
    assert is_ready(told)
    checked = check_signatures(seal_pdf(blank(), told, MOMENT), certificate, MOMENT)
    assert (checked.check, checked.signer) == ("valid", "Trung tâm Mẫu")
    with pytest.raises(SealError):
        seal_pdf(blank(), settings(tmp_path, document_seal_key=key), MOMENT)
