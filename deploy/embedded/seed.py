"""Puts the sample places into a new network, through the public HTTP like any other client."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from deploy.embedded.clock import read_clock
from deploy.embedded.issuer import Person, issue_token
from deploy.embedded.network import Network
from deploy.embedded.progress import Report
from deploy.files import write_json

SAMPLES = Path(__file__).with_name("samples") / "places.json"
"""`{"venues": [{"key", …venue body}], "spaces": [{"key", "venue": key, "parent": key?, …}]}`,
a parent before its parts."""
KEYS = ("key", "venue", "parent")


class SeedFailed(Exception):
    """The sample places are not all there; the text says which answer stopped it."""


def needs_seed(network: Network) -> bool:
    """Whether this folder has not been given the samples, and there are any."""
    return SAMPLES.is_file() and not network.folder.seeded.exists()


def seed(network: Network, report: Report) -> None:
    """Post venues, then spaces. Runs once for a data folder; a run that broke off is repeated.

    Raises SeedFailed when a sample is refused.
    """
    try:
        _post_samples(network, report)
    except httpx.HTTPStatusError as error:
        answer = error.response
        raise SeedFailed(f"A sample place was refused: {answer.url} {answer.text}") from error
    except httpx.HTTPError as error:
        raise SeedFailed(f"The sample places could not be posted: {error!r}") from error


def _post_samples(network: Network, report: Report) -> None:
    folder = network.folder
    samples: dict[str, Any] = json.loads(SAMPLES.read_text(encoding="utf-8"))
    officer = Person(roles=["officer"], subject="seed-officer", name="Trung tâm Điều phối")
    token = issue_token(folder, officer, read_clock(folder.clock_file), timedelta(hours=1))
    headers = {"Authorization": f"Bearer {token}"}
    url = network.service_urls["bookings"]
    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        venues = {
            venue["key"]: _post(client, "/v1/venues", venue, venue["key"])["id"]
            for venue in samples["venues"]
        }
        spaces: dict[str, str] = {}
        for space in samples["spaces"]:
            body = {name: value for name, value in space.items() if name not in KEYS}
            body["venue_id"] = venues[space["venue"]]
            body["parent_id"] = spaces[space["parent"]] if "parent" in space else None
            spaces[space["key"]] = _post(client, "/v1/spaces", body, space["key"])["id"]
    write_json(folder.seeded, {"venues": len(venues), "spaces": len(samples["spaces"])})
    report.say(f"{len(venues)} sample venues, {len(samples['spaces'])} spaces.")


def _post(client: httpx.Client, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
    body = {name: value for name, value in body.items() if name != "key"}
    # The key makes a repeated start answer with what the first one made.
    answer = client.post(path, json=body, headers={"Idempotency-Key": f"seed-{key}"})
    answer.raise_for_status()
    created: dict[str, Any] = answer.json()
    return created
