"""Pictures lose what cameras wrote beside them, and stay the same pictures."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Invalid
from shared.files.images import JPEG, PNG, WEBP, strip_metadata
from tests.support.pictures import SECRET, jpeg, png, webp

SAMPLES = [(jpeg(), JPEG), (png(), PNG), (webp(), WEBP)]


@pytest.mark.parametrize(("content", "media_type"), SAMPLES, ids=["jpeg", "png", "webp"])
def test_nothing_that_a_camera_wrote_stays(content: bytes, media_type: str) -> None:
    assert SECRET in content
    picture = strip_metadata(content, media_type)
    assert SECRET not in picture.content
    assert (picture.width, picture.height) == (4, 3)
    again = strip_metadata(picture.content, media_type)
    assert again == picture


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_keeps_the_way_it_is_turned(orientation: int) -> None:
    for content, media_type in (
        (jpeg(orientation), JPEG),
        (png(orientation), PNG),
        (webp(orientation), WEBP),
    ):
        kept = strip_metadata(content, media_type).content
        entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
        assert (entry in kept) == (orientation != 1)


def test_the_picture_itself_is_the_same_bytes() -> None:
    scan = jpeg().partition(b"\xff\xda")[2].partition(b"\xff\xd9")[0]
    assert scan in strip_metadata(jpeg(), JPEG).content
    data = zlib.compress(b"\0" * 3 * (1 + 4 * 3))
    assert data in png()
    assert data in strip_metadata(png(), PNG).content


@pytest.mark.parametrize("media_type", [JPEG, PNG, WEBP, "image/gif"])
@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"])
def test_what_is_no_picture_is_refused(content: bytes, media_type: str) -> None:
    with pytest.raises(Invalid):
        strip_metadata(content, media_type)


@given(st.sampled_from(SAMPLES), st.data())
def test_broken_pictures_are_refused_or_cleaned_but_never_more(
    sample: tuple[bytes, str], data: st.DataObject
) -> None:
    content, media_type = sample
    at = data.draw(st.integers(0, len(content) - 1))
    broken = bytearray(content[: data.draw(st.integers(at, len(content)))])
    if at < len(broken):
        broken[at] = data.draw(st.integers(0, 255))
    with suppress(Invalid):
        strip_metadata(bytes(broken), media_type)
