# SPDX-License-Identifier: LGPL-3.0-or-later
"""From a row of a table to the octets of a message."""

import base64
import quopri
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime

from .people import ALICE, Person


@dataclass(frozen=True)
class Part:
    """A file in a message: attached, or shown inside of HTML when it has a content id."""
    name: str
    kind: str  # image/png
    data: bytes
    content_id: str = ""
    text_charset: str = ""


@dataclass(frozen=True)
class Mail:
    """One row. when: "25m" for minutes ago, "3d 09:42" for days ago at that time of the sender."""
    folder: str
    when: str
    sender: Person
    subject: str
    text: str = ""
    flags: str = "S"  # as in Maildir: D(raft) F(lagged) R(eplied) S(een) T(rashed)
    to: tuple = (ALICE,)
    cc: tuple = ()
    key: str = ""  # a name for threads
    replies_to: str = ""  # the key of the message that this one answers
    charset: str = "utf-8"
    encoding: str = "quoted-printable"
    flowed: bool = False
    html: str = ""
    parts: tuple = ()
    headers: dict = field(default_factory=dict)
    raw: bytes = b""  # the message itself, with @DATE@,, for what no builder would build


def moment(mail, now):
    zone = timezone(timedelta(minutes=mail.sender.zone))
    words = mail.when.split()
    if len(words) == 1:
        minutes = int(words[0].removesuffix("m"))
        return (now - timedelta(minutes=minutes)).astimezone(zone).replace(microsecond=0)
    hour, minute = map(int, words[1].split(":"))
    day = now.astimezone(zone) - timedelta(days=int(words[0].removesuffix("d")))
    return day.replace(hour=hour, minute=minute, second=(hour * 7 + minute * 13) % 60,
                       microsecond=0)


def encoded_word(text, charset):
    if text.isascii():
        return text
    return Header(text, charset, maxlinelen=74).encode(linesep="\r\n")


def address(person):
    name = encoded_word(person.name, person.charset)
    if person.name.isascii() and not person.name.replace(" ", "").isalnum():
        name = '"' + name.replace('"', '\\"') + '"'
    return f"{name} <{person.address}>"


def _octets(data, encoding):
    if encoding == "base64":
        return base64.encodebytes(data).rstrip().replace(b"\n", b"\r\n")
    if encoding == "quoted-printable":
        return quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return data


def _leaf(headers, data, encoding):
    lines = headers + [f"Content-Transfer-Encoding: {encoding}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + _octets(data, encoding)


def _container(subtype, boundary, children, extra=""):
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"{extra}\r\n\r\n'.encode()
    mark = b"--" + boundary.encode()
    body = b"".join(mark + b"\r\n" + child + b"\r\n" for child in children)
    return head + body + mark + b"--\r\n"


def _text(mail, subtype, text):
    kind = f"Content-Type: text/{subtype}; charset={mail.charset}"
    if mail.flowed and subtype == "plain":
        kind += "; format=flowed"
    data = text.replace("\n", "\r\n").encode(mail.charset)
    return _leaf([kind], data, mail.encoding)


def _filename(name):
    if name.isascii():
        return f'filename="{name}"'
    return "filename*=utf-8''" + "".join(
        chr(b) if chr(b).isalnum() and b < 128 or b in b"._-" else f"%{b:02X}"
        for b in name.encode())


def _file(part):
    kind = f"Content-Type: {part.kind}"
    if part.text_charset:
        kind += f"; charset={part.text_charset}"
    placement = "inline" if part.content_id else "attachment"
    headers = [kind, f"Content-Disposition: {placement};\r\n {_filename(part.name)}"]
    if part.content_id:
        headers.append(f"Content-ID: <{part.content_id}>")
    if part.kind == "message/rfc822":
        return "\r\n".join(headers).encode() + b"\r\n\r\n" + part.data
    return _leaf(headers, part.data, "base64")


def _content(mail, boundary):
    body = _text(mail, "plain", mail.text) if mail.text else b""
    if mail.html:
        html = _text(mail, "html", mail.html)
        shown = [_file(p) for p in mail.parts if p.content_id]
        if shown:
            html = _container("related", boundary + "-related", [html] + shown)
        body = _container("alternative", boundary + "-alternative", [body, html]) if body else html
    attached = [_file(p) for p in mail.parts if not p.content_id]
    if attached:
        body = _container("mixed", boundary + "-mixed", [body] + attached)
    return body


def message_id(number, mail):
    return f"<{mail.key or 'sample'}.{number}@{mail.sender.address.split('@')[1]}>"


def build(mail, number, when, thread):
    """thread: the message ids of what this message answers, oldest first."""
    if mail.raw:
        return mail.raw.replace(b"@DATE@", format_datetime(when).encode())
    headers = [
        f"Date: {format_datetime(when)}",
        f"From: {address(mail.sender)}",
        "To: " + ",\r\n ".join(address(person) for person in mail.to),
    ]
    if mail.cc:
        headers.append("Cc: " + ",\r\n ".join(address(person) for person in mail.cc))
    headers.append(f"Subject: {encoded_word(mail.subject, mail.charset)}")
    headers.append(f"Message-ID: {message_id(number, mail)}")
    if thread:
        headers.append(f"In-Reply-To: {thread[-1]}")
        headers.append("References: " + "\r\n ".join(thread))
    headers += [f"{name}: {value}" for name, value in mail.headers.items()]
    headers.append("MIME-Version: 1.0")
    return "\r\n".join(headers).encode() + b"\r\n" + _content(mail, f"part-{number}")
