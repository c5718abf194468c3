#include "cli/agenda_drawing.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "cli/agenda_style.h"
#include "cli/svg.h"

namespace foyer::cli {

namespace {

using dialog::Kind;

constexpr int card_width = 250, gap = 44, row_gap = 34, margin = 40, text_columns = 33, line_height = 16;
constexpr std::array<std::string_view, 5> kind_names = {"choice", "milestone", "open", "consent",
                                                        "menu"};

struct Card {
  int x = 0, y = 0, height = 0;
  std::vector<std::string> ask, note;
};

class Drawing {
 public:
  Drawing(dialog::Dialog const& dialog, dialog::Words const& words)
      : dialog_(dialog), words_(words), cards_(dialog.questions.size()) {
    columns_ = std::max<int>(4, static_cast<int>(dialog.chapters.size()));
    if (dialog.questions.size() < 4) columns_ = static_cast<int>(dialog.questions.size());
  }

  std::string draw() {
    for (std::size_t i = 0; i < cards_.size(); ++i) fill(i);
    place();
    std::string body = headings_;
    for (std::size_t i = 0; i < cards_.size(); ++i) body += conditions(i);
    body += rails();
    for (std::size_t i = 0; i < cards_.size(); ++i) body += card(i);
    body += notes();
    return frame(body);
  }

 private:
  int column_x(int column) const { return margin + column * (card_width + gap); }
  int width() const { return std::max(column_x(columns_) - gap + margin, 640); }

  std::string marks_of(dialog::Condition const& condition) const {
    std::string all;
    auto const& options = dialog_.questions[condition.question].options;
    if (condition.marks & 2U) all = "left";
    for (std::size_t i = 0; i < options.size(); ++i)
      if ((condition.marks >> (i + 2)) & 1U) all += (all.empty() ? "" : ", ") + options[i];
    return all.empty() ? "said" : all;
  }

  std::string when(dialog::Question const& question) const {
    std::string all;
    for (auto const& condition : question.when)
      all += (all.empty() ? "when " : " and ") + dialog_.questions[condition.question].id + ": " +
             marks_of(condition);
    return all;
  }

  void fill(std::size_t index) {
    auto const& question = dialog_.questions[index];
    auto& card = cards_[index];
    auto const& lines = dialog_.families[question.ask].lines;
    card.ask = wrapped(lines.empty() ? "" : words_.text[lines.front()], text_columns, 4);
    auto note = when(question);
    if (question.kind == Kind::choice) {
      std::string all;
      for (auto const& option : question.options) all += (all.empty() ? "" : " · ") + option;
      note = note.empty() ? all : all + " — " + note;
    }
    card.note = wrapped(note, text_columns + 5, 3);
    card.height =
        46 + static_cast<int>(card.ask.size()) * line_height + static_cast<int>(card.note.size()) * 14;
  }

  // The trunk flows in rows; the chapters stand in columns where the menu opens them.
  void place() {
    int y = 112;
    std::vector<std::size_t> row;
    auto const flush = [&] {
      int tallest = 0;
      for (std::size_t i = 0; i < row.size(); ++i) {
        cards_[row[i]].x = column_x(static_cast<int>(i));
        cards_[row[i]].y = y;
        tallest = std::max(tallest, cards_[row[i]].height);
      }
      if (!row.empty()) y += tallest + row_gap;
      row.clear();
    };
    for (std::size_t i = 0; i < cards_.size(); ++i) {
      auto const& question = dialog_.questions[i];
      if (question.chapter >= 0) continue;
      row.push_back(i);
      if (question.kind == Kind::menu) {
        flush();
        y = place_chapters(y);
      } else if (row.size() == static_cast<std::size_t>(columns_)) {
        flush();
      }
    }
    flush();
    bottom_ = y;
  }

