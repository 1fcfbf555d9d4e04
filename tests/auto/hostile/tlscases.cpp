// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "hostilecases.h"

namespace QImap4Test {

namespace {

struct CertificateRow
{
    const char *name;
    Identity (*identity)();
    bool outdated = false; // what OpenSSL would not show by itself
};

Identity namedLike()
{
    return Certificates::forNames(
        {QStringLiteral("DNS:localhost.attacker.test"), QStringLiteral("DNS:notlocalhost"),
         QStringLiteral("DNS:localhost.") + QStringLiteral("localdomain")});
}

Identity starred()
{
    return Certificates::forNames({QStringLiteral("DNS:*"), QStringLiteral("DNS:*.*"),
                                   QStringLiteral("DNS:l*"), QStringLiteral("DNS:*host")});
}

Identity otherAddress()
{
    return Certificates::forNames({QStringLiteral("IP:127.0.0.2"), QStringLiteral("IP:::2")});
}

HostileCase refused(const QByteArray &name, const QByteArray &security)
{
    HostileCase row;
    row.name = name;
    row.security = security;
    row.expectation = Expectation::Refuse;
    row.statuses = {4};
    row.confidence = Confidence::Nothing;
    row.timeoutMs = PatientMs;
    return row;
}

HostileCaseList certificates()
{
    const CertificateRow rows[] = {
        {"TC-01 self-signed", &Certificates::selfSigned},
        {"TC-02 from an unknown authority", &Certificates::server},
        {"TC-03 for another name", &Certificates::otherName},
        {"TC-04 expired", &Certificates::expired},
        {"TC-05 not yet valid", &Certificates::notYetValid},
        {"TC-06 common name only", &Certificates::commonNameOnly},
        {"TC-07 for clients only", &Certificates::clientOnly},
        {"TC-08 issued by a leaf", &Certificates::signedByLeaf},
        {"TC-09 names that contain the right one", &namedLike},
        {"TC-10 bare wildcards", &starred},
        {"TC-11 an address as a DNS name", &Certificates::ipAsDnsName},
        {"TC-12 RSA with 1024 bits", &Certificates::shortKey, true},
        {"TC-13 signed with SHA-1", &Certificates::forgeableSignature, true},
        {"TC-14 for another address", &otherAddress},
    };
    HostileCaseList result;
    for (const CertificateRow &certificate : rows) {
        for (const char *security : {"tls", "starttls"}) {
            HostileCase row = refused(QByteArray(certificate.name) + ", " + security, security);
            row.trustsTestAuthority = !row.name.startsWith("TC-02");
            // What the certificate nearly names.
            if (row.name.startsWith("TC-06") || row.name.startsWith("TC-09")
                || row.name.startsWith("TC-10")) {
                row.host = "localhost";
            }
            row.shows = "\"reasons\":[\""; // why it is not trusted
            row.onDisplay = true;
            row.setup = [certificate](ScriptedServer &server) {
                const Identity identity = certificate.identity();
                server.setSslConfiguration(certificate.outdated
                                               ? Certificates::outdatedConfiguration(identity)
                                               : Certificates::serverConfiguration(identity));
            };
            result.append(row);
        }
    }
    return result;
}

HostileCase onlyProtocol(const QByteArray &name, const QByteArray &protocol)
{
    HostileCase row = refused(name, "tls");
    row.setup = [protocol](ScriptedServer &server) {
        server.setSslConfiguration(
            Certificates::outdatedConfiguration(Certificates::server(), protocol));
    };
    return row;
}

// Instead of a handshake; the server is a plain one, and the client speaks TLS to it.
HostileCase instead(const QByteArray &name, const QList<int> &statuses, const Script &script)
{
    HostileCase row = refused(name, "plain-tls");
    row.statuses = statuses;
    row.timeoutMs = HastyMs;
    row.setup = [script](ScriptedServer &server) { server.setScript(script); };
    return row;
}

} // namespace

HostileCaseList tlsCases()
{
    const QByteArray tlsAlert = octets("\x15\x03\x03\x00\x02\x02\x28"); // handshake_failure
    const QByteArray hugeRecord = octets("\x16\x03\x03\xff\xff\x02\xff\xff\xff");
    return certificates()
        + HostileCaseList{
            onlyProtocol("TC-17 only TLS 1.1", "TLSv1.1"),
            onlyProtocol("TC-18 only TLS 1.0", "TLSv1"),
            instead("TC-19 a greeting in the clear", {4}, {S("* OK C4N4RY"), Stall()}),
            instead("TC-20 never a ServerHello", {3}, {Stall()}),
            instead("TC-21 a TLS alert", {4}, {Raw(tlsAlert), Stall()}),
            instead("TC-22 a record of 64 kB", {4},
                    {Raw(hugeRecord + QByteArray(70000, 'x')), Stall()}),
            instead("TC-23 closes at once", {3, 4}, {Close()}),
            instead("TC-23 resets at once", {3, 4}, {Reset()}),
            instead("TC-24 PREAUTH in the clear", {4},
                    {S("* PREAUTH [CAPABILITY IMAP4rev1] C4N4RY"), Stall()}),
        };
}

} // namespace QImap4Test
