"""Plays all scenes on a running network and says what was promised and what was seen."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
from rich.console import Console

from deploy.demo.cast import cast
from deploy.demo.city import City, StoryStopped
from deploy.demo.promises import Promises
from deploy.demo.scenes import SCENES
from deploy.demo.season import Season
from deploy.demo.watching import Watched, watching
from deploy.embedded.folder import DataFolder
from shared.events.envelope import Envelope


async def play(folder: DataFolder, console: Console) -> bool:
    """Play the season; True when every promise was kept."""
    promises = Promises()
    begun = time.monotonic()

    def tell(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True)

    async with httpx.AsyncClient(timeout=30) as http:
        city = City.of(folder, http)
        await _check_places(city, promises)
        async with watching(folder, _teller(tell)) as watched:
            season = Season(city, promises, cast(f"{city.now:%H%M%S}"), tell)
            stopped = await _play_scenes(season, tell)
        _check_events(watched, promises)
    tell("")
    promises.show()
    tell(f"{sum(watched.seen.values())} events, season played in {time.monotonic() - begun:.1f} s")
    if stopped:
        tell(f"✗ {stopped}")
    for one in promises.broken:
        tell(f"✗ Not kept: {one.text} (promised {one.promised}, seen {one.seen}).")
    return not stopped and not promises.broken


async def _play_scenes(season: Season, tell: Callable[[str], None]) -> str:
    """Why the season stopped early, or nothing."""
    for number, scene in enumerate(SCENES, 1):
        tell(f"\n[bold]{number:>2}. {(scene.__doc__ or '').strip()}[/]")
        try:
            await scene(season)
        except (StoryStopped, httpx.HTTPError) as stop:
            return f"{scene.__name__}: {stop}"
    return ""


def _teller(tell: Callable[[str], None]) -> Callable[[Envelope], None]:
    def show(event: Envelope) -> None:
        kind = event.event_type
        tell(f"    [dim]{kind.audience:<8} {kind.service}.{kind.aggregate}.{kind.name}[/]")

    return show


async def _check_places(city: City, promises: Promises) -> None:
    officer = city.someone("officer", "officer")
    places = await officer.get("bookings", "/v1/spaces", limit=200)
    promises.check("sample places, at least 12", True, len(places["items"]) >= 12)


def _check_events(watched: Watched, promises: Promises) -> None:
    promises.check("events out of order", 0, len(watched.disorder))
    needed = (
        "hcn.public.members.member.",
        "hcn.public.members.certificate.",
        "hcn.public.bookings.booking.",
        "hcn.public.promotion.item.",
        "hcn.internal.notifications.message.",
    )
    for prefix in needed:
        seen = sum(count for kind, count in watched.seen.items() if kind.startswith(prefix))
        promises.check(f"{prefix.removeprefix('hcn.')}* seen", True, seen > 0)