  int place_chapters(int y) {
    bus_y_ = y + 4;
    find_groups();
    y += 30 + static_cast<int>(groups_.size()) * 16;
    int lowest = y;
    for (std::size_t c = 0; c < dialog_.chapters.size(); ++c) {
      auto const x = column_x(static_cast<int>(c));
      headings_ += fmt::format("<text class=\"chapter\" x=\"{}\" y=\"{}\">{}</text>\n", x, y,
                               escaped(words_.chapter_titles[c]));
      int at = y + 16;
      for (std::size_t i = 0; i < cards_.size(); ++i) {
        if (dialog_.questions[i].chapter != static_cast<int>(c)) continue;
        cards_[i].x = x;
        cards_[i].y = at;
        at += cards_[i].height + 12;
      }
      lowest = std::max(lowest, at);
    }
    return lowest + row_gap;
  }

  // Conditions on the trunk that questions of chapters share: each is one rail down the columns.
  using Group = std::pair<dialog::QuestionIndex, std::uint64_t>;
  void find_groups() {
    for (auto const& question : dialog_.questions)
      for (auto const& condition : question.when)
        if (is_rail(question, condition)) {
          Group const group{condition.question, condition.marks};
          if (std::ranges::find(groups_, group) == groups_.end()) groups_.push_back(group);
        }
  }

  bool is_rail(dialog::Question const& question, dialog::Condition const& condition) const {
    return question.chapter >= 0 && dialog_.questions[condition.question].chapter < 0;
  }

  std::string rails() const {
    std::string out;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      auto const& from = cards_[groups_[g].first];
      int const bus = bus_y_ + static_cast<int>(g) * 16, offset = 10 + static_cast<int>(g) * 8;
      int right = from.x;
      std::string path = fmt::format("M{} {}H{}V{}", from.x, from.y + 24 + static_cast<int>(g) * 10,
                                     from.x - offset, bus);
      for (std::size_t c = 0; c < dialog_.chapters.size(); ++c) {
        int low = 0;
        int const x = column_x(static_cast<int>(c)) - offset;
        for (std::size_t i = 0; i < cards_.size(); ++i) {
          auto const& question = dialog_.questions[i];
          if (question.chapter != static_cast<int>(c)) continue;
          for (auto const& condition : question.when) {
            if (Group{condition.question, condition.marks} != groups_[g]) continue;
            low = cards_[i].y + 22;
            path += fmt::format("M{} {}H{}", x, low, cards_[i].x);
          }
        }
        if (low == 0) continue;
        right = std::max(right, x);
        path += fmt::format("M{} {}V{}", x, bus, low);
      }
      path += fmt::format("M{} {}H{}", from.x - offset, bus, right);
      out += fmt::format("<path class=\"when g{}\" d=\"{}\"/>\n", g % 4, path);
      out += fmt::format("<text class=\"bus g{}\" x=\"{}\" y=\"{}\">{}</text>\n", g % 4, from.x + 6,
                         bus - 4,
                         escaped(dialog_.questions[groups_[g].first].id + ": " +
                                 marks_of({groups_[g].first, groups_[g].second})));
    }
    return out;
  }

  // Inside a chapter a bracket at the right; on the trunk a curve from card to card.
  std::string conditions(std::size_t index) const {
    std::string out;
    auto const& question = dialog_.questions[index];
    auto const& to = cards_[index];
    for (auto const& condition : question.when) {
      if (is_rail(question, condition)) continue;
      auto const& from = cards_[condition.question];
      if (question.chapter >= 0) {
        int const x = from.x + card_width;
        out += fmt::format("<path class=\"when\" d=\"M{} {}h10V{}h-10\"/>\n", x,
                           from.y + from.height - 14, to.y + 14);
      } else if (from.y == to.y && to.x - from.x > card_width + gap) {
        // Over the cards between them.
        out += fmt::format("<path class=\"when\" d=\"M{} {}v-8q0 -6 6 -6H{}q6 0 6 6v8\"/>\n",
                           from.x + card_width - 24, from.y, to.x + 12, to.y);
      } else if (from.y == to.y) {
        out += fmt::format("<path class=\"when\" d=\"M{} {}H{}\"/>\n", from.x + card_width, from.y + 20,
                           to.x);
      } else {
        int const a = from.x + card_width / 2, b = from.y + from.height, c = to.x + card_width / 2;
        out += fmt::format("<path class=\"when\" d=\"M{} {}C{} {} {} {} {} {}\"/>\n", a, b, a, b + 30, c,
                           to.y - 30, c, to.y);
      }
    }
    return out;
  }

