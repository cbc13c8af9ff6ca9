// SPDX-License-Identifier: GPL-3.0-or-later
// A list of figures, such as those of a course, as a JSON file: all of them are drawn by one command.
//
// `{"figures": [{"scenario": "two-locks", "seed": 1, "output": "stuck.svg", "view": "graph"}, ...]}`: each
// entry has "scenario" or "trace" (a file, from the list's folder on), "output" (a file, from the folder of
// -o on), and the options of `export` without their dashes. "set" is an object of names and numbers.
#pragma once

#include "app/commandparser.h"

namespace lockstep::app {

/// By its ending, .json, alone.
bool isFigureList(const QString& word);

/// Everything in the list is checked before the first figure is drawn. The exit status; throws Refusal with a
/// sentence that names the entry and what in it is wrong.
int exportList(const QString& path, const CommandParser& call);

} // namespace lockstep::app
