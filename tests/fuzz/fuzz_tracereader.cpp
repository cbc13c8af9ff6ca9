// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's target for trace files: whatever the bytes, reading them ends with a trace, notices, or a
// sentence, and what was read can be exported.
//
// Random bytes would never pass a checksum, so most changes are made to the content of a block, and the block
// is written anew around it.
#include "core/export/dataexport.h"
#include "core/trace/file/tracereader.h"

#include <cstdlib>
#include <random>

using namespace lockstep;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

// More of it would only be slower.
constexpr std::size_t kMostContent = std::size_t{1} << 16;

std::vector<Frame> framesOf(ByteView file) {
    std::vector<Frame> frames;
    const BytesInMemory source(file);
    FrameReader in(source);
    if (in.readHead() != FrameReader::Head::Fits) return frames;
    Frame frame;
    while (in.next(frame) == FrameReader::Found::Frame) frames.push_back(frame);
    return frames;
}

void mutate(Bytes& content) {
    const std::size_t size = std::min(content.size(), kMostContent);
    content.resize(kMostContent);
    content.resize(LLVMFuzzerMutate(content.data(), size, kMostContent));
}

void change(std::vector<Frame>& frames, std::mt19937& random) {
    const std::size_t one = random() % frames.size();
    const std::size_t other = random() % frames.size();
    switch (random() % 12) {
    case 0: frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(one)); break;
    case 1: frames.push_back(frames[one]); break;
    case 2: std::swap(frames[one], frames[other]); break;
    case 3: frames[one].content = frames[other].content; break;
    default: mutate(frames[one].content); break;
    }
}

void check(bool holds) {
    if (!holds) std::abort();
}

void checkSentence(const std::string& text) {
    check(!text.empty() && text.ends_with('.'));
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
    std::mt19937 random(seed);
    auto frames = framesOf({data, size});
    if (frames.empty() || random() % 16 == 0) return LLVMFuzzerMutate(data, size, most);
    change(frames, random);
    Bytes file(kFileHead.begin(), kFileHead.end());
    for (const Frame& frame : frames) appendFrame(file, frame.tag, frame.content);
    if (file.size() > most) return LLVMFuzzerMutate(data, size, most);
    std::ranges::copy(file, data);
    return file.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        TraceReader reader({data, size});
        while (reader.readMore()) check(reader.progress() >= 0 && reader.progress() <= 1);
        for (const std::string& notice : reader.notices()) checkSentence(notice);
        for (const DataKind kind : {DataKind::ChromeJson, DataKind::Statistics})
            writeData(kind, reader.trace(), reader.about(), [](ByteView) {});
    } catch (const UnreadableTrace& refusal) {
        checkSentence(refusal.what());
    }
    return 0;
}
