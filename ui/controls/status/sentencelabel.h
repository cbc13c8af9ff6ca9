// SPDX-License-Identifier: GPL-3.0-or-later
// Words in a few lines at most: what does not fit is told by the tooltip.
#pragma once

#include <QLabel>

namespace lockstep::ui {

class SentenceLabel : public QLabel {
    Q_OBJECT
public:
    explicit SentenceLabel(QWidget* parent = nullptr);

    /// `more` stands in the tooltip only.
    void setSentence(const QString& sentence, const QString& more = {});
    /// The whole of it.
    QString sentence() const { return m_sentence; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    int mostLines() const;

    QString m_sentence;
    QString m_more;
};

} // namespace lockstep::ui
