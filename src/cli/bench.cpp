#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#include "cli/commands.h"
#include "cli/reading_help.h"
#include "cli/score.h"

namespace foyer::cli {
namespace {

using Labels = std::set<std::string>;

struct Row {
  Labels gold;
  std::string question, text, lang;
};

struct Options {
  std::string file, what, dialogs, lang;
  bool wrong = false;
};

std::vector<std::string> split(std::string const& line, char by) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (auto next = line.find(by); next != std::string::npos; next = line.find(by, at)) {
    parts.push_back(line.substr(at, next - at));
    at = next + 1;
  }
  parts.push_back(line.substr(at));
  return parts;
}

Labels label_set(std::string const& list) {
  Labels labels;
  for (auto const& one : split(list, ','))
    if (one != "none" && !one.empty()) labels.insert(one);
  return labels;
}

// Layouts: label question text lang | label context text original | feelings text kind [lang] |
// category expected lang tag text | label text.
Row row_of(std::vector<std::string> const& c, std::string const& what) {
  Row row;
  if (what == "safety" && c.size() >= 5) {
    row = {{c[1]}, "", c[4], c[2]};
  } else if (what == "safety") {
    row = {{"none"}, "", c.back(), "en"};
  } else if (what == "feelings") {
    row = {label_set(c[0]), "", c[1],
           c.size() > 2 ? c.back() : "en"};  // the language is last, or in the kind
  } else if (c.size() >= 4) {
    row = {Labels{c[0]}, c[1], c[2], c[3]};
  } else {
    row = {Labels{c[0]}, "", c[1], c.size() > 2 ? c[2] : "en"};
  }
  if (row.question == "-") row.question.clear();
  if (!row.lang.starts_with("es")) row.lang = "en";
  return row;
}

std::vector<Row> rows_of(Options const& options) {
  std::vector<Row> rows;
  std::ifstream in(options.file);
  for (std::string line; std::getline(in, line);) {
    auto const cells = split(line, '\t');
    bool const header = cells[0] == "category" || cells[0] == "label" || cells[0] == "feelings";
    if (line.empty() || line[0] == '#' || header || cells.size() < 2) continue;
    auto row = row_of(cells, options.what);
    if (options.lang.empty() || row.lang.starts_with(options.lang)) rows.push_back(std::move(row));
  }
  return rows;
}

Labels found_in(nlu::Reading const& reading, std::string const& what) {
  Labels labels;
  if (what == "safety") return {std::string(to_string(reading.tier))};
  if (what == "feelings") {
    for (auto const& f : reading.feelings)
      if (f.main()) labels.emplace(nlu::feeling_names[f.name]);
    return labels;
  }
  return {std::string(main_label(reading))};
}

// Public sets know fewer labels than we do: what they lack is their `unclear`, or for us no label at
// all.
Labels fold(Labels found, std::set<std::string> const& known) {
  if (known.contains("unclear") && !known.contains("decline") && !known.contains(*found.begin()))
    return {"unclear"};
  return found;
}

std::string joined(Labels const& labels) {
  std::string out;
  for (auto const& one : labels) out.append(out.empty() ? "" : ",").append(one);
  return out.empty() ? "none" : out;
}

struct Timing {
  std::vector<double> microseconds;
  void print(std::ostream& out) {
    if (microseconds.empty()) return;
    std::sort(microseconds.begin(), microseconds.end());
    double sum = 0;
    for (double t : microseconds) sum += t;
    auto const n = static_cast<double>(microseconds.size());
    out << fmt::format("texts per second {:.0f}   p50 {:.1f} us   p99 {:.1f} us\n", 1e6 * n / sum,
                       microseconds[microseconds.size() / 2],
                       microseconds[static_cast<std::size_t>(n * 0.99)]);
  }
};

void print_summary(Score const& score, std::string const& what, int moves, int silent) {
  auto& out = std::cout;
  score.print(out);
  out << fmt::format("\nrows {}   exactly right {:.3f}   macro-F1 {:.3f}\n", score.rows(),
                     score.accuracy(), score.macro_f1());
  double const rows = std::max(1, score.rows());
  if (what == "answers") {
    Labels const six = {"yes", "somewhat", "no", "unsure", "decline", "not_relevant"};
    int const polar = std::max(1, score.pairs("yes", "yes") + score.pairs("no", "no") +
                                      score.pairs("yes", "no") + score.pairs("no", "yes"));
    out << fmt::format("six answers macro-F1 {:.3f}   yes taken for no or no for yes {:.3f}\n",
                       score.macro_f1(six),
                       double(score.pairs("yes", "no") + score.pairs("no", "yes")) / polar);
  }
  if (what == "answers" || what == "moves")
    out << fmt::format("coverage {:.3f}   a move fired on {:.3f}\n", 1 - silent / rows, moves / rows);
}

int bench(Options const& options) {
  auto const dialogs = find_dialogs(options.dialogs);
  auto const reader = nlu::Reader::load(dialogs);
  if (!reader) {
    std::cerr << reader.error().where << ": " << reader.error().what << '\n';
    return 1;
  }
  auto const cues = QuestionCues::load(dialogs);
  auto const rows = rows_of(options);
  std::set<std::string> known;
  for (auto const& row : rows) known.insert(row.gold.begin(), row.gold.end());
  auto const cues_of = [&](Row const& row) {
    return row.question.empty() ? nullptr : cues.of(row.question);
  };
  for (auto const& row : rows)
    (void)reader->read({.text = row.text, .cues = cues_of(row)});  // warms the automata up
  Score score;
  Timing timing;
  int moves = 0, silent = 0;
  for (auto const& row : rows) {
    auto const* own = cues_of(row);
    auto const from = std::chrono::steady_clock::now();
    auto const reading = reader->read({.text = row.text, .cues = own});
    timing.microseconds.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - from).count());
    auto const found = fold(found_in(reading, options.what), known);
    moves += reading.move != nlu::Move::none;
    silent += main_label(reading) == "unclear";
    score.add(row.gold, found);
    if (options.wrong && found != row.gold)
      std::cout << joined(row.gold) << '\t' << joined(found) << '\t' << row.question << '\t' << row.text
                << '\n';
  }
  print_summary(score, options.what, moves, silent);
  timing.print(std::cout);
  return 0;
}

std::string guess(std::string const& file) {
  for (auto const* what : {"safety", "feelings", "moves", "answers"})
    if (file.find(what) != std::string::npos) return what;
  return "answers";
}

}  // namespace

void add_bench(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("bench", "measure a part of Foyer");
  auto* understand = command->add_subcommand(
      "understand", "precision, recall and speed of the reader on a labelled TSV");
  command->require_subcommand(1);
  understand->add_option("file", options->file, "labelled sentences")
      ->required()
      ->check(CLI::ExistingFile);
  understand->add_option("--what", options->what, "which labels the file holds")
      ->check(CLI::IsMember({"answers", "moves", "feelings", "safety"}));
  understand->add_option("--lang", options->lang, "only rows of this language");
  understand->add_option("--dialogs", options->dialogs, "folder of the dialogs");
  understand->add_flag("--wrong", options->wrong, "also print the rows that were read wrongly");
  understand->callback([options, &exit_code] {
    if (options->what.empty()) options->what = guess(options->file);
    exit_code = bench(*options);
  });
}

}  // namespace foyer::cli
