"""The movable clock of the embedded mode."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.embedded.clock import (
    ClockError,
    advance_clock,
    clock_trouble,
    parse_duration,
    parse_instant,
    read_clock,
    read_offset,
    set_clock,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3d", timedelta(days=3)),
        ("2h30m", timedelta(hours=2, minutes=30)),
        ("1w2d", timedelta(days=9)),
        ("45s", timedelta(seconds=45)),
    ],
)
def test_durations_are_read(text: str, expected: timedelta) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "3", "d", "3x", "-3d", "30m2h"])
def test_other_durations_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(ClockError, match="2h30m"):
        parse_duration(text)


def test_the_clock_advances(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    assert read_offset(file) == timedelta()
    advance_clock(file, timedelta(days=3))
    advance_clock(file, timedelta(hours=1))
    assert read_offset(file) == timedelta(days=3, hours=1)


def test_the_clock_is_set_in_hanoi_time(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    set_clock(file, parse_instant("2099-11-20T08:00"))
    assert abs(read_clock(file) - datetime(2099, 11, 20, 1, tzinfo=UTC)) < timedelta(seconds=5)


def test_the_clock_does_not_go_back(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    advance_clock(file, timedelta(days=3))
    with pytest.raises(ClockError, match="only goes forward"):
        set_clock(file, datetime.now(UTC))


@pytest.mark.parametrize("instant", ["9999-01-01T00:00Z", "2101-01-01T00:00:01Z"])
def test_the_clock_stops_at_the_year_2100(tmp_path: Path, instant: str) -> None:
    file = tmp_path / "clock.json"
    with pytest.raises(ClockError, match="2100"):
        set_clock(file, parse_instant(instant))
    assert not file.exists()


@pytest.mark.parametrize("duration", ["99999999d", "4000w", "9999999999999999999999w"])
def test_no_advance_leads_beyond_the_year_2100(tmp_path: Path, duration: str) -> None:
    file = tmp_path / "clock.json"
    with pytest.raises(ClockError, match="2100"):
        advance_clock(file, parse_duration(duration))
    assert not file.exists()


@pytest.mark.parametrize("seconds", ["1e12", "1e300", "1e999", "NaN", '"x"'])
def test_a_file_that_leads_too_far_counts_as_none_until_it_is_set_anew(
    tmp_path: Path, seconds: str
) -> None:
    file = tmp_path / "clock.json"
    file.write_text(f'{{"offset_seconds": {seconds}}}')
    assert "hcn clock set" in (clock_trouble(file) or "")
    assert abs(read_clock(file) - datetime.now(UTC)) < timedelta(seconds=5)
    advance_clock(file, timedelta(days=3))
    assert clock_trouble(file) is None
    assert read_offset(file) == timedelta(days=3)
