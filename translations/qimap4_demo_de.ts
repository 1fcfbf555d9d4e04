<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>LoginDialog</name>
    <message>
        <source>Log In</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>TLS (recommended)</source>
        <translation>TLS (empfohlen)</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>None, everybody can read along</source>
        <translation>Keine, alle können mitlesen</translation>
    </message>
    <message>
        <source>&amp;Server:</source>
        <translation>&amp;Server:</translation>
    </message>
    <message>
        <source>S&amp;ecurity:</source>
        <translation>Si&amp;cherheit:</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>&amp;Benutzer:</translation>
    </message>
    <message>
        <source>Pass&amp;word:</source>
        <translation>Pass&amp;wort:</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Search Mail</source>
        <translation>Mail durchsuchen</translation>
    </message>
    <message>
        <source>Check for New Mail</source>
        <translation>Nach neuer Mail sehen</translation>
    </message>
    <message>
        <source>Messages as Table</source>
        <translation>Nachrichten als Tabelle</translation>
    </message>
    <message>
        <source>Mark Shown Messages as Read</source>
        <translation>Gezeigte Nachrichten als gelesen markieren</translation>
    </message>
    <message>
        <source>Log In…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>Der Server meldet: %1</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>%1 – Mail</source>
        <translation>%1 – Mail</translation>
    </message>
    <message>
        <source>%1 (%2) – Mail</source>
        <translation>%1 (%2) – Mail</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) found</source>
        <translation>
            <numerusform>%n Nachricht gefunden</numerusform>
            <numerusform>%n Nachrichten gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n Nachricht</numerusform>
            <numerusform>%n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” could not be saved. %2</source>
        <translation>„%1“ konnte nicht gespeichert werden. %2</translation>
    </message>
    <message>
        <source>No certificate could be read from “%1”.</source>
        <translation>Aus „%1“ konnte kein Zertifikat gelesen werden.</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Mail server.</source>
        <translation>Mailserver.</translation>
    </message>
    <message>
        <source>Its port; by default that of the security.</source>
        <translation>Sein Port; sonst der zur Sicherheit passende.</translation>
    </message>
    <message>
        <source>tls (default), starttls or none.</source>
        <translation>tls (ohne Angabe), starttls oder none.</translation>
    </message>
    <message>
        <source>User name.</source>
        <translation>Benutzername.</translation>
    </message>
    <message>
        <source>Environment variable that holds the password.</source>
        <translation>Umgebungsvariable, die das Passwort enthält.</translation>
    </message>
    <message>
        <source>File with further trusted certificates (PEM).</source>
        <translation>Datei mit weiteren vertrauten Zertifikaten (PEM).</translation>
    </message>
    <message>
        <source>Mailbox to open instead of INBOX.</source>
        <translation>Postfach, das statt INBOX geöffnet wird.</translation>
    </message>
    <message>
        <source>Show the first message at once.</source>
        <translation>Die erste Nachricht gleich zeigen.</translation>
    </message>
    <message>
        <source>Write a picture of the window when mail is shown, and quit.</source>
        <translation>Ein Bild des Fensters schreiben, sobald Mail gezeigt wird, und beenden.</translation>
    </message>
    <message>
        <source>Size of the window.</source>
        <translation>Größe des Fensters.</translation>
    </message>
    <message>
        <source>Dark colours.</source>
        <translation>Dunkle Farben.</translation>
    </message>
    <message>
        <source>Show a stored message, without a server.</source>
        <translation>Eine gespeicherte Nachricht zeigen, ohne Server.</translation>
    </message>
    <message>
        <source>Quit when the stored message is shown.</source>
        <translation>Beenden, sobald die gespeicherte Nachricht gezeigt wird.</translation>
    </message>
    <message>
        <source>--security takes tls, starttls or none.</source>
        <translation>--security nimmt tls, starttls oder none.</translation>
    </message>
    <message>
        <source>--port takes a number from 1 to 65535.</source>
        <translation>--port nimmt eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>The variable %1 is not set.</source>
        <translation>Die Variable %1 ist nicht gesetzt.</translation>
    </message>
    <message>
        <source>--size takes WIDTHxHEIGHT, as 1280x800.</source>
        <translation>--size nimmt BREITExHÖHE, wie 1280x800.</translation>
    </message>
    <message>
        <source>Shows the mail on an IMAP server.</source>
        <translation>Zeigt die Mail auf einem IMAP-Server.</translation>
    </message>
    <message>
        <source>--screenshot needs --host, --user and --password-env, or --render-eml.</source>
        <translation>--screenshot braucht --host, --user und --password-env, oder --render-eml.</translation>
    </message>
