// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/specialuse_p.h"

#include <QtCore/qhash.h>

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

struct NamesOfUse
{
    QImap4Mailbox::SpecialUse use;
    const char16_t *names; // in lower case, the most likely first, separated by '|'
};

// What mail programs and providers of the world call these folders.
constexpr NamesOfUse Names[] = {
    {QImap4Mailbox::Drafts,
     u"drafts|draft|entwürfe|entwurf|brouillons|borradores|bozze|rascunhos|concepten|kladder|"
     u"utkast|luonnokset|koncepty|szkice|wersje robocze|черновики|чернетки|taslaklar|piszkozatok|"
     u"πρόχειρα|esborranys|下書き|草稿|草稿箱|임시보관함|المسودات|טיוטות"},
    {QImap4Mailbox::Sent,
     u"sent|sent items|sent mail|sent messages|gesendet|gesendete elemente|gesendete objekte|"
     u"envoyés|éléments envoyés|messages envoyés|enviados|elementos enviados|inviata|"
     u"posta inviata|itens enviados|verzonden|verzonden items|sendt|sendte elementer|skickat|"
     u"skickade objekt|lähetetyt|odeslané|odeslaná pošta|wysłane|отправленные|надіслані|"
     u"gönderilenler|gönderilmiş öğeler|elküldött elemek|απεσταλμένα|enviats|送信済み|"
     u"送信済みメール|已发送|已发送邮件|寄件備份|보낸편지함|المرسلة|נשלחו|outbox"},
    {QImap4Mailbox::Archive,
     u"archive|archives|archiv|archivio|archivo|arquivo|archief|arkiv|arkisto|archivum|архив|архів|"
     u"arşiv|αρχείο|arxiu|アーカイブ|归档|存档|封存|보관함|الأرشيف|ארכיון|all mail"},
    {QImap4Mailbox::Junk,
     u"junk|spam|junk e-mail|junk email|junk mail|bulk mail|bulk|unerwünscht|indésirables|"
     u"courrier indésirable|pourriel|correo no deseado|no deseado|posta indesiderata|indesiderata|"
     u"lixo eletrônico|lixo electrónico|ongewenst|ongewenste e-mail|uønsket|uønsket e-mail|"
     u"skräppost|roskaposti|nevyžádaná pošta|niechciane|wiadomości-śmieci|спам|istenmeyen|"
     u"gereksiz|levélszemét|ανεπιθύμητα|迷惑メール|垃圾邮件|垃圾郵件|스팸|스팸메일함|دعائية"},
    {QImap4Mailbox::Trash,
     u"trash|deleted items|deleted messages|deleted|bin|wastebasket|papierkorb|"
     u"gelöschte elemente|gelöschte objekte|corbeille|éléments supprimés|papelera|"
     u"elementos eliminados|cestino|posta eliminata|lixeira|itens excluídos|prullenbak|"
     u"verwijderde items|papirkurv|slettede elementer|papperskorg|borttagna objekt|roskakori|"
     u"poistetut|koš|odstraněná pošta|kosz|elementy usunięte|корзина|удаленные|кошик|çöp kutusu|"
     u"silinmiş öğeler|kuka|törölt elemek|κάδος|paperera|ごみ箱|ゴミ箱|已删除|已删除邮件|"
     u"刪除的郵件|휴지통|سلة المهملات|אשפה"},
};

QHash<QString, SpecialUseGuess> makeGuesses()
{
    QHash<QString, SpecialUseGuess> guesses;
    for (const NamesOfUse &row : Names) {
        int rank = 0;
        const QString all = QString::fromUtf16(row.names);
        for (const QString &name : all.split(u'|'))
            guesses.insert(name, {row.use, rank++});
    }
    return guesses;
}

// The order in which people look for them.
constexpr QImap4Mailbox::SpecialUse Order[] = {
    QImap4Mailbox::Inbox,   QImap4Mailbox::Important, QImap4Mailbox::Flagged,
    QImap4Mailbox::Drafts,  QImap4Mailbox::Sent,      QImap4Mailbox::All,
    QImap4Mailbox::Archive, QImap4Mailbox::Junk,      QImap4Mailbox::Trash,
};

} // namespace

SpecialUseGuess guessSpecialUse(const QString &leafName)
{
    static const QHash<QString, SpecialUseGuess> guesses = makeGuesses();
    constexpr qsizetype LongestName = 40;
    if (leafName.size() > LongestName)
        return {};
    return guesses.value(leafName.toLower().normalized(QString::NormalizationForm_C));
}

int specialUseOrder(QImap4Mailbox::SpecialUse use)
{
    return int(std::find(std::begin(Order), std::end(Order), use) - std::begin(Order));
}

} // namespace QImap4Internal
