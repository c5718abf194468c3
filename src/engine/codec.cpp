#include "engine/codec.h"

#include <algorithm>
#include <vector>

#include "base/fnv.h"
#include "engine/agenda.h"

namespace foyer::engine {

using dialog::Dialog;
using dialog::no_question;

namespace {

constexpr std::uint8_t format = 1;

class Writer {
 public:
  template <class Integer>
  void put(Integer value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
      bytes_ += static_cast<char>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xffU);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

  template <class Integer>
  Integer get() {
    if (at_ + sizeof(Integer) > bytes_.size()) {
      good_ = false;
      return {};
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
      value |= std::uint64_t{static_cast<std::uint8_t>(bytes_[at_ + i])} << (8 * i);
    at_ += sizeof(Integer);
    return static_cast<Integer>(value);
  }
  bool good() const { return good_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::uint32_t question_hash(Dialog const& dialog, dialog::QuestionIndex index) {
  return index == no_question ? 0 : fnv1a(dialog.questions[index].id);
}

dialog::QuestionIndex question_of(Dialog const& dialog, std::uint32_t wanted) {
  for (std::size_t i = 0; i < dialog.questions.size(); ++i)
    if (fnv1a(dialog.questions[i].id) == wanted) return static_cast<dialog::QuestionIndex>(i);
  return no_question;
}

std::uint32_t mark_hash(dialog::Question const& question, dialog::Mark mark) {
  if (mark < dialog::first_mark || question.options.empty()) return mark;
  return fnv1a(question.options[mark - dialog::first_mark]);
}

dialog::Mark mark_of(dialog::Question const& question, std::uint32_t wanted) {
  if (wanted <= dialog::first_mark) return static_cast<dialog::Mark>(wanted);
  for (std::size_t i = 0; i < question.options.size(); ++i)
    if (fnv1a(question.options[i]) == wanted) return static_cast<dialog::Mark>(dialog::first_mark + i);
  return dialog::left;
}

void put_place(Writer& out, Dialog const& dialog, Place const& place) {
  out.put(question_hash(dialog, place.question));
  out.put(place.chapter < 0 ? 0U : fnv1a(dialog.chapters[static_cast<std::size_t>(place.chapter)].id));
  out.put(place.asked);
  std::uint8_t visited = 0;
  for (std::size_t c = 0; c < dialog.chapters.size(); ++c)
    visited = static_cast<std::uint8_t>(visited + ((place.visited >> c) & 1U));
  out.put(visited);
  for (std::size_t c = 0; c < dialog.chapters.size(); ++c)
    if ((place.visited >> c) & 1U) out.put(fnv1a(dialog.chapters[c].id));
}

int chapter_of(Dialog const& dialog, std::uint32_t wanted) {
  for (std::size_t c = 0; c < dialog.chapters.size(); ++c)
    if (fnv1a(dialog.chapters[c].id) == wanted) return static_cast<int>(c);
  return -1;
}

struct Placed {
  Place place;
  bool there = true;  // false: its question or chapter no longer exists
};

Placed get_place(Cursor& in, Dialog const& dialog) {
  Placed placed;
  auto const question = in.get<std::uint32_t>();
  auto const chapter = in.get<std::uint32_t>();
  placed.place.question = question == 0 ? no_question : question_of(dialog, question);
  placed.place.chapter = static_cast<std::int8_t>(chapter == 0 ? -1 : chapter_of(dialog, chapter));
  placed.place.asked = in.get<std::uint8_t>();
  auto const visited = in.get<std::uint8_t>();
  for (int i = 0; i < visited && in.good(); ++i)
    if (auto const c = chapter_of(dialog, in.get<std::uint32_t>()); c >= 0)
      placed.place.visited = static_cast<std::uint8_t>(placed.place.visited | (1U << c));
  bool const lost_question = question != 0 && placed.place.question == no_question;
  bool const lost_chapter = chapter != 0 && placed.place.chapter < 0;
  placed.there = !lost_question && !lost_chapter;
  return placed;
}

void put_flags(Writer& out, State const& state) {
  std::uint8_t flags = 0;
  for (bool const flag : {state.abroad, state.repaired, state.holding, state.hurt, state.minor,
                          state.asked_directly, state.distress})
    flags = static_cast<std::uint8_t>((flags << 1) | (flag ? 1 : 0));
  out.put(flags);
}

void get_flags(Cursor& in, State& state) {
  auto const flags = in.get<std::uint8_t>();
  auto const bit = [&](int i) { return ((flags >> i) & 1) != 0; };
  state.distress = bit(0);
  state.asked_directly = bit(1);
  state.minor = bit(2);
  state.hurt = bit(3);
  state.holding = bit(4);
  state.repaired = bit(5);
  state.abroad = bit(6);
}

void put_heard(Writer& out, Dialog const& dialog, State const& state) {
  std::vector<std::uint32_t> heard;
  for (std::size_t line = 0; line < dialog.lines.size(); ++line)
    if ((state.heard[line / 64] >> (line % 64)) & 1U) heard.push_back(fnv1a(dialog.lines[line]));
  out.put(static_cast<std::uint16_t>(heard.size()));
  for (auto const each : heard) out.put(each);
}

void get_heard(Cursor& in, Dialog const& dialog, State& state) {
  auto const count = in.get<std::uint16_t>();
  std::vector<std::uint32_t> heard;
  for (int i = 0; i < count && in.good(); ++i) heard.push_back(in.get<std::uint32_t>());
  std::sort(heard.begin(), heard.end());
  for (std::size_t line = 0; line < dialog.lines.size(); ++line)
    if (std::binary_search(heard.begin(), heard.end(), fnv1a(dialog.lines[line])))
      state.heard[line / 64] |= std::uint64_t{1} << (line % 64);
}

// The open question is gone: go on from the last place that still is there.
void find_footing(Dialog const& dialog, State& state) {
  if (state.trail_size == 0) {
    state.at = {};
    state.at.question = 0;
    return;
  }
  state.at = state.trail[state.trail_size - 1];
  advance(dialog, state);
  // A detour keeps its mode; a talk with nothing left to ask is over.
  if (state.at.question == no_question && (state.mode == Mode::talking || state.mode == Mode::offer))
    state.mode = Mode::ended;
}

}  // namespace

std::string encode(Dialog const& dialog, State const& state) {
  Writer out;
  out.put(format);
  out.put(state.seed);
  out.put(state.turn);
  out.put(static_cast<std::uint8_t>(state.mode));
  put_place(out, dialog, state.at);
  out.put(state.limit);
  put_flags(out, state);
  for (auto const value :
       {state.asides, state.offers, state.offered[0], state.offered[1], state.offered[2], state.crises,
        state.abuse, state.since_disclosure, state.trail_size})
    out.put(value);
  for (std::size_t i = 0; i < state.trail_size; ++i) put_place(out, dialog, state.trail[i]);
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    if (state.marks[i] == dialog::unasked) continue;
    out.put(fnv1a(dialog.questions[i].id));
    out.put(mark_hash(dialog.questions[i], state.marks[i]));
  }
  out.put(std::uint32_t{0});
  put_heard(out, dialog, state);
  return out.take();
}

Result<State> decode(Dialog const& dialog, std::string_view bytes) {
  Cursor in(bytes);
  if (in.get<std::uint8_t>() != format)
    return fail("conversation", "was written by another version of Foyer.");
  State state;
  state.seed = in.get<std::uint64_t>();
  state.turn = in.get<std::uint16_t>();
  auto const mode = in.get<std::uint8_t>();
  if (mode > static_cast<std::uint8_t>(Mode::ended))
    return fail("conversation", "cannot be read: its mode is unknown.");
  state.mode = static_cast<Mode>(mode);
  auto const at = get_place(in, dialog);
  state.at = at.place;
  state.limit = in.get<std::uint8_t>();
  get_flags(in, state);
  for (auto* value : {&state.asides, &state.offers, &state.offered[0], &state.offered[1],
                      &state.offered[2], &state.crises, &state.abuse, &state.since_disclosure})
    *value = in.get<std::uint8_t>();
  auto const trail = in.get<std::uint8_t>();
  for (int i = 0; i < trail && in.good(); ++i)
    if (auto const placed = get_place(in, dialog); placed.there && state.trail_size < state.trail.size())
      state.trail[state.trail_size++] = placed.place;
  while (auto const question = in.get<std::uint32_t>()) {
    auto const mark = in.get<std::uint32_t>();
    if (auto const index = question_of(dialog, question); index != no_question)
      state.marks[index] = mark_of(dialog.questions[index], mark);
  }
  get_heard(in, dialog, state);
  if (!in.good() || !in.at_end())
    return fail("conversation", "cannot be read: it is cut short or too long.");
  if (!at.there) find_footing(dialog, state);
  return state;
}

}  // namespace foyer::engine
