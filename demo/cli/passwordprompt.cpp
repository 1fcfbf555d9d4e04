// SPDX-License-Identifier: LGPL-3.0-or-later
#include "passwordprompt.h"

#include <QtCore/qbytearray.h>

#include <cstdio>

#if defined(Q_OS_WIN)
#include <conio.h>
#include <io.h>
#elif defined(Q_OS_UNIX)
#include <termios.h>
#include <unistd.h>
#endif

namespace QImap4Cli {

#if defined(Q_OS_WIN)

// _getch() neither shows what is typed nor leaves a mode to restore.
class SilentTerminal
{
public:
    bool isValid() const { return _isatty(_fileno(stdin)) != 0; }
    int read() const { return _getch(); }
};

#elif defined(Q_OS_UNIX)

// Echo is off as long as this lives. Signals are off too: a program that ends at Ctrl+C would
// leave a terminal that shows nothing.
class SilentTerminal
{
public:
    SilentTerminal()
    {
        m_valid = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &m_saved) == 0;
        if (!m_valid)
            return;
        termios silent = m_saved;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        m_valid = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal()
    {
        if (m_valid)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_saved);
    }
    Q_DISABLE_COPY_MOVE(SilentTerminal)

    bool isValid() const { return m_valid; }
    int read() const
    {
        unsigned char c = 0;
        return ::read(STDIN_FILENO, &c, 1) == 1 ? c : EOF;
    }

private:
    termios m_saved{};
    bool m_valid = false;
};

#else

class SilentTerminal
{
public:
    bool isValid() const { return false; }
    int read() const { return EOF; }
};

#endif

static constexpr int interrupt = 0x03;
static constexpr int backspace = 0x08;
static constexpr int erase = 0x7f;

std::optional<QString> promptForPassword(const QString &question)
{
    const SilentTerminal terminal;
    if (!terminal.isValid())
        return std::nullopt;
    std::fputs(question.toLocal8Bit().constData(), stderr);
    QString password;
    QByteArray typed;
    for (;;) {
        const int c = terminal.read();
        if (c == EOF || c == interrupt) {
            std::fputs("\n", stderr);
            return std::nullopt;
        }
        if (c == '\n' || c == '\r')
            break;
        if (c != backspace && c != erase) {
            typed += static_cast<char>(c);
            continue;
        }
        password = QString::fromLocal8Bit(typed);
        password.chop(1);
        typed = password.toLocal8Bit();
    }
    std::fputs("\n", stderr);
    return QString::fromLocal8Bit(typed);
}

} // namespace QImap4Cli
