// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messagebodyview.h"

/*!
    \class QImap4MessageBodyView
    \brief The part of a message view that draws the body.

    QImap4MessageView uses one that is made of a QTextBrowser. An application that wants another
    engine subclasses this and hands a factory to QImap4MessageView::setBodyViewFactory().

    Documents come as QImap4SanitizedHtml, whose addresses are all of the form
    \c{qimap4-part:N}, \c{qimap4-remote:N} and \c{qimap4-link:N}; an implementation answers the
    first with what setInlineImage() brings, the second with a placeholder, and reports the third.
    A message can have several texts, which come as several documents, since what is left open in
    one must not reach into the next. The numbers of a later document follow those of the earlier.
*/
QImap4MessageBodyView::QImap4MessageBodyView(QWidget *parent)
    : QWidget(parent)
{}

QImap4MessageBodyView::~QImap4MessageBodyView() = default;
