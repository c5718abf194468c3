#include "service/service.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/talk.h"

namespace foyer::service {

namespace {

bool holds(std::vector<std::string> const& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

std::string first_line(Edition const& edition, dialog::Shared which, std::string_view locale) {
  auto const& dialog = *edition.dialog;
  auto const* words = dialog.in(locale);
  auto const& lines = dialog.families[dialog.family(which)].lines;
  return words && !lines.empty() ? words->text[lines.front()] : "";
}

}  // namespace

Service::Service(Config config, std::shared_ptr<store::Store> store, std::shared_ptr<Clock const> clock)
    : config_(std::move(config)), store_(std::move(store)), clock_(std::move(clock)) {}

Result<std::unique_ptr<Service>> Service::open(Config config, std::shared_ptr<store::Store> store,
                                               std::shared_ptr<Clock const> clock,
                                               std::vector<std::string>& faults) {
  auto service =
      std::unique_ptr<Service>(new Service(std::move(config), std::move(store), std::move(clock)));
  auto loaded = service->reload(faults);
  if (!loaded) return tl::unexpected(loaded.error());
  return service;
}

Result<void> Service::reload(std::vector<std::string>& faults) {
  auto fresh = Library::open(config_.dialogs, config_.practices, faults);
  if (!fresh) return tl::unexpected(fresh.error());
  std::lock_guard const lock(mutex_);
  library_ = std::move(*fresh);
  return {};
}

std::shared_ptr<Library const> Service::library() const {
  std::lock_guard const lock(mutex_);
  return library_;
}

bool Service::origin_known(std::string_view origin) const {
  return holds(origins(), origin);
}

bool Service::origin_allowed(std::string_view practice, std::string_view origin) const {
  return holds(origins(practice), origin);
}

std::vector<std::string> Service::origins(std::string_view practice) const {
  auto const held = library();
  auto const* found = held->practice(practice);
  return found ? found->origins : std::vector<std::string>{};
}

std::vector<std::string> Service::origins() const {
  std::vector<std::string> all;
  for (auto const& practice : library()->practices())
    all.insert(all.end(), practice.origins.begin(), practice.origins.end());
  return all;
}

std::unique_ptr<Talk> Service::talk(std::string origin) {
  return std::make_unique<ServiceTalk>(*this, std::move(origin));
}

std::string Service::page_data(std::string_view practice_id, std::string_view locale) const {
  auto const held = library();
  auto const* practice = held->practice(practice_id);
  if (!practice) return {};
  auto const names = held->dialog_names();
  auto const edition = names.empty() ? nullptr : held->edition(practice_id, names.front());
  nlohmann::json page = {
      {"practice",
       {{"id", practice->id},
        {"name", practice->name},
        {"booking", practice->booking},
        {"phone", practice->phone},
        {"email", practice->email}}},
      {"dialogs", names},
      {"locales", practice->locales},
      {"disclosure", edition ? first_line(*edition, dialog::Shared::disclosure, locale) : ""},
      {"share", config_.desk && handoff::takes_shares(*practice)},
      {"exit", practice->exit}};
  page["help"] = nlohmann::json::parse(held->help().json({.show = true}, *practice, locale));
  return page.dump();
}

}  // namespace foyer::service
