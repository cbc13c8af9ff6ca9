// SPDX-License-Identifier: GPL-3.0-or-later
// A table as text: exact for a program, readable for people.
#include "ui/model/datafiles.h"
#include "ui/tables/useview.h"

#include <QCoreApplication>
#include <QSortFilterProxyModel>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::ContentionTable", text);
}

QString csvTitle(const UseTable& table, const UseColumn& column) {
    switch (column.measure) {
    case Measure::Count: return column.title;
    case Measure::Share: return say("%1 (%)").arg(column.title);
    case Measure::Duration: break;
    }
    return (table.axis == TimeAxis::Steps ? say("%1 (steps)") : say("%1 (ns)")).arg(column.title);
}

// Not by locale: programs read it. What is not known is empty.
QString csvNumber(const UseTable& table, const UseColumn& column, std::size_t row) {
    const auto& number = column.values[row];
    if (!number) return {};
    if (column.measure == Measure::Share) return QString::number(static_cast<double>(*number) / 10, 'f', 1);
    const bool isInSteps = column.measure == Measure::Duration && table.axis == TimeAxis::Steps;
    return QString::number(qlonglong{isInSteps ? *number / kStepLength : *number});
}

QString markdownField(QString text) {
    for (QChar& c : text)
        if (c.category() == QChar::Other_Control) c = u' '; // a cell is on one line
    return text.replace(u'|', QLatin1String("\\|")).replace(QChar(0x00A0), u' ');
}

QStringList csvRow(const UseModel& use, std::size_t row) {
    QStringList fields{csvField(use.table().names[static_cast<qsizetype>(row)])};
    for (const UseColumn& column : use.table().columns) fields << csvNumber(use.table(), column, row);
    return fields;
}

QStringList markdownRow(const UseModel& use, std::size_t row) {
    QStringList fields{markdownField(use.table().names[static_cast<qsizetype>(row)])};
    for (std::size_t c = 0; c < use.table().columns.size(); ++c)
        fields << markdownField(use.text(row, c, UnitIn::Cell));
    return fields;
}

QString markdownLine(const QStringList& fields) {
    return QLatin1String("| ") + fields.join(QLatin1String(" | ")) + QLatin1String(" |\n");
}

QString csvHead(const UseTable& table) {
    QStringList titles{csvField(table.nameTitle)};
    for (const UseColumn& column : table.columns) titles << csvField(csvTitle(table, column));
    return titles.join(u',') + u'\n';
}

QString markdownHead(const UseTable& table) {
    QStringList titles{markdownField(table.nameTitle)};
    QStringList rules{QStringLiteral(":--")};
    for (const UseColumn& column : table.columns) {
        titles << markdownField(column.title);
        rules << QStringLiteral("--:");
    }
    return markdownLine(titles) + markdownLine(rules);
}

} // namespace

QString UseView::text(TextFormat format) const {
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(model());
    const bool isCsv = format == TextFormat::Csv;
    QString text = isCsv ? csvHead(m_use->table()) : markdownHead(m_use->table());
    for (int r = 0; r < sorted->rowCount(); ++r) {
        const auto row = static_cast<std::size_t>(sorted->mapToSource(sorted->index(r, 0)).row());
        text += isCsv ? csvRow(*m_use, row).join(u',') + u'\n' : markdownLine(markdownRow(*m_use, row));
    }
    return text;
}

} // namespace lockstep::ui
