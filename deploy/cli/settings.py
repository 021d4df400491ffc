"""`hcn settings`: every setting in one place, read from the classes that hold them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Annotated

import typer
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from deploy.tables import show_table


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(settings)


def settings(
    markdown: Annotated[bool, typer.Option("--markdown", help="Bảng Markdown · Table.")] = False,
) -> None:
    """Mọi thiết lập · Every setting with its default and meaning; all come from the environment."""
    rows = list(all_settings())
    if markdown:
        print("| setting | of | default | meaning |\n|---|---|---|---|")
        for row in rows:
            print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
        return
    show_table(("setting", "of", "default", "meaning"), rows)


def all_settings() -> Iterator[tuple[str, str, str, str]]:
    """(variable, whose, default, meaning), the shared ones first."""
    from deploy.installation import InstallationSettings
    from deploy.nats.settings import TopologySettings
    from deploy.nats.topology import SERVICES
    from shared.settings import ServiceSettings

    yield from _fields("every service", ServiceSettings)
    for service in SERVICES:
        own = importlib.import_module(f"services.{service}.settings").Settings
        yield from _fields(service, own, besides=ServiceSettings)
    yield from _fields("hcn", InstallationSettings, besides=ServiceSettings)
    yield from _fields("hcn provision", TopologySettings)


def _fields(
    whose: str, kind: type[BaseSettings], besides: type[BaseSettings] | None = None
) -> Iterator[tuple[str, str, str, str]]:
    known = besides.model_fields if besides else {}
    for name, field in kind.model_fields.items():
        if name not in known:
            meaning = " ".join((field.description or "").split())
            yield f"HCN_{name.upper()}", whose, _default(field), meaning


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    return "" if value is None else str(value)
