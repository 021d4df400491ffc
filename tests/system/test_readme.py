"""The README's story works as it stands there, pasted into a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.conftest import RunningNetwork

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("story")]

ROOT = Path(__file__).parents[2]
STORY = re.compile(r"<!-- story -->\n```bash\n(.*?)```", re.DOTALL)


def test_the_readmes_story_can_be_pasted(network: RunningNetwork, tmp_path: Path):
    [story] = STORY.findall((ROOT / "README.md").read_text())
    for number, port in enumerate(network.ports.services.values(), 1):
        story = story.replace(f":810{number}", f":{port}")
    commands = {
        ".venv/bin/hcn": f"{sys.executable} -m deploy.cli",
        ".venv/bin/python": sys.executable,
    }
    story = re.sub(r"\.venv/bin/\w+", lambda found: commands[found[0]], story)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", story],
        cwd=tmp_path,
        env={**os.environ, "HCN_DATA": str(network.folder.path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    for word in ("submitted", "approved", "confirmed", "published", "Ngày hội gốm mẫu"):
        assert any(word in line for line in said), done.stdout
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
