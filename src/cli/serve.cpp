#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>

#include "base/clock.h"
#include "base/clock_watch.h"
#include "cli/commands.h"
#include "cli/folder_watch.h"
#include "cli/places.h"
#include "handoff/courier.h"
#include "server/server.h"
#include "service/service.h"
#include "store/reporting_store.h"
#include "store/store.h"

namespace foyer::cli {
namespace {

namespace fs = std::filesystem;

constexpr int housekeeping_seconds = 2;
constexpr int failure_log_seconds = 10;
constexpr int ready_every = 5, sweep_every = 30;  // rounds of housekeeping

struct Options {
  std::string listen = "127.0.0.1:8080";
  std::string data = "data", dialogs, practices, web, store;
  std::vector<std::string> origins, trusted_proxies, exempt = {"127.0.0.0/8", "::1"};
  double keep_hours = 24;
  int keep_shares_days = 90;
  std::string config, log_level = "info";
  server::ServerSettings server;
  handoff::DeliverySettings delivery;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char const letter : text) {
    if (letter == '"' || letter == '\\') out += '\\';
    out += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
  }
  return out + "\"";
}

// One JSON object a line, on stderr. Never a visitor's words, address or token: nothing here ever holds
// them.
void log(spdlog::level::level_enum level, std::string_view event, Fields const& fields = {}) {
  std::string line = "\"event\":" + json_string(event);
  for (auto const& [name, value] : fields) line += "," + json_string(name) + ":" + json_string(value);
  spdlog::log(level, line);
}

void start_log(std::string const& level) {
  auto logger = spdlog::stderr_logger_mt("foyer");
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})",
                      spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(level));
  logger->flush_on(spdlog::level::debug);
  spdlog::set_default_logger(std::move(logger));
}

// Words and keys live in this process's memory: no core dumps, no debugger of another user, files for
// our eyes only.
void keep_private() {
  rlimit const none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  umask(S_IRWXG | S_IRWXO);
}

// A limit on file size or a log that nobody reads any more must be an error of one write, not the end of
// all talks.
void outlive_signals() {
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);  // until the server listens for it: what changed by then is read anyway
}

Result<void> split_listen(std::string const& listen, server::ServerSettings& settings) {
  auto const colon = listen.rfind(':');
  auto const wrong =
      fail("--listen", "'" + listen + "' is no address and port; write 127.0.0.1:8080 or [::1]:8080");
  if (colon == std::string::npos) return wrong;
  std::string address = listen.substr(0, colon);
  if (address.size() > 1 && address.front() == '[' && address.back() == ']')
    address = address.substr(1, address.size() - 2);
  auto const* const end = listen.data() + listen.size();
  auto const [rest, bad] = std::from_chars(listen.data() + colon + 1, end, settings.port);
  if (bad != std::errc() || rest != end) return wrong;
  settings.address = address;
  return {};
}

Result<void> parse_networks(std::vector<std::string> const& texts,
                            std::vector<server::Network>& networks) {
  for (auto const& text : texts) {
    if (text == "none") continue;
    auto network = server::Network::parse(text);
    if (!network) return tl::unexpected<Error>(network.error());
    networks.push_back(*network);
  }
  return {};
}

// A turn that could not be kept or read: said at once, and then now and then while it lasts.
void log_failure(Error const& error) {
  static std::atomic<std::int64_t> next{0};
  auto const now = std::chrono::steady_clock::now().time_since_epoch();
  auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  auto due = next.load();
  if (seconds < due || !next.compare_exchange_strong(due, seconds + failure_log_seconds)) return;
  log(spdlog::level::err, "turn_not_kept", {{"where", error.where}, {"what", error.what}});
}

Result<std::shared_ptr<store::Store>> open_store(Options const& options) {
  std::string where = options.store;
  if (where.empty()) {
    std::error_code error;
    fs::create_directories(options.data, error);
    if (error) return fail(options.data, "the folder for data cannot be made: " + error.message());
    where = (fs::path(options.data) / "foyer.db").string();
  }
  auto opened = store::open_store(where);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return std::shared_ptr<store::Store>(store::reporting_store(std::move(*opened), log_failure));
}

// What visitors share lies beside the store. On a store of several machines nothing is shared: shares.db
// is one machine's.
Result<std::shared_ptr<handoff::Desk>> open_desk(Options const& options) {
  if (options.store.starts_with("postgres")) return std::shared_ptr<handoff::Desk>();
  std::error_code error;
  fs::create_directories(options.data, error);
  auto shares = handoff::ShareStore::open((fs::path(options.data) / "shares.db").string());
  if (!shares) return tl::unexpected<Error>(shares.error());
  return std::make_shared<handoff::Desk>(std::move(*shares));
}

