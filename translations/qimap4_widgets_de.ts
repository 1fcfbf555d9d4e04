<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QImap4AddressCheck</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>The name of the sender shows the address “%1”, but the message comes from “%2”.</source>
        <translation>Der Name des Absenders zeigt die Adresse „%1“, aber die Nachricht kommt von „%2“.</translation>
    </message>
    <message>
        <source>The message names more than one sender.</source>
        <translation>Die Nachricht nennt mehr als einen Absender.</translation>
    </message>
    <message>
        <source>The message was sent by “%1” for the sender that it names.</source>
        <translation>Die Nachricht wurde von „%1“ für den genannten Absender gesendet.</translation>
    </message>
</context>
<context>
    <name>QImap4AttachmentSaver</name>
    <message>
        <source>The folder does not exist.</source>
        <translation>Der Ordner existiert nicht.</translation>
    </message>
</context>
<context>
    <name>QImap4DisplayFormat</name>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>a date without its year, see QLocale::toString()</extracomment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
</context>
<context>
    <name>QImap4FolderView</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;New Folder…</source>
        <translation>&amp;Neuer Ordner…</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Name of the new folder in “%1”:</source>
        <translation>Name des neuen Ordners in „%1“:</translation>
    </message>
    <message>
        <source>Name of the new folder:</source>
        <translation>Name des neuen Ordners:</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Rename Folder</source>
        <translation>Ordner umbenennen</translation>
    </message>
    <message>
        <source>New name of “%1”:</source>
        <translation>Neuer Name von „%1“:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete Folder</source>
        <translation>Ordner löschen</translation>
    </message>
    <message>
        <source>Delete the folder “%1” and all messages in it?</source>
        <translation>Den Ordner „%1“ und alle Nachrichten darin löschen?</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::AttachmentList</name>
    <message>
        <source>%1, may be harmful</source>
        <translation>%1, kann schädlich sein</translation>
    </message>
    <message>
        <source>%1, not what it says</source>
        <translation>%1, nicht das, was es vorgibt</translation>
    </message>
    <message>
        <source>Save All…</source>
        <translation>Alle speichern…</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n Anhang, %1</numerusform>
            <numerusform>%n Anhänge, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>attachment: name, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Save &amp;All…</source>
        <translation>&amp;Alle speichern…</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::FindBar</name>
    <message>
        <source>Find in message</source>
        <translation>In der Nachricht suchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Vorherige Fundstelle</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::FolderChooser</name>
    <message>
        <source>Move to Folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Filter folders</source>
        <translation>Ordner filtern</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::ImapMessageSource</name>
    <message>
        <source>The folder is not open.</source>
        <translation>Der Ordner ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>The message is no longer there.</source>
        <translation>Die Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The folder is no longer open.</source>
        <translation>Der Ordner ist nicht mehr geöffnet.</translation>
    </message>
    <message>
        <source>The server has no content for it.</source>
        <translation>Der Server hat keinen Inhalt dazu.</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::MessageHeader</name>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>(No subject)</source>
        <translation>(Kein Betreff)</translation>
    </message>
    <message>
        <source>(Unknown sender)</source>
        <translation>(Unbekannter Absender)</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::MessageListDelegate</name>
    <message>
        <source>Could not be loaded</source>
        <translation>Konnte nicht geladen werden</translation>
    </message>
</context>
<context>
    <name>QImap4Internal::TextBodyView</name>
    <message>
        <source>Text of the message</source>
        <translation>Text der Nachricht</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Link Address</source>
        <translation>&amp;Linkadresse kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QImap4LinkCheck</name>
    <message>
        <source>The text of the link names another server than the one it leads to.</source>
        <translation>Der Text des Links nennt einen anderen Server als den, zu dem er führt.</translation>
    </message>
    <message>
        <source>The link leads to a bare network address without a name.</source>
        <translation>Der Link führt zu einer bloßen Netzwerkadresse ohne Namen.</translation>
    </message>
    <message>
        <source>The link hides its real server behind a user name.</source>
        <translation>Der Link versteckt seinen wirklichen Server hinter einem Benutzernamen.</translation>
    </message>
    <message>
        <source>The name of the server has letters that can be mistaken for others.</source>
        <translation>Der Name des Servers enthält Buchstaben, die mit anderen verwechselt werden können.</translation>
    </message>
    <message>
        <source>The text of the link says https, but the link is not encrypted.</source>
        <translation>Der Text des Links sagt https, aber der Link ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>The link would open something other than a web page or a mail; it is blocked.</source>
        <translation>Der Link würde etwas anderes als eine Webseite oder eine Mail öffnen; er ist gesperrt.</translation>
    </message>
