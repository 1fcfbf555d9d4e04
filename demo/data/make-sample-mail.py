#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Writes the demo's sample mail into a Maildir (Maildir++ folders, as Dovecot has them).

The same mail every time, apart from the dates, which are counted back from --now so that a list
shows fresh mail.
"""

import argparse
import base64
import os
import sys
from datetime import datetime, timezone
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left in the source tree

from samplemail import elsewhere, inbox, special  # noqa: E402
from samplemail.mime import build, message_id, moment  # noqa: E402

# Folders that are there even when no message is in them.
FOLDERS = ["INBOX", "Archive", "Archive/2025", "Drafts", "Junk", "Newsletter", "Projekte",
           "Projekte/Größe", "Projekte/Messe", "Reisen", "Sent", "Trash", "日本"]


def modified_utf7(name):
    """RFC 3501, section 5.1.3, for the characters that folder names here have."""
    result, pending = "", ""
    for character in name + "\0":
        if character.isascii():
            if pending:
                text = pending.encode("utf-16-be")
                coded = base64.b64encode(text).decode().rstrip("=").replace("/", ",")
                result += f"&{coded}-"
                pending = ""
            result += "&-" if character == "&" else character
        else:
            pending += character
    return result[:-1]


def folder_directory(maildir, folder):
    if folder == "INBOX":
        return maildir
    return maildir / ("." + modified_utf7(folder.replace("/", ".")))


def ancestors(mails, mail):
    """The messages which this one answers, oldest first."""
    by_key = {other.key: number for number, other in enumerate(mails, 1) if other.key}
    thread = []
    while mail.replies_to:
        number = by_key[mail.replies_to]
        mail = mails[number - 1]
        thread.insert(0, message_id(number, mail))
    return thread


def write(maildir, mails, now):
    for folder in FOLDERS:
        for part in ("cur", "new", "tmp"):
            (folder_directory(maildir, folder) / part).mkdir(parents=True, exist_ok=True)
    for number, mail in enumerate(mails, 1):
        when = moment(mail, now)
        octets = build(mail, number, when, ancestors(mails, mail))
        arrival = int(when.timestamp())
        name = f"{arrival}.M{number}P1.sample,S={len(octets)}:2,{mail.flags}"
        path = folder_directory(maildir, mail.folder) / "cur" / name
        path.write_bytes(octets)
        os.utime(path, (arrival, arrival))  # the IMAP server's INTERNALDATE


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("maildir", type=Path)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(timezone.utc),
                        help="the time from which dates are counted back, ISO 8601")
    arguments = parser.parse_args()
    now = arguments.now if arguments.now.tzinfo else arguments.now.astimezone()
    mails = inbox.mails(now) + elsewhere.mails(now) + special.mails(now)
    write(arguments.maildir, mails, now)
    print(f"{len(mails)} messages in {len(FOLDERS)} folders")


if __name__ == "__main__":
    main()
