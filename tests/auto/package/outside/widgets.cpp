// SPDX-License-Identifier: LGPL-3.0-or-later
#include <QImap4/QImap4FolderView>
#include <QImap4/QImap4MessageListView>
#include <QImap4/QImap4MessageView>

#include <QtWidgets/QApplication>

int showWidgets(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QImap4FolderView folders;
    QImap4MessageListView messages;
    QImap4MessageView message;
    folders.show();
    messages.show();
    message.show();
    QApplication::processEvents();
    return folders.isVisible() && messages.isVisible() && message.isVisible() ? 0 : 1;
}
