<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QImap4</name>
    <message>
        <source>The server showed no certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate is not for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data was injected before the encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not finish the TLS handshake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server did not get through with the greeting, encryption or login in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not offer STARTTLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the greeting of an IMAP server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server began a session before it could be encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server refused to encrypt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An answer to a command that was not sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A continuation that nothing waits for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The server lists more than %n mailbox(es).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>EXPUNGE of a message that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QImap4Error</name>
    <message>
        <source>The mail server cannot be reached. Check the network connection and the name of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secure connection to the mail server could be made. Check the encryption setting and the server&apos;s certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server did not accept the login. Check the user name and the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server refused the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server did not understand the request. It may not support this function.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server ended the connection. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server sent something that makes no sense. The connection was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server does not answer. Check the network connection, or try again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible now. Connect, log in or open a mailbox first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request holds characters or values that cannot be sent to a mail server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server does not offer this function.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mailbox can only be read. Nothing in it can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mail server sent more than is allowed. The connection was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password was not sent because the connection is not encrypted. Switch encryption on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
