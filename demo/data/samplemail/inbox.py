# SPDX-License-Identifier: LGPL-3.0-or-later
"""The messages of INBOX, newest first."""

from datetime import timedelta, timezone
from pathlib import Path

from . import attachments, pictures
from .mime import Mail, Part
from .people import (ALICE, ANNOUNCE, AUTOMAT, BOB, CAMILLE, CHIARA, CONFERENCE, DMITRI, JONAS,
                     LIBRARY, LIN, MARIAM, MISAKI, MUM, NOA, PRIYA, RAIL, SHOP, TRAILS, ZOE)

HERE = Path(__file__).parent


def _picture(name, data, content_id):
    return Part(name, "image/png", data, content_id)


def _file(name, kind, data, charset=""):
    return Part(name, kind, data, text_charset=charset)


def _newsletter():
    return Mail(
        "INBOX", "9m", TRAILS, "Four days on the coast path", flags="",
        text="Four days on the coast path\n\nThe heather is over and the huts are half empty, "
             "which is exactly when this path is at its best.\n\nRead it at "
             "https://trailandtide.example/coast-path\n",
        html=(HERE / "newsletter.html").read_text(encoding="utf-8"),
        parts=(_picture("coast.png", pictures.coast(), "coast@trailandtide.example"),
               _picture("forest.png", pictures.forest(), "forest@trailandtide.example"),
               _picture("desert.png", pictures.desert(), "desert@trailandtide.example")),
        headers={"List-Unsubscribe": "<https://trailandtide.example/unsubscribe>",
                 "List-Id": "The weekend letter <weekend.trailandtide.example>"})


def _offer():
    return Mail(
        "INBOX", "1d 17:05", SHOP, "Alles für die dunkle Jahreszeit: 20 % bis Sonntag", flags="",
        charset="windows-1252", html=(HERE / "remote.html").read_text(encoding="utf-8"),
        headers={"List-Unsubscribe": "<https://werkzeugundrad.example/abmelden>"})


def _chart():
    return Mail(
        "INBOX", "196m", CHIARA, "Test rides by week, and one surprise",
        flags="", key="rides", cc=(BOB,),
        text="Hi Alice,\n\nThe chart shows test rides per week since September. The orange bar is "
             "this week, after the film went online.\n\nChiara\n",
        html="<p>Hi Alice,</p><p>here are the <b>test rides per week</b> since September. The "
             "orange bar is this week, after the film went online:</p>"
             '<p><img src="cid:rides@lumen.example" width="420" height="200" alt="Bar chart"></p>'
             "<p>If that holds, we need two more demo bikes before the fair. Can you ask "
             "Jonas?</p><p>Chiara</p>",
        parts=(_picture("rides.png",
                        pictures.bar_chart([31, 38, 35, 44, 41, 52, 49, 58, 61, 66, 97]),
                        "rides@lumen.example"),))


def _invitation(now):
    start = (now + timedelta(days=2)).astimezone(timezone.utc)
    start = start.replace(hour=9, minute=30, second=0, microsecond=0)
    calendar = attachments.invitation(start, 45, "Fair stand: last decisions", "Room Birke",
                                      CHIARA.address, "fair-stand@lumen.example")
    return Mail(
        "INBOX", "1d 14:20", CHIARA, "Invitation: Fair stand, last decisions", flags="S",
        to=(ALICE, BOB, PRIYA),
        text="Agenda: carpet or wood, who brings the lamp wall, and the coffee question.\n",
        parts=(_file("invite.ics", "text/calendar", calendar, "utf-8"),))


def _forward():
    inner = ("Date: Mon, 02 Nov 2026 08:15:00 +0100\r\nFrom: Kantine <kantine@example.net>\r\n"
             "To: Bob Keller <bob@example.org>\r\nSubject: Speiseplan\r\n\r\n"
             "Montag: Linsensuppe\r\nDienstag: Maultaschen\r\nMittwoch: Curry\r\n").encode()
    return Mail("INBOX", "4d 11:48", BOB, "Fwd: Speiseplan (Wednesday!)", flags="S",
                text="Curry on Wednesday. I have booked the window table.\n\nBob\n",
                parts=(_file("Speiseplan.eml", "message/rfc822", inner),))


