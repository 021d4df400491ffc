"""Separation of duties: nobody judges where they, or whoever they stand in for, are concerned.

    own file ───────────────┐
    recused from the file ──┼─► may not judge it
    deputy of either ───────┘

Persons are compared by issuer and subject; a principal may be named by the subject alone.
"""

from __future__ import annotations

from collections.abc import Collection

from shared.errors import Failure, Lack


def may_judge(
    judge: str,
    principal: str | None,
    concerned: Collection[str],
    recused: Collection[str] = (),
) -> list[Failure]:
    """Whether `judge` may judge a file, for `principal` when one is named.

    `concerned` are the persons whose file it is, `recused` those who declared a conflict or were
    found to have one; both as `issuer|subject`.
    """
    failures: list[Failure] = []
    if judge in concerned:
        failures.append(Lack("own_application"))
    elif judge in recused:
        failures.append(Lack("recused_from_file"))
    if principal is None:
        return failures
    if _names(principal, concerned):
        failures.append(Lack("principal_is_concerned"))
    elif _names(principal, recused):
        failures.append(Lack("principal_is_recused"))
    return failures


def not_the_decider(judge: str, principal: str | None, deciders: Collection[str]) -> list[Failure]:
    """A complaint is judged by another than who decided, and not by a deputy of theirs either."""
    if judge in deciders or (principal is not None and _names(principal, deciders)):
        return [Lack("another_must_judge")]
    return []


def _names(person: str, keys: Collection[str]) -> bool:
    return any(person in (key, key.rpartition("|")[2]) for key in keys)
