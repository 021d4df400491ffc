"""What came of handing a message to a channel, in terms that the use cases act upon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of the outside.

    `delivered`: the receiving side has it. `away`: our way out is closed, the message had no try.
    `temporary`: this message was put off. `permanent`: it will never be taken; with
    `address_dead` because nobody is behind the address.
    """

    kind: Literal["delivered", "away", "temporary", "permanent"]
    code: str | None = None
    """Stable code of what went wrong."""
    answer: str | None = None
    """Numbers of the answer (`550 5.1.1`), never its text, which may repeat an address."""
    address_dead: bool = False
