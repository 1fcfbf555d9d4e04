# SPDX-License-Identifier: LGPL-3.0-or-later
"""The messages of all folders but INBOX."""

from . import attachments, pictures
from .mime import Mail, Part
from .people import (ALICE, ANNOUNCE, AUTOMAT, BOB, CAMILLE, CHIARA, CONFERENCE, JONAS, LIN,
                     LOTTERY, MISAKI, MUM, PRIYA, RAIL, SHOP, SPAMMER, TRAILS, ZOE)


def _sent():
    return [
        Mail("Sent", "52m", ALICE, "Re: 来月の京都訪問について", to=(MISAKI,), replies_to="kyoto",
             charset="iso-2022-jp", encoding="7bit",
             text="田中様\n\n木曜日の午後で大丈夫です。楽しみにしています。\n\nAlice Winter\n"),
        Mail("Sent", "2d 16:02", ALICE, "Re: Contract and drawings, signed", to=(JONAS,),
             text="Thank you! Filed, and the champagne is in the fridge.\n\nAlice\n"),
        Mail("Sent", "3d 14:20", ALICE, "Re: Réservation confirmée : l'atelier de Grenoble",
             to=(CAMILLE,), charset="iso-8859-1",
             text="Merci beaucoup ! J'arrive mardi soir par le train de 19 h.\n\nAlice\n"),
        Mail("Sent", "7d 11:15", ALICE, "Re: Your talk was accepted", to=(CONFERENCE,),
             text="Wonderful news. No travel grant needed, I come by bike.\n\nAlice\n"),
        Mail("Sent", "9d 17:47", ALICE, "Minutes of the size meeting", to=(ZOE, BOB),
             key="minutes", text="Decided: four sizes, not five. Details are attached.\n",
             parts=(Part("minutes.csv", "text/csv",
                         "size;reach;stack\nS;372;560\nM;384;582\nL;396;604\nXL;408;628\n"
                         .encode(), text_charset="utf-8"),)),
    ]


def _drafts():
    return [
        Mail("Drafts", "70m", ALICE, "Talk: lamps that know when to shut up", flags="DS",
             to=(CONFERENCE,),
             text="Abstract (second attempt)\n\nA good lamp is one that you forget. This talk is "
                  "about the forty milliseconds in which \n\n[more about the sensor here]\n"),
        Mail("Drafts", "2d 21:30", ALICE, "Sonntag", flags="DS", to=(MUM,),
             text="Liebe Mama,\n\nich komme gern, aber erst um vier, denn \n"),
    ]


def _archive():
    return [
        Mail("Archive", "12d 09:14", PRIYA, "Standby current: found it", flags="S",
             text="The pull-up on the charger line. One resistor, 1.6 mA. I am going home.\n"),
        Mail("Archive", "15d 16:22", CHIARA, "Prices for next year", flags="FS",
             text="The list is attached. Nothing above 400 without a coffee first.\n",
             parts=(Part("prices.csv", "text/csv",
                         "model;price\nPolar;59.90\nPolar S;47.90\nKino;129.00\n".encode(),
                         text_charset="utf-8"),)),
        Mail("Archive", "21d 13:05", ANNOUNCE, "Welcome, Jonas!", flags="S",
             text="Jonas looks after the frame suppliers from today. He bakes, too.\n"),
        Mail("Archive", "34d 10:41", BOB, "Keys for the workshop", flags="S",
             text="Yours hangs behind the calendar. The calendar is from 2019, do not ask.\n"),
        Mail("Archive/2025", "330d 08:30", ANNOUNCE, "Happy new year, and the new building",
             flags="S", text="We move in March. Pack lightly.\n"),
        Mail("Archive/2025", "352d 19:02", MUM, "Plätzchenrezept", flags="FS",
             charset="windows-1252",
             text="300 g Mehl, 200 g Butter, 100 g Zucker – und Geduld.\n"),
        Mail("Archive/2025", "371d 11:11", RAIL, "Rechnung zu Ihrer Buchung", flags="S",
             text="Ihre Rechnung finden Sie im Anhang.\n",
             parts=(Part("Rechnung.pdf", "application/pdf",
                         attachments.pdf("Rechnung", ["Freiburg - Wien, 2 Personen",
                                                      "Summe 178,00 EUR"])),)),
    ]


