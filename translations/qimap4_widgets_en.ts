<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>QImap4Internal::AttachmentList</name>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <translation>
            <numerusform>%n attachment, %1</numerusform>
            <numerusform>%n attachments, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QImap4MessageView</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) from %1 not loaded: %2.</source>
        <translation>
            <numerusform>%n picture from %1 not loaded: %2.</numerusform>
            <numerusform>%n pictures from %1 not loaded: %2.</numerusform>
        </translation>
    </message>
</context>
</TS>
