#include "talks.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "script/script.h"
#include "service/library.h"

namespace foyer::bench {
namespace {

namespace fs = std::filesystem;

service::Deed deed_of(script::Step const& step) {
  using Kind = service::Deed::Kind;
  auto const kind = step.act == script::Act::visitor ? Kind::say
                    : step.act == script::Act::tap   ? Kind::choose
                                                     : Kind::act;
  return {kind, step.words};
}

bool can_be_sent(script::Script const& script) {
  return script.steps.size() > 1 && std::ranges::none_of(script.steps, [](auto const& step) {
           return step.act == script::Act::means || step.act == script::Act::walk;
         });
}

}  // namespace

fs::path root() {
  return FOYER_SOURCE;
}

std::vector<Visit> visits(fs::path const& root) {
  std::vector<fs::path> files;
  for (auto const& entry : fs::recursive_directory_iterator(root / "tests" / "conversations"))
    if (entry.path().extension() == ".talk") files.push_back(entry.path());
  std::ranges::sort(files);  // the same order, and so the same work, on every machine
  std::vector<Visit> visits;
  for (auto const& file : files) {
    std::ifstream in(file);
    std::string const text{std::istreambuf_iterator<char>(in), {}};
    auto const script = script::parse(file.string(), text);
    if (!script || !can_be_sent(*script)) continue;
    Visit visit{file.string(), script->dialog, script->locales.front(), script->seed, {}};
    for (std::size_t i = 1; i < script->steps.size(); ++i)
      visit.deeds.push_back(deed_of(script->steps[i]));
    visits.push_back(std::move(visit));
  }
  return visits;
}

std::string frame_of(service::Deed const& deed, std::uint32_t number) {
  using Kind = service::Deed::Kind;
  auto const [type, field] = deed.kind == Kind::say      ? std::pair{"say", "text"}
                             : deed.kind == Kind::choose ? std::pair{"choose", "option"}
                                                         : std::pair{"do", "action"};
  return fmt::format(R"({{"type":"{}","turn":{},"{}":"{}"}})", type, number, field,
                     service::escape(deed.words));
}

std::string open_frame(std::string const& token, Visit const& visit) {
  return fmt::format(R"({{"type":"open","token":"{}","practice":"demo","dialog":"{}","locale":"{}"}})",
                     token, visit.dialog, visit.locale);
}

}  // namespace foyer::bench