</context>
<context>
    <name>QImap4Cli</name>
    <message>
        <source>logs in as the user given by --user</source>
        <translation>meldet den Benutzer von --user an</translation>
    </message>
    <message>
        <source>lists all mailboxes</source>
        <translation>listet alle Postfächer auf</translation>
    </message>
    <message>
        <source>opens a mailbox</source>
        <translation>öffnet ein Postfach</translation>
    </message>
    <message>
        <source>shows the headers of messages</source>
        <translation>zeigt die Kopfzeilen von Nachrichten</translation>
    </message>
    <message>
        <source>shows the text of messages</source>
        <translation>zeigt den Text von Nachrichten</translation>
    </message>
    <message>
        <source>saves the attachments of messages</source>
        <translation>speichert die Anhänge von Nachrichten</translation>
    </message>
    <message>
        <source>finds messages that contain a text</source>
        <translation>findet Nachrichten, die einen Text enthalten</translation>
    </message>
    <message>
        <source>shows what happens in the mailbox</source>
        <translation>zeigt, was im Postfach geschieht</translation>
    </message>
    <message>
        <source>makes a mailbox</source>
        <translation>legt ein Postfach an</translation>
    </message>
    <message>
        <source>adds a flag or keyword to messages</source>
        <translation>gibt Nachrichten eine Markierung oder ein Schlüsselwort</translation>
    </message>
    <message>
        <source>puts a message into a mailbox</source>
        <translation>legt eine Nachricht in ein Postfach</translation>
    </message>
    <message>
        <source>shows a section as it is, like 1.2</source>
        <translation>zeigt einen Abschnitt, wie er ist, zum Beispiel 1.2</translation>
    </message>
    <message>
        <source>shows one header field of messages</source>
        <translation>zeigt ein Kopffeld von Nachrichten</translation>
    </message>
    <message>
        <source>tells the client&apos;s name, asks for the server&apos;s</source>
        <translation>nennt den Namen des Programms und fragt nach dem des Servers</translation>
    </message>
    <message>
        <source>%1 holds characters that cannot be sent.</source>
        <translation>%1 enthält Zeichen, die nicht gesendet werden können.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be used as %2.</source>
        <translation>„%1“ ist als %2 nicht brauchbar.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Talks to an IMAP server, one action after another.</source>
        <translation>Spricht mit einem IMAP-Server, eine Aktion nach der anderen.</translation>
    </message>
    <message>
        <source>Name or address of the server.</source>
        <translation>Name oder Adresse des Servers.</translation>
    </message>
    <message>
        <source>Port; 993 for tls and 143 otherwise, unless given.</source>
        <translation>Port; ohne Angabe 993 für tls und sonst 143.</translation>
    </message>
    <message>
        <source>tls, starttls or none; tls unless given.</source>
        <translation>tls, starttls oder none; ohne Angabe tls.</translation>
    </message>
    <message>
        <source>User name for login.</source>
        <translation>Benutzername für login.</translation>
    </message>
    <message>
        <source>Environment variable with the password; asked on a terminal without it.</source>
        <translation>Umgebungsvariable mit dem Passwort; ohne sie wird am Terminal gefragt.</translation>
    </message>
    <message>
        <source>PEM file with the only certificate authorities to trust.</source>
        <translation>PEM-Datei mit den einzigen Zertifizierungsstellen, denen vertraut wird.</translation>
    </message>
    <message>
        <source>Milliseconds of silence after which the server is given up.</source>
        <translation>Millisekunden Stille, nach denen der Server aufgegeben wird.</translation>
    </message>
    <message>
        <source>Directory for what the program keeps.</source>
        <translation>Verzeichnis für das, was das Programm aufbewahrt.</translation>
    </message>
    <message>
        <source>Shows this text.</source>
        <translation>Zeigt diesen Text.</translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>What to do, in this order.</source>
        <translation>Was zu tun ist, in dieser Reihenfolge.</translation>
    </message>
    <message>
        <source>--host needs the name or address of a server.</source>
        <translation>--host braucht den Namen oder die Adresse eines Servers.</translation>
    </message>
    <message>
        <source>--port needs a number from 1 to 65535.</source>
        <translation>--port braucht eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>--security needs tls, starttls or none.</source>
        <translation>--security braucht tls, starttls oder none.</translation>
    </message>
    <message>
        <source>--timeout-ms needs a number of milliseconds, at most an hour.</source>
        <translation>--timeout-ms braucht eine Zahl von Millisekunden, höchstens eine Stunde.</translation>
    </message>
    <message>
        <source>There is no action to run.</source>
        <translation>Es gibt keine Aktion auszuführen.</translation>
    </message>
    <message>
        <source>There is no action &quot;%1&quot;.</source>
        <translation>Es gibt keine Aktion „%1“.</translation>
    </message>
    <message>
        <source>The action %1 needs more arguments.</source>
        <translation>Die Aktion %1 braucht mehr Argumente.</translation>
    </message>
    <message>
        <source>The file given by --ca cannot be read.</source>
        <translation>Die Datei von --ca kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file given by --ca holds no certificate.</source>
        <translation>Die Datei von --ca enthält kein Zertifikat.</translation>
    </message>
    <message>
        <source>The directory given by --data-dir cannot be made.</source>
        <translation>Das Verzeichnis von --data-dir kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>login needs a user name given by --user.</source>
        <translation>login braucht einen Benutzernamen durch --user.</translation>
    </message>
    <message>
        <source>The environment variable given by --password-env is not set.</source>
        <translation>Die Umgebungsvariable von --password-env ist nicht gesetzt.</translation>
    </message>
    <message>
        <source>Password: </source>
        <translation>Passwort: </translation>
    </message>
    <message>
        <source>login needs a password: name its environment variable by --password-env.</source>
        <translation>login braucht ein Passwort: Nennen Sie seine Umgebungsvariable durch --password-env.</translation>
    </message>
    <message>
        <source>The password holds characters that cannot be sent.</source>
        <translation>Das Passwort enthält Zeichen, die nicht gesendet werden können.</translation>
    </message>
    <message>
        <source>Actions:</source>
        <translation>Aktionen:</translation>
    </message>
    <message>
        <source>SET holds sequence numbers, like 1:5,9 or 7:*, or UIDs when it begins with &quot;uid:&quot;.
