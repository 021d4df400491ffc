"""Starts a service: `python -m services.<name>` comes here first.

Garbage is not looked for while the parts are read: nothing of them ever becomes garbage, and to
look through them again and again took a quarter of the time to be ready. It is looked for again
from `shared.service.collect_garbage_seldom` on.
"""

from __future__ import annotations

import gc
from importlib import import_module


def start_service(app: str) -> None:
    """Run the service whose parts `make_parts` of the module `app` joins, until it is told to end.

    Ends the process with a sentence when a setting or the city's data is wrong.
    """
    gc.disable()
    settings = import_module("shared.settings")
    try:
        make_parts = import_module(app).make_parts
    except settings.SettingsError as error:  # data that is read once, with its module
        raise SystemExit(str(error)) from None
    import_module("shared.service").run_service(make_parts)
