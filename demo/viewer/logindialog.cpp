// SPDX-License-Identifier: LGPL-3.0-or-later
#include "logindialog.h"

#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qformlayout.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qspinbox.h>

namespace {

constexpr int tlsPort = 993;
constexpr int plainPort = 143;

int defaultPort(QImap4::Encryption encryption)
{
    return encryption == QImap4::Tls ? tlsPort : plainPort;
}

} // namespace

LoginDialog::LoginDialog(const Account &account, QWidget *parent)
    : QDialog(parent)
    , m_account(account)
    , m_host(new QLineEdit(account.host, this))
    , m_port(new QSpinBox(this))
    , m_security(new QComboBox(this))
    , m_user(new QLineEdit(account.user, this))
    , m_password(new QLineEdit(account.password, this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Log In"));
    m_security->addItem(tr("TLS (recommended)"), QImap4::Tls);
    m_security->addItem(tr("STARTTLS"), QImap4::StartTls);
    m_security->addItem(tr("None, everybody can read along"), QImap4::Plaintext);
    m_security->setCurrentIndex(m_security->findData(account.encryption));
    m_port->setRange(1, 65535);
    m_port->setValue(account.port ? account.port : defaultPort(account.encryption));
    m_host->setPlaceholderText(QStringLiteral("imap.example.org"));
    m_host->setMinimumWidth(fontMetrics().averageCharWidth() * 36);
    m_password->setEchoMode(QLineEdit::Password);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Log In"));

    auto *form = new QFormLayout(this);
    form->addRow(tr("&Server:"), m_host);
    form->addRow(tr("S&ecurity:"), m_security);
    form->addRow(tr("&Port:"), m_port);
    form->addRow(tr("&User:"), m_user);
    form->addRow(tr("Pass&word:"), m_password);
    form->addRow(m_buttons);

    for (QLineEdit *edit : {m_host, m_user, m_password})
        connect(edit, &QLineEdit::textChanged, this, &LoginDialog::updateButtons);
    connect(m_security, &QComboBox::currentIndexChanged, this, &LoginDialog::updatePort);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButtons();
    if (!account.host.isEmpty())
        (account.user.isEmpty() ? m_user : m_password)->setFocus();
}

Account LoginDialog::account() const
{
    Account account(m_account);
    account.host = m_host->text().trimmed();
    account.port = quint16(m_port->value());
    account.encryption = QImap4::Encryption(m_security->currentData().toInt());
    account.user = m_user->text();
    account.password = m_password->text();
    return account;
}

void LoginDialog::updateButtons()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(account().isComplete());
}

void LoginDialog::updatePort()
{
    if (m_port->value() == tlsPort || m_port->value() == plainPort)
        m_port->setValue(defaultPort(QImap4::Encryption(m_security->currentData().toInt())));
}