def _projects():
    return [
        Mail("Projekte", "6d 14:00", CHIARA, "Roadmap: what we say no to", flags="FS",
             text="1. radios\n2. apps that need an account\n3. anything with a subscription\n"),
        Mail("Projekte", "8d 16:45", AUTOMAT, "[lumen-app] Build 967 failed", flags="S",
             text="Branch: finnish\nError: translation has 3 plural forms, expected 2\n"),
        Mail("Projekte", "8d 17:20", AUTOMAT, "[lumen-app] Build 968 passed", flags="S",
             text="Branch: finnish\nTests: 842 passed\n"),
        Mail("Projekte/Größe", "260m", ZOE, "Maße der Rahmen M und L", flags="",
             text="Alle Maße in Millimetern, gemessen bei 20 °C.\n",
             parts=(Part("Maße.csv", "text/csv",
                         "Größe;Sitzrohr;Oberrohr\nM;540;565\nL;580;590\n".encode(),
                         text_charset="utf-8"),)),
        Mail("Projekte/Größe", "9d 18:30", BOB, "Re: Minutes of the size meeting", flags="S",
             replies_to="minutes", key="sizes", flowed=True,
             text="> Decided: four sizes, not five.\n\nMy knees and I agree. Who tells the \n"
                  "supplier?\n"),
        Mail("Projekte/Größe", "10d 08:12", ZOE, "Re: Minutes of the size meeting", flags="S",
             replies_to="sizes", text="I do. With cake.\n"),
        Mail("Projekte/Messe", "170m", CHIARA, "Stand plan, third version", flags="",
             text="The lamp wall is on the left now. Wood, not carpet.\n",
             parts=(Part("stand.png", "image/png",
                         pictures.bar_chart([3, 4, 4, 6, 5], (90, 140, 96))),)),
        Mail("Projekte/Messe", "5d 15:15", CONFERENCE, "Exhibitor badges", flags="S",
             text="Five badges are waiting for you at the south entrance.\n"),
        Mail("Projekte/Messe", "11d 12:00", JONAS, "Two demo bikes more?", flags="RS",
             text="Possible, if you do not mind that they are pink.\n"),
    ]


def _others():
    return [
        Mail("Newsletter", "8d 07:30", TRAILS, "The hut book: 48 beds above the trees",
             flags="S", text="This week: every hut we slept in, ranked by breakfast.\n"),
        Mail("Newsletter", "15d 07:30", TRAILS, "Rain is a kind of weather, too", flags="S",
             text="This week: jackets, trousers, and the art of not minding.\n"),
        Mail("Newsletter", "3d 06:55", CONFERENCE, "The programme is online", flags="",
             html="<h2>The programme is online</h2><p>Sixty talks in three days. Ours begin with "
                  "<b>light</b>.</p><ul><li>Friday: workshops</li><li>Saturday: talks</li>"
                  "<li>Sunday: hacking and cake</li></ul>"),
        Mail("Reisen", "6d 22:20", RAIL, "Ihre Reiseverbindung hat sich geändert", flags="FS",
             text="Neue Abfahrt: 20:47 statt 20:39. Ihre Plätze bleiben gleich.\n"),
        Mail("Reisen", "18d 12:30", CAMILLE, "Où dormir à Grenoble", flags="S",
             charset="iso-8859-1",
             text="Trois adresses : l'hôtel près de la gare, la péniche, ou chez moi.\n"),
        Mail("日本", "16d 11:00", MISAKI, "工房の地図", flags="S", encoding="base64",
             text="駅から歩いて五分です。地図を添付します。\n",
             parts=(Part("地図.png", "image/png", pictures.forest()),)),
        Mail("日本", "20d 09:25", MISAKI, "はじめまして", flags="RS", charset="iso-2022-jp",
             encoding="7bit", text="はじめまして、田中美咲と申します。ランプの工房を営んでおります。\n"),
        Mail("Trash", "2d 08:00", SHOP, "Wie war Ihr Einkauf?", flags="S",
             text="Bewerten Sie „Sattelklemme 31,8 mm“ mit bis zu fünf Sternen!\n"),
        Mail("Trash", "4d 09:09", LIN, "Re: 关于车灯样品的报价 (old version)", flags="S",
             encoding="base64", text="请忽略之前的报价单。\n"),
        Mail("Junk", "4d 03:33", SPAMMER, "R0lex-style w@tches -85% t0day only!!!", flags="",
             text="B U Y   N O W\n"),
        Mail("Junk", "6d 04:44", LOTTERY, "YOU HAVE WON 4,500,000.00 EURO", flags="",
             text="DEAR WINNER, SEND YOUR NAME AND TELEPHONE NUMBER TO CLAIM.\n"),
        Mail("Junk", "7d 05:21", SPAMMER, "Rechnung 2026-4711 - bitte sofort oeffnen",
             flags="S", text="Ihre Rechnung finden Sie im Anhang.\n",
             parts=(Part("Rechnung_2026-4711.pdf.exe", "application/x-msdownload",
                         b"This is plain text. Its name is the only thing about it that is "
                         b"dangerous.\r\n"),)),
    ]


def mails(_now):
    return _sent() + _drafts() + _archive() + _projects() + _others()
