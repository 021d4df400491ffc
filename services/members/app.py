"""Joins the parts of the members service; the only place that does."""

from __future__ import annotations

from services.members.api import (
    activities,
    applications,
    audit_bundles,
    awards,
    benefits,
    calls,
    ceremonies,
    ceremony_papers,
    certificate_checks,
    certificate_numbers,
    certificates,
    closed_files,
    complaints,
    conflicts,
    consents,
    contacts,
    contributions,
    data_requests,
    decisions,
    directory,
    documents,
    evaluations,
    extensions,
    forms,
    grants,
    introductions,
    legal_holds,
    lists,
    member_facts,
    member_joins,
    member_rights,
    members,
    monitoring,
    nominations,
    official_documents,
    official_files,
    paper,
    participations,
    people,
    personal_data,
    previews,
    rankings,
    renewals,
    reports,
    review_assignments,
    review_meetings,
    reviewers,
    reviews,
    wards,
)
from services.members.due import DUE_KINDS
from services.members.events_in import subscriptions
from services.members.settings import Settings
from services.members.signing import keys_of
from services.members.texts import SENTENCES, VOCABULARY
from shared.files.store import FileStore
from shared.http.rate_limit import RateLimit
from shared.service import ServiceParts
from shared.settings import load_settings


def make_parts() -> ServiceParts:
    """Everything that the service brings; raises SettingsError with a sentence."""
    settings = load_settings(Settings)
    if settings.certificate_keys is not None:
        keys_of(settings)
    resources = (
        calls,
        applications,
        documents,
        paper,
        reviews,
        review_assignments,
        reviewers,
        conflicts,
        rankings,
        review_meetings,
        decisions,
        complaints,
        ceremonies,
        ceremony_papers,
        certificate_numbers,
        certificate_checks,  # before `certificates`: /certificates/check is no number
        certificates,
        directory,
        lists,
        members,
        member_facts,
        member_joins,
        people,
        previews,
        renewals,
        wards,
        contacts,
        grants,
        forms,
        extensions,
        official_files,
        official_documents,
        member_rights,
        benefits,
        introductions,
        activities,
        participations,
        awards,
        contributions,
        evaluations,
        monitoring,
        nominations,
        reports,
        consents,
        data_requests,
        personal_data,
        legal_holds,
        closed_files,
        audit_bundles,
    )
    return ServiceParts(
        name="members",
        description="Calls, applications, ceremonies, member spaces, certificates and grants.",
        settings=settings,
        routers=[resource.router for resource in resources],
        subscriptions=subscriptions,
        sentences=SENTENCES,
        vocabulary=VOCABULARY,
        due_kinds=DUE_KINDS,
        state={
            "files": FileStore(settings.files_dir),
            "certificate_checks": RateLimit(settings.certificate_checks_per_minute),
        },
    )
