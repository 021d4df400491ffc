"""Pictures without what cameras and programs write beside them: place, time, device, names, drafts.

Nothing is decoded or pressed again: the parts of the file that make up the picture are copied, all
others (EXIF, GPS, XMP, comments, thumbnails, whatever follows the end) are left out. Of EXIF only
the orientation stays, without which many pictures would lie on their side. Colour profiles stay.

    JPEG   SOI  APP0  APP1  APP2  DQT  SOF  DHT  COM  SOS ~~~~~~~ EOI  more
    kept   ███  ███   turn  icc   ███  ███  ███       ███████████ ███
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from shared.errors import Failure, Invalid

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
UPRIGHT = 1
ORIENTATION = 0x0112
PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    kind.encode()
    for kind in [
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "cHRM",
        "gAMA",
        "iCCP",
        "sBIT",
        "sRGB",
        "bKGD",
        "pHYs",
    ]
)
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
ICC = b"ICC_PROFILE\0"
EXIF = b"Exif\0\0"
SOS, EOI, APP0, APP1, APP2, APP14, APP15, COMMENT = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture without its metadata; width and height in pixels as stored, before turning."""

    content: bytes
    media_type: str
    width: int
    height: int


def strip_metadata(content: bytes, media_type: str) -> Picture:
    """The same picture without metadata. Raises Invalid for what is no readable picture."""
    strip = {JPEG: _strip_jpeg, PNG: _strip_png, WEBP: _strip_webp}.get(media_type)
    try:
        picture = strip(content) if strip else None
    except (struct.error, IndexError, ValueError):
        picture = None
    if picture is None or not (picture.width and picture.height):
        raise Invalid(Failure("image_not_readable", field="file"))
    return picture


def _strip_jpeg(content: bytes) -> Picture:
    kept, size, turn, ended = bytearray(b"\xff\xd8"), (0, 0), UPRIGHT, False
    for marker, payload, scan in _jpeg_parts(content):
        if marker == APP1 and payload.startswith(EXIF) and turn == UPRIGHT:
            turn = _orientation(payload[len(EXIF) :])
            if turn != UPRIGHT:
                kept += _jpeg_part(APP1, EXIF + _turned(turn))
        elif marker == APP0 and payload.startswith(b"JFIF\0"):
            kept += _jpeg_part(APP0, payload[:12] + b"\0\0")  # without its thumbnail
        elif _shows(marker, payload):
            kept += _jpeg_part(marker, payload) + scan
        if marker in FRAMES:
            height, width = struct.unpack(">HH", payload[1:5])
            size = (width, height)
        ended |= marker == SOS
    if not ended:
        raise ValueError("no picture")
    return Picture(bytes(kept) + b"\xff\xd9", JPEG, *size)


def _shows(marker: int, payload: bytes) -> bool:
    """Whether a part of a JPEG is needed to show it."""
    if marker == APP2:
        return payload.startswith(ICC)
    if marker == APP14:
        return payload.startswith(b"Adobe")  # how its colours are meant
    return not (APP0 <= marker <= APP15 or marker == COMMENT)


def _jpeg_part(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, payload, scan data behind it) up to the end of the picture."""
    if content[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        while content[at] == 0xFF:
            at += 1
        marker = content[at]
        at += 1
        if marker == EOI:
            return
        if marker in STANDALONE:
            continue
        length = struct.unpack(">H", content[at : at + 2])[0]
        payload = content[at + 2 : at + length]
        if length < 2 or len(payload) != length - 2:
            raise ValueError("cut off")
        at += length
        end = _end_of_scan(content, at) if marker == SOS else at
        yield marker, payload, content[at:end]
        if end >= len(content):
            return  # cut off behind its last scan: readers show it, so it is taken
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is no stuffed byte and no restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _strip_png(content: bytes) -> Picture:
    if not content.startswith(PNG_BEGIN):
        raise ValueError("no PNG")
    kept, at, kind, turn = bytearray(PNG_BEGIN), len(PNG_BEGIN), b"", UPRIGHT
    size, drawn = (0, 0), False
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        payload = content[at + 8 : at + 8 + length]
        if len(payload) != length:
            raise ValueError("cut off")
        if kind == b"IHDR":
            size = struct.unpack(">II", payload[:8])
        elif kind == b"eXIf":
            turn = _orientation(payload)
        if kind == b"IEND" and turn != UPRIGHT:
            kept += _png_chunk(b"eXIf", _turned(turn))
        if kind in PNG_KEPT:
            kept += _png_chunk(kind, payload)
        drawn |= kind == b"IDAT"
        at += length + 12
    if not drawn:
        raise ValueError("no picture")
    return Picture(bytes(kept), PNG, *size)


def _png_chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + _crc(kind + payload)


def _crc(data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data))


def _strip_webp(content: bytes) -> Picture:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise ValueError("no WebP")
    end = 8 + struct.unpack("<I", content[4:8])[0]
    kept, at, size, turn = bytearray(b"WEBP"), 12, (0, 0), UPRIGHT
    flags_at: int | None = None
    while at + 8 <= min(end, len(content)):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        payload = content[at + 8 : at + 8 + length]
        if len(payload) != length:
            raise ValueError("cut off")
        if kind == b"EXIF":
            turn = _orientation(payload.removeprefix(EXIF))
        elif kind in WEBP_KEPT:
            flags_at = len(kept) + 8 if kind == b"VP8X" else flags_at
            kept += _webp_chunk(kind, payload)
            size = size if any(size) else _webp_size(kind, payload)
        at += 8 + length + length % 2
    if flags_at is not None:
        kept[flags_at] &= ~(WEBP_EXIF | WEBP_XMP) & 0xFF
        if turn != UPRIGHT:
            kept[flags_at] |= WEBP_EXIF
            kept += _webp_chunk(b"EXIF", _turned(turn))
    return Picture(b"RIFF" + struct.pack("<I", len(kept)) + bytes(kept), WEBP, *size)


def _webp_chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _webp_size(kind: bytes, payload: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        width = int.from_bytes(payload[4:7], "little") + 1
        return width, int.from_bytes(payload[7:10], "little") + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", payload[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = struct.unpack("<I", payload[1:5])[0]
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    return 0, 0


def _orientation(tiff: bytes) -> int:
    """The orientation (1 to 8) that an EXIF block gives; upright when it gives none."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        first = struct.unpack(f"{order}I", tiff[4:8])[0]
        count = struct.unpack(f"{order}H", tiff[first : first + 2])[0]
        for entry in range(count):
            at = first + 2 + 12 * entry
            tag, value = struct.unpack(f"{order}H6xH", tiff[at : at + 10])
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def _turned(orientation: int) -> bytes:
    """An EXIF block that says nothing but the orientation."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
