// SPDX-License-Identifier: GPL-3.0-or-later
// Why a command ends without its result: one sentence that says what would be right, and the exit status.
#pragma once

#include <QString>

#include <exception>

namespace lockstep::app {

enum ExitStatus : int {
    kDone = 0,      ///< whatever the outcome of the run: a deadlock is a result
    kFailed = 1,    ///< the work could not be done
    kWrongCall = 2, ///< the call was wrong
    kFound = 3,     ///< --fail-on found what it was asked for
};

class Refusal : public std::exception {
public:
    Refusal(ExitStatus status, QString sentence)
        : m_status(status)
        , m_sentence(std::move(sentence)) {}

    ExitStatus status() const { return m_status; }
    const QString& sentence() const { return m_sentence; }
    const char* what() const noexcept override { return "refused"; }

private:
    ExitStatus m_status;
    QString m_sentence;
};

} // namespace lockstep::app
