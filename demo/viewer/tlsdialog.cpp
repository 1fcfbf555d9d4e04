// SPDX-License-Identifier: LGPL-3.0-or-later
#include "tlsdialog.h"

#include "qimap4mime.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qlocale.h>
#include <QtGui/qfontdatabase.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qformlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstyle.h>

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

// In two lines of groups that can be compared by eye.
QString fingerprint(const QSslCertificate &certificate)
{
    QString text =
        QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    const qsizetype middle = text.size() / 2;
    if (middle > 0)
        text[middle] = QLatin1Char('\n');
    return text;
}

QString namesOf(const QSslCertificate &certificate)
{
    const QStringList names = certificate.subjectAlternativeNames().values();
    return names.isEmpty() ? TlsDialog::tr("none") : names.join(QLatin1String(", "));
}

} // namespace

TlsDialog::TlsDialog(const QImap4TlsProblem &problem, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Connection Not Safe"));
    auto *layout = new QVBoxLayout(this);
    QLabel *title = plainLabel(
        tr("The server “%1” could not prove that it is the one you asked for.").arg(problem.host),
        this);
    QFont bold(title->font());
    bold.setBold(true);
    title->setFont(bold);
    layout->addWidget(title);
    QStringList reasons;
    for (const QString &reason : problem.reasons)
        reasons.append(tr("• %1").arg(QImap4Mime::safeForDisplay(reason)));
    layout->addWidget(plainLabel(reasons.join(QLatin1Char('\n')), this));

    if (!problem.chain.isEmpty()) {
        const QSslCertificate &leaf = problem.chain.first();
        const QLocale locale;
        auto *form = new QFormLayout;
        const auto add = [&](const QString &name, const QString &value) {
            form->addRow(name, plainLabel(QImap4Mime::safeForDisplay(value), this));
        };
        add(tr("Names in the certificate:"), namesOf(leaf));
        add(tr("Issued by:"), leaf.issuerDisplayName());
        add(tr("Valid:"),
            tr("%1 to %2", "from date to date")
                .arg(locale.toString(leaf.effectiveDate(), QLocale::ShortFormat),
                     locale.toString(leaf.expiryDate(), QLocale::ShortFormat)));
        QLabel *digest = plainLabel(fingerprint(leaf), this);
        digest->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        digest->setWordWrap(false);
        form->addRow(tr("SHA-256 fingerprint:"), digest);
        layout->addLayout(form);
    }
    layout->addWidget(plainLabel(tr("If you connect, somebody else may read your password and "
                                    "your mail."),
                                 this));

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *accept = buttons->addButton(tr("Connect This Once"), QDialogButtonBox::AcceptRole);
    QPushButton *refuse = buttons->addButton(tr("Do Not Connect"), QDialogButtonBox::RejectRole);
    accept->setAutoDefault(false);
    refuse->setDefault(true);
    refuse->setFocus();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}
