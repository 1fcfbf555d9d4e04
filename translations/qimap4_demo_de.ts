<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QImap4Cli</name>
    <message>
        <source>logs in as the user given by --user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lists all mailboxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opens a mailbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows the headers of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows the text of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saves the attachments of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finds messages that contain a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows what happens in the mailbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>makes a mailbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adds a flag or keyword to messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>puts a message into a mailbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows a section as it is, like 1.2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows one header field of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tells the client&apos;s name, asks for the server&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds characters that cannot be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be used as %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talks to an IMAP server, one action after another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name or address of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port; 993 for tls and 143 otherwise, unless given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tls, starttls or none; tls unless given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User name for login.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment variable with the password; asked on a terminal without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM file with the only certificate authorities to trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Milliseconds of silence after which the server is given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directory for what the program keeps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do, in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--host needs the name or address of a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--port needs a number from 1 to 65535.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--security needs tls, starttls or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--timeout-ms needs a number of milliseconds, at most an hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no action to run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no action &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The action %1 needs more arguments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file given by --ca cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file given by --ca holds no certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The directory given by --data-dir cannot be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>login needs a user name given by --user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment variable given by --password-env is not set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>login needs a password: name its environment variable by --password-env.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password holds characters that cannot be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions:</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
