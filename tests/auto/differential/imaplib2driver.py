# SPDX-License-Identifier: LGPL-3.0-or-later
"""Says the commands of a table to an IMAP server by Debian's imaplib2.

    imaplib2driver.py commands          the names of all commands that imaplib2 knows, as JSON
    imaplib2driver.py run PORT TABLE    one connection and one line of JSON for each row of TABLE

A NOOP stands before the command of each row, so that the server knows where it begins.
"""
import json
import os
import sys
import threading

import imaplib2


def text(data):
    return data.decode("latin-1") if isinstance(data, bytes) else str(data)


def flat(data):
    """Responses as one text; a pair is the line up to a literal, and the literal."""
    if data is None:
        return ""
    if isinstance(data, tuple):
        return "\r\n".join(map(text, data))
    if not isinstance(data, list):
        return text(data)
    separator = "" if any(isinstance(part, tuple) for part in data) else "|"
    return separator.join(map(flat, data))


def call(client, row):
    arguments = row.get("arguments", [])
    if row["method"] == "authenticate":
        return client.authenticate(*arguments, lambda challenge: b"\0alice\0secret")
    if row["method"] == "pop_untagged_responses":
        kept = client.pop_untagged_responses()
        return "OK", [f"{name} {flat(data)}" for name, data in kept]
    return getattr(client, row["method"])(*arguments, **row.get("keywords", {}))


def prepare(client, state):
    if state != "none":
        client.login("setup", "x")
    if state == "selected":
        client.select()
    client.noop()


def leave(client):
    """Some of its failures make it wait for itself for ever, others let logout() fail."""
    def logout():
        try:
            client.logout()
        except OSError:
            pass

    thread = threading.Thread(target=logout, daemon=True)
    thread.start()
    thread.join(1)


def outcome(port, row):
    client = imaplib2.IMAP4("127.0.0.1", port, timeout=10)
    try:
        prepare(client, row.get("state", "selected"))
        result = call(client, row)
        kind, data = result if result is not None else ("OK", [])
        return {"kind": kind or "OK", "data": flat(data)}
    except client.readonly as error:
        return {"kind": "readonly", "data": str(error)}
    except client.abort as error:
        return {"kind": "abort", "data": str(error)}
    except client.error as error:
        return {"kind": "error", "data": str(error)}
    except Exception as error:  # what it lets through is a part of the comparison
        return {"kind": "crash", "data": repr(error)}
    finally:
        leave(client)


def main():
    if sys.argv[1] == "commands":
        print(json.dumps(sorted(imaplib2.Commands)))
        return
    with open(sys.argv[3], encoding="utf-8") as file:
        rows = json.load(file)
    for row in rows:
        print(json.dumps(outcome(int(sys.argv[2]), row)), flush=True)


main()
sys.stdout.flush()
os._exit(0)  # its threads may wait for a server
