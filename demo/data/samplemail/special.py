# SPDX-License-Identifier: LGPL-3.0-or-later
"""Messages that no good program would send: one odd, one hostile, some merely unusual."""

from pathlib import Path

from .mime import Mail
from .people import AUTOMAT, BANK, BOB

HERE = Path(__file__).parent

# Latin-1 in the header, no charset, an impossible date, no To, no Message-ID, bare line ends, a
# folded header of blanks only, and a boundary that never comes again.
ODD = "\n".join([
    "Received: from fax (unknown [192.0.2.7]) by mx.example.org; @DATE@",
    "Date: Tue, 31 Feb 2025 25:61:00 +9999 (Mitteleuropäische Zeit)",
    "From: Faxgerät im Keller <fax(at)keller",
    "Subject: Störung: Papier läßt sich nicht einziehen",
    " ",
    "X-Mailer: FaxWare 1.0 für Büros",
    "MIME-Version: 1.0 (almost)",
    'Content-Type: multipart/mixed; boundary="==fax"',
    "",
    "--==fax",
    "Content-Type: text/plain",
    "Content-Transfer-Encoding: 8bit",
    "",
    "Das Gerät meldet: Papierstau in Fach 2, Klappe öffnen, Größe prüfen.",
    "",
]).encode("latin-1")

# Text with controls that turn the reading direction around, and with a name that ends in ".exe".
REVERSED = "\r\n".join([
    "Date: @DATE@",
    "From: =?utf-8?B?" + "4oCubW9jLmVsaWJvbQ==" + "?= <admin@phish.example>",
    "To: alice@example.org",
    "Subject: =?utf-8?Q?Photo_=E2=80=AEgnp.exe_for_you?=",
    "Message-ID: <reversed@phish.example>",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Look at =E2=80=AEgnp.exe=E2=80=AC now.",
    "",
]).encode()


def mails(_now):
    return [
        Mail("INBOX", "2d 07:58", AUTOMAT, "odd", flags="", raw=ODD),
        Mail("Junk", "1d 02:17", BANK, "Ihr Konto wurde gesperrt – bitte bestätigen", flags="",
             html=(HERE / "hostile.html").read_text(encoding="utf-8"),
             headers={"Reply-To": "collect@phish.example"}),
        Mail("Junk", "3d 01:10", BANK, "reversed", flags="", raw=REVERSED),
        Mail("Archive", "40d 10:10", BOB, "A line that does not end, and what to do about it",
             text="See: " + "no-break-" * 120 + "\n\nScroll, or wrap?\n"),
    ]
