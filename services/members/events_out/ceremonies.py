"""What the members service says of ceremonies and certificates."""

from __future__ import annotations

from uuid import UUID

from services.members.event_bodies import (
    ceremony_state,
    certificate_state,
)
from services.members.models import (
    Ceremony,
    Certificate,
)
from services.members.texts.vocabulary import VOCABULARY
from shared.database.work import Work
from shared.events import members as events
from shared.vocabulary import coded


def publish_ceremony_scheduled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyScheduledV1(**ceremony_state(row)))


def publish_ceremony_changed(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyChangedV1(**ceremony_state(row)))


def publish_ceremony_cancelled(work: Work, row: Ceremony) -> None:
    work.publish(row, events.CeremonyCancelledV1(**ceremony_state(row)))


def publish_ceremony_invited(
    work: Work, row: Ceremony, contact_ids: list[UUID], *, not_any_more: bool = False
) -> None:
    """To whoever writes the letters, and only when there is someone to write to.

    For those invited no more it is cancelled, whatever it is for others. Publish it after the last
    query, so that `version` is the one the change leads to.
    """
    if not contact_ids:
        return
    state = ceremony_state(row)
    if not_any_more:
        state["status"] = coded(VOCABULARY, "ceremony_status", "cancelled")
    event = events.CeremonyInvitedV1(**state, contact_ids=contact_ids, version=row.version + 1)
    work.publish(row, event)


def publish_certificate_issued(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateIssuedV1(**certificate_state(row)))


def publish_certificate_reissued(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateReissuedV1(**certificate_state(row)))


def publish_certificate_revoked(work: Work, row: Certificate) -> None:
    work.publish(row, events.CertificateRevokedV1(**certificate_state(row)))


def announce_certificate(work: Work, row: Certificate) -> None:
    if row.revoked_on:
        publish_certificate_revoked(work, row)
    elif row.replaces:
        publish_certificate_reissued(work, row)
    else:
        publish_certificate_issued(work, row)


def announce_ceremony(work: Work, row: Ceremony) -> None:
    by_status = {
        "scheduled": publish_ceremony_scheduled,
        "held": publish_ceremony_changed,
        "cancelled": publish_ceremony_cancelled,
    }
    by_status[row.status](work, row)
