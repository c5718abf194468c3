#include "dialog/json_source.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

namespace foyer::dialog {

namespace {

using nlohmann::json;

// Counts the lines that the parser has consumed; the parser reads one character ahead at most.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = char const*;
  using reference = char const&;

  char const* position = nullptr;
  int* line = nullptr;

  reference operator*() const { return *position; }
  CountingIterator& operator++() {
    if (*position == '\n') ++*line;
    ++position;
    return *this;
  }
  CountingIterator operator++(int) {
    auto const before = *this;
    ++*this;
    return before;
  }
  bool operator==(CountingIterator const& other) const { return position == other.position; }
};

std::string escaped(std::string const& key) {
  std::string out;
  for (char const c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

// Notes the line of each key and element while the text goes by.
class LineNoter : public nlohmann::json_sax<json> {
 public:
  LineNoter(std::map<std::string, int, std::less<>>& lines, int const& line)
      : lines_(lines), line_(line) {}

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, string_t const&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    frames_.back().key = escaped(name);
    return true;
  }
  // The first name that stands twice in its object, as a pointer; empty: none does.
  std::string const& twice() const { return twice_; }
  int twice_line() const { return twice_line_; }
  bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const&) override {
    return false;
  }

 private:
  struct Frame {
    std::string path, key;
    bool array = false;
    int next = 0;
  };

  std::string here() {
    if (frames_.empty()) return "";
    auto& frame = frames_.back();
    return frame.path + "/" + (frame.array ? std::to_string(frame.next++) : frame.key);
  }
  bool value() {
    note(here());
    return true;
  }
  // Of two values with one name the parser keeps the last: the author would wonder where the first went.
  void note(std::string const& path) {
    if (!lines_.emplace(path, line_).second && twice_.empty()) {
      twice_ = path;
      twice_line_ = line_;
    }
  }
  bool open(bool array) {
    auto path = here();
    note(path);
    frames_.push_back({std::move(path), "", array, 0});
    return true;
  }
  bool close() {
    frames_.pop_back();
    return true;
  }

  std::map<std::string, int, std::less<>>& lines_;
  int const& line_;
  std::vector<Frame> frames_;
  std::string twice_;
  int twice_line_ = 0;
};

std::string line_at(std::string const& file, std::string_view text, std::size_t byte) {
  auto const before = text.substr(0, std::min(byte, text.size()));
  return file + ":" + std::to_string(1 + std::ranges::count(before, '\n'));
}

}  // namespace

std::string JsonSource::at(std::string pointer) const {
  while (true) {
    if (auto const found = lines.find(pointer); found != lines.end())
      return file + ":" + std::to_string(found->second);
    auto const cut = pointer.rfind('/');
    if (cut == std::string::npos) return file;
    pointer.resize(cut);
  }
}

Result<JsonSource> read_json(std::filesystem::path const& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(path.string(), "cannot be read: is the file there?");
  std::stringstream content;
  content << stream.rdbuf();
  return parse_json(path.string(), content.str());
}

Result<JsonSource> parse_json(std::string file, std::string const& text) {
  JsonSource source{.file = std::move(file), .value = {}, .lines = {}};
  int line = 1;
  LineNoter noter(source.lines, line);
  try {
    source.value = json::parse(text);
    CountingIterator const begin{text.data(), &line}, end{text.data() + text.size(), &line};
    json::sax_parse(begin, end, &noter);
    if (!noter.twice().empty())
      return fail(source.file + ":" + std::to_string(noter.twice_line()),
                  "holds " + noter.twice() + " twice: rename one, or take it out.");
  } catch (json::parse_error const& error) {
    return fail(line_at(source.file, text, error.byte),
                std::string("is not valid JSON: ") + error.what());
  } catch (json::exception const& error) {
    return fail(source.file, std::string("is not valid JSON: ") + error.what());
  }
  return source;
}

}  // namespace foyer::dialog
