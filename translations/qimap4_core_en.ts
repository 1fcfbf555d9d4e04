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
</context>
</TS>