def mails(now):
    return [
        _newsletter(),
        Mail("INBOX", "38m", BOB, "Re: Which lamp for the city model?", flags="",
             key="lamp3", replies_to="lamp2", flowed=True, cc=(PRIYA,),
             text="Then it is the small one. I will change the drawing tonight.\n\n"
                  "> The small one: 40 lux is plenty between street lamps, and it weighs \n"
                  "> half as much.\n>> Big or small? The bracket can take both.\n\n"
                  "By the way: the supplier says that the new glass arrives on Thursday, so we \n"
                  "can photograph the finished lamp before the fair.\n\n-- \nBob Keller\n"
                  "Frames and everything that is bolted to them\n"),
        Mail("INBOX", "85m", MISAKI, "来月の京都訪問について", flags="", charset="iso-2022-jp",
             encoding="7bit", key="kyoto",
             text="アリス様\n\nお世話になっております。京都の田中です。\n"
                  "来月のご訪問の日程ですが、12日(木)の午後はいかがでしょうか。\n"
                  "工房の見学のあと、鴨川沿いの店を予約しておきます。\n\n"
                  "お返事をお待ちしております。\n\n田中美咲\n"),
        Mail("INBOX", "131m", PRIYA, "Firmware 2.4 is out 🎉 (and what it fixes)", flags="F",
             encoding="base64",
             text="Hello everyone,\n\n2.4 is on the update server. 🚲💡\n\n"
                  "  • the lamp no longer flickers below 6 km/h\n"
                  "  • standby current down from 1.9 mA to 0.3 mA 🔋\n"
                  "  • the app speaks Finnish now 🇫🇮\n\n"
                  "Please update the demo bikes before Friday. If something looks odd, tell me "
                  "first and the internet second. 🙏\n\nPriya\n",
             to=(ALICE, BOB, CHIARA, JONAS)),
        _chart(),
        Mail("INBOX", "260m", ZOE, "Größe M oder L? Ein Gutachten", flags="",
             text="Liebe Alice,\n\nich habe beide Rahmen eine Woche lang gefahren. Ergebnis: Wer "
                  "zwischen 1,72 m und 1,78 m groß ist, fühlt sich auf M wohler, sobald der "
                  "Vorbau 10 mm länger ist.\n\nDie Maße stehen im Ordner „Projekte/Größe“.\n\n"
                  "Viele Grüße aus Århus\nZoë\n"),
        Mail("INBOX", "1d 21:12", MUM, "Sonntag Kaffee? Ich backe Käsekuchen", flags="",
             charset="windows-1252",
             text="Hallo meine Große,\n\nkommst Du am Sonntag? Papa hat das alte Fahrrad aus dem "
                  "Keller geholt und möchte „Licht wie im Kino“. Ich habe ihm gesagt, dass Du "
                  "dafür zuständig bist …\n\nBring Hunger mit – es gibt Käsekuchen.\n\nMama\n"),
        Mail("INBOX", "1d 18:31", PRIYA, "Re: Which lamp for the city model?", flags="S",
             key="lamp2", replies_to="lamp1", flowed=True, cc=(BOB,),
             text="The small one: 40 lux is plenty between street lamps, and it weighs \n"
                  "half as much.\n\n> Big or small? The bracket can take both.\n\nPriya\n"),
        _offer(),
        Mail("INBOX", "1d 16:40", AUTOMAT, "[lumen-firmware] Build 1482 passed", flags="S",
             text="Branch: release/2.4\nDuration: 6 min 12 s\nTests: 1318 passed, 0 failed\n"
                  "Size: 61 304 bytes (-212)\n"),
        _invitation(now),
        Mail("INBOX", "1d 10:02", BOB, "Which lamp for the city model?", flags="RS", key="lamp1",
             flowed=True, cc=(PRIYA,),
             text="Big or small? The bracket can take both. The big one makes the cat in the \n"
                  "catalogue photo look worried, the small one fits the price.\n\nBob\n"),
        Mail("INBOX", "2d 20:45", LIN, "关于车灯样品的报价", flags="FS", encoding="base64",
             text="您好,Alice:\n\n附件是 500 套车灯样品的报价单,含运费。\n"
                  "交货期约为四周,付款方式可以再商量。\n\n如有问题,请随时联系我。\n\n林晓雨\n",
             parts=(_file("报价单-500.pdf", "application/pdf",
                          attachments.pdf("Quotation LX-500", ["500 lamp sets, model Polar",
                                                               "unit price 11.40 EUR",
                                                               "delivery: four weeks"])),)),
        Mail("INBOX", "2d 15:27", JONAS, "Contract and drawings, signed", flags="FRS",
             text="Hi Alice,\n\nall signed. The drawings are in the zip, the contract is the "
                  "PDF. The photo shows where the cable goes.\n\nJonas\n",
             parts=(_file("contract.pdf", "application/pdf",
                          attachments.pdf("Frame agreement",
                                          ["between Lumen and Lindqvist Cykel",
                                           "2 000 frames, four deliveries",
                                           "signed: J. Lindqvist"])),
                    _file("drawings.zip", "application/zip",
                          attachments.archive({"frame-M.txt": "M: 54 cm\n",
                                               "frame-L.txt": "L: 58 cm\n",
                                               "readme.txt": "All lengths in centimetres.\n"})),
                    _file("cable.png", "image/png", pictures.forest()))),
        Mail("INBOX", "3d 19:14", DMITRI, "Фары на зимних испытаниях", flags="S",
             charset="koi8-r", encoding="base64",
             text="Алиса, здравствуй!\n\nИспытания при -27 °C прошли хорошо: свет ровный, "
                  "батареи хватило на пять часов. Один кабель стал жёстким, пришлю фото.\n\n"
                  "Дмитрий\n"),
        Mail("INBOX", "3d 13:50", CAMILLE, "Réservation confirmée : l'atelier de Grenoble",
             flags="RS", charset="iso-8859-1",
             text="Bonjour Alice,\n\nL'atelier est réservé pour les deux journées. Il y a une "
                  "salle à l'étage, du café très noir, et la vue sur les montagnes déjà "
                  "enneigées.\n\nÀ bientôt,\nCamille Lefèvre\n"),
        Mail("INBOX", "3d 08:05", LIBRARY, "Ihre Ausleihen: 2 Medien sind bald fällig", flags="S",
             charset="iso-8859-1",
             text="Guten Tag Frau Winter,\n\nfolgende Medien sind in drei Tagen fällig:\n\n"
                  "  Die Kunst, ein Rad zu bauen\n  Norwegisch für Anfänger, Teil 2\n\n"
                  "Verlängern können Sie in Ihrem Konto.\n"),
        Mail("INBOX", "4d 17:33", MARIAM, "تصميم واجهة التطبيق الجديدة", flags="S",
             encoding="base64",
             text="مرحباً أليس،\n\nأرسلت لك اليوم التصميم الجديد لواجهة التطبيق باللغة العربية. "
                  "زر الإضاءة أصبح في الجهة اليسرى، والإصدار 2.4 يعمل الآن من اليمين إلى اليسار."
                  "\n\nأنتظر رأيك.\n\nمريم\n"),
        _forward(),
        Mail("INBOX", "5d 12:10", NOA, "תמונות מהרכיבה בירושלים", flags="S", encoding="base64",
             text="היי אליס,\n\nהרכיבה בלילה הייתה נהדרת! 38 רוכבים, 0 תקרים, ופנס אחד של Lumen "
                  "שהאיר לכולם את הדרך.\n\nתמונה מצורפת.\n\nנועה\n",
             parts=(_file("ירושלים.png", "image/png", pictures.desert()),)),
        Mail("INBOX", "5d 09:00", ANNOUNCE, "Office closed on Friday afternoon", flags="S",
             text="The heating will be repaired. Take your plants home, or a scarf.\n"),
        Mail("INBOX", "6d 22:16", RAIL, "Ihr Ticket Freiburg – København", flags="FS",
             text="Guten Tag,\n\nIhre Reservierung im Nachtzug ist bestätigt.\n\n"
                  "Abfahrt: 20:47, Gleis 3\nWagen 12, Abteil 5, Bett oben\n\n"
                  "Das Ticket hängt an dieser Nachricht.\n",
             parts=(_file("Ticket Freiburg–København.pdf", "application/pdf",
                          attachments.pdf("Nachtzug", ["Freiburg Hbf 20:47",
                                                       "København H 11:03",
                                                       "Wagen 12, Bett 51"])),)),
        Mail("INBOX", "7d 10:30", CONFERENCE, "Your talk was accepted", flags="FRS",
             text="Dear Alice,\n\nwe are happy to tell you that \"Lamps that know when to shut "
                  "up\" is in the programme: Saturday, 14:00, main hall, 40 minutes plus "
                  "questions.\n\nPlease tell us by the end of the month if you need a travel "
                  "grant.\n\nThe programme team\n"),
    ]
