"""The city around the installation, in one container: its sign-in's public keys and a mail server.

Standard library only, because the image of the services runs it. Port 8443 answers
`/jwks.json` and, as JSON, `/letters`; port 8465 takes letters, encrypted from the first byte.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys
from pathlib import Path

LETTERS: list[dict[str, object]] = []


async def take_letters(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As much of SMTP as one client at a time needs to hand over letters."""
    receivers: list[str] = []

    def say(text: str) -> None:
        writer.write(f"{text}\r\n".encode())

    say("220 outside ESMTP")
    while line := await reader.readline():
        verb = line.strip().split(b":")[0].split(b" ")[0].upper()
        if verb == b"EHLO":
            say("250-outside\r\n250-SMTPUTF8\r\n250 8BITMIME")
        elif verb == b"RCPT":
            receivers.append(line.decode().partition("<")[2].partition(">")[0])
            say("250 OK")
        elif verb == b"DATA":
            say("354 go on")
            body = await reader.readuntil(b"\r\n.\r\n")
            LETTERS.append(describe(body[:-3].replace(b"\r\n..", b"\r\n."), receivers))
            receivers = []
            say("250 OK")
        elif verb == b"QUIT":
            say("221 bye")
            break
        else:
            say("250 OK")
    writer.close()


def describe(body: bytes, receivers: list[str]) -> dict[str, object]:
    letter = email.message_from_bytes(body, policy=email.policy.default)
    part = letter.get_body(("plain",))
    return {
        "to": receivers,
        "subject": letter["Subject"],
        "text": part.get_content() if part else "",
    }


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, keys: bytes) -> None:
    """One request of HTTP, then goodbye."""
    path = (await reader.readline()).split()[1]
    while (await reader.readline()).strip():
        pass
    body = keys if path == b"/jwks.json" else json.dumps(LETTERS).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    writer.write(f"{head}\r\nConnection: close\r\n\r\n".encode() + body)
    await writer.drain()
    writer.close()


async def main(folder: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    keys = (folder / "jwks.json").read_bytes()
    await asyncio.start_server(lambda r, w: answer(r, w, keys), port=8443, ssl=context)
    await asyncio.start_server(take_letters, port=8465, ssl=context)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
