// SPDX-License-Identifier: GPL-3.0-or-later
// The critical path of the selected stretch, or of the whole run: a sentence, what each thread has of it, and
// its stays, which the lanes mark.
#pragma once

#include "ui/tables/contention/aside.h"
#include "ui/tables/contention/spanlist.h"
#include "ui/tables/useview.h"

class QLabel;

namespace lockstep::ui {

class PathPage : public QWidget {
    Q_OBJECT
public:
    PathPage(Viewport* viewport, QWidget* parent);

    /// Works it out, where it is in sight and not known yet.
    void update();
    /// Lets go of the trace.
    void forget();
    void setTheme(const Theme& theme);

    UseView& view() const { return *m_view; }
    SpanList& spans() const { return *m_spans; }
    QString sentence() const;
    bool isComputing() const { return m_aside->isComputing(); }

signals:
    void updated();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Known {
        CriticalPath path;
        std::string sentence;
        UseTable table;
        std::vector<PathLeg> longestFirst;
    };
    void take(Known known);
    void offerLegs();

    Viewport* m_viewport;
    QLabel* m_sentence;
    UseView* m_view;
    SpanList* m_spans;
    Aside* m_aside;
    std::optional<TimeRange> m_asked; ///< what is shown, or worked out
    Known m_known;
};

} // namespace lockstep::ui
