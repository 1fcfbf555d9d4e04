<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QImap4</name>
    <message>
        <source>The server showed no certificate.</source>
        <translation>Der Server hat kein Zertifikat gezeigt.</translation>
    </message>
    <message>
        <source>The certificate is not for %1.</source>
        <translation>Das Zertifikat gilt nicht für %1.</translation>
    </message>
    <message>
        <source>Data was injected before the encryption.</source>
        <translation>Vor der Verschlüsselung wurden Daten eingeschleust.</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The server did not finish the TLS handshake.</source>
        <translation>Der Server hat den TLS-Handshake nicht beendet.</translation>
    </message>
    <message>
        <source>The server did not get through with the greeting, encryption or login in time.</source>
        <translation>Der Server ist mit Begrüßung, Verschlüsselung oder Anmeldung nicht rechtzeitig fertig geworden.</translation>
    </message>
    <message>
        <source>The server does not offer STARTTLS.</source>
        <translation>Der Server bietet STARTTLS nicht an.</translation>
    </message>
    <message>
        <source>This is not the greeting of an IMAP server.</source>
        <translation>Das ist nicht die Begrüßung eines IMAP-Servers.</translation>
    </message>
    <message>
        <source>The server began a session before it could be encrypted.</source>
        <translation>Der Server hat eine Sitzung begonnen, bevor sie verschlüsselt werden konnte.</translation>
    </message>
    <message>
        <source>The server refused to encrypt.</source>
        <translation>Der Server hat die Verschlüsselung verweigert.</translation>
    </message>
    <message>
        <source>An answer to a command that was not sent.</source>
        <translation>Eine Antwort auf einen Befehl, der nicht gesendet wurde.</translation>
    </message>
    <message>
        <source>A continuation that nothing waits for.</source>
        <translation>Eine Fortsetzung, auf die nichts wartet.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists more than %n mailbox(es).</source>
        <translation>
            <numerusform>Der Server zählt mehr als %n Postfach auf.</numerusform>
            <numerusform>Der Server zählt mehr als %n Postfächer auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>EXPUNGE of a message that does not exist.</source>
        <translation>EXPUNGE einer Nachricht, die es nicht gibt.</translation>
    </message>
    <message>
        <source>The server sends too slowly.</source>
        <translation>Der Server sendet zu langsam.</translation>
    </message>
    <message numerus="yes">
        <source>The server was silent for %n second(s).</source>
        <translation>
            <numerusform>Der Server hat %n Sekunde lang geschwiegen.</numerusform>
            <numerusform>Der Server hat %n Sekunden lang geschwiegen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The certificate&apos;s key is too short.</source>
        <translation>Der Schlüssel des Zertifikats ist zu kurz.</translation>
    </message>
    <message>
        <source>The certificate is signed with SHA-1, which can be forged.</source>
        <translation>Das Zertifikat ist mit SHA-1 unterschrieben, was sich fälschen lässt.</translation>
    </message>
    <message>
        <source>The server&apos;s answer is too large.</source>
        <translation>Die Antwort des Servers ist zu groß.</translation>
    </message>
    <message>
        <source>FETCH of a message that does not exist.</source>
        <translation>FETCH zu einer Nachricht, die es nicht gibt.</translation>
    </message>
    <message>
        <source>The server asks for more where there is nothing to say.</source>
        <translation>Der Server verlangt mehr, wo es nichts zu sagen gibt.</translation>
    </message>
    <message>
        <source>The server announced data of no readable size.</source>
        <translation>Der Server hat Daten angekündigt, deren Größe nicht zu lesen ist.</translation>
    </message>
    <message>
        <source>The server&apos;s authentication challenge is too large.</source>
        <translation>Die Anmeldeanfrage des Servers ist zu groß.</translation>
    </message>
    <message>
        <source>The server does not end the authentication.</source>
        <translation>Der Server beendet die Anmeldung nicht.</translation>
    </message>
    <message>
        <source>The server&apos;s authentication challenge is malformed.</source>
        <translation>Die Anmeldeanfrage des Servers ist fehlerhaft.</translation>
    </message>
    <message>
        <source>The server did not prove that it is the right one.</source>
        <translation>Der Server hat nicht bewiesen, dass er der richtige ist.</translation>
    </message>
    <message>
        <source>AUTHENTICATE is a dialogue; use authenticate().</source>
        <translation>AUTHENTICATE ist ein Dialog; bitte authenticate() verwenden.</translation>
    </message>
    <message>
        <source>The name or the password holds a NUL character.</source>
        <translation>Der Name oder das Passwort enthält ein NUL-Zeichen.</translation>
    </message>
    <message>
        <source>The server goes on asking after everything was said.</source>
        <translation>Der Server fragt weiter, obwohl alles gesagt ist.</translation>
    </message>
    <message>
        <source>The credentials lack what %1 needs.</source>
        <translation>In den Anmeldedaten fehlt, was %1 braucht.</translation>
    </message>
    <message>
        <source>No way to log in fits the credentials. The server offers: %1</source>
        <translation>Keine Art der Anmeldung passt zu den Anmeldedaten. Der Server bietet an: %1</translation>
    </message>
    <message>
        <source>The name or the token holds a control character.</source>
        <translation>Der Name oder das Token enthält ein Steuerzeichen.</translation>
    </message>
    <message>
        <source>The server wants the password to be hashed %1 times.</source>
        <translation>Der Server verlangt, dass das Passwort %1-mal gehasht wird.</translation>
    </message>
    <message>
        <source>A command is reached by a pipe, which has no encryption.</source>
        <translation>Ein Befehl wird über eine Pipe erreicht, die keine Verschlüsselung hat.</translation>
    </message>
    <message>
        <source>The command %1 cannot be started: %2</source>
        <translation>Der Befehl %1 lässt sich nicht starten: %2</translation>
    </message>
    <message>
        <source>The command closed its output.</source>
        <translation>Der Befehl hat seine Ausgabe geschlossen.</translation>
    </message>
    <message>
        <source>The command crashed or was killed.</source>
        <translation>Der Befehl ist abgestürzt oder wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The command ended with exit status %1.</source>
        <translation>Der Befehl endete mit dem Status %1.</translation>
    </message>
    <message>
        <source>The device gave less than it had promised.</source>
        <translation>Die Quelle hat weniger geliefert als angekündigt.</translation>
    </message>
    <message>
        <source>The compressed data of the server is damaged.</source>
        <translation>Die komprimierten Daten des Servers sind beschädigt.</translation>
    </message>
    <message>
        <source>The server takes messages of up to %1 bytes.</source>
        <translation>Der Server nimmt Nachrichten bis zu %1 Bytes an.</translation>
    </message>
    <message>
        <source>The server refused the message while it was being sent.</source>
        <translation>Der Server hat die Nachricht abgelehnt, während sie gesendet wurde.</translation>
    </message>
    <message>
        <source>ENABLED without ENABLE.</source>
        <translation>ENABLED ohne ENABLE.</translation>
    </message>