std::unique_ptr<handoff::Courier> start_courier(Options const& options, handoff::Desk& desk,
                                                service::Service* service,
                                                std::shared_ptr<Clock const> clock) {
  auto const find = [service](std::string const& id) -> std::optional<dialog::Practice> {
    auto const library = service->library();
    auto const* practice = library->practice(id);
    return practice ? std::optional(*practice) : std::nullopt;
  };
  auto const report = [](std::string const& event, std::string const& channel,
                         std::string const& number) {
    log(event == "delivered" ? spdlog::level::info : spdlog::level::warn, "notice_" + event,
        {{"channel", channel}, {"number", number}});
  };
  return std::make_unique<handoff::Courier>(desk.shares(), std::move(clock), options.delivery, find,
                                            report);
}

// Everything that is done beside the talks, on the housekeeper's thread.
class Care {
 public:
  Care(FolderWatch files, service::Service* service, store::Store* store, handoff::Desk* desk,
       Clock const* clock)
      : files_(std::move(files)), service_(service), store_(store), desk_(desk), clock_(clock) {}

  void reload() {
    std::vector<std::string> faults;
    auto const reloaded = service_->reload(faults);
    for (auto const& fault : faults) log(spdlog::level::warn, "fault", {{"what", fault}});
    if (reloaded) return log(spdlog::level::info, "reloaded");
    log(spdlog::level::err, "reload_refused",
        {{"where", reloaded.error().where}, {"what", reloaded.error().what}});
  }

  bool keep_house() {
    if (files_.changed()) reload();
    if (round_ % ready_every == 0) ask_store();
    bool const clock_is_steady = watch_clock();
    if (round_ % sweep_every == 0 && clock_is_steady) sweep();
    ++round_;
    return ready_;
  }

 private:
  // Talks are not expired by a clock that has just jumped.
  bool watch_clock() {
    auto const steady = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    bool const is_steady = watch_.steady(clock_->now(), steady.count());
    if (!is_steady && clock_was_steady_)
      log(spdlog::level::warn, "clock_jumped",
          {{"what", "nothing expires until it has gone evenly for ten minutes"}});
    clock_was_steady_ = is_steady;
    return is_steady;
  }

  void ask_store() {
    auto const answer = store_->ready();
    if (!answer && ready_)
      log(spdlog::level::critical, "store_failed",
          {{"where", answer.error().where}, {"what", answer.error().what}});
    if (answer && !ready_) log(spdlog::level::info, "store_recovered");
    ready_ = answer.has_value();
  }

  void sweep() {
    auto const swept = store_->sweep(clock_->now());
    if (!swept)
      return log(spdlog::level::err, "sweep_failed",
                 {{"where", swept.error().where}, {"what", swept.error().what}});
    log(*swept > 0 ? spdlog::level::info : spdlog::level::debug, "expired",
        {{"conversations", std::to_string(*swept)}});
    if (auto const shares = desk_ ? desk_->shares().sweep(clock_->now()) : Result<std::uint64_t>(0);
        !shares)
      log(spdlog::level::err, "sweep_failed",
          {{"where", shares.error().where}, {"what", shares.error().what}});
  }

  FolderWatch files_;
  service::Service* service_;
  store::Store* store_;
  handoff::Desk* desk_;  // null: nothing is shared here
  Clock const* clock_;
  ClockWatch watch_;
  unsigned round_ = 0;
  bool ready_ = true, clock_was_steady_ = true;
};

int complain(Error const& error, std::vector<std::string> const& faults = {}) {
  for (auto const& fault : faults) std::cerr << fault << "\n";
  std::cerr << "foyer serve: " << error.where << ": " << error.what << "\n";
  return 1;
}

Result<void> settle(Options& options) {
  if (auto split = split_listen(options.listen, options.server); !split) return split;
  auto& reception = options.server.reception;
  if (auto parsed = parse_networks(options.trusted_proxies, reception.trusted_proxies); !parsed)
    return parsed;
  if (auto parsed = parse_networks(options.exempt, reception.exempt); !parsed) return parsed;
  reception.web = options.web;
  reception.own_origins = options.origins;
  options.server.housekeeping = server::Millis(housekeeping_seconds * 1000);
  return {};
}