</context>
<context>
    <name>QImap4LinkConfirmation</name>
    <message>
        <source>Open Link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>Open this link to “%1”?</source>
        <translation>Diesen Link zu „%1“ öffnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>QImap4MessageListView</name>
    <message>
        <source>(No subject)</source>
        <translation>(Kein Betreff)</translation>
    </message>
    <message>
        <source>Mark as &amp;Read</source>
        <translation>Als &amp;gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as &amp;Unread</source>
        <translation>Als &amp;ungelesen markieren</translation>
    </message>
    <message>
        <source>Toggle Read</source>
        <translation>Gelesen umschalten</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>&amp;Stern</translation>
    </message>
    <message>
        <source>&amp;Move to…</source>
        <translation>&amp;Verschieben nach…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Next Unread</source>
        <translation>&amp;Nächste ungelesene</translation>
    </message>
    <message>
        <source>&amp;Previous Unread</source>
        <translation>V&amp;orherige ungelesene</translation>
    </message>
    <message>
        <source>Read On</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Nachrichten</translation>
    </message>
    <message>
        <source>No folder selected</source>
        <translation>Kein Ordner ausgewählt</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Nicht verfügbar</translation>
    </message>
</context>
<context>
    <name>QImap4MessageView</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n Server</numerusform>
            <numerusform>%n Servern</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) from %1 not loaded: %2.</source>
        <translation>
            <numerusform>%n Bild von %1 nicht geladen: %2.</numerusform>
            <numerusform>%n Bilder von %1 nicht geladen: %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Content from %1 not loaded: %2.</source>
        <translation>Inhalt von %1 nicht geladen: %2.</translation>
    </message>
    <message>
        <source>Loading it would tell the sender that you read this.</source>
        <translation>Das Laden würde dem Absender verraten, dass Sie dies lesen.</translation>
    </message>
    <message>
        <source>The message cannot be shown.</source>
        <translation>Die Nachricht kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The message is very long or very complicated; not all of it is shown.</source>
        <translation>Die Nachricht ist sehr lang oder sehr kompliziert; sie wird nicht ganz gezeigt.</translation>
    </message>
    <message>
        <source>The message is too complicated to be shown as it was designed; this is its text.</source>
        <translation>Die Nachricht ist zu kompliziert, um wie gestaltet gezeigt zu werden; dies ist ihr Text.</translation>
    </message>
    <message>
        <source>Save Attachment</source>
        <translation>Anhang speichern</translation>
    </message>
    <message>
        <source>Save All Attachments</source>
        <translation>Alle Anhänge speichern</translation>
    </message>
    <message>
        <source>“%1” could not be saved. %2</source>
        <translation>„%1“ konnte nicht gespeichert werden. %2</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert unter %1</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Find in Message</source>
        <translation>In der Nachricht &amp;suchen</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Original Size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Show as &amp;Plain Text</source>
        <translation>Als &amp;reinen Text zeigen</translation>
    </message>
    <message>
        <source>Save All A&amp;ttachments…</source>
        <translation>Alle A&amp;nhänge speichern…</translation>
    </message>
    <message>
        <source>No message selected</source>
        <translation>Keine Nachricht ausgewählt</translation>
    </message>
    <message>
        <source>Loading the message</source>
        <translation>Die Nachricht wird geladen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>A link in this message leads somewhere else than it seems to.</source>
        <translation>Ein Link in dieser Nachricht führt woandershin, als es scheint.</translation>
    </message>
    <message>
        <source>The message has no such part.</source>
        <translation>Die Nachricht hat keinen solchen Teil.</translation>
    </message>
</context>
<context>
    <name>QImap4NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
</TS>
