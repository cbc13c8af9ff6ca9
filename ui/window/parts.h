// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is made of. All are children of the window; none knows another.
#pragma once

namespace lockstep::ui {

class Appearance;
class Banner;
class CodePane;
class ContentionTable;
class DockLayout;
class EventsTable;
class GraphView;
class Minimap;
class QueueChart;
class Run;
class ScenarioPanel;
class StatusLine;
class TimelineWidget;
class TransportBar;
class Viewport;

struct Parts {
    Run* run = nullptr;
    Viewport* viewport = nullptr;
    Appearance* appearance = nullptr;
    DockLayout* docks = nullptr;

    ScenarioPanel* scenario = nullptr;
    TransportBar* transport = nullptr;
    Banner* banner = nullptr;
    StatusLine* status = nullptr;

    Minimap* minimap = nullptr;
    TimelineWidget* timeline = nullptr;
    QueueChart* queues = nullptr;
    GraphView* graph = nullptr;
    CodePane* code = nullptr;
    ContentionTable* contention = nullptr;
    EventsTable* events = nullptr;
};

} // namespace lockstep::ui
