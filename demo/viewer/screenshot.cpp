// SPDX-License-Identifier: LGPL-3.0-or-later
#include "screenshot.h"

#include "mainwindow.h"
#include "qimap4foldermodel.h"
#include "qimap4messagelistview.h"
#include "qimap4messagemodel.h"
#include "qimap4messageview.h"

#include <QtCore/qcoreapplication.h>
#include <QtGui/qpixmap.h>

#include <cstdio>

namespace {

constexpr int pollInterval = 50; // milliseconds
constexpr int deadline = 30000; // milliseconds
constexpr quint32 mostExamined = 100; // messages whose structure is looked at

// How much a message is worth to be seen: HTML, and pictures that come with it.
int richness(const QImap4BodyStructure &part)
{
    if (part.mimeType() == "text/html")
        return 2;
    if (part.type() == "image" && !part.contentId().isEmpty())
        return 1;
    int sum = 0;
    const auto children = part.children();
    for (const QImap4BodyStructure &child : children)
        sum += richness(child);
    return qMin(sum, 3);
}

} // namespace

Screenshot::Screenshot(MainWindow *window, const QString &file)
    : QObject(window)
    , m_window(window)
    , m_file(file)
{
    connect(&m_poll, &QTimer::timeout, this, &Screenshot::poll);
    m_poll.start(pollInterval);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(tr("No message was shown within 30 seconds.")); });
    m_deadline.start(deadline);

    QImap4 *client = window->client();
    // Queued, as what fails at once does so before the loop that this ends.
    connect(window, &MainWindow::failed, this, &Screenshot::fail, Qt::QueuedConnection);
    connect(client, &QImap4::tlsProblem, this, [this](const QImap4TlsProblem &problem) {
        fail(problem.reasons.join(QLatin1Char(' ')));
    });
    connect(window->view(), &QImap4MessageView::contentReady, this,
            [this] { m_messageShown = true; });
    connect(window->view(), &QImap4MessageView::stateChanged, this,
            [this](QImap4MessageView::State state) {
                if (state == QImap4MessageView::Failed)
                    fail(tr("The message could not be shown."));
            });
}

bool Screenshot::areRowsLoaded() const
{
    const QImap4MessageModel *model = m_window->messages();
    if (model->isLoading() || !model->isAvailable())
        return false;
    const QImap4MessageListView *list = m_window->list();
    const QModelIndex last =
        list->indexAt({list->viewport()->width() / 2, list->viewport()->height() - 1});
    const int end = last.isValid() ? last.row() : model->rowCount() - 1;
    for (int row = 0; row <= end; ++row) {
        const QModelIndex index = model->index(row, 0);
        if (index.data(QImap4MessageModel::RowStateRole).toInt() != QImap4MessageModel::Loaded)
            return false;
    }
    return true;
}

void Screenshot::poll()
{
    if (m_window->folders()->isLoading() || !areRowsLoaded())
        return;
    if (m_window->messages()->rowCount() == 0)
        return fail(tr("The mailbox is empty."));
    if (!m_chosen)
        return chooseMessage();
    if (m_messageShown && m_window->client()->pendingCommands() == 0)
        write();
}

void Screenshot::chooseMessage()
{
    m_chosen = true;
    const quint32 exists = quint32(m_window->messages()->rowCount());
    const quint32 first = exists > mostExamined ? exists - mostExamined + 1 : 1;
    QImap4Reply *reply = m_window->client()->fetch(QImap4MessageSet::sequenceNumbers(first, exists),
                                                   QImap4::BodyStructure);
    connect(reply, &QImap4Reply::finished, this, [this, reply] {
        if (reply->isError())
            return fail(reply->errorString());
        quint32 uid = 0;
        int best = -1;
        const auto messages = reply->value<QImap4MessageList>();
        for (const QImap4Message &message : messages) {
            const int value = richness(message.bodyStructure());
            if (value >= best) {
                best = value;
                uid = message.uid();
            }
        }
        m_window->list()->selectUid(uid);
    });
}

void Screenshot::fail(const QString &reason)
{
    if (m_finished)
        return;
    m_finished = true;
    m_poll.stop();
    std::fprintf(stderr, "qimap4-viewer: %s\n", qPrintable(reason));
    QCoreApplication::exit(1);
}

void Screenshot::write()
{
    if (m_finished)
        return;
    m_poll.stop();
    m_window->list()->scrollToTop();
    if (!m_window->grab().save(m_file, "PNG"))
        return fail(tr("The picture could not be written to %1.").arg(m_file));
    m_finished = true;
    QCoreApplication::exit(0);
}
