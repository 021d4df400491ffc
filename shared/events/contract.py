"""The published language as files: `python -m shared.events.contract write|check|release`.

`schemas/current` holds the JSON Schema and one sample of every event type and is never edited by
hand. `schemas/released` is the last released set; nothing in it may break within its version.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from shared.events import REGISTRY
from shared.events.base import Event, schema_url
from shared.events.compatibility import Schemas, breaking_changes
from shared.events.samples import sample_envelopes

__all__ = ["CURRENT", "RELEASED", "check", "release", "rendered_files", "schema_url", "write"]

SCHEMAS = Path(__file__).parent / "schemas"
CURRENT = SCHEMAS / "current"
RELEASED = SCHEMAS / "released"
_SAMPLE = ".sample.json"
_WRITE_COMMAND = "python -m shared.events.contract write"


class _WithoutFieldTitles(GenerateJsonSchema):
    """A field's name needs no second spelling."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def event_schema(model: type[Event]) -> dict[str, Any]:
    """JSON Schema (2020-12) of one event's body; `required` is what every event of it carries."""
    body = model.model_json_schema(schema_generator=_WithoutFieldTitles)
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": schema_url(model.TYPE.text)}
    return {**head, "title": model.__name__, **body}


def current_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of all event types as the code has them now."""
    return {text: event_schema(model) for text, model in sorted(REGISTRY.items())}


def rendered_files() -> dict[str, str]:
    """File name and text of everything that belongs into `schemas/current`."""
    files = {f"{text}.json": _as_text(schema) for text, schema in current_schemas().items()}
    for text, envelope in sample_envelopes().items():
        files[f"{text}{_SAMPLE}"] = _as_text(envelope.model_dump(mode="json", exclude_none=True))
    return files


def write(folder: Path = CURRENT) -> None:
    """Make the folder hold exactly the generated files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = rendered_files()
    for path in folder.glob("*.json"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def check(current: Path = CURRENT, released: Path = RELEASED) -> list[str]:
    """Sentences on files that are out of date, samples that lack and releases that would break."""
    return [
        *_stale_files(current),
        *_missing_samples(),
        *breaking_changes(_read_schemas(released), current_schemas()),
    ]


def release(current: Path = CURRENT, released: Path = RELEASED) -> None:
    """Make the current set the promise; raises ValueError while `check` has anything to say."""
    problems = check(current, released)
    if problems:
        raise ValueError("\n".join(problems))
    shutil.rmtree(released, ignore_errors=True)
    shutil.copytree(current, released)


def _stale_files(folder: Path) -> list[str]:
    expected = rendered_files()
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    sentences = [
        f"{name} is not up to date; run `{_WRITE_COMMAND}` and look at the difference."
        for name, text in expected.items()
        if found.get(name) != text
    ]
    sentences += [
        f"{name} belongs to no event any more; run `{_WRITE_COMMAND}`."
        for name in sorted(set(found) - set(expected))
    ]
    return sentences


def _missing_samples() -> list[str]:
    return [
        f"{text} has no sample; add one to shared/events/samples/{REGISTRY[text].TYPE.service}.py."
        for text in sorted(set(REGISTRY) - set(sample_envelopes()))
    ]


def _read_schemas(folder: Path) -> Schemas:
    """The schemas in a folder by type; none when the folder does not exist."""
    return {
        path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json"))
        if not path.name.endswith(_SAMPLE)
    }


def _as_text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Exit code 0 when done, 1 when something is wrong, 2 when the command is not known."""
    match arguments:
        case ["write"]:
            write()
        case ["release"]:
            try:
                release()
            except ValueError as problems:
                print(problems)
                return 1
        case ["check"]:
            problems_found = check()
            print("\n".join(problems_found) or "The published language is up to date.")
            return 1 if problems_found else 0
        case _:
            print("Say what to do: write, check or release.")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
