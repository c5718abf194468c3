#include "server/reception.h"

#include <algorithm>
#include <utility>

#include "server/session.h"

namespace foyer::server {
namespace {

constexpr std::string_view protocol = "foyer.v1";
constexpr std::string_view talk_path = "/v1/talk";

bool offers(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    auto const comma = std::min(list.find(','), list.size());
    auto one = list.substr(0, comma);
    one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
    one = one.substr(0, std::min(one.find_last_not_of(" \t") + 1, one.size()));
    if (one == wanted) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

Response refused(int status, std::string why) {
  auto response = plain(status, std::move(why));
  if (status == 503 || status == 429) response.fields.emplace_back("Retry-After", "5");
  return response;
}

std::string ancestors_of(std::vector<std::string> const& origins) {
  std::string list = "frame-ancestors 'self'";
  for (auto const& origin : origins) {
    bool const clean = origin.find_first_of(" ;,\r\n\t") == std::string::npos;
    if (clean && list.find(origin + " ") == std::string::npos) list += " " + origin;
  }
  return list;
}

// Lets the slot go when the last copy of the guest's pass is gone.
std::shared_ptr<void const> pass_of(Admission* admission, Household household) {
  struct Pass {
    Admission* admission;
    Household household;
    ~Pass() { admission->leave(household); }
  };
  return std::shared_ptr<Pass const>(new Pass{admission, std::move(household)});
}

ConnectionLimits with_protocol(ConnectionLimits limits) {
  limits.subprotocol = protocol;
  limits.heartbeat_frame = R"({"type":"hb"})";
  return limits;
}

void secure(Response& response) {
  response.fields.emplace_back("X-Content-Type-Options", "nosniff");
  response.fields.emplace_back("Referrer-Policy", "no-referrer");
}

}  // namespace

Reception::Reception(ReceptionSettings settings, service::Service* service)
    : settings_(std::move(settings)),
      service_(service),
      site_(settings_.web),
      connection_(std::make_shared<ConnectionLimits>(with_protocol(settings_.connection))),
      sockets_({settings_.door.sockets_per_address_max, 0, 0}),
      talks_({settings_.door.talks_per_address_max, settings_.door.talks_per_address_per_second,
              settings_.door.talks_per_address_burst}) {}

Response Reception::answer(Request const& request) {
  Response response = refused(405, "Only GET is answered here.\n");
  if (request.method != "GET" && request.method != "HEAD") {
    response.fields.emplace_back("Allow", "GET, HEAD");
  } else if (auto const target = parse_target(request.target); !target) {
    response = plain(400, "This address is not well formed.\n");
  } else if (target->path == talk_path) {
    response = plain(426, "Talks are held over a WebSocket.\n");
    response.fields.emplace_back("Upgrade", "websocket");
  } else if (target->path == "/v1/page" || target->path == "/v1/words") {
    response = words(*target, request);
  } else if (target->path == "/healthz" || target->path == "/readyz" || target->path == "/metrics") {
    response = health(*target, request);
  } else {
    response = page(*target, request);
  }
  secure(response);
  return response;
}

Response Reception::page(Target const& target, Request const& request) const {
  struct Name {
    std::string_view path, file;
  };
  constexpr Name names[] = {
      {"/", "/index.html"},          {"/chat", "/chat.html"},        {"/lookback", "/lookback.html"},
      {"/demo", "/demo/index.html"}, {"/demo/", "/demo/index.html"}, {"/v1/foyer.js", "/src/loader.js"}};
  std::string_view file = target.path;
  for (Name const& name : names) {
    if (name.path == target.path) file = name.file;
  }
  Response response = site_.file(file, request);
  if (response.status == 404) return response;
  if (target.path == "/v1/foyer.js") {  // the one file that other sites load
    response.fields.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    response.fields.emplace_back("Access-Control-Allow-Origin", "*");
  }
  if (!file.ends_with(".html")) return response;
  std::string rest = "frame-src 'self'; frame-ancestors 'none'";
  if (file == "/chat.html") {
    auto const practice = target.value("practice");
    rest = ancestors_of(practice.empty() ? service_->origins() : service_->origins(practice));
  }
  response.fields.emplace_back("Content-Security-Policy", content_security_policy(rest));
  return response;
}

Response Reception::words(Target const& target, Request const& request) const {
  auto const practice = target.value("practice");
  auto const locale = target.value("locale");
  std::string data = service_->page_data(practice, locale.empty() ? "en" : locale);
  if (data.empty()) return plain(404, "There is no such practice here.\n");
  Response response{
      200,
      {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache"}, {"Vary", "Origin"}},
      std::move(data)};
  auto const origin = request.field("Origin");
  if (service_->origin_allowed(practice,
                               origin)) {  // for the panel that stands in a practice's own page
    response.fields.emplace_back("Access-Control-Allow-Origin", std::string(origin));
  }
  return response;
}

Response Reception::health(Target const& target, Request const& request) const {
  if (target.path == "/healthz") return plain(200, "ok\n");
  if (target.path == "/readyz") {
    if (draining_) return refused(503, "draining\n");
    return ready_ ? plain(200, "ready\n") : refused(503, "the store takes no turns\n");
  }
  if (!settings_.metrics_open && !is_local(request)) return plain(404, "There is no such page here.\n");
  Response response = plain(200, metrics_.text());
  response.fields[0].second = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  return response;
}

// This machine itself, not somebody whom a proxy on it speaks for.
bool Reception::is_local(Request const& request) const {
  return request.peer.is_loopback() && request.count("X-Forwarded-For") == 0 &&
         request.count("Forwarded") == 0;
}

std::variant<Guest, Response> Reception::welcome(Request const& request) {
  auto const target = parse_target(request.target);
  if (!target || target->path != talk_path) return plain(404, "There is no WebSocket here.\n");
  if (draining_) return refused(503, "Foyer is restarting.\n");
  auto const origin = request.field("Origin");
  bool const own = std::find(settings_.own_origins.begin(), settings_.own_origins.end(), origin) !=
                   settings_.own_origins.end();
  bool const none = request.count("Origin") == 0;
  bool const known = none ? settings_.allow_no_origin : own || service_->origin_known(origin);
  if (!known || request.count("Origin") > 1) {
    metrics_.add(Metrics::refused_origin);
    return plain(403, "This page may not open a talk here.\n");
  }
  auto const offered = request.field("Sec-WebSocket-Protocol");
  if (!offered.empty() && !offers(offered, protocol)) {
    metrics_.add(Metrics::refused_protocol);
    return plain(400, "The subprotocol spoken here is foyer.v1.\n");
  }
  auto const forwarded = request.field("X-Forwarded-For");
  auto const client = client_address(request.peer, forwarded, settings_.trusted_proxies);
  bool const speaks_for_others = client != request.peer;
  Guest guest{own ? std::string() : std::string(origin), nullptr};
  if (!speaks_for_others && any_holds(settings_.exempt, client)) return guest;
  auto home = household(client);
  auto const verdict = talks_.enter(home, SteadyClock::now());
  if (verdict != Admission::Verdict::welcome) {
    metrics_.add(Metrics::refused_address);
    return refused(503, "Too many talks are open from your network. Please try again in a moment.\n");
  }
  guest.pass = pass_of(&talks_, std::move(home));
  return guest;
}

Task<void> Reception::talk(Loop* loop, Connection connection, Guest guest) {
  std::shared_ptr<service::Talk> talk = service_->talk(guest.origin);
  auto held = hold_talk(loop, std::move(connection), std::move(talk), &metrics_, &settings_.door);
  co_await std::move(held);
}

// Proxies bring everybody, and this machine is no street: both are let in as they come.
bool Reception::counts_sockets(net::ip::address const& peer) const {
  return !any_holds(settings_.trusted_proxies, peer) && !any_holds(settings_.exempt, peer);
}

bool Reception::may_enter(net::ip::address const& peer) {
  if (!counts_sockets(peer)) return true;
  return sockets_.enter(household(peer), SteadyClock::now()) == Admission::Verdict::welcome;
}

void Reception::has_left(net::ip::address const& peer) {
  if (counts_sockets(peer)) sockets_.leave(household(peer));
}

}  // namespace foyer::server
