"""A network keeps its ports: where it was asked to be first, it is found again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.embedded.folder import DataFolder, RunningProcess
from deploy.embedded.network import Network
from deploy.embedded.progress import Lines
from deploy.embedded.supervisor import StartFailed
from deploy.embedded.up import run_detached
from tests.deploy.commands import Hcn


def test_the_port_base_of_the_last_start_is_used_again(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert Network.of(folder).ports.base == 8100
    folder.write_port_base(8700)
    assert Network.of(folder).ports.base == 8700
    assert Network.of(folder, 8900).ports.base == 8900


def test_a_network_that_runs_elsewhere_is_not_taken_for_the_one_asked_for(
    silent_network: DataFolder, hcn: Hcn, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = silent_network
    lock = folder.lock()
    assert lock is not None
    folder.write_port_base(8700)
    folder.write_processes({"supervisor": RunningProcess.of(os.getpid())})
    for options in ((), ("--detach",)):
        outcome = hcn("up", "--port-base", "8900", *options)
        assert outcome.is_refused_with_a_sentence, outcome
        assert "8700" in outcome.err
        assert hcn("up", *options).status == 0
    os.close(lock)


def test_a_start_without_the_option_joins_the_network_that_runs(
    silent_network: DataFolder, tmp_path: Path
) -> None:
    lock = silent_network.lock()
    assert lock is not None
    silent_network.write_port_base(8700)
    silent_network.write_processes({"supervisor": RunningProcess.of(os.getpid())})
    with (tmp_path / "said").open("w+") as said:
        run_detached(Network.of(silent_network), Lines(said), empty=True)
        with pytest.raises(StartFailed, match="8700"):
            run_detached(Network.of(silent_network, 8900), Lines(said), empty=True)
    os.close(lock)
