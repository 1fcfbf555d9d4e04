// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4FOLDERMODEL_H
#define QIMAP4FOLDERMODEL_H

#include "qimap4error.h"
#include "qimap4global.h"
#include "qimap4mailbox.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qscopedpointer.h>
#include <QtCore/qstring.h>

class QImap4;
class QImap4FolderModelPrivate;
class QImap4Reply;

// The mailboxes of one account as a tree of one column. Lives in the thread of its client.
class QIMAP4_EXPORT QImap4FolderModel : public QAbstractItemModel
{
    Q_OBJECT
    Q_MOC_INCLUDE("qimap4.h")
    Q_MOC_INCLUDE("qimap4reply.h")
    Q_PROPERTY(QImap4 *client READ client WRITE setClient NOTIFY clientChanged)
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)
    Q_PROPERTY(
        int statusInterval READ statusInterval WRITE setStatusInterval NOTIFY statusIntervalChanged)
public:
    // The numbers are stable: they may be stored, and used from other languages.
    enum Role {
        NameRole = Qt::UserRole + 1, // QString: last part of the path, safe to show
        PathRole = Qt::UserRole + 2, // QString: what commands take; untrusted, do not show
        DelimiterRole = Qt::UserRole + 3, // QString: one character, or empty
        SpecialUseRole = Qt::UserRole + 4, // QImap4Mailbox::SpecialUse, also guessed from the name
        IsSelectableRole = Qt::UserRole + 5, // bool
        CanHaveChildrenRole = Qt::UserRole + 6, // bool
        SubscribedRole = Qt::UserRole + 7, // bool
        UnseenRole = Qt::UserRole + 8, // quint32, invalid while unknown
        TotalRole = Qt::UserRole + 9, // quint32, invalid while unknown
        CountStateRole = Qt::UserRole + 10, // CountState
        SubtreeUnseenRole = Qt::UserRole + 11, // quint64: this one and all below, known ones
        LastErrorRole = Qt::UserRole + 12, // QString: why the counts could not be read, or empty
    };
    Q_ENUM(Role)

    enum CountState { UnknownCount, KnownCount };
    Q_ENUM(CountState)

    explicit QImap4FolderModel(QObject *parent = nullptr);
    ~QImap4FolderModel() override;

    QImap4 *client() const;
    void setClient(QImap4 *client); // reads the folders when, and whenever, it is authenticated

    bool isLoading() const; // a LIST is under way
    int statusInterval() const;
    void setStatusInterval(int milliseconds); // 0: counts are read once; default 5 minutes

    QModelIndex indexOf(const QString &mailbox) const; // by path; INBOX in any case
    QString mailboxAt(const QModelIndex &index) const; // path, empty for an invalid index
    QModelIndex indexOfSpecialUse(QImap4Mailbox::SpecialUse use) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    // Messages of a QImap4MessageModel with the same client may be dropped onto a folder.
    Qt::DropActions supportedDropActions() const override;
    QStringList mimeTypes() const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

public Q_SLOTS:
    void refresh(); // reads the folders again; rows that stay keep their indexes
    void refreshStatus(const QString &mailbox); // counts of one folder

    // When the server has done it the folders are read again. Null without a client; failures also
    // come as operationFailed().
    QImap4Reply *createMailbox(const QString &mailbox);
    QImap4Reply *renameMailbox(const QString &from, const QString &to);
    QImap4Reply *deleteMailbox(const QString &mailbox);

Q_SIGNALS:
    void clientChanged();
    void loadingChanged(bool loading);
    void statusIntervalChanged();
    void refreshed(); // the folders are read
    void mailboxRenamed(const QString &from, const QString &to); // by renameMailbox()
    void operationFailed(const QImap4Error &error);

private:
    Q_DECLARE_PRIVATE(QImap4FolderModel)
    Q_DISABLE_COPY_MOVE(QImap4FolderModel)
    QScopedPointer<QImap4FolderModelPrivate> d_ptr;
};

#endif // QIMAP4FOLDERMODEL_H
