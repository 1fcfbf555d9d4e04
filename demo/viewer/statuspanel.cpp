// SPDX-License-Identifier: LGPL-3.0-or-later
#include "statuspanel.h"

#include <QtWidgets/qlabel.h>
#include <QtWidgets/qprogressbar.h>

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

StatusPanel::StatusPanel(QImap4 *client, QWidget *parent)
    : QStatusBar(parent)
    , m_client(client)
    , m_state(plainLabel(this))
    , m_note(plainLabel(this))
    , m_security(plainLabel(this))
    , m_progress(new QProgressBar(this))
{
    m_progress->setMaximumWidth(140);
    m_progress->setMaximumHeight(fontMetrics().height());
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->hide();
    m_state->setContentsMargins(6, 0, 6, 0);
    m_security->setContentsMargins(6, 0, 6, 0);
    addWidget(m_state);
    addWidget(m_note, 1);
    addPermanentWidget(m_progress);
    addPermanentWidget(m_security);

    connect(client, &QImap4::stateChanged, this, &StatusPanel::updateState);
    connect(client, &QImap4::encrypted, this, &StatusPanel::updateState);
    connect(client, &QImap4::idlingChanged, this, &StatusPanel::updateState);
    connect(client, &QImap4::pendingCommandsChanged, this, [this](int count) {
        if (count == 0)
            m_progress->hide();
    });
    updateState();
}

void StatusPanel::showProgress(qint64 bytes, qint64 total)
{
    constexpr int steps = 100;
    m_progress->setRange(0, total > 0 ? steps : 0);
    m_progress->setValue(total > 0 ? int(bytes * steps / total) : 0);
    m_progress->setVisible(total <= 0 || bytes < total);
}

void StatusPanel::showNote(const QString &text)
{
    m_note->setText(text);
}

void StatusPanel::updateState()
{
    m_state->setText(stateText());
    const bool connected = m_client->state() != QImap4::Disconnected;
    if (!connected)
        m_security->clear();
    else if (m_client->isEncrypted())
        m_security->setText(tr("🔒 %1").arg(m_client->host()));
    else
        m_security->setText(tr("%1, not encrypted").arg(m_client->host()));
    if (!connected)
        m_progress->hide();
}

QString StatusPanel::stateText() const
{
    switch (m_client->state()) {
    case QImap4::Disconnected:
        return tr("Not connected");
    case QImap4::Connecting:
        return tr("Connecting…");
    case QImap4::NotAuthenticated:
        return tr("Logging in…");
    case QImap4::Authenticated:
    case QImap4::Selected:
        return m_client->isIdling() ? tr("Connected, waiting for mail") : tr("Connected");
    case QImap4::LoggingOut:
        return tr("Logging out…");
    }
    Q_UNREACHABLE();
}
