# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who writes in the sample mail: name, address, and the time zone they write from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    name: str
    address: str
    zone: int = 60  # minutes east of UTC
    charset: str = "utf-8"  # of this person's name in headers


ALICE = Person("Alice Winter", "alice@example.org")
ANNOUNCE = Person("Lumen Announcements", "announce@lumen.example", 0)
AUTOMAT = Person("Build Server", "ci@build.lumen.example", 0)
BANK = Person("Sparkasse Musterstadt – Kundenservice", "service@paket-zustellung.example", 180)
BOB = Person("Bob Keller", "bob@example.org")
CAMILLE = Person("Camille Lefèvre", "camille.lefevre@velo.example", 60, "iso-8859-1")
CHIARA = Person("Chiara Russo", "chiara.russo@lumen.example")
CONFERENCE = Person("Open Desktop Days", "hello@desktopdays.example", 0)
DMITRI = Person("Дмитрий Орлов", "d.orlov@orlov.example", 180, "koi8-r")
JONAS = Person("Jonas Lindqvist", "jonas@lindqvist.example")
LIBRARY = Person("Stadtbibliothek Freiburg", "ausleihe@bibliothek.example")
LIN = Person("林晓雨", "lin.xiaoyu@shanghai.example", 480)
LOTTERY = Person("INTERNATIONAL LOTTERY DEPT.", "winner@prize-claims.example", 0)
MARIAM = Person("مريم حداد", "mariam.haddad@studio.example", 120)
MISAKI = Person("田中美咲", "misaki.tanaka@kyoto.example", 540, "iso-2022-jp")
MUM = Person("Heidrun Winter", "heidrun.winter@post.example", 60, "windows-1252")
NOA = Person("נועה לוי", "noa.levi@levi.example", 120)
PRIYA = Person("Priya Nair", "priya.nair@lumen.example", 330)
RAIL = Person("Nachtzug Reservierung", "buchung@nachtzug.example")
SHOP = Person("Werkzeug & Rad", "bestellung@werkzeugundrad.example")
SPAMMER = Person("Best Watches 4U", "deals@watches.example", -300)
TRAILS = Person("Trail & Tide", "letters@trailandtide.example", 0)
ZOE = Person("Zoë Müller-Østergård", "zoe@muellerostergard.example")