int run(Options options) {
  keep_private();
  outlive_signals();
  start_log(options.log_level);
  if (auto settled = settle(options); !settled) return complain(settled.error());
  auto const store = open_store(options);
  if (!store) return complain(store.error());
  auto const clock = std::make_shared<SystemClock>();
  service::Config config;
  config.dialogs = options.dialogs;
  config.practices = options.practices;
  auto desk = open_desk(options);
  if (!desk) return complain(desk.error());
  config.desk = *desk;
  config.keep_shares = static_cast<Seconds>(options.keep_shares_days) * 24 * 3600;
  config.keep_unfinished = static_cast<Seconds>(options.keep_hours * 3600);
  FolderWatch files(
      {options.dialogs,
       options.practices});  // looks first, so that no change is missed while they are read
  std::vector<std::string> faults;
  auto const service = service::Service::open(config, *store, clock, faults);
  if (!service) return complain(service.error(), faults);
  server::report_to([](std::string const& what) {
    log(spdlog::level::err, "exception", {{"what", what}});
  });
  auto const server = server::Server::open(options.server, service->get());
  if (!server) return complain(server.error());
  std::unique_ptr<handoff::Courier> courier;
  if (*desk) courier = start_courier(options, **desk, service->get(), clock);
  Care care(std::move(files), service->get(), store->get(), desk->get(), clock.get());
  std::string const shown = options.listen.substr(0, options.listen.rfind(':'));
  std::cout << "foyer is listening on http://" << shown << ":" << (*server)->port() << "/" << std::endl;
  log(spdlog::level::info, "started",
      {{"version", FOYER_VERSION}, {"store", (*store)->ready() ? "ready" : "failing"}});
  (*server)->run([&care] { care.reload(); }, [&care] { return care.keep_house(); });
  (void)(*store)->ready().has_value();  // behind everything that still waits to be written
  if (*desk) (*desk)->finish();
  log(spdlog::level::info, "stopped");
  return 0;
}

// What the file says counts where neither the command line nor the environment said something. (CLI11
// reads such files for the program as a whole only, not for one command.)
Result<void> read_config(CLI::App& app, std::string const& file) {
  if (file.empty()) return {};
  if (!fs::is_regular_file(file)) return fail(file, "there is no such file to read options from");
  try {
    for (auto const& item : CLI::ConfigTOML().from_file(file)) {
      if (item.name == "++" || item.name == "--") continue;  // the marks of a section's begin and end
      auto* const option = app.get_option_no_throw("--" + item.name);
      if (option == nullptr)
        return fail(file,
                    "'" + item.name + "' is no option of foyer serve; foyer serve --help lists them");
      if (option->count() > 0) continue;
      option->add_result(item.inputs);
      option->run_callback();
    }
  } catch (CLI::Error const& error) {
    return fail(file, error.what());
  }
  return {};
}

void add_seconds(CLI::App& app, char const* name, server::Millis& time, char const* help) {
  auto const set = [&time](double const& seconds) {
    time = server::Millis(static_cast<std::int64_t>(seconds * 1000));
  };
  app.add_option_function<double>(name, set, help)->group("Limits");
}

void add_limits(CLI::App& app, server::ServerSettings& server) {
  auto& door = server.reception.door;
  auto& connection = server.reception.connection;
  app.add_option("--connections-max", door.connections_max,
                 "connections at once; 0: what the system allows, at most 8192")
      ->group("Limits");
  app.add_option("--talks-per-address-max", door.talks_per_address_max,
                 "talks at once from one household; 0: no limit")
      ->group("Limits");
  app.add_option("--talks-per-address-per-second", door.talks_per_address_per_second,
                 "new talks from one household; 0: no limit")
      ->group("Limits");
  app.add_option("--talks-per-address-burst", door.talks_per_address_burst,
                 "new talks from one household at once")
      ->group("Limits");
  app.add_option("--sockets-per-address-max", door.sockets_per_address_max,
                 "connections of any kind from one household")
      ->group("Limits");
  app.add_option("--messages-per-second", door.messages_per_second, "of one talk; 0: no limit")
      ->group("Limits");
  app.add_option("--messages-burst", door.messages_burst, "of one talk at once")->group("Limits");
  add_seconds(app, "--head-seconds", server.reception.http.head, "for a request's head");
  add_seconds(app, "--keep-alive-seconds", server.reception.http.keep_alive, "between two requests");
  add_seconds(app, "--hello-seconds", connection.hello, "until a talk's first message");
  add_seconds(app, "--message-seconds", connection.message, "from a message's first byte to its last");
  add_seconds(app, "--idle-seconds", connection.idle, "without a byte from the browser");
  add_seconds(app, "--visitor-idle-seconds", connection.visitor_idle, "without a message");
  add_seconds(app, "--heartbeat-seconds", connection.heartbeat, "between our signs of life");
  add_seconds(app, "--write-seconds", connection.write, "for a browser that does not read");
  add_seconds(app, "--close-seconds", connection.close, "for the closing handshake");
  add_seconds(app, "--drain-seconds", server.drain, "to tell everybody when the server ends");
}

