// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/files/filedialog.h"

namespace lockstep::ui {

QFileDialog* makeFileDialog(const QString& title, QFileDialog::AcceptMode mode, const QString& kind,
                            const QString& ending, QWidget& window) {
    auto* dialog = new QFileDialog(&window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setNameFilters({QStringLiteral("%1 (*%2)").arg(kind, ending), QFileDialog::tr("All files (*)")});
    dialog->setDefaultSuffix(ending.mid(1));
    return dialog;
}

} // namespace lockstep::ui
