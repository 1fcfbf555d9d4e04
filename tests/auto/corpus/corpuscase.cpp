// SPDX-License-Identifier: LGPL-3.0-or-later
#include "corpuscase.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace {

// Kinds of cases that are about what a client sends.
bool isOfClient(const QJsonObject &json)
{
    const QString kind = json.value(QLatin1String("kind")).toString();
    return json.value(QLatin1String("server_to_client")) == QJsonValue(false)
        || kind == QLatin1String("normalise_search_criteria")
        || kind.startsWith(QLatin1String("command"));
}

CorpusCase::Form formOf(const QJsonObject &json)
{
    if (json.contains(QLatin1String("assertions")))
        return CorpusCase::Properties;
    if (json.contains(QLatin1String("terminator")))
        return CorpusCase::Fragment;
    if (json.contains(QLatin1String("messages")))
        return CorpusCase::Framed;
    const QString kind = json.value(QLatin1String("kind")).toString();
    if (kind == QLatin1String("greeting") || kind == QLatin1String("response"))
        return CorpusCase::Codec;
    return CorpusCase::Client;
}

class Reader
{
public:
    explicit Reader(const QDir &directory)
        : m_directory(directory)
    {}

    QString error() const { return m_error; }

    CorpusSource read()
    {
        m_source.name = m_directory.dirName();
        for (const char *name : {"expected.json", "inline.json"}) {
            if (m_directory.exists(QLatin1String(name)))
                readFile(QLatin1String(name));
        }
        return m_source;
    }

private:
    QByteArray bytesOf(const QString &name)
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            m_error = file.fileName() + QLatin1String(": ") + file.errorString();
        return file.readAll();
    }

    void readFile(const QString &name)
    {
        const QJsonDocument document = QJsonDocument::fromJson(bytesOf(name));
        const QJsonObject root = document.object();
        const QJsonArray cases =
            document.isArray() ? document.array() : root.value(QLatin1String("cases")).toArray();
        for (const QJsonValue &value : cases)
            addCase(value.toObject());
        const QJsonObject files = root.value(QLatin1String("files")).toObject();
        for (auto it = files.begin(); it != files.end(); ++it) {
            QJsonObject json;
            json.insert(QLatin1String("file"), it.key());
            json.insert(QLatin1String("messages"), it.value());
            addCase(json);
        }
        if (cases.isEmpty() && files.isEmpty())
            m_error = m_directory.filePath(name) + QLatin1String(": no cases");
    }

    void addCase(const QJsonObject &json)
    {
        if (isOfClient(json)) {
            ++m_source.others;
            return;
        }
        CorpusCase result;
        result.form = formOf(json);
        result.kind = json.value(QLatin1String("kind")).toString().toUtf8();
        result.json = json;
        const QString file = json.value(QLatin1String("file")).toString();
        if (!file.isEmpty())
            result.bytes = bytesOf(file);
        result.name = m_source.name + QLatin1Char('/')
            + (file.isEmpty()
                   ? QStringLiteral("%1#%2").arg(QString::fromUtf8(result.kind)).arg(++m_inline)
                   : file);
        if (result.form == CorpusCase::Properties)
            result.name += QLatin1String("#properties");
        m_source.cases.append(result);
    }

    QDir m_directory;
    CorpusSource m_source;
    QString m_error;
    int m_inline = 0;
};

} // namespace

QList<CorpusSource> readCorpus(const QString &directory, QString *error)
{
    QList<CorpusSource> sources;
    const QDir root(directory);
    QStringList folders = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (root.exists(QStringLiteral("expected.json")))
        folders = QStringList(QStringLiteral("."));
    for (const QString &folder : folders) {
        const QDir source(QDir::cleanPath(root.absoluteFilePath(folder)));
        if (!source.exists(QStringLiteral("expected.json")))
            continue;
        Reader reader(source);
        sources.append(reader.read());
        if (!reader.error().isEmpty())
            *error = reader.error();
    }
    if (sources.isEmpty())
        *error = directory + QLatin1String(": no folder with an expected.json");
    return sources;
}
