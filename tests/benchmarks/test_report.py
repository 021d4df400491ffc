"""What is kept of runs: each figure's last one, with its time; nothing of other machines."""

from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import patch

from tests.benchmarks import report
from tests.benchmarks.method import Absolute

READY = Absolute("e2", "members ready", "s", 1.4, 1.3, 1.6, 1.5, 3.0, {"starts": 5})
REST = Absolute("e1", "members at rest", "MB", 99.0, 98.0, 101.0, 120.0, 180.0, {"looks": 5})


def kept(folder):
    content = json.loads((folder / "latest.json").read_text())
    return {one["key"]: one["median"] for one in content["results"]}


def test_a_part_of_the_bench_replaces_its_own_figures_alone(tmp_path):
    report.keep([READY, REST], tmp_path)
    report.keep([replace(READY, median=1.2)], tmp_path)
    assert kept(tmp_path) == {"e1": 99.0, "e2": 1.2}
    page = (tmp_path / "latest.md").read_text()
    assert "**1.2**" in page
    assert "**1.4**" not in page


def test_figures_of_another_machine_go(tmp_path):
    report.keep([READY, REST], tmp_path)
    with patch.object(report, "describe_machine", lambda: {**MACHINE, "cores": 64}):
        report.keep([READY], tmp_path)
    assert kept(tmp_path) == {"e2": 1.4}


MACHINE = report.describe_machine()
