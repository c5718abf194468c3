#include "dialog/files.h"

#include "dialog/schema.h"

namespace foyer::dialog {

namespace fs = std::filesystem;

namespace {

struct Shaped {
  char const* file;
  char const* schema;
};
constexpr Shaped single[] = {{"safety/resources.json", "resources"},
                             {"safety/cases.json", "cases"},
                             {"common/never.json", "never"}};
constexpr Shaped by_locale[] = {{"answers", "understanding"},
                                {"moves", "understanding"},
                                {"feelings", "understanding"},
                                {"scope", "understanding"},
                                {"lexicon", "lexicon"}};

void hold(fs::path const& file, char const* schema, std::vector<Fault>& faults) {
  if (!fs::exists(file)) return;
  auto const source = read_json(file);
  if (!source) return faults.push_back({"FY001", source.error().where, source.error().what});
  for (auto& fault : check_shape(*source, published(schema))) faults.push_back(std::move(fault));
}

}  // namespace

std::vector<Fault> check_files(fs::path const& dialogs) {
  std::vector<Fault> faults;
  for (auto const& each : single) hold(dialogs / each.file, each.schema, faults);
  for (auto const* locale : {"en", "es"}) {
    auto const file = std::string(locale) + ".json";
    for (auto const& safety : {dialogs / "safety" / file, dialogs / "safety" / "signs" / file,
                               dialogs / "safety" / "needs" / file})
      hold(safety, "safety", faults);
    for (auto const& each : by_locale)
      hold(dialogs / "understanding" / locale / (std::string(each.file) + ".json"), each.schema, faults);
  }
  return faults;
}

}  // namespace foyer::dialog
