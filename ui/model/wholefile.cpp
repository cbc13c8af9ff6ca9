// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/wholefile.h"

#include <QCoreApplication>

#include <cerrno>
#include <unistd.h>

namespace lockstep::ui {

WholeFile::WholeFile(const QString& path)
    : m_file(path) {
    if (!m_file.open(QIODevice::WriteOnly)) m_why = m_file.errorString();
}

// Not through Qt's buffer: of a disk that takes one half and refuses the other, Qt says "Unknown error".
bool WholeFile::write(ByteView bytes) {
    while (m_why.isEmpty() && !bytes.empty()) {
        const ssize_t done = ::write(m_file.handle(), bytes.data(), bytes.size());
        if (done >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(done));
        else if (errno != EINTR)
            m_why = qt_error_string(errno);
    }
    return m_why.isEmpty();
}

std::optional<QString> WholeFile::finish() {
    if (m_why.isEmpty() && m_file.commit()) return std::nullopt;
    if (m_why.isEmpty()) m_why = m_file.errorString();
    return QCoreApplication::translate("lockstep::ui::WholeFile", "Cannot write '%1': %2.")
        .arg(m_file.fileName(), m_why);
}

} // namespace lockstep::ui
