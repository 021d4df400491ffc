"""What tests about personal data make: requests and their steps, through HTTP."""

from __future__ import annotations

from tests.members.making import done, path

URL = "/v1/personal-data-requests"
WORDS = {"purpose": "news_by_mail", "version": 1, "agreed": True}
REASON = {"reason": "Theo đơn của người yêu cầu"}


async def asked(network, kind, who=None, **more):
    body = {"kind": kind, **more}
    return done(await (who or network.applicant).post(URL, json=body), 201)


async def do(network, request, act, who=None, status=200, **body):
    answer = await (who or network.officer).post(f"{URL}/{request['id']}/{act}", json=body)
    return done(answer, status)


async def acknowledged(network, kind, **more):
    return await do(network, await asked(network, kind, **more), "acknowledge")


async def contact_of(network, application):
    shown = done(await network.officer.get(path(application)))
    return shown["applicant"]["contact"]
