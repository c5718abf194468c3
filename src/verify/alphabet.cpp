#include "verify/alphabet.h"

namespace foyer::verify {

using engine::Action;
using engine::Choose;
using engine::Do;
using engine::Say;
using nlu::Answer;
using nlu::Move;
using nlu::Risk;
using nlu::Tier;

namespace {

constexpr std::uint8_t never_offered = 250;

template <class Enum, class Add>
void each(Enum first, Enum last, Add add) {
  for (auto i = static_cast<int>(first); i <= static_cast<int>(last); ++i) add(static_cast<Enum>(i));
}

nlu::Reading with_feeling(std::size_t name, bool implied) {
  nlu::Reading reading;
  reading.answer = Answer::unclear;
  reading.feelings.push_back(
      {.name = static_cast<nlu::Feeling>(name), .said = "so", .implied = implied});
  return reading;
}

nlu::Reading risk(Tier tier, Risk kind) {
  nlu::Reading reading;
  reading.tier = tier;
  reading.risk = kind;
  return reading;
}

class Builder {
 public:
  explicit Builder(bool breadth) : breadth_(breadth) {}

  std::vector<Letter> build() {
    each(Action::skip, Action::person, [&](Action action) { add(Do{action}, name(action)); });
    each(Answer::none, Answer::unclear, [&](Answer answer) {
      add(Say{.reading = {.answer = answer}}, "says: " + std::string(nlu::to_string(answer)),
          answer == Answer::none || answer == Answer::unclear);
    });
    each(Move::repeat, Move::off_topic, [&](Move move) { add_move(move); });
    add_feelings();
    add_risks();
    add(Say{.reading = {.minor = true}}, "says: I'm under 18");
    add(Say{.reading = {}, .failed = true}, "says something that cannot be read");
    add(Say{.reading = {.answer = Answer::no, .distress = true}}, "says: no, in distress");
    add(Say{.reading = {.retracted = true}}, "says: it was a joke");
    add(Say{.reading = {.method = true}}, "asks after means", true);
    add(Say{.reading = {.answer = Answer::no, .brief = true}}, "says: no, and nothing else");
    add(Say{.reading = {.answer = Answer::unclear, .told = true}}, "tells a story", true);
    add(Say{.reading = {.answer = Answer::unclear, .told = true, .loss = true}}, "tells of a death",
        true);
    each(nlu::Need::abroad, breadth_ ? nlu::Need::reached : nlu::Need::abroad, [&](nlu::Need need) {
      add(Say{.reading = {.need = need}}, "needs: " + std::string(nlu::to_string(need)));
    });
    add(Say{.reading = {}, .option = 0}, "says the first button");
    return std::move(letters_);
  }

 private:
  void add(engine::Input input, std::string name, bool depends = false) {
    letters_.push_back({std::move(input), std::move(name), depends});
  }

  static std::string name(Action action) {
    static constexpr std::array<char const*, 7> names = {"skip", "back", "repeat", "why",
                                                         "help", "stop", "person"};
    return names[static_cast<std::size_t>(action)];
  }

  void add_move(Move move) {
    auto const label = std::string("says: ") + std::string(nlu::to_string(move));
    if (move != Move::practical) return add(Say{.reading = {.move = move}}, label);
    auto const topic = [&](nlu::Topic each_topic) {
      add(Say{.reading = {.move = move, .topic = each_topic}},
          label + " " + std::string(nlu::to_string(each_topic)));
    };
    if (breadth_) return each(nlu::Topic::none, nlu::Topic::other, topic);
    topic(nlu::Topic::cost);
    topic(nlu::Topic::person);
  }

  void add_feelings() {
    auto const last = breadth_ ? nlu::feeling_count : 1;
    for (std::size_t i = 0; i < last; ++i) {
      auto const feeling = std::string(nlu::feeling_names[i]);
      add(Say{.reading = with_feeling(i, false)}, "names a feeling: " + feeling, true);
    }
    auto two = with_feeling(0, false);
    two.feelings.push_back({.name = nlu::first_unwished, .said = "and so"});
    add(Say{.reading = two}, "names two feelings", true);
    add(Say{.reading = with_feeling(0, true)}, "implies a feeling", true);
  }

  void add_risks() {
    auto const alarm = [&](Tier tier, Risk kind) {
      add(Say{.reading = risk(tier, kind)},
          std::string(nlu::to_string(tier)) + ": " + std::string(nlu::to_string(kind)),
          tier == Tier::support_other);
    };
    if (breadth_) {
      for (auto const tier : {Tier::support_other, Tier::check_in, Tier::crisis_now})
        each(Risk::none, Risk::off_topic, [&](Risk kind) { alarm(tier, kind); });
      return;
    }
    alarm(Tier::crisis_now, Risk::suicide_intent);
    alarm(Tier::crisis_now, Risk::suicide_plan);
    for (auto const kind :
         {Risk::suicide_passive, Risk::abuse_now, Risk::third_person_risk, Risk::harm_others})
      alarm(Tier::check_in, kind);
    for (auto const kind : {Risk::past_resolved, Risk::advice_seeking, Risk::abusive_to_bot})
      alarm(Tier::support_other, kind);
  }

  bool breadth_;
  std::vector<Letter> letters_;
};

}  // namespace

std::vector<Letter> letters(bool breadth) {
  return Builder(breadth).build();
}

std::vector<Letter> buttons(dialog::Question const& question) {
  std::vector<Letter> out;
  for (std::size_t option = 0; option < question.options.size(); ++option)
    out.push_back({Choose{static_cast<std::uint8_t>(option)}, "[" + question.options[option] + "]"});
  return out;
}

Letter missing_button() {
  return {Choose{never_offered}, "[a button that is not there]"};
}

}  // namespace foyer::verify
