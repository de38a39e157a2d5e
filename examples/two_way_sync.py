"""A tool's own table and Boucle, kept in step both ways; run it as often as you like.

BOUCLE_URL, BOUCLE_CLIENT_ID, BOUCLE_CLIENT_SECRET; python two_way_sync.py SOURCE TABLE.sqlite
The tool writes `rows` (data: the body of the PUT by source) and sets `sent` to 0 when it changes
one. Answers stand in `answer`; flows, sites, sharings, synergies, possibilities in `things`.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable

from boucle_client import Boucle

TABLES = """
CREATE TABLE IF NOT EXISTS rows (kind, id, data, sent DEFAULT 0, answer, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS things (kind, id, data, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS place (one PRIMARY KEY, cursor);"""


class Table:
    def __init__(self, file: str) -> None:
        self.db = sqlite3.connect(file)
        self.db.executescript(TABLES)

    def cursor(self) -> str | None:
        return next((cursor for (cursor,) in self.db.execute("SELECT cursor FROM place")), None)

    def save(self, cursor: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (cursor,))
        self.db.commit()  # with what was applied before it

    def replace(self, kind: str, things: Iterable[tuple[str, object]]) -> None:
        self.db.execute("DELETE FROM things WHERE kind = ?", (kind,))
        for thing_id, thing in things:
            self.put(kind, thing_id, thing)

    def put(self, kind: str, thing_id: str, thing: object) -> None:
        row = (kind, thing_id, json.dumps(thing))
        self.db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", row)

    def drop(self, kind: str, thing_id: str) -> None:
        self.db.execute("DELETE FROM things WHERE (kind, id) = (?, ?)", (kind, thing_id))


if __name__ == "__main__":
    access = [os.environ[f"BOUCLE_{name}"] for name in ("URL", "CLIENT_ID", "CLIENT_SECRET")]
    source, table = sys.argv[1], Table(sys.argv[2])
    with Boucle(*access) as api:
        unsent = "NOT sent ORDER BY kind IN ('flow', 'sharing'), kind = 'site'"  # parents first
        rows = table.db.execute(f"SELECT kind, id, data FROM rows WHERE {unsent}")
        sent = [{"kind": kind, "id": key, "data": json.loads(data)} for kind, key, data in rows]
        for row in api.bulk(source, sent):
            answer = (json.dumps(row), row["kind"], row["id"])
            table.db.execute("UPDATE rows SET sent=1, answer=? WHERE (kind, id) = (?, ?)", answer)
            if row["kind"] == "flow" and row["status"] < 300:
                could = api.get(f"/v1/sources/{source}/flows/{row['id']}/possibilities")
                table.put("possibilities", could["flow_id"], could)
        print(f"sent {len(sent)} applied {api.keep(table, ['flow', 'site', 'sharing', 'synergy'])}")
