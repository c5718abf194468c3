// postgres_server.h - Debian's PostgreSQL 15 in a scratch folder, on a unix socket, gone when the test
// ends.
//
// PostgreSQL will not run as root: then it runs as Debian's user `postgres`, or as `nobody`.
#pragma once

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace foyer::store {

class PostgresServer {
 public:
  static constexpr char const* programs = "/usr/lib/postgresql/15/bin/";

  PostgresServer() {
    std::string pattern = std::filesystem::temp_directory_path() / "foyer-pg-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    if (geteuid() == 0) {
      char const* const name = getpwnam("postgres") != nullptr ? "postgres" : "nobody";
      auto const* const user = getpwnam(name);
      if (chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) return;
      as_ = std::string("setpriv --reuid=") + name + " --regid=" + std::to_string(user->pw_gid) +
            " --clear-groups ";
    }
    bool const made = run("initdb -D " + folder_ + "/data -U foyer -A trust --no-sync");
    runs_ = made && start();
  }
  PostgresServer(PostgresServer const&) = delete;
  PostgresServer& operator=(PostgresServer const&) = delete;
  ~PostgresServer() {
    stop("immediate");
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  bool runs() const { return runs_; }
  bool start() {
    return run("pg_ctl -D " + folder_ + "/data -w -t 60 -l " + folder_ + "/log -o \"-k " + folder_ +
               " -c listen_addresses=''\" start");
  }
  bool stop(std::string const& mode) {
    return run("pg_ctl -D " + folder_ + "/data -w -m " + mode + " stop");
  }
  bool sql(std::string const& text) {
    return run("psql -q -h " + folder_ + " -U foyer postgres -c \"" + text + "\"");
  }
  // An empty database of its own each time.
  std::string fresh() {
    std::string const name = "test" + std::to_string(++databases_);
    if (!sql("CREATE DATABASE " + name)) return "";
    return "postgresql:///" + name + "?user=foyer&host=" + folder_;
  }

 private:
  bool run(std::string const& command) const {
    return std::system(
               ("cd / && " + as_ + programs + command + " >/dev/null 2>&1 </dev/null").c_str()) == 0;
  }
  std::string folder_, as_;
  int databases_ = 0;
  bool runs_ = false;
};

// One for the whole test program.
inline PostgresServer& postgres_server() {
  static PostgresServer server;
  return server;
}

}  // namespace foyer::store
