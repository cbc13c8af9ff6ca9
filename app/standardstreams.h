// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says: results on standard output, sentences on standard error.
#pragma once

#include <QByteArray>
#include <QString>

namespace lockstep::app {

/// Throws Refusal when it cannot be written in full.
void writeResult(const QByteArray& bytes);
void writeResult(const QString& text);

/// "lockstep: SENTENCE" on a line of its own.
void writeSentence(const QString& sentence);

} // namespace lockstep::app
