// store_fixture.h - a scratch folder, waiting forms of the calls that call back, and all engines under
// one name.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <future>
#include <string>

#include "postgres_server.h"
#include "store/postgres_store.h"
#include "store/sqlite_store.h"
#include "store/store.h"

namespace foyer::store {

class Scratch {
 public:
  Scratch() {
    std::string pattern = std::filesystem::temp_directory_path() / "foyer-store-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(std::string const& name = "foyer.db") const { return path_ + "/" + name; }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

inline Result<Written> wait_open(Store& store, Opening opening) {
  std::promise<Result<Written>> promise;
  store.open(std::move(opening),
             [&](Result<Written> written) { promise.set_value(std::move(written)); });
  return promise.get_future().get();
}
inline Result<Written> wait_commit(Store& store, NextTurn turn) {
  std::promise<Result<Written>> promise;
  store.commit(std::move(turn), [&](Result<Written> written) { promise.set_value(std::move(written)); });
  return promise.get_future().get();
}
inline Result<Written> wait_erase(Store& store, Bytes32 const& id) {
  std::promise<Result<Written>> promise;
  store.erase(id, [&](Result<Written> written) { promise.set_value(std::move(written)); });
  return promise.get_future().get();
}
inline Result<std::optional<Record>> wait_load(Store& store, Bytes32 const& id) {
  std::promise<Result<std::optional<Record>>> promise;
  store.load(id, [&](Result<std::optional<Record>> found) { promise.set_value(std::move(found)); });
  return promise.get_future().get();
}

inline Bytes32 id_of(int number) {
  Bytes32 id{};
  for (std::size_t at = 0; at < id.size(); ++at)
    id[at] = static_cast<std::uint8_t>(number >> (8 * (at % 4)));
  return id;
}

inline Opening opening_of(Bytes32 const& id, std::string const& words = "hello") {
  Opening opening;
  opening.conversation.id = id;
  opening.conversation.created = 1000;
  opening.conversation.expires = 87400;
  opening.conversation.structure = id_of(77);
  opening.conversation.state = "state 0";
  opening.turn = {0, "mark of " + words, "sealed " + words};
  return opening;
}

inline NextTurn turn_of(Bytes32 const& id, TurnNumber number, std::string const& words = "words") {
  NextTurn next;
  next.id = id;
  next.expires = 87400;
  next.state = "state " + std::to_string(number);
  next.turn = {number, "mark of " + words, "sealed " + words};
  return next;
}

inline std::unique_ptr<Store> sqlite(std::string const& file) {
  auto store = sqlite_store(file);
  if (!store) FAIL(store.error().where << ": " << store.error().what);
  return std::move(*store);
}

inline std::unique_ptr<Store> postgres(std::string const& where) {
  auto store = postgres_store(where);
  if (!store) FAIL(store.error().where << ": " << store.error().what);
  return std::move(*store);
}

// Runs `check` on every engine.
template <class Check>
void on_each_engine(Check check) {
  SUBCASE("memory") {
    check(*memory_store());
  }
  SUBCASE("sqlite") {
    Scratch const scratch;
    check(*sqlite(scratch.file()));
  }
  SUBCASE("postgresql") {
    check(*postgres(postgres_server().fresh()));
  }
}

}  // namespace foyer::store