  std::string card(std::size_t index) const {
    auto const& question = dialog_.questions[index];
    auto const& card = cards_[index];
    auto const kind = kind_names[static_cast<std::size_t>(question.kind)];
    auto out = fmt::format("<g class=\"card {}\" transform=\"translate({} {})\"><title>{}</title>\n",
                           kind, card.x, card.y, escaped(question.id));
    out += fmt::format(
        "<rect class=\"paper\" width=\"{}\" height=\"{}\" rx=\"8\"/><rect class=\"edge\" width=\"4\" "
        "height=\"{}\" rx=\"2\"/>\n",
        card_width, card.height, card.height);
    out += fmt::format("<text class=\"kind\" x=\"16\" y=\"20\">{}  {}{}</text>\n", index + 1, kind,
                       question.tender ? "  · tender" : "");
    int y = 40;
    for (auto const& line : card.ask) {
      out += fmt::format("<text class=\"ask\" x=\"16\" y=\"{}\">{}</text>\n", y, escaped(line));
      y += line_height;
    }
    for (auto const& line : card.note) {
      out += fmt::format("<text class=\"note\" x=\"16\" y=\"{}\">{}</text>\n", y, escaped(line));
      y += 14;
    }
    return out + "</g>\n";
  }

  std::string notes() {
    std::string out;
    int y = bottom_ + 18;
    for (auto const& note : agenda_notes) {
      out += fmt::format("<text class=\"chapter\" x=\"{}\" y=\"{}\">{}</text>\n", margin, y, note.title);
      for (auto const& line : wrapped(note.text, static_cast<std::size_t>(width() - 2 * margin) / 7, 6))
        out += fmt::format("<text class=\"ask\" x=\"{}\" y=\"{}\">{}</text>\n", margin, y += 18,
                           escaped(line));
      y += 34;
    }
    bottom_ = y;
    return out;
  }

  std::string frame(std::string const& body) const {
    auto const about = fmt::format("{} questions in the file's order, {} chapters, at most {} turns.",
                                   dialog_.questions.size(), dialog_.chapters.size(), dialog_.turns_max);
    auto out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{0}\" role=\"img\" aria-labelledby=\"title "
        "desc\" "
        "width=\"{1}\" height=\"{2}\" viewBox=\"0 0 {1} {2}\">\n<title id=\"title\">{3}: the "
        "agenda</title>\n"
        "<desc id=\"desc\">{4} A thin line leads from a question to those that are asked only for "
        "certain answers.</desc>\n",
        words_.locale, width(), bottom_, escaped(dialog_.id), about);
    out += fmt::format(
        "<style>{}</style>\n<defs><marker id=\"end\" viewBox=\"0 0 6 6\" refX=\"3\" refY=\"3\" "
        "markerWidth=\"6\" "
        "markerHeight=\"6\"><circle class=\"end\" cx=\"3\" cy=\"3\" r=\"2.5\"/></marker></defs>\n<rect "
        "class=\"page\" width=\"{}\" height=\"{}\"/>\n",
        agenda_style, width(), bottom_);
    out += fmt::format(
        "<text class=\"name\" x=\"{}\" y=\"56\">{}</text>\n<text class=\"about\" x=\"{}\" "
        "y=\"80\">{}</text>\n",
        margin, escaped(dialog_.id), margin, about);
    return out + body + "</svg>\n";
  }

  dialog::Dialog const& dialog_;
  dialog::Words const& words_;
  std::vector<Card> cards_;
  std::vector<Group> groups_;
  std::string headings_;
  int columns_ = 4, bus_y_ = 0, bottom_ = 0;
};

}  // namespace

std::string draw_agenda(dialog::Dialog const& dialog, dialog::Words const& words) {
  return Drawing(dialog, words).draw();
}

}  // namespace foyer::cli
