// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is made of. All are children of the window; views and controls know no other.
#pragma once

namespace lockstep::ui {

class Appearance;
class Banner;
class Centre;
class ComparisonView;
class CodePane;
class ContentionTable;
class DetectionPanel;
class Dialogs;
class DockLayout;
class EventsTable;
class FilterStrip;
class Finder;
class GraphView;
class LessonPane;
class Lessons;
class Minimap;
class NoteBook;
class MomentLine;
class QueueChart;
class Run;
class RunPresenter;
class RunsPanel;
class ScenarioPanel;
class SideBySide;
class Schedules;
class SearchBar;
class Traces;
class StartScreen;
class StateLegend;
class StatusLine;
class StepPanel;
class Stepper;
class TimelineWidget;
class TransportBar;
class Viewport;

struct Parts {
    Run* run = nullptr;
    Viewport* viewport = nullptr;
    Stepper* stepper = nullptr;
    Appearance* appearance = nullptr;
    DockLayout* docks = nullptr;
    Centre* centre = nullptr;
    ComparisonView* comparison = nullptr;
    StartScreen* start = nullptr;
    RunPresenter* presenter = nullptr;
    Dialogs* dialogs = nullptr;
    Schedules* schedules = nullptr;
    Traces* traces = nullptr;
    Lessons* lessons = nullptr;
    Finder* finder = nullptr;
    NoteBook* noteBook = nullptr;
    SideBySide* sideBySide = nullptr;

    ScenarioPanel* scenario = nullptr;
    StepPanel* steps = nullptr;
    RunsPanel* runs = nullptr;
    TransportBar* transport = nullptr;
    Banner* banner = nullptr;
    StatusLine* status = nullptr;
    MomentLine* moment = nullptr;
    StateLegend* legend = nullptr;
    SearchBar* search = nullptr;
    FilterStrip* filter = nullptr;

    Minimap* minimap = nullptr;
    TimelineWidget* timeline = nullptr;
    QueueChart* queues = nullptr;
    GraphView* graph = nullptr;
    CodePane* code = nullptr;
    LessonPane* lesson = nullptr;
    ContentionTable* contention = nullptr;
    EventsTable* events = nullptr;
    DetectionPanel* detection = nullptr;
};

} // namespace lockstep::ui