</context>
<context>
    <name>QImap4Error</name>
    <message>
        <source>The mail server cannot be reached. Check the network connection and the name of the server.</source>
        <translation>Der Mailserver ist nicht erreichbar. Prüfen Sie die Netzwerkverbindung und den Namen des Servers.</translation>
    </message>
    <message>
        <source>No secure connection to the mail server could be made. Check the encryption setting and the server&apos;s certificate.</source>
        <translation>Es konnte keine sichere Verbindung zum Mailserver aufgebaut werden. Prüfen Sie die Einstellung der Verschlüsselung und das Zertifikat des Servers.</translation>
    </message>
    <message>
        <source>The mail server did not accept the login. Check the user name and the password.</source>
        <translation>Der Mailserver hat die Anmeldung nicht angenommen. Prüfen Sie den Benutzernamen und das Passwort.</translation>
    </message>
    <message>
        <source>The mail server refused the request.</source>
        <translation>Der Mailserver hat die Anfrage abgelehnt.</translation>
    </message>
    <message>
        <source>The mail server did not understand the request. It may not support this function.</source>
        <translation>Der Mailserver hat die Anfrage nicht verstanden. Vielleicht unterstützt er diese Funktion nicht.</translation>
    </message>
    <message>
        <source>The mail server ended the connection. Try again in a moment.</source>
        <translation>Der Mailserver hat die Verbindung beendet. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The mail server sent something that makes no sense. The connection was closed.</source>
        <translation>Der Mailserver hat etwas Unsinniges gesendet. Die Verbindung wurde geschlossen.</translation>
    </message>
    <message>
        <source>The mail server does not answer. Check the network connection, or try again later.</source>
        <translation>Der Mailserver antwortet nicht. Prüfen Sie die Netzwerkverbindung, oder versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The request was cancelled.</source>
        <translation>Die Anfrage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>This is not possible now. Connect, log in or open a mailbox first.</source>
        <translation>Das ist jetzt nicht möglich. Verbinden Sie sich zuerst, melden Sie sich an oder öffnen Sie ein Postfach.</translation>
    </message>
    <message>
        <source>The request holds characters or values that cannot be sent to a mail server.</source>
        <translation>Die Anfrage enthält Zeichen oder Werte, die nicht an einen Mailserver gesendet werden können.</translation>
    </message>
    <message>
        <source>The mail server does not offer this function.</source>
        <translation>Der Mailserver bietet diese Funktion nicht an.</translation>
    </message>
    <message>
        <source>The mailbox can only be read. Nothing in it can be changed.</source>
        <translation>Das Postfach kann nur gelesen werden. Nichts darin lässt sich ändern.</translation>
    </message>
    <message>
        <source>The mail server sent more than is allowed. The connection was closed.</source>
        <translation>Der Mailserver hat mehr gesendet, als erlaubt ist. Die Verbindung wurde geschlossen.</translation>
    </message>
    <message>
        <source>The password was not sent because the connection is not encrypted. Switch encryption on.</source>
        <translation>Das Passwort wurde nicht gesendet, weil die Verbindung nicht verschlüsselt ist. Schalten Sie die Verschlüsselung ein.</translation>
    </message>
    <message>
        <source>The mail server answered something that cannot be read.</source>
        <translation>Der Mailserver hat etwas geantwortet, das sich nicht lesen lässt.</translation>
    </message>
</context>
<context>
    <name>QImap4FolderModel</name>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>holds no messages</source>
        <translation>enthält keine Nachrichten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>QImap4MessageModel</name>
    <message>
        <source>(No subject)</source>
        <translation>(Kein Betreff)</translation>
    </message>
    <message>
        <source>Message %1 could not be loaded</source>
        <translation>Nachricht %1 konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Message %1, not loaded yet</source>
        <translation>Nachricht %1, noch nicht geladen</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Marked as deleted</source>
        <translation>Als gelöscht markiert</translation>
    </message>
    <message>
        <source>With attachment</source>
        <translation>Mit Anhang</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
</TS>
