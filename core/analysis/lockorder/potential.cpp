// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lockorder/potential.h"

#include "core/analysis/sentences.h"

#include <algorithm>

namespace lockstep {

namespace {

std::string atSite(const Trace& trace, EventIndex event) {
    const std::string site = siteText(trace, trace.event(event).site);
    return site.empty() ? site : " at " + site;
}

std::string partWords(const Trace& trace, const OrderCycle& cycle, std::size_t i) {
    const OrderWitness& part = cycle.parts[i];
    const std::string held = quotedName(trace, cycle.locks[i]);
    const std::string wanted = quotedName(trace, cycle.locks[(i + 1) % cycle.locks.size()]);
    std::string words = threadName(trace, part.thread) + (part.holdsShared ? " reads " : " holds ") + held;
    words += " and asks ";
    words += part.asksShared ? "to read " : "for ";
    words += wanted + atSite(trace, part.asked);
    return words;
}

ThreadId repeatedThread(const OrderCycle& cycle) {
    for (std::size_t i = 0; i < cycle.parts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (cycle.parts[i].thread == cycle.parts[j].thread) return cycle.parts[i].thread;
    return cycle.parts.front().thread;
}

bool isOfSameLocks(const Finding& a, const Finding& b) {
    return a.resources.size() == b.resources.size() && std::ranges::is_permutation(a.resources, b.resources);
}

} // namespace

std::string cycleWords(const Trace& trace, const OrderCycle& cycle) {
    std::string words;
    for (std::size_t i = 0; i < cycle.parts.size(); ++i) {
        if (i > 0) words += "; ";
        words += partWords(trace, cycle, i);
    }
    return words + ".";
}

std::string verdictWords(const Trace& trace, const OrderCycle& cycle) {
    switch (cycle.verdict) {
    case OrderVerdict::SingleThread:
        return "Single thread: " + threadName(trace, repeatedThread(cycle)) +
               " makes more than one part of the ring, and a thread cannot wait for itself here.";
    case OrderVerdict::ReadersOnly:
        return "Readers only: at one of the locks both only read, so nobody has to wait.";
    case OrderVerdict::Ordered:
        return "Ordered: one of them had ended before another was started, or joined it first, so they are "
               "never "
               "there at the same time.";
    case OrderVerdict::Guarded:
        return "Guarded by " + quotedName(trace, cycle.guard) +
               (isLock(trace.object(cycle.guard).info.kind)
                    ? ": two of them hold it all the while, so they are never there at the same time."
                    : ": each of them has a permit of it, and there are too few for all of them at once.");
    case OrderVerdict::Undecided:
        return "Undecided: the ways in which the locks were taken are too many to compare all. Those that "
               "were "
               "compared cannot meet; nothing is known of the others.";
    case OrderVerdict::Confirmed:
        return "Confirmed: this is no prediction, it happened in this run: each of them holds one lock and "
               "waits "
               "for the next for ever.";
    case OrderVerdict::Potential: break;
    }
    return "Potential: no further lock, and no spawn or join, keeps them apart. It did not happen in this "
           "run; "
           "in another schedule it can.";
}

std::vector<Finding> potentialDeadlocks(const Trace& trace, const LockOrder& order) {
    std::vector<Finding> findings;
    for (const OrderCycle& cycle : order.cycles()) {
        Finding finding{
            .kind = "potential-deadlock", .verdict = std::string(name(cycle.verdict)), .cause = "cycle"};
        finding.resources = cycle.locks;
        finding.since = cycle.parts.front().asked;
        for (const OrderWitness& part : cycle.parts) {
            finding.threads.push_back(part.thread);
            finding.sites.push_back(trace.event(part.asked).site);
            finding.since = std::max(finding.since, part.asked);
        }
        finding.sentence = cycleWords(trace, cycle);
        finding.sentence += ' ';
        finding.sentence += verdictWords(trace, cycle);
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<Finding> potentialDeadlocks(const Trace& trace, const std::vector<Finding>& found) {
    if (trace.size() == 0) return {};
    const EventIndex last{static_cast<std::uint32_t>(trace.size() - 1)};
    std::vector<Finding> potential = potentialDeadlocks(trace, LockOrder::of(trace, last));
    std::erase_if(potential, [&](const Finding& finding) {
        return std::ranges::any_of(
            found, [&](const Finding& known) { return known.isDeadlock() && isOfSameLocks(known, finding); });
    });
    return potential;
}

} // namespace lockstep
