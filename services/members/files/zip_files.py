"""ZIP archives that are the same bytes for the same content, in whatever order it came."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows: an entry's own time would make each archive another."""


def zip_whole(files: Mapping[str, bytes]) -> bytes:
    """An archive of these files by name. Keep it off the event loop."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return output.getvalue()
