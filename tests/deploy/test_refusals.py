"""What a person can mistype ends in one sentence and status 1, never in a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deploy.embedded.folder import DataFolder
from tests.deploy.commands import Hcn

WHY = ("--reason", "vì vậy")
GRANT = ("grant", "add")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("clock", "set", "9999-01-01"), "2100"),
        (("clock", "advance", "99999999d"), "2100"),
        (("token", "--role", "zzz"), "officer, decider"),
        (("token", "--role", "officer", "--hours", "1e12"), "--hours"),
        (("token", "--role", "officer", "--hours", "nan"), "--hours"),
        ((*GRANT, "lan", "--role", "officer", "--until", "0001-01-01T00:00+14:00", *WHY), "year"),
        ((*GRANT, "", "--role", "officer", *WHY), "subject: "),
        ((*GRANT, " ", "--role", "officer", *WHY), "subject: "),
        ((*GRANT, "a\x01b", "--role", "officer", *WHY), "subject: "),
        ((*GRANT, "lan", "--role", "officer", "--email", "nope", *WHY), "email: "),
        (("dead-letters", "drop", "members:99999999999999999999999", *WHY), "<service>:<number>"),
        (("dead-letters", "retry", "notifications:²", *WHY), "<service>:<number>"),
        (("dead-letters", "retry", "nobody:1", *WHY), "<service>:<number>"),
        (("due-work", "retry", "nobody:1", *WHY), "<service>:<number>"),
        (("events", "tail", "--subject", "bad subject"), "bad subject"),
        (("events", "tail", "--subject", ""), "subject"),
        (("events", "tail", "--since", "9999-12-31T23:59-14:00"), "year"),
        (("events", "catalogue", "--out", "/etc/passwd"), "/etc/passwd"),
        (("events", "catalogue", "--out", "/proc/x/y"), "/proc/x"),
        (("up", "--data", "/etc/passwd"), "/etc/passwd"),
        (("up", "--data", "/proc/x"), "/proc/x"),
        (("announce", "nobody", *WHY), "members"),
    ],
)
def test_a_slip_is_refused_with_a_sentence(hcn: Hcn, arguments: tuple[str, ...], part: str) -> None:
    outcome = hcn(*arguments)
    assert outcome.is_refused_with_a_sentence, outcome
    assert part in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("events", "tail", "--count", "-1"),
        ("token", "--role", "member", "--member", "x"),
        ("token", "--role", "host", "--host", "x"),
        ("up", "--port-base", "80"),
    ],
)
def test_what_is_no_such_option_names_the_option(hcn: Hcn, arguments: tuple[str, ...]) -> None:
    outcome = hcn(*arguments)
    assert outcome.status == 2
    assert arguments[-2] in outcome.err


@pytest.mark.parametrize("reason", ["", "  ", "\x07", "a\x00b"])
@pytest.mark.parametrize(
    "arguments",
    [
        (*GRANT, "lan", "--role", "officer"),
        ("grant", "end", "01a20682-c6d7-775e-854b-b8f9ffef47bf"),
        ("dead-letters", "retry", "members:1"),
        ("dead-letters", "drop", "members:1"),
        ("due-work", "retry", "bookings:1"),
        ("outbox", "republish", "members", "--since", "2026-11-23T02:00Z"),
        ("announce", "members"),
    ],
)
def test_every_command_refuses_a_reason_that_says_nothing(
    hcn: Hcn, arguments: tuple[str, ...], reason: str
) -> None:
    outcome = hcn(*arguments, "--reason", reason)
    assert outcome.is_refused_with_a_sentence, outcome
    assert "--reason" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        (*GRANT, "lan", "--role", "officer", *WHY),
        ("grant", "list"),
        ("audit",),
        ("dead-letters", "list"),
        ("dead-letters", "drop", "members:1", *WHY),
        ("outbox", "status"),
        ("due-work", "status"),
        ("due-work", "list"),
        ("announce", "bookings", *WHY),
        ("events", "tail"),
        ("subscribers", "revoke", "sample"),
        ("provision", "--dry-run"),
    ],
)
def test_a_part_that_is_away_is_named_in_a_sentence(hcn: Hcn, arguments: tuple[str, ...]) -> None:
    outcome = hcn(*arguments)
    assert outcome.is_refused_with_a_sentence, outcome


def test_a_setting_that_cannot_be_read_is_named(hcn: Hcn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HCN_STREAM_REPLICAS", "viele")
    outcome = hcn("provision", "--dry-run")
    assert outcome.is_refused_with_a_sentence
    assert "HCN_STREAM_REPLICAS" in outcome.err


def test_a_defect_of_ours_keeps_its_traceback(hcn: Hcn, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: Path) -> None:
        raise KeyError("a defect")

    monkeypatch.setattr("deploy.embedded.clock.read_clock", break_down)
    with pytest.raises(KeyError):
        hcn("token", "--role", "officer")


def test_the_catalogue_is_json(hcn: Hcn) -> None:
    rows = json.loads(hcn("events", "catalogue", "--json").out)
    assert {"type", "audience", "doc"} <= set(rows[0])


def test_a_clock_file_that_leads_too_far_bricks_nothing(
    hcn: Hcn, silent_network: DataFolder
) -> None:
    silent_network.clock_file.write_text('{"offset_seconds": 1e15}')
    assert hcn("token", "--role", "officer").status == 0
    assert "hcn clock set" in hcn("clock", "show").err
    assert hcn("clock", "set", "2090-01-01T08:00").out.startswith("2090-01-01 08:00")
    assert hcn("clock", "show").err == ""


def test_a_subscriber_is_not_added_when_its_credentials_cannot_be_written(
    hcn: Hcn, tmp_path: Path
) -> None:
    for place in ("/nonexist/x.creds", "/dev/null", str(tmp_path)):
        assert hcn("subscribers", "add", "press", "--out", place).is_refused_with_a_sentence
    assert "press" not in hcn("subscribers", "list").out
    file = tmp_path / "press.creds"
    assert hcn("subscribers", "add", "press", "--out", str(file)).status == 0
    assert "BEGIN NATS USER JWT" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert hcn("subscribers", "add", "X", "--out", str(file)).is_refused_with_a_sentence
    assert "BEGIN NATS USER JWT" in file.read_text()
    assert [one.name for one in tmp_path.glob(".*")] == []
