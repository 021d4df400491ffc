"""A QR code of bytes at error level M (ISO/IEC 18004), as segno draws it, in a tenth of the time.

segno gives the tables and, once for each size, the frame that all codes of that size share; what
differs, the codewords, is computed here on whole integers. A test compares the two, module by
module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

LEVEL = "m"
MASK = 2
"""Any of the eight is readable. To weigh which one looks calmest takes five times as long as all
the rest, and a signature is as good as noise under each."""
FIRST_VERSION, LAST_VERSION = 1, 40
EMPTY = 2
FIELD = 0x11D
"""The polynomial of GF(256) in 7.5.2."""


class TooLong(ValueError):
    """More bytes than the largest code holds."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all codes of one version share."""

    size: int
    blank: bytes
    """Every module row by row, the fixed ones as they are."""
    order: Sequence[int]
    """Where each bit of the codewords goes."""
    mask: int
    """Which of those bits are turned over."""
    blocks: Sequence[tuple[int, int]]
    """Data bytes and check bytes of each block."""

    @property
    def capacity(self) -> int:
        return sum(data for data, _check in self.blocks)


def draw_qr_code(content: bytes) -> list[bytes]:
    """The rows of the smallest code that holds it, a byte of 0 or 1 for each module."""
    frame = _frame(_version_for(len(content)))
    codewords = _interleave(frame.blocks, _data(frame, content))
    length = len(frame.order)
    value = int.from_bytes(codewords, "big") << (length - 8 * len(codewords))
    bits = f"{value ^ frame.mask:0{length}b}".encode()
    modules = bytearray(frame.blank)
    for position, bit in zip(frame.order, bits, strict=True):
        modules[position] = bit & 1
    size = frame.size
    return [bytes(modules[start : start + size]) for start in range(0, size * size, size)]


def _version_for(length: int) -> int:
    for version in range(FIRST_VERSION, LAST_VERSION + 1):
        if length <= _frame_capacity(version):
            return version
    raise TooLong(length)


@cache
def _frame_capacity(version: int) -> int:
    """Bytes that fit, besides mode and count."""
    return sum(data for data, _check in _blocks(version)) - (2 if version < 10 else 3)


def _data(frame: Frame, content: bytes) -> bytes:
    """Mode, count, content, terminator and padding (7.4)."""
    wide = frame.size > 17 + 4 * 9
    count = len(content).to_bytes(2 if wide else 1, "big")
    whole = b"\x04" + count + content  # a nibble of mode, then bytes: shifted by four bits
    value = int.from_bytes(whole, "big") << 4
    data = value.to_bytes(len(whole) + 1, "big")[1:]
    missing = frame.capacity - len(data)
    # The empty byte is segno's habit; readers stop at the terminator before it.
    return data + (b"\x00" + b"\xec\x11" * (missing // 2 + 1))[:missing]


def _interleave(blocks: Sequence[tuple[int, int]], data: bytes) -> bytes:
    """A byte of each block in turn, first all data, then all check bytes (7.6)."""
    parts, checks, at = [], [], 0
    for size, check in blocks:
        part = data[at : at + size]
        parts.append(part)
        checks.append(_check_bytes(part, check))
        at += size
    columns = [*zip_longest(*parts), *zip_longest(*checks)]
    return bytes(one for column in columns for one in column if one is not None)


def _check_bytes(data: bytes, count: int) -> bytes:
    """The remainder of the division by the generator polynomial."""
    table, rest = _multiples(count), 0
    top, kept = 8 * (count - 1), (1 << 8 * count) - 1
    for one in data:
        rest = ((rest << 8) & kept) ^ table[one ^ (rest >> top)]
    return rest.to_bytes(count, "big")


@cache
def _multiples(count: int) -> list[int]:
    """The generator polynomial of a degree times each number of the field."""
    generator, root = [1], 1
    for _ in range(count):
        shifted = [*generator, 0]
        scaled = [0, *(_times(one, root) for one in generator)]
        generator = [a ^ b for a, b in zip(shifted, scaled, strict=True)]
        root = _times(root, 2)
    return [
        int.from_bytes(bytes(_times(one, factor) for one in generator[1:]), "big")
        for factor in range(256)
    ]


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a * (b & 1)
        a, b = a << 1, b >> 1
        a ^= FIELD * (a >> 8)
    return product


@cache
def _blocks(version: int) -> list[tuple[int, int]]:
    from segno import consts as untyped  # here because certificates are asked for now and then

    consts: Any = untyped

    return [
        (info.num_data, info.num_total - info.num_data)
        for info in consts.ECC[version][consts.ERROR_LEVEL_M]
        for _ in range(info.num_blocks)
    ]


@cache
def _frame(version: int) -> Frame:
    import segno
    from segno import encoder as untyped

    encoder: Any = untyped

    code = segno.make(
        b"x", error=LEVEL, version=version, mask=MASK, mode="byte", boost_error=False, micro=False
    )
    size = len(code.matrix)
    matrix = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)
    order = []
    for pair in range(size - 1, 0, -2):  # two columns at a time, up and down in turn (7.7.3)
        right = pair - 1 if pair <= 6 else pair
        for step in range(size):
            for column in (right, right - 1):
                upwards = (right & 2 == 0) != (column < 6)
                row = size - 1 - step if upwards else step
                if matrix[row][column] == EMPTY:
                    order.append(row * size + column)
    turned = "".join("1" if position % size % 3 == 0 else "0" for position in order)
    return Frame(size, b"".join(code.matrix), order, int(turned, 2), _blocks(version))