FLAGS are separated by spaces, DATE is like 2024-05-31T18:30:00+02:00; both may be empty.

Each result is one JSON object on a line of its own; an error is one such line on the standard
error stream, with its kind as &quot;code&quot;.

Exit status: 0 all was done, 1 the output could not be written, 2 the command line or an argument
was refused, 3 network or timeout, 4 TLS, 5 authentication, 6 the server broke the protocol,
7 the server exceeded a limit, 8 the server refused a command.
</source>
        <translation>SET enthält Folgenummern, wie 1:5,9 oder 7:*, oder UIDs, wenn es mit „uid:“ beginnt.
FLAGS sind durch Leerzeichen getrennt, DATE ist wie 2024-05-31T18:30:00+02:00; beide dürfen leer
sein.

Jedes Ergebnis ist ein JSON-Objekt auf einer eigenen Zeile; ein Fehler ist eine solche Zeile auf der
Standardfehlerausgabe, mit seiner Art als „code“.

Endestatus: 0 alles wurde getan, 1 die Ausgabe konnte nicht geschrieben werden, 2 die Befehlszeile oder
ein Argument wurde abgelehnt, 3 Netzwerk oder Zeitüberschreitung, 4 TLS, 5 Anmeldung, 6 der Server
hat das Protokoll verletzt, 7 der Server hat eine Grenze überschritten, 8 der Server hat einen Befehl
abgelehnt.
</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>A message has more than %1 attachments.</source>
        <translation>Eine Nachricht hat mehr als %1 Anhänge.</translation>
    </message>
</context>
<context>
    <name>Renderer</name>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation>Das Bild konnte nicht nach %1 geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
</context>
<context>
    <name>Screenshot</name>
    <message>
        <source>No message was shown within 30 seconds.</source>
        <translation>Binnen 30 Sekunden wurde keine Nachricht gezeigt.</translation>
    </message>
    <message>
        <source>The message could not be shown.</source>
        <translation>Die Nachricht konnte nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The mailbox is empty.</source>
        <translation>Das Postfach ist leer.</translation>
    </message>
    <message>
        <source>The picture could not be written to %1.</source>
        <translation>Das Bild konnte nicht nach %1 geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search mail</source>
        <translation>Mail durchsuchen</translation>
    </message>
    <message>
        <source>Subject or sender</source>
        <translation>Betreff oder Absender</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Whole message</source>
        <translation>Ganze Nachricht</translation>
    </message>
    <message>
        <source>Where to search</source>
        <translation>Wo gesucht wird</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) found</source>
        <translation>
            <numerusform>%n Nachricht gefunden</numerusform>
            <numerusform>%n Nachrichten gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>🔒 %1</source>
        <translation>🔒 %1</translation>
    </message>
    <message>
        <source>%1, not encrypted</source>
        <translation>%1, nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet…</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Meldet an…</translation>
    </message>
    <message>
        <source>Connected, waiting for mail</source>
        <translation>Verbunden, wartet auf Mail</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Logging out…</source>
        <translation>Meldet ab…</translation>
    </message>
</context>
<context>
    <name>TlsDialog</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Connection Not Safe</source>
        <translation>Verbindung nicht sicher</translation>
    </message>
    <message>
        <source>The server “%1” could not prove that it is the one you asked for.</source>
        <translation>Der Server „%1“ konnte nicht beweisen, dass er der gewünschte ist.</translation>
    </message>
    <message>
        <source>• %1</source>
        <translation>• %1</translation>
    </message>
    <message>
        <source>Names in the certificate:</source>
        <translation>Namen im Zertifikat:</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>Ausgestellt von:</translation>
    </message>
    <message>
        <source>Valid:</source>
        <translation>Gültig:</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>from date to date</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint:</source>
        <translation>SHA-256-Fingerabdruck:</translation>
    </message>
    <message>
        <source>If you connect, somebody else may read your password and your mail.</source>
        <translation>Wenn Sie sich verbinden, kann jemand anders Ihr Passwort und Ihre Mail lesen.</translation>
    </message>
    <message>
        <source>Connect This Once</source>
        <translation>Dieses eine Mal verbinden</translation>
    </message>
    <message>
        <source>Do Not Connect</source>
        <translation>Nicht verbinden</translation>
    </message>
</context>
</TS>
