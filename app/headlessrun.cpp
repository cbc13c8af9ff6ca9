// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headlessrun.h"

#include "app/standardstreams.h"
#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace lockstep::app {

namespace {

using ui::words;

using namespace std::chrono_literals;

constexpr auto kGlance = 20ms; // how soon a signal is heeded
constexpr auto kPatience = 10s;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

// One line on the terminal, rewritten in place; nothing at all elsewhere, and for short runs.
class Progress {
public:
    explicit Progress(const Session& session)
        : m_session(session)
        , m_isShown(isatty(STDERR_FILENO) == 1) {
        m_clock.start();
    }
    ~Progress() {
        if (m_drawn > 0) std::fputs("\r\033[K", stderr);
    }
    void show() {
        if (!m_isShown || m_clock.elapsed() < 500 + 100 * m_drawn) return;
        ++m_drawn;
        const QString line = tr("%1: %2, %3 events")
                                 .arg(words(m_session.settings().scenario->id),
                                      QString::fromStdString(durationText(m_session.trace().end())),
                                      QLocale().toString(static_cast<qulonglong>(m_session.trace().size())));
        std::fprintf(stderr, "\r\033[K%s", line.toUtf8().constData());
    }

private:
    const Session& m_session;
    bool m_isShown;
    QElapsedTimer m_clock;
    int m_drawn = 0;
};

// A thread inside code that never comes back cannot be unwound; say so and go.
void unwind(Session& session, int signal) {
    session.stop();
    if (session.waitUntilEnded(kPatience)) return;
    writeSentence(
        tr("Some threads did not end within 10 s of being told to; the program ends without them."));
    std::_Exit(Interrupt::exitStatus(signal));
}

} // namespace

std::optional<int> runToEnd(Session& session, Interrupt& interrupt) {
    Progress progress(session);
    std::optional<int> signal;
    session.start();
    while (!session.waitUntilEnded(kGlance)) {
        progress.show();
        if ((signal = interrupt.pending())) {
            unwind(session, *signal);
            break;
        }
    }
    return signal;
}

QString interruptionSentence(int signal) {
    return signal == SIGINT ? tr("Stopped by Ctrl-C; every thread was unwound.")
                            : tr("Stopped by SIGTERM; every thread was unwound.");
}

} // namespace lockstep::app
