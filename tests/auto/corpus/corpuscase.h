// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef CORPUSCASE_H
#define CORPUSCASE_H

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

// One file of a corpus, or one inline case, with what its source expects of it.
struct CorpusCase
{
    // How the expectation is written down.
    enum Form {
        Codec, // the first response, as JSON of its typed object
        Framed, // several responses, each with its length and perhaps such JSON
        Client, // what a client's API returned
        Properties, // properties of the result, by path
        Fragment, // a piece of the grammar
    };

    QString name; // its path in the corpus
    QByteArray kind;
    QByteArray bytes;
    Form form = Codec;
    QJsonObject json; // the case's entry in the corpus
};

struct CorpusSource
{
    QString name;
    QList<CorpusCase> cases; // what a server sends
    int others = 0; // what a client sends
};

// Reads every source below `directory`, or the one that it is. A source is a folder with an
// expected.json.
QList<CorpusSource> readCorpus(const QString &directory, QString *error);

#endif // CORPUSCASE_H
