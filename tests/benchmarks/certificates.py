"""(e) The papers of a ceremony, printed as the service prints them, against bare warm typst.

Ours is everything from the ledger's row to the stored file: QR code drawn, page set, file written
through to the disk, row marked, in batches of one transaction each. The baseline sets the same
pages with codes drawn beforehand, and keeps nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import typst

from services.members.documents.certificate import TEMPLATE, inputs_of, set_page
from services.members.models import Ceremony, CertificateNumber
from services.members.settings import Settings
from services.members.usecases.number_certificates import Wanted, give_numbers
from services.members.usecases.print_certificates import BATCH, print_soon, printed_of
from shared.auth.caller import system_caller
from shared.clock import hanoi_date
from shared.database.work import Origin, Work
from shared.ids import new_id
from tests.benchmarks.method import Comparison, Contestant, Figures
from tests.benchmarks.place import SYNC, Place
from tests.support.running import START, RunningService, running

PAPERS = 200
DAY = hanoi_date(START)


class Press:
    """A members service that prints; each turn has names that no page had before."""

    def __init__(self, service: RunningService) -> None:
        self.service = service
        self.files = Settings.of(service.database).files_dir
        self.compiler = typst.Compiler(str(TEMPLATE), ignore_system_fonts=True)
        self.turns = itertools.count(1)

    async def print(self) -> Figures:
        await self._run(scheduled=True)
        begun = time.perf_counter()
        await self.service.do_due()
        seconds = time.perf_counter() - begun
        made = [path for path in self.files.glob("*/*/*") if path.is_file()]
        assert len(made) == PAPERS, f"{len(made)} files"
        for folder in {path.parents[1] for path in made}:
            shutil.rmtree(folder)
        return {"pages/s": PAPERS / seconds}

    async def set_bare(self) -> Figures:
        rows = await self._run(scheduled=False)
        inputs = [inputs_of(printed_of(row, sample=True)) for row in rows]
        begun = time.perf_counter()
        await asyncio.to_thread(self._set, inputs)
        return {"pages/s": PAPERS / (time.perf_counter() - begun)}

    def _set(self, inputs: Sequence[dict[str, str]]) -> None:
        for one in inputs:
            set_page(self.compiler, one, DAY)

    async def _run(self, *, scheduled: bool) -> Sequence[CertificateNumber]:
        origin = Origin(system_caller("bench"), new_id())
        return await self.service.database.run(lambda work: self._reserve(work, scheduled), origin)

    async def _reserve(self, work: Work, scheduled: bool) -> Sequence[CertificateNumber]:
        """The ledger of a ceremony that is prepared; the baseline's is never printed."""
        turn = next(self.turns)
        ceremony = work.add(
            Ceremony(
                title_vi="Lễ trao mẫu",
                held_at=START,
                place="Bảo tàng Hà Nội",
                status="scheduled",
                entries=[],
            )
        )
        wanted = [
            Wanted(None, f"Không gian văn hóa sáng tạo Mẫu {turn}.{n}") for n in range(PAPERS)
        ]
        rows = await give_numbers(work, "reserve", wanted, DAY, ceremony_id=ceremony.id)
        if scheduled:
            await print_soon(work, ceremony.id)
        return rows


@asynccontextmanager
async def comparisons(place: Place) -> AsyncIterator[list[Comparison]]:
    folder = place.folder / "members"
    folder.mkdir()
    async with running("members", place.postgres, folder) as service:
        press = Press(service)
        await press.print()
        await press.set_bare()
        yield [
            Comparison(
                key="f1",
                title="Certificates printed, of bare warm typst",
                ours=Contestant("members", press.print),
                baseline=Contestant("typst on the same pages, nothing kept", press.set_bare),
                conditions={"papers": PAPERS, "papers per transaction": BATCH, "sync": SYNC},
                goals={"pages/s": (0.7, 0.7)},
            )
        ]
