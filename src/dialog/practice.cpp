#include "dialog/practice.h"

#include <algorithm>

#include "dialog/json_source.h"
#include "dialog/schema.h"

namespace foyer::dialog {

namespace fs = std::filesystem;

namespace {

Practice from_json(nlohmann::json const& value, fs::path const& folder) {
  Practice practice;
  practice.id = folder.filename().string();
  practice.folder = folder;
  practice.name = value.at("name").get<std::string>();
  practice.booking = value.value("booking", "");
  practice.phone = value.value("phone", "");
  practice.email = value.value("email", "");
  practice.licensed = value.value("licensed", std::vector<std::string>{});
  practice.places = value.value("places", practice.places);
  practice.origins = value.value("origins", practice.origins);
  practice.locales = value.value("locales", practice.locales);
  practice.answers = value.value("answers", practice.answers);
  practice.exit = value.value("exit", practice.exit);
  practice.regions = value.value("regions", practice.regions);
  practice.recipients = value.value("recipients", practice.recipients);
  practice.notify = value.value("notify", "");
  if (auto const webhook = value.find("webhook"); webhook != value.end()) {
    practice.webhook = webhook->at("url").get<std::string>();
    practice.webhook_secret_file = (folder / webhook->at("secret_file").get<std::string>()).string();
  }
  return practice;
}

}  // namespace

Result<Practice> load_practice(fs::path const& folder) {
  auto source = read_json(folder / "practice.json");
  if (!source) return tl::unexpected(source.error());
  auto const shapes = check_shape(*source, published("practice"));
  try {
    auto practice = from_json(source->value, folder);
    if (practice.booking.empty() && practice.phone.empty())
      return fail(source->file,
                  "has neither `booking` nor `phone`: a visitor must have a way to a consultation.");
    if (!shapes.empty()) return fail(shapes.front().where, shapes.front().what);
    return practice;
  } catch (nlohmann::json::exception const& error) {
    if (!shapes.empty()) return fail(shapes.front().where, shapes.front().what);
    return fail(source->file, std::string("does not have the shape of a practice (docs/practice.md): ") +
                                  error.what());
  }
}

Result<std::vector<Practice>> load_practices(fs::path const& folder) {
  std::error_code ignored;
  std::vector<fs::path> folders;
  for (auto const& entry : fs::directory_iterator(folder, ignored))
    if (fs::exists(entry.path() / "practice.json")) folders.push_back(entry.path());
  if (folders.empty())
    return fail(folder.string(), "holds no practice: make a folder in it with a practice.json.");
  std::ranges::sort(folders);
  std::vector<Practice> practices;
  for (auto const& each : folders) {
    auto practice = load_practice(each);
    if (!practice) return tl::unexpected(practice.error());
    practices.push_back(std::move(*practice));
  }
  return practices;
}

}  // namespace foyer::dialog
