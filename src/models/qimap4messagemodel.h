// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGEMODEL_H
#define QIMAP4MESSAGEMODEL_H

#include "qimap4error.h"
#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4messageset.h"
#include "qimap4search.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qitemselectionmodel.h>
#include <QtCore/qscopedpointer.h>
#include <QtCore/qstring.h>

class QImap4;
class QImap4MessageModelPrivate;
class QImap4Reply;

// The messages of one mailbox as a flat list. Every message has its row as soon as the mailbox is
// selected; what the rows show is fetched for the visible range. Lives in the thread of its client.
class QIMAP4_EXPORT QImap4MessageModel : public QAbstractItemModel
{
    Q_OBJECT
    Q_MOC_INCLUDE("qimap4.h")
    Q_PROPERTY(QImap4 *client READ client WRITE setClient NOTIFY clientChanged)
    Q_PROPERTY(QString mailbox READ mailbox WRITE open NOTIFY mailboxChanged)
    Q_PROPERTY(bool available READ isAvailable NOTIFY availableChanged)
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)
    Q_PROPERTY(Qt::SortOrder sortOrder READ sortOrder WRITE setSortOrder NOTIFY sortOrderChanged)
    Q_PROPERTY(bool searchActive READ isSearchActive NOTIFY searchChanged)
    Q_PROPERTY(int searchCount READ searchCount NOTIFY searchChanged)
    Q_PROPERTY(bool uidMapEnabled READ isUidMapEnabled WRITE setUidMapEnabled)
    Q_PROPERTY(QString trashMailbox READ trashMailbox WRITE setTrashMailbox)
public:
    enum Column { FlagsColumn, SubjectColumn, FromColumn, DateColumn, SizeColumn, ColumnCount };
    Q_ENUM(Column)

    // The numbers are stable: they may be stored, and used from other languages.
    // Every role gives the same value in every column.
    enum Role {
        UidRole = Qt::UserRole + 1, // quint32, 0 while unknown
        SequenceNumberRole = Qt::UserRole + 2, // quint32
        RowStateRole = Qt::UserRole + 3, // RowState
        SubjectRole = Qt::UserRole + 4, // QString, safe to show
        FromRole = Qt::UserRole + 5, // QString: name or else address, safe to show
        FromAddressRole = Qt::UserRole + 6, // QString: local@domain
        ToRole = Qt::UserRole + 7, // QString: names or addresses, safe to show
        DateRole = Qt::UserRole + 8, // QDateTime: the Date header, else when it was received
        InternalDateRole = Qt::UserRole + 9, // QDateTime: when it was received
        SizeRole = Qt::UserRole + 10, // quint64, bytes
        FlagsRole = Qt::UserRole + 11, // QImap4Flags
        KeywordsRole = Qt::UserRole + 12, // QStringList
        IsSeenRole = Qt::UserRole + 13, // bool, invalid while unknown; as the next ones
        IsFlaggedRole = Qt::UserRole + 14,
        IsAnsweredRole = Qt::UserRole + 15,
        IsDeletedRole = Qt::UserRole + 16,
        IsDraftRole = Qt::UserRole + 17,
        IsForwardedRole = Qt::UserRole + 18,
        HasAttachmentRole = Qt::UserRole + 19, // bool; invalid: the server did not say
        WasUnreadRole = Qt::UserRole + 20, // bool: unread when its flags were first read
        KeyRole = Qt::UserRole + 21, // QString: names the message for good; empty without UID
    };
    Q_ENUM(Role)

    // Rows are Unknown before they come near the visible range, and again when their text was
    // dropped to save memory. Failed: the server did not deliver; showing the row asks again.
    enum RowState { Unknown, Requested, Loaded, Failed };
    Q_ENUM(RowState)

    explicit QImap4MessageModel(QObject *parent = nullptr);
    ~QImap4MessageModel() override;

    QImap4 *client() const;
    void setClient(QImap4 *client);
    QString mailbox() const;
    bool isAvailable() const; // the mailbox is selected; false: rows show what is left of it
    bool isLoading() const; // selecting, searching or fetching for the visible range

    Qt::SortOrder sortOrder() const; // by arrival; Qt::DescendingOrder: newest first (default)
    void setSortOrder(Qt::SortOrder order);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override; // DateColumn only

    bool isSearchActive() const;
    int searchCount() const; // rows that the search shows, -1 without a search
    QImap4SearchKey searchKey() const;

    bool isUidMapEnabled() const;
    void setUidMapEnabled(bool on); // learn the UIDs of all rows in the background, default on
    int cachedRows() const;
    void setCachedRows(int rows); // whose text is kept in memory, default 20,000
    QString trashMailbox() const;
    void setTrashMailbox(const QString &mailbox); // where remove() moves to; empty: only mark

    QModelIndex indexOfUid(quint32 uid) const;
    quint32 uid(const QModelIndex &index) const; // 0: not known yet
    QImap4MessageSet
    uidSet(const QModelIndexList &indexes) const; // rows without a UID are left out
    QImap4MessageSet uidSet(const QItemSelection &selection) const;
    // Names what UIDs mean here: account, mailbox and UIDVALIDITY. Those taken under another name
    // are other messages. Empty before a mailbox was selected.
    QString uidContext() const;
    bool areUidsKnown() const; // of every row: a set of all rows leaves none out
    qint64 memoryUsage() const; // bytes that the rows and their texts take, about

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    QModelIndex sibling(int row, int column, const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    void multiData(const QModelIndex &index, QModelRoleDataSpan roleDataSpan) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    Qt::DropActions supportedDragActions() const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

public Q_SLOTS:
    void open(const QString &mailbox); // selects it; an empty name closes
    void setVisibleRange(int first, int last); // rows; the view calls this when it scrolls

    void setSearch(const QImap4SearchKey &key); // only matching rows are shown; again: re-applies
    void clearSearch();

    // On sets of UIDs, best those of uidSet(). Null when nothing can be sent; failures also come as
    // operationFailed().
    QImap4Reply *setFlag(const QImap4MessageSet &uids, const QImap4Flags &flags, bool on);
    QImap4Reply *moveTo(const QImap4MessageSet &uids, const QString &mailbox);
    QImap4Reply *copyTo(const QImap4MessageSet &uids, const QString &mailbox);
    QImap4Reply *remove(const QImap4MessageSet &uids); // to the trash, else marks \Deleted

Q_SIGNALS:
    void clientChanged();
    void mailboxChanged(const QString &mailbox);
    void availableChanged(bool available);
    void loadingChanged(bool loading);
    void sortOrderChanged();
    void searchChanged();
    void uidsKnown(); // areUidsKnown() became true
    void newMessages(int count); // arrived while the mailbox is open
    void operationFailed(const QImap4Error &error);

private:
    Q_DECLARE_PRIVATE(QImap4MessageModel)
    Q_DISABLE_COPY_MOVE(QImap4MessageModel)
    QScopedPointer<QImap4MessageModelPrivate> d_ptr;
};

#endif // QIMAP4MESSAGEMODEL_H
