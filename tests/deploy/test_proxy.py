"""The proxy's rules on the real program: what is public, under which path, what is said else."""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from deploy.containers.certificates import TRUSTED, Authority
from deploy.embedded.part import Part, start_part, stop_process
from deploy.embedded.probe import http_status
from deploy.nats.topology import SERVICES
from deploy.waiting import wait_until
from tests.support.ports import free_port

CADDYFILE = Path(__file__).parents[2] / "deploy/containers/Caddyfile"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A service that says which path it was asked for."""
    path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
    head = 'HTTP/1.1 200 OK\r\nETag: "3"\r\nContent-Type: application/json'
    body = path + b" " * 2000
    writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    writer.close()


@pytest_asyncio.fixture
async def proxy(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Caddy in front of one service under four names; notifications is away."""
    port, health, plain, nobody = (free_port() for _ in range(4))
    authority = Authority(tmp_path / "authority")
    authority.issue(tmp_path, ["localhost"])
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    service = server.sockets[0].getsockname()[1]
    text = CADDYFILE.read_text().replace("8443", str(port)).replace("8081", str(health))
    text = text.replace("8080", str(plain)).replace("lb_try_duration 5s", "lb_try_duration 1s")
    text = text.replace("{args[0]}:8000", "{args[1]}")
    for name in SERVICES:
        upstream = nobody if name == "notifications" else service
        text = text.replace(f"import service {name}", f"import service {name} 127.0.0.1:{upstream}")
    config = tmp_path / "Caddyfile"
    config.write_text(text)
    part = Part(
        "caddy",
        [_binary(), "run", "--config", str(config), "--adapter", "caddyfile"],
        tmp_path / "caddy.log",
        environment={
            "HCN_HOST": "localhost",
            "HCN_PROXY_TLS": f"{tmp_path}/certificate.pem {tmp_path}/key.pem",
            "HCN_ACME_CA": "https://127.0.0.1:1/directory",
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        },
    )
    process = await start_part(part)
    try:

        async def healthy() -> bool:
            return await http_status(f"http://127.0.0.1:{health}/") == 200

        await wait_until(healthy)
        context = ssl.create_default_context(cafile=str(tmp_path / "authority" / TRUSTED))
        address = f"https://localhost:{port}"
        async with httpx.AsyncClient(base_url=address, verify=context) as client:
            yield client
    finally:
        await stop_process(part, process)
        server.close()


def _binary() -> str:
    return str(Path(sys.executable).with_name("caddy"))


async def test_a_services_paths_lie_below_its_name(proxy: httpx.AsyncClient):
    for service in ("members", "bookings", "promotion"):
        found = await proxy.get(f"/{service}/v1/things?limit=2")
        assert found.text.strip() == "/v1/things?limit=2"
    assert (await proxy.get("/members/certificates/A-1")).text.strip() == "/certificates/A-1"
    assert (await proxy.get("/bookings/check-in?lang=en")).text.strip() == "/check-in?lang=en"


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/members", "/members/", "/v1/calls", "/other/v1/calls"),
        *("/members/metrics", "/members/readyz", "/members/livez", "/members/docs"),
        *("/members/openapi.json", "/members/asyncapi", "/members/redoc", "/Members/metrics"),
        *("/members/v1/..%2fmetrics", "/members/v1/%2e%2e/metrics", "/members/v1//../../metrics"),
        *("/members//metrics", "/members/v1;/metrics", "/members/v1x"),
    ],
)
async def test_anything_else_is_not_there(proxy: httpx.AsyncClient, path: str):
    found = await proxy.get(path)
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["code"] == "no_such_address"


async def test_it_says_so_in_the_callers_language(proxy: httpx.AsyncClient):
    assert "địa chỉ" in (await proxy.get("/")).json()["detail"]
    english = await proxy.get("/", headers={"Accept-Language": "en-GB"})
    assert "nothing here" in english.json()["detail"]


async def test_a_service_that_is_away_is_said_to_be(proxy: httpx.AsyncClient):
    found = await proxy.get("/notifications/v1/inbox")
    assert found.status_code == 503
    assert found.headers["retry-after"]
    assert found.json()["code"] == "service_away"


async def test_answers_and_their_etags_come_through_unchanged(proxy: httpx.AsyncClient):
    found = await proxy.get("/members/v1/things", headers={"Accept-Encoding": "gzip"})
    assert found.headers["etag"] == '"3"'
    assert "content-encoding" not in found.headers
    assert found.headers["strict-transport-security"]
