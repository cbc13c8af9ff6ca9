// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/runs/runsmodel.h"

#include "ui/controls/scenario/modebox.h"
#include "ui/controls/status/outcomewords.h"
#include "ui/model/words.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

QString howText(const RunSettings& settings) {
    QString how = ModeBox::title(settings.mode);
    if (settings.mode == Mode::Random) how = RunsModel::tr("%1, seed %2").arg(how).arg(settings.seed);
    return settings.variant.empty() ? how : QStringLiteral("%1: %2").arg(words(settings.variant), how);
}

} // namespace

RunsModel::RunsModel(Runs& runs, QObject* parent)
    : QAbstractTableModel(parent)
    , m_runs(runs) {
    connect(&m_runs, &Runs::changed, this, &RunsModel::readRuns);
}

void RunsModel::setScenario(const Scenario* scenario) {
    if (scenario == m_scenario) return;
    m_scenario = scenario;
    readRuns();
}

void RunsModel::readRuns() {
    std::vector<const RunEntry*> rows;
    for (const auto& run : m_runs.all())
        if (run->session->settings().scenario == m_scenario) rows.push_back(run.get());
    if (rows == m_rows) return refresh();
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void RunsModel::refresh() {
    if (!m_rows.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

std::optional<int> RunsModel::rowOf(int number) const {
    const auto found = std::ranges::find(m_rows, number, &RunEntry::number);
    if (found == m_rows.end()) return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

int RunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString RunsModel::text(const RunEntry& run, Column column) {
    const Session& session = *run.session;
    switch (column) {
    case Name: return run.title();
    case How: return howText(session.settings());
    case Origin: return run.origin;
    case Steps: return numberText(std::ssize(session.trace().steps()));
    case End: break;
    }
    return endWords(session);
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole && column == Steps) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Name)
        return tr("%1: %2. F2 gives it a name, and keeps it.")
            .arg(at(index.row()).title(),
                 phaseSentence(*at(index.row()).session, at(index.row()).session->phase()));
    if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole) return {};
    return text(at(index.row()), column);
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Run"), tr("How"), tr("Where it left another run"), tr("Steps"), tr("End")};
    return titles[section];
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == Name ? usual | Qt::ItemIsEditable : usual;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Name || role != Qt::EditRole) return false;
    const RunEntry& run = at(index.row());
    if (value.toString() != run.title()) m_runs.rename(run.number, value.toString());
    return true;
}

} // namespace lockstep::ui
