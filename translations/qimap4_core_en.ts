<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>QImap4</name>
    <message numerus="yes">
        <source>The server lists more than %n mailbox(es).</source>
        <translation>
            <numerusform>The server lists more than %n mailbox.</numerusform>
            <numerusform>The server lists more than %n mailboxes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server was silent for %n second(s).</source>
        <translation>
            <numerusform>The server was silent for %n second.</numerusform>
            <numerusform>The server was silent for %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QImap4FolderModel</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
</TS>
