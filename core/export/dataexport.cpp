// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/dataexport.h"

#include "core/export/chromejson.h"
#include "core/export/csv.h"
#include "core/export/perfetto.h"

#include <algorithm>
#include <cctype>

namespace lockstep {

namespace {

template <class Format>
void writeAs(const Trace& trace, const About& about, Output& out) {
    Format format(out);
    writeTimeline(trace, about, format);
}

} // namespace

std::optional<DataKind> dataKind(std::string_view path) {
    std::string small(path);
    std::ranges::transform(small, small.begin(), [](unsigned char c) { return std::tolower(c); });
    if (small.ends_with(".json")) return DataKind::ChromeJson;
    if (small.ends_with(".perfetto-trace")) return DataKind::Perfetto;
    if (small.ends_with(".csv")) return DataKind::Intervals;
    return std::nullopt;
}

void writeData(DataKind kind, const Trace& trace, const About& about, Output::Sink sink) {
    Output out(std::move(sink));
    switch (kind) {
    case DataKind::ChromeJson: return writeAs<ChromeJson>(trace, about, out);
    case DataKind::Perfetto: return writeAs<Perfetto>(trace, about, out);
    case DataKind::Intervals: return writeIntervals(trace, out);
    case DataKind::Statistics: return writeStatistics(trace, out);
    }
}

} // namespace lockstep
