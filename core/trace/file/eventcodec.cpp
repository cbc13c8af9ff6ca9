// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/file/eventcodec.h"

#include <bit>
#include <unordered_map>

namespace lockstep {

namespace {

// The commit's value is the object's own, and goes on from the one before it.
bool countsOn(EventKind kind) {
    using enum EventKind;
    switch (kind) {
    case Acquire:
    case Release:
    case AcquireShared:
    case ReleaseShared:
    case Put:
    case Take:
    case CountDown:
    case Arrive:
    case Read:
    case Write:
    case Update: return true;
    default: return false;
    }
}

struct Form {
    ThreadId thread;
    SiteId site;
    ObjectId object;
    EventKind kind = EventKind::Create;
    Alternative alternative = Alternative::Normal;

    bool operator==(const Form&) const = default;
    static Form of(const Event& event) {
        return {event.thread, event.site, event.object, event.kind, event.alternative};
    }
};

struct FormHash {
    std::size_t operator()(const Form& form) const {
        std::uint64_t mixed = form.thread.value;
        for (const std::uint64_t part :
             {std::uint64_t{form.site.value}, std::uint64_t{form.object.value},
              static_cast<std::uint64_t>(form.kind) << 16 | static_cast<std::uint64_t>(form.alternative)})
            mixed = (std::rotl(mixed, 23) ^ part) * 0x9e37'79b9'7f4a'7c15;
        return mixed ^ mixed >> 32;
    }
};

// What both sides know of an event before they have seen it, form by form and object by object. Numbers wrap.
class Expectation {
public:
    struct Numbers {
        std::uint32_t order = 0;
        std::uint32_t value = 0;
        bool operator==(const Numbers&) const = default;
    };

    /// Forms are told in the order of their numbers.
    void addForm(const Form& form) {
        const auto next = static_cast<std::uint32_t>(m_objects.size());
        std::uint32_t slot = next;
        if (form.object.isValid()) slot = m_slots.try_emplace(form.object.value, next).first->second;
        if (slot == next) m_objects.emplace_back();
        m_forms.push_back({.form = form,
                           .slot = slot,
                           .stride = form.object.isValid() ? 1u : 0u,
                           .countsOn = countsOn(form.kind)});
    }
    std::size_t formCount() const { return m_forms.size(); }
    const Form& form(std::size_t number) const { return m_forms[number].form; }

    Numbers expected(std::size_t number) const {
        const Known& form = m_forms[number];
        const Numbers& object = m_objects[form.slot];
        return {object.order + form.stride, form.countsOn ? object.value + form.change : form.change};
    }
    void learn(std::size_t number, Numbers actual) {
        Known& form = m_forms[number];
        Numbers& object = m_objects[form.slot];
        object.order = actual.order;
        form.change = form.countsOn ? actual.value - object.value : actual.value;
        if (form.countsOn) object.value = actual.value;
    }

private:
    struct Known {
        Form form;
        std::uint32_t slot = 0;   // of its object; of its own where it has none
        std::uint32_t stride = 0; // from one to the next in order
        std::uint32_t change =
            0; // of the value, by the last of this form; where it does not count, the value
        bool countsOn = false;
    };
    std::vector<Known> m_forms;
    std::vector<Numbers> m_objects;
    std::unordered_map<std::uint32_t, std::uint32_t> m_slots; // by ObjectId
};

std::int64_t difference(std::uint32_t actual, std::uint32_t expected) {
    return static_cast<std::int32_t>(actual - expected);
}
std::uint32_t sum(std::uint32_t expected, std::int64_t difference) {
    return expected + static_cast<std::uint32_t>(difference);
}

void writeForm(const Form& form, ByteWriter out) {
    out.number(form.thread.value + 1u); // none is 0
    out.number(form.site.value + 1u);
    out.number(form.object.value + 1u);
    out.number(static_cast<std::uint64_t>(form.kind));
    out.number(static_cast<std::uint64_t>(form.alternative));
}

Form readForm(ByteReader& in) {
    const auto id = [&] { return static_cast<std::uint32_t>(in.number() - 1); };
    Form form;
    form.thread = ThreadId{id()};
    form.site = SiteId{id()};
    form.object = ObjectId{id()};
    form.kind = static_cast<EventKind>(in.number());
    form.alternative = static_cast<Alternative>(in.number());
    return form;
}

// Each event's form number, doubled, and 1 more when its numbers are other than expected and follow in
// `surprises`. Times are what has passed since the event before.
struct Columns {
    Bytes forms, codes, times, surprises;
};

class Encoder {
public:
    void add(const Event& event) {
        const std::size_t number = numberOf(Form::of(event));
        const Expectation::Numbers expected = m_expectation.expected(number);
        const Expectation::Numbers actual{event.order, static_cast<std::uint32_t>(event.value)};
        const bool isSurprise = actual != expected;
        ByteWriter(m_columns.codes).number(2 * number + (isSurprise ? 1 : 0));
        ByteWriter(m_columns.times).number(static_cast<std::uint64_t>(event.time - m_time));
        if (isSurprise) {
            ByteWriter surprises(m_columns.surprises);
            surprises.signedNumber(difference(actual.order, expected.order));
            surprises.signedNumber(difference(actual.value, expected.value));
        }
        m_expectation.learn(number, actual);
        m_time = event.time;
    }
    const Columns& columns() const { return m_columns; }

private:
    std::size_t numberOf(const Form& form) {
        const auto [known, isNew] = m_numbers.try_emplace(form, m_expectation.formCount());
        if (isNew) {
            writeForm(form, ByteWriter(m_columns.forms));
            m_expectation.addForm(form);
        }
        return known->second;
    }

