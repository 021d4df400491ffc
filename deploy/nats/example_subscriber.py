"""Another city system, whole: the present of the network, then every change.

python -m deploy.nats.example_subscriber .hcn/run.json
python -m deploy.nats.example_subscriber URL FILE.creds INBOX_PREFIX
"""

import asyncio
import json
import sys
from pathlib import Path

import nats


async def follow(url: str, creds: str, inbox_prefix: str) -> None:
    client = await nats.connect(url, user_credentials=creds, inbox_prefix=inbox_prefix)
    present = await client.jetstream().key_value("CITY_NOW")
    async for entry in await present.watchall():
        if entry is None:  # the present is complete; from here on come changes
            print("--- now live", flush=True)
            continue
        event = json.loads(entry.value)
        print(entry.key, event["type"], event["time"], event["sequence"], flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    about = json.loads(Path(given[0]).read_text())["nats"] if len(given) == 1 else None
    asyncio.run(follow(*([about[k] for k in ("url", "creds", "inbox_prefix")] if about else given)))
