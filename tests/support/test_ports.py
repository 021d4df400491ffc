"""Each worker of pytest-xdist has ports of its own, however many there are."""

from __future__ import annotations

import pytest

from tests.support.ports import END, FIRST, ports_of


@pytest.mark.parametrize("workers", [1, 2, 22, 23, 64, 400])
def test_no_two_workers_share_a_port(workers: int) -> None:
    ranges = [ports_of(f"gw{number}", workers) for number in range(workers)]
    assert sum(map(len, ranges)) == len({port for one in ranges for port in one})
    assert min(one.start for one in ranges) == FIRST
    assert max(one.stop for one in ranges) <= END


def test_a_worker_of_a_higher_number_than_there_are_has_ports_as_well() -> None:
    assert ports_of("gw22", 1).stop <= END
    assert ports_of("gw99", 1).stop <= END


def test_too_many_workers_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="at most 445 workers"):
        ports_of("gw0", 1000)
