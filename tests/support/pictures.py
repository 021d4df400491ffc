"""Small pictures as a camera would write them, with things in them that are nobody's business."""

from __future__ import annotations

import struct
import zlib

SECRET = b"21.0278N 105.8342E Nguyen"
"""Stands for a place and a name in every kind of metadata."""


def tiff(orientation: int = 1) -> bytes:
    """An EXIF block with an orientation, a maker and what should not be there."""
    maker = struct.pack("<HHII", 0x010F, 2, len(SECRET), 38)
    turned = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"II*\0" + struct.pack("<IH", 8, 2) + maker + turned + struct.pack("<I", 0) + SECRET


def jpeg(orientation: int = 1) -> bytes:
    def part(marker: int, payload: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload

    jfif = b"JFIF\0\1\2\0" + struct.pack(">HHBB", 72, 72, 1, 1) + b"\1\2\3"
    frame = struct.pack(">BHHB", 8, 3, 4, 1) + b"\1\x11\0"
    return b"".join(
        (
            b"\xff\xd8",
            part(0xE0, jfif),
            part(0xE1, b"Exif\0\0" + tiff(orientation)),
            part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            part(0xE2, b"ICC_PROFILE\0\1\1colours"),
            part(0xE2, b"MPF\0" + SECRET),
            part(0xED, b"Photoshop 3.0\0" + SECRET),
            part(0xFE, SECRET),
            part(0xDB, bytes(65)),
            part(0xC0, frame),
            part(0xDA, b"\1\1\0\0\x3f\0"),
            b"scan \xff\x00 of \xff\xd0 the picture",
            b"\xff\xd9",
            b"and a smaller one behind it " + SECRET,
        )
    )


def png(orientation: int = 1) -> bytes:
    def chunk(kind: bytes, payload: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + payload))
        return struct.pack(">I", len(payload)) + kind + payload + crc

    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)),
            chunk(b"tEXt", b"Author\0" + SECRET),
            chunk(b"eXIf", tiff(orientation)),
            chunk(b"IDAT", zlib.compress(b"\0" * 3 * (1 + 4 * 3))),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET),
            chunk(b"IEND", b""),
            SECRET,
        )
    )


def webp(orientation: int = 1) -> bytes:
    def chunk(kind: bytes, payload: bytes) -> bytes:
        return kind + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)

    sides = (3).to_bytes(3, "little") + (2).to_bytes(3, "little")
    body = b"".join(
        (
            b"WEBP",
            chunk(b"VP8X", bytes([0x08 | 0x04, 0, 0, 0]) + sides),
            chunk(b"VP8L", b"\x2f" + struct.pack("<I", 3 | 2 << 14) + b"data"),
            chunk(b"EXIF", tiff(orientation)),
            chunk(b"XMP ", SECRET),
        )
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body
