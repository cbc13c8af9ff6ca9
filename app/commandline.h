// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program behind its command line: finds the command, carries it out, returns the exit status.
//
// Nothing but results goes to standard output. What is wrong ends in one sentence on standard error.
#pragma once

namespace lockstep::app {

/// Once per process, in its first thread and before any other thread exists.
int runProgram(int argc, char* argv[]);

/// Name and version, for whoever asks the application object.
void describeProgram();

} // namespace lockstep::app
