"""The four OpenAPI documents as snapshots, and what may change in them once they are released.

`check` refuses a document that differs from its snapshot and, after the first release, one that
takes away a path, a field of an answer or a code, or asks a caller for more than before.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from deploy.nats.topology import SERVICES
from shared.http.app import describe_events
from shared.service import Service

CURRENT = Path(__file__).parent / "openapi" / "current"
RELEASED = Path(__file__).parent / "openapi" / "released"


def _unstarted(service: str) -> Service:
    """A service with its default settings, joined but not started."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HCN_")}
    with patch.dict(os.environ, own, clear=True):
        return Service(importlib.import_module(f"services.{service}.app").make_parts())


def document(service: str) -> dict[str, Any]:
    """The OpenAPI document of a service."""
    return _unstarted(service).app.openapi()


def asyncapi_document(service: str) -> dict[str, Any]:
    """The AsyncAPI document of a service: what it publishes and what it takes."""
    return describe_events(service, _unstarted(service).broker)


def text_of(service: str) -> str:
    return json.dumps(document(service), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write() -> int:
    """Write the snapshots."""
    CURRENT.mkdir(parents=True, exist_ok=True)
    for service in SERVICES:
        (CURRENT / f"{service}.json").write_text(text_of(service))
    return 0


def check() -> int:
    """Say what differs from the snapshots or breaks the released set."""
    problems = []
    for service in SERVICES:
        snapshot = CURRENT / f"{service}.json"
        text = text_of(service)
        if not snapshot.is_file() or snapshot.read_text() != text:
            problems.append(
                f"The API of {service} differs from its snapshot. If that is meant, run "
                "`python -m deploy.openapi write` and commit the difference."
            )
        released = RELEASED / f"{service}.json"
        if released.is_file():
            problems += breaks(service, json.loads(released.read_text()), json.loads(text))
    print("\n".join(problems) or "The APIs are as their snapshots say.")
    return 1 if problems else 0


def release() -> int:
    """The current set becomes the one that later changes are held against; a break is refused."""
    if check():
        return 1
    shutil.rmtree(RELEASED, ignore_errors=True)
    shutil.copytree(CURRENT, RELEASED)
    print(f"Released: {', '.join(SERVICES)}")
    return 0


def breaks(service: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What a caller of the released document would miss, as sentences."""
    found = []
    for path, operations in before["paths"].items():
        for method, operation in operations.items():
            now = after["paths"].get(path, {}).get(method)
            where = f"{service}: {method.upper()} {path}"
            if now is None:
                found.append(f"{where} is gone")
                continue
            found += [f"{where} {what}" for what in _operation_breaks(operation, now)]
    schemas = after.get("components", {}).get("schemas", {})
    for name, schema in before.get("components", {}).get("schemas", {}).items():
        if name in schemas:
            found += [f"{service}: {name} {what}" for what in _schema_breaks(schema, schemas[name])]
    return found


def _operation_breaks(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found = []
    known = {one["name"]: one for one in before.get("parameters", [])}
    for parameter in after.get("parameters", []):
        was = known.get(parameter["name"])
        if parameter.get("required") and not (was and was.get("required")):
            found.append(f"now needs the parameter {parameter['name']}")
    gone = known.keys() - {one["name"] for one in after.get("parameters", [])}
    found += [f"no longer takes the parameter {name}" for name in sorted(gone)]
    found += [
        f"no longer answers {status}"
        for status in sorted(before.get("responses", {}).keys() - after.get("responses", {}).keys())
    ]
    if before.get("operationId") != after.get("operationId"):
        found.append("has another operationId")
    return found


def _schema_breaks(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    gone = before.get("properties", {}).keys() - after.get("properties", {}).keys()
    found = [f"lost the field {name}" for name in sorted(gone)]
    if not before.get("title", "").endswith("Out"):
        more = set(after.get("required", [])) - set(before.get("required", []))
        found += [f"now needs the field {name}" for name in sorted(more)]
    values = set(before.get("enum", [])) - set(after.get("enum", []))
    found += [f"lost the value {value}" for value in sorted(values)]
    return found


if __name__ == "__main__":
    acts = {"write": write, "check": check, "release": release}
    if len(sys.argv) != 2 or sys.argv[1] not in acts:
        raise SystemExit(f"Say what to do: {', '.join(acts)}.")
    sys.exit(acts[sys.argv[1]]())
