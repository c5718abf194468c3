#include "service/frame.h"

namespace foyer::service {

namespace {

using engine::Spoken;

void replace(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

void add(std::string& out, std::string_view text) {
  out += text;
}

void add_lines(std::string& out, Speaking const& speaking, engine::Turn const& turn) {
  auto const& edition = speaking.edition;
  out += "\"lines\":[";
  for (std::size_t i = 0; i < turn.lines.size(); ++i) {
    auto const& line = turn.lines[i];
    if (i > 0) out += ',';
    out += "{\"id\":\"";
    add(out, edition.dialog->lines[line.line]);
    out += "\",\"text\":\"";
    auto text = edition.lines[speaking.locale][line.line];
    if (line.quote == Spoken::Quote::felt) {
      replace(text, "{felt}", escape(line.felt));
      replace(text, "{also}", escape(line.also));
    }
    if (line.quote == Spoken::Quote::option) {
      auto const& label = edition.label(speaking.locale, line.question, line.option);
      replace(text, "{felt}", label);
      replace(text, "{choice}", label);
    }
    out += text;
    out += '"';
    if (i == 0 && speaking.because) {
      out += ",\"because\":{\"rule\":\"";
      out += escape(speaking.because->rule);
      out += "\",\"words\":\"";
      out += escape(speaking.because->words);
      out += "\"}";
    }
    out += '}';
  }
  out += ']';
}

std::string_view kind_of(dialog::Kind kind) {
  switch (kind) {
    case dialog::Kind::choice:
      return "choice";
    case dialog::Kind::milestone:
      return "milestone";
    case dialog::Kind::open:
      return "open";
    case dialog::Kind::consent:
      return "consent";
    case dialog::Kind::menu:
      return "menu";
  }
  return "open";
}

void add_ask(std::string& out, Speaking const& speaking, engine::Turn const& turn) {
  if (!turn.asks) return add(out, ",\"ask\":null");
  auto const& dialog = *speaking.edition.dialog;
  auto const index = std::size_t{turn.ask.question};
  auto const& question = dialog.question(index);
  out += ",\"ask\":{\"id\":\"" + question.id + "\",\"kind\":\"";
  add(out, kind_of(question.kind));
  out += "\",\"milestone\":";
  out += question.milestone.empty() ? "null" : "\"" + question.milestone + "\"";
  out += ",\"options\":[";
  for (std::size_t i = 0; i < turn.ask.options.size(); ++i) {
    auto const option = turn.ask.options[i];
    if (i > 0) out += ',';
    out += "{\"id\":\"" + question.options[option] + "\",\"label\":\"";
    out += speaking.edition.label(speaking.locale, index, option);
    out += "\"}";
  }
  out += "]}";
}

void add_progress(std::string& out, Speaking const& speaking, engine::Turn const& turn) {
  if (turn.progress.chapter < 0) return add(out, ",\"chapter\":null");
  auto const chapter = static_cast<std::size_t>(int{turn.progress.chapter});
  auto const& dialog = *speaking.edition.dialog;
  out += ",\"chapter\":{\"id\":\"" + dialog.chapters[chapter].id + "\",\"title\":\"";
  out += escape(dialog.words[speaking.locale].chapter_titles[chapter]);
  out += "\",\"at\":" + std::to_string(turn.progress.at) +
         ",\"of\":" + std::to_string(turn.progress.of) + "}";
}

}  // namespace

std::string turn_frame(Speaking const& speaking, std::uint32_t number, engine::Turn const& turn) {
  std::string out;
  out.reserve(1024);
  out += "{\"type\":\"turn\",\"turn\":" + std::to_string(number) + ",";
  add_lines(out, speaking, turn);
  add_ask(out, speaking, turn);
  add_progress(out, speaking, turn);
  out += ",\"state\":\"";
  out += turn.phase == engine::Phase::talking  ? "talking"
         : turn.phase == engine::Phase::paused ? "paused"
                                               : "ended";
  out += "\",\"help\":" + speaking.help + "}";
  return out;
}

std::string error_frame(std::string_view code, std::string_view message, std::uint32_t turn) {
  return "{\"type\":\"error\",\"code\":\"" + escape(code) + "\",\"message\":\"" + escape(message) +
         "\",\"turn\":" + std::to_string(turn) + "}";
}

std::string spoken(dialog::Words const& words, Spoken const& line) {
  auto text = words.text[line.line];
  if (line.quote == Spoken::Quote::felt) {
    replace(text, "{felt}", line.felt);
    replace(text, "{also}", line.also);
  }
  if (line.quote == Spoken::Quote::option && line.question < words.labels.size()) {
    auto const& label = words.labels[line.question][line.option];
    replace(text, "{felt}", label);
    replace(text, "{choice}", label);
  }
  return text;
}

}  // namespace foyer::service
