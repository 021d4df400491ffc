"""The folder that holds the authority over NATS: keys, account JWTs and credentials.

    DIR/operator.seed operator.jwt     the root of trust
    DIR/accounts/HCN.seed HCN.jwt …    one key and the JWT in force for each account
    DIR/users/<account>/<user>.creds   what a client connects with

Whoever can read it can do everything, so every file has mode 600 and every folder 700.
"""

from __future__ import annotations

from pathlib import Path

from deploy.files import make_private_folder, write_private
from deploy.nats.accounts import ACCOUNTS, CITY, SUBSCRIBERS, SYS, account_claims
from deploy.nats.jwt import Key, Kind, credentials, decode, encode
from deploy.nats.settings import TopologySettings


class KeyFolder:
    """Reads and writes the keys below one folder. Nothing is cached: the files are the truth."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def operator_jwt(self) -> Path:
        """The file that the server's setting `operator` points at."""
        return self.folder / "operator.jwt"

    def exists(self) -> bool:
        """Whether this folder already holds an operator."""
        return self.operator_jwt.is_file()

    def key(self, account: str) -> Key:
        """The signing key of an account, or the one of SUBSCRIBERS."""
        return Key(self._account_file(account, "seed").read_text().strip())

    def publics(self) -> dict[str, str]:
        """Name of an account, or SUBSCRIBERS → public key."""
        return {name: self.key(name).public for name in (*ACCOUNTS, SUBSCRIBERS)}

    def account_jwt(self, account: str) -> str:
        """The JWT in force of an account."""
        return self._account_file(account, "jwt").read_text().strip()

    def revoked(self, account: str) -> dict[str, int]:
        """Public keys of withdrawn users, each with the time of withdrawal (s since 1970)."""
        file = self._account_file(account, "jwt")
        if not file.is_file():
            return {}
        return dict(decode(file.read_text()).get("nats", {}).get("revocations", {}))

    def create(self, settings: TopologySettings) -> None:
        """Make what is missing. Existing keys stay; account JWTs follow the settings."""
        for folder in (self.folder, self.folder / "accounts", self.folder / "users"):
            make_private_folder(folder)
        operator = self._ensure_key(self.folder / "operator.seed", "operator")
        for name in (*ACCOUNTS, SUBSCRIBERS):
            self._ensure_key(self._account_file(name, "seed"), "account")
        if not self.exists():
            claims = {"system_account": self.key(SYS).public}
            token = encode("operator", "hcn", operator.public, operator, claims)
            write_private(self.operator_jwt, token)
        for name in ACCOUNTS:
            self.sign_account(name, settings, self.revoked(name))

    def sign_account(
        self, account: str, settings: TopologySettings, revoked: dict[str, int]
    ) -> str:
        """Sign and keep an account's JWT. Answers it; unchanged claims keep the old one."""
        claims = account_claims(account, self.publics(), settings, revoked)
        file = self._account_file(account, "jwt")
        if file.is_file():
            old = {
                name: value
                for name, value in decode(file.read_text())["nats"].items()
                if name not in ("type", "version")
            }
            if old == claims:
                return self.account_jwt(account)
        operator = Key((self.folder / "operator.seed").read_text().strip())
        token = encode("account", account, self.key(account).public, operator, claims)
        write_private(file, token)
        return token

    def credentials_file(self, account: str, user: str) -> Path:
        """Where a user's credentials are (or would be)."""
        return self.folder / "users" / account / f"{user}.creds"

    def users(self, account: str) -> list[str]:
        """Users of an account that have credentials here, by name."""
        return sorted(file.stem for file in (self.folder / "users" / account).glob("*.creds"))

    def user_claims(self, account: str, user: str) -> dict[str, object]:
        """The claims in a user's credentials."""
        return decode(_section(self.credentials_file(account, user).read_text(), "JWT"))

    def issue(self, account: str, user: str, claims: dict[str, object]) -> Path:
        """Write a user's credentials with these rights; a user that exists keeps its key."""
        return self._issue(account, user, claims, self.key(account))

    def issue_subscriber(self, name: str) -> Path:
        """Write a subscriber's credentials; its rights are in the JWT of CITY."""
        claims: dict[str, object] = {"issuer_account": self.key(CITY).public}
        return self._issue(CITY, name, claims, self.key(SUBSCRIBERS))

    def _issue(self, account: str, user: str, claims: dict[str, object], signer: Key) -> Path:
        file = self.credentials_file(account, user)
        known = file.is_file()
        key = Key(_section(file.read_text(), "SEED")) if known else Key.create("user")
        token = encode("user", user, key.public, signer, claims)
        make_private_folder(file.parent)
        write_private(file, credentials(token, key))
        return file

    def forget(self, account: str, user: str) -> None:
        """Delete a user's credentials from this folder."""
        self.credentials_file(account, user).unlink(missing_ok=True)

    def _account_file(self, account: str, kind: str) -> Path:
        return self.folder / "accounts" / f"{account}.{kind}"

    def _ensure_key(self, file: Path, kind: Kind) -> Key:
        if not file.is_file():
            write_private(file, Key.create(kind).seed)
        return Key(file.read_text().strip())


def _section(text: str, kind: str) -> str:
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if "BEGIN" in line and kind in line)
    return lines[start + 1].strip()
