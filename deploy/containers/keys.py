"""The job that runs before all others: makes every key once, and gives each part only its own.

`ACCESS` has a folder (a volume) for each part. `authority` stays with the operator's jobs; what is
in a part's folder is all that this part can ever read. Running it again changes nothing that is
well, and takes over renewed certificates.
"""

from __future__ import annotations

import os
from pathlib import Path

from deploy.cli.failures import sentence_for
from deploy.containers.certificates import (
    CERTIFICATE,
    KEY,
    TRUSTED,
    Authority,
    CertificateWrong,
    require_usable,
)
from deploy.files import make_private_folder, write_private
from deploy.nats.accounts import HCN
from deploy.nats.declared import declared_durables
from deploy.nats.keys import KeyFolder
from deploy.nats.server import ServerPlace, server_config
from deploy.nats.settings import TopologySettings
from deploy.nats.topology import SERVICES
from deploy.nats.users import issue_users
from shared.tls import TlsSettings

ACCESS = Path("/access")
GIVEN = Path("/certificates")
"""What the operator brings: the proxy's certificate, authorities to trust besides."""
MORE_TRUST = "trust.pem"
NATS_DATA = Path("/var/lib/nats")


def make_keys(access: Path, given: Path, host: str) -> None:
    """Fill the folders below `access`; `host` is the name under which the outside knows us.

    Raises CertificateWrong when a certificate in `given` cannot be used.
    """
    keys, settings = KeyFolder(access / "authority" / "nats"), TopologySettings()
    keys.create(settings)
    issue_users(keys, declared_durables())
    authority = Authority(access / "authority" / "certificates")
    trusted = _trusted(authority, given)
    write_private(access / "authority" / TRUSTED, trusted)
    for part in (*SERVICES, "nats", "proxy"):
        make_private_folder(access / part)
    for service in SERVICES:
        creds = keys.credentials_file(HCN, service).read_text()
        write_private(access / service / "nats.creds", creds)
        write_private(access / service / TRUSTED, trusted)
    authority.issue(access / "nats", ["nats", "localhost", host])
    write_private(access / "nats" / TRUSTED, authority.pem)
    write_private(access / "nats" / "server.conf", _nats_config(access / "nats", keys, settings))
    _certify_proxy(access / "proxy", given, authority, host)


def _trusted(authority: Authority, given: Path) -> str:
    more = given / MORE_TRUST
    if not more.is_file():
        return authority.pem
    TlsSettings(tls_ca=more)  # says what is wrong with it
    return f"{authority.pem}\n{more.read_text()}"


def _nats_config(own: Path, keys: KeyFolder, settings: TopologySettings) -> str:
    place = ServerPlace(
        name="hcn",
        listen="0.0.0.0:4222",
        monitor="127.0.0.1:8222",
        data=NATS_DATA,
        tls=(own / CERTIFICATE, own / KEY),
    )
    return server_config(place, keys, settings)


def _certify_proxy(own: Path, given: Path, authority: Authority, host: str) -> None:
    """The operator's certificate, or one that only the private authority vouches for."""
    certificate, key = given / CERTIFICATE, given / KEY
    if not (certificate.exists() or key.exists()):
        authority.issue(own, [host])
        return
    require_usable(certificate, key, host)
    write_private(own / KEY, key.read_text())
    write_private(own / CERTIFICATE, certificate.read_text())


def main() -> None:
    """Entry point of the job `keys`; what is wrong ends it with a sentence."""
    try:
        make_keys(ACCESS, GIVEN, os.environ["HCN_HOST"])
    except CertificateWrong as wrong:
        raise SystemExit(str(wrong)) from None
    except Exception as error:
        if sentence := sentence_for(error):
            raise SystemExit(sentence) from None
        raise
    print("Mọi khóa đã sẵn sàng · All keys are there.", flush=True)


if __name__ == "__main__":
    main()
