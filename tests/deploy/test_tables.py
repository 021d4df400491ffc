"""Tables never cut an id, on a narrow terminal no more than in a pipe."""

from __future__ import annotations

import pytest

from deploy.tables import show_table

ID = "01a20682-c6d7-775e-854b-b8f9ffef47bf"
ROW = (ID, f"venue {ID}", "http://127.0.0.1/hcn-issuer|seed-officer", "ValueError([type=x] [/red])")
HEADERS = ("", "subject", "actor", "error")


def test_a_pipe_gets_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(HEADERS, [ROW, ROW])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(cell in lines[1] for cell in ROW)


def test_a_narrow_terminal_keeps_words_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")
    show_table(HEADERS, [ROW])
    said = capsys.readouterr().out
    assert said.count(ID) == 2
    assert ROW[2] in said
    assert "[type=x]" in said