    Columns m_columns;
    Expectation m_expectation;
    std::unordered_map<Form, std::size_t, FormHash> m_numbers;
    Timestamp m_time = 0;
};

class Decoder {
public:
    explicit Decoder(ByteReader& in)
        : m_count(in.number())
        , m_forms(in.column())
        , m_codes(in.column())
        , m_times(in.column())
        , m_surprises(in.column()) {
        if (m_count > kMostEventsInBlock || in.isDamaged() || in.left() > 0) m_count = kWrong;
        while (m_forms.left() > 0) m_expectation.addForm(readForm(m_forms));
    }

    bool decodeTo(std::vector<Event>& out) {
        if (m_count == kWrong) return false;
        if (m_count > m_codes.left()) return false; // each takes a byte at least
        const std::size_t before = out.size();
        out.resize(before + m_count);
        for (Event& event : std::span(out).subspan(before)) {
            const std::uint64_t code = m_codes.number();
            if (code / 2 >= m_expectation.formCount() || !decodeOne(code / 2, code % 2 != 0, event))
                return false;
        }
        return !isDamaged() && m_codes.left() == 0 && m_times.left() == 0 && m_surprises.left() == 0;
    }

private:
    static constexpr std::size_t kWrong = SIZE_MAX;

    bool decodeOne(std::size_t number, bool isSurprise, Event& event) {
        const std::uint64_t passed = m_times.number();
        if (passed > static_cast<std::uint64_t>(kNever - 1 - m_time)) return false;
        m_time += static_cast<Timestamp>(passed);
        Expectation::Numbers numbers = m_expectation.expected(number);
        if (isSurprise) {
            numbers.order = sum(numbers.order, m_surprises.signedNumber());
            numbers.value = sum(numbers.value, m_surprises.signedNumber());
        }
        m_expectation.learn(number, numbers);
        const Form& form = m_expectation.form(number);
        event = {.time = m_time,
                 .thread = form.thread,
                 .site = form.site,
                 .object = form.object,
                 .order = numbers.order,
                 .value = static_cast<std::int32_t>(numbers.value),
                 .kind = form.kind,
                 .alternative = form.alternative};
        return true;
    }
    bool isDamaged() const {
        return m_forms.isDamaged() || m_codes.isDamaged() || m_times.isDamaged() || m_surprises.isDamaged();
    }

    std::size_t m_count;
    ByteReader m_forms, m_codes, m_times, m_surprises;
    Expectation m_expectation;
    Timestamp m_time = 0;
};

} // namespace

void encodeEvents(std::span<const Event> events, Bytes& out) {
    Encoder encoder;
    for (const Event& event : events) encoder.add(event);
    ByteWriter writer(out);
    writer.number(events.size());
    const Columns& columns = encoder.columns();
    for (const Bytes* column : {&columns.forms, &columns.codes, &columns.times, &columns.surprises})
        writer.column(*column);
}

bool decodeEvents(ByteView bytes, std::vector<Event>& out) {
    const std::size_t before = out.size();
    ByteReader in(bytes);
    if (Decoder(in).decodeTo(out)) return true;
    out.resize(before);
    return false;
}

} // namespace lockstep
