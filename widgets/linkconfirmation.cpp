// SPDX-License-Identifier: LGPL-3.0-or-later
#include "linkconfirmation_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>

namespace QImap4Internal {

namespace {

constexpr int longestShown = 400; // characters of an address in the dialog

QString translated(const char *text)
{
    return QCoreApplication::translate("QImap4LinkConfirmation", text);
}

QString shortened(const QString &text)
{
    return text.size() <= longestShown ? text : text.left(longestShown) + QChar(0x2026);
}

} // namespace

QMessageBox *createLinkConfirmation(const LinkVerdict &verdict, QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("linkConfirmation"));
    box->setTextFormat(Qt::PlainText);
    box->setIcon(verdict.warnings.isEmpty() ? QMessageBox::Question : QMessageBox::Warning);
    box->setWindowTitle(translated(QT_TRANSLATE_NOOP("QImap4LinkConfirmation", "Open Link")));
    box->setText(
        verdict.host.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("QImap4LinkConfirmation", "Open this link?"))
            : translated(QT_TRANSLATE_NOOP("QImap4LinkConfirmation", "Open this link to “%1”?"))
                  .arg(verdict.host));
    box->setInformativeText(
        (verdict.warnings + QStringList{shortened(verdict.target)}).join(QLatin1String("\n\n")));
    auto *open = box->addButton(translated(QT_TRANSLATE_NOOP("QImap4LinkConfirmation", "Open")),
                                QMessageBox::AcceptRole);
    open->setObjectName(QStringLiteral("openLink"));
    open->setAutoDefault(false);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    return box;
}

} // namespace QImap4Internal
