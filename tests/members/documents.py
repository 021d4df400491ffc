"""What tests of official documents make: drafts, signed and issued documents, through HTTP."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter

from tests.members.making import Network, done

PAGE = {"articles": ["Công nhận các không gian có tên trong danh sách.", "Có hiệu lực từ ngày ký."]}
TITLE = {"vi": "Về việc công nhận thành viên", "en": "On the recognition of members"}
SIGNER = {
    "signer_name": "Trần Thị Mẫu",
    "signer_title": "Phó Giám đốc",
    "capacity": "deputy",
}
REASON = {"reason": "Sai tên không gian ở dòng 2"}


class Desk:
    """An officer's and a decider's steps with one kind of document."""

    def __init__(self, network: Network) -> None:
        self.network, self.officer = network, network.officer

    async def draft(self, kind: str = "decision", **changes) -> dict:
        body = {"kind": kind, "title": TITLE, "page": PAGE, **changes}
        return done(await self.officer.post("/v1/documents", json=body), 201)

    async def do(self, document: dict, act: str, status: int = 200, **body) -> dict:
        answer = await self.officer.post(f"/v1/documents/{document['id']}/{act}", json=body)
        return done(answer, status)

    async def tried(self, document: dict, act: str, **body):
        return await self.officer.post(f"/v1/documents/{document['id']}/{act}", json=body)

    async def sent(self, kind: str = "decision", **signing) -> dict:
        return await self.do(await self.draft(kind), "for-signature", **SIGNER, **signing)

    async def signed(self, kind: str = "decision") -> dict:
        return await self.do(await self.sent(kind), "sign")

    async def issued(self, kind: str = "decision") -> dict:
        return await self.do(await self.signed(kind), "issue")

    async def get(self, document: dict) -> dict:
        return done(await self.officer.get(f"/v1/documents/{document['id']}"))

    async def numbers(self, kind: str = "decision", **filters) -> dict:
        params = {"kind": kind, **filters}
        return done(await self.officer.get("/v1/document-numbers", params=params))

    async def file(self, document: dict, name: str = ".pdf", who=None) -> bytes:
        answer = await (who or self.officer).get(f"/v1/documents/{document['id']}{name}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/pdf"
        return answer.content


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


async def upload(desk, document, content, **params):
    return await desk.officer.post(
        f"/v1/documents/{document['id']}/signed-file",
        content=content,
        params=params,
        headers={"Content-Type": "application/pdf"},
    )


def paper() -> bytes:
    writer, output = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(output)
    return output.getvalue()


PAPER = paper()
