"""The committed schemas are what the code says, and a release is a promise that `check` guards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.events import contract
from shared.events.bookings import BookingConfirmedV1

CONFIRMED = BookingConfirmedV1.TYPE.text


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A freshly written current set and the place of a release that was not made yet."""
    current = tmp_path / "current"
    contract.write(current)
    return current, tmp_path / "released"


def test_the_committed_schemas_are_up_to_date_and_keep_every_released_promise() -> None:
    assert contract.check() == []


def test_generating_twice_gives_the_same_files() -> None:
    assert contract.rendered_files() == contract.rendered_files()


def test_a_file_edited_by_hand_is_noticed(folders: tuple[Path, Path]) -> None:
    (folders[0] / f"{CONFIRMED}.json").write_text("{}", encoding="utf-8")
    [problem] = contract.check(*folders)
    assert problem.startswith(f"{CONFIRMED}.json is not up to date")


def test_a_missing_and_a_left_over_file_are_noticed(folders: tuple[Path, Path]) -> None:
    sample = folders[0] / f"{CONFIRMED}.sample.json"
    sample.rename(folders[0] / "old.json")
    assert len(contract.check(*folders)) == 2
    contract.write(folders[0])
    assert contract.check(*folders) == []


def test_before_the_first_release_every_change_is_free(folders: tuple[Path, Path]) -> None:
    assert not folders[1].exists()
    assert contract.check(*folders) == []


def test_after_a_release_a_break_is_refused(folders: tuple[Path, Path]) -> None:
    contract.release(*folders)
    assert contract.check(*folders) == []

    promised = folders[1] / f"{CONFIRMED}.json"
    schema = json.loads(promised.read_text(encoding="utf-8"))
    schema["properties"]["weather"] = {"type": "string"}
    promised.write_text(json.dumps(schema), encoding="utf-8")

    [problem] = contract.check(*folders)
    assert "field weather was removed" in problem
    with pytest.raises(ValueError, match="field weather was removed"):
        contract.release(*folders)


def test_an_unknown_command_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert contract.main(["publish"]) == 2
    assert "write, check or release" in capsys.readouterr().out