void add_places(CLI::App& app, Options& options) {
  app.add_option("--listen", options.listen, "address and port")
      ->envname("FOYER_LISTEN")
      ->capture_default_str();
  app.add_option("--data", options.data, "folder of the store")
      ->envname("FOYER_DATA")
      ->capture_default_str();
  app.add_option("--dialogs", options.dialogs, "folder of dialogs")
      ->envname("FOYER_DIALOGS")
      ->capture_default_str();
  app.add_option("--practices", options.practices, "folder of practices")
      ->envname("FOYER_PRACTICES")
      ->capture_default_str();
  app.add_option("--web", options.web, "folder of the page")
      ->envname("FOYER_WEB")
      ->capture_default_str();
  app.add_option("--store", options.store, "another store: a path, postgresql://…, or memory:")
      ->envname("FOYER_STORE");
  app.add_option("--keep-hours", options.keep_hours, "how long an unfinished talk is kept")
      ->envname("FOYER_KEEP_HOURS")
      ->capture_default_str();
  app.add_option("--keep-shares-days", options.keep_shares_days,
                 "how long what was shared is kept, sealed")
      ->envname("FOYER_KEEP_SHARES_DAYS")
      ->check(CLI::Range(1, 3650))
      ->capture_default_str();
  app.add_option("--threads", options.server.threads, "loops that serve")
      ->envname("FOYER_THREADS")
      ->check(CLI::Range(1, 64));
}

void add_delivery(CLI::App& app, Options& options) {
  auto& delivery = options.delivery;
  app.add_option("--smtp", delivery.smtp,
                 "smtp://HOST:587 for mails without words to practices; always with TLS")
      ->envname("FOYER_SMTP");
  app.add_option("--smtp-user", delivery.smtp_user)->envname("FOYER_SMTP_USER");
  app.add_option("--smtp-password-file", delivery.smtp_password_file)
      ->envname("FOYER_SMTP_PASSWORD_FILE");
  app.add_option("--smtp-ca", delivery.smtp_ca, "certificates to trust, when they are not the system's")
      ->envname("FOYER_SMTP_CA");
  app.add_option("--mail-from", delivery.mail_from, "whom mails come from")->envname("FOYER_MAIL_FROM");
  app.add_flag("--webhooks-to-this-machine-only", delivery.to_this_machine,
               "for tests: webhooks may be http:// and go to loopback, and nowhere else");
}

void add_trust(CLI::App& app, Options& options) {
  auto& reception = options.server.reception;
  app.add_flag("--allow-no-origin", reception.allow_no_origin, "let programs talk that send no Origin")
      ->envname("FOYER_ALLOW_NO_ORIGIN");
  app.add_option("--origin", options.origins,
                 "where this Foyer is reached, such as https://foyer.example")
      ->envname("FOYER_ORIGIN");
  app.add_option("--trusted-proxy", options.trusted_proxies, "network whose X-Forwarded-For is believed")
      ->envname("FOYER_TRUSTED_PROXY");
  app.add_option("--exempt", options.exempt, "networks without limits by household; none: no such")
      ->envname("FOYER_EXEMPT")
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "what is logged: debug, info, warn or err")
      ->envname("FOYER_LOG_LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warn", "err"}))
      ->capture_default_str();
  app.add_flag("--metrics-open", reception.metrics_open, "show /metrics to everybody")
      ->envname("FOYER_METRICS_OPEN");
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("serve", "Serve the page and hold talks.");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  options->web = find_folder("web").string();
  add_places(*command, *options);
  add_trust(*command, *options);
  add_delivery(*command, *options);
  add_limits(*command, options->server);
  command
      ->add_option("--config", options->config,
                   "a file with any of these, as listen = \"127.0.0.1:8080\"")
      ->envname("FOYER_CONFIG");
  command->callback([options, command, &exit_code] {
    auto const read = read_config(*command, options->config);
    exit_code = read ? run(*options) : complain(read.error());
  });
}

}  // namespace foyer::cli
