// share_store.h - what was handed over, sealed, and what is still to be told of it: a database of its
// own (shares.db).
//
// Nothing in it leads back to a conversation: a share is found by a receipt's code, which only the
// visitor holds (the row keeps its hash). The share and its outbox entries are one transaction. Calls
// wait for the disk; thread-safe. Desk (desk.h) keeps them off the visitors' path.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "store/sqlite_database.h"

namespace foyer::handoff {

enum class ShareState : std::uint8_t { none, waiting, opened, deleted, withdrawn };
std::string_view to_string(ShareState state);

struct Receipt {
  ShareState state = ShareState::none;
  std::string number;
  Seconds sent = 0;
  bool same = true;  // of hand_over: what stands there is what was handed over now
};

// `mark` tells "the same once more" from "something else"; it means nothing outside the conversation.
struct Handover {
  Bytes32 owner{};  // owner_of(code)
  std::string number, practice, locale, mark, sealed;
  Seconds sent = 0, expires = 0;
  std::vector<std::string> channels;  // "webhook", "mail": one outbox entry each
};

struct Listed {  // no words
  std::string number, practice, locale;
  Seconds sent = 0;
  ShareState state = ShareState::waiting;
};

struct Due {
  std::int64_t row = 0;
  std::string message, practice, number, channel;
  Seconds sent = 0;
  unsigned attempts = 0;
};

class ShareStore {
 public:
  static Result<std::unique_ptr<ShareStore>> open(std::string const& file);

  // The visitor's side. A share that stands is not replaced: Receipt::same says whether it is this one.
  Result<Receipt> hand_over(Handover const& handover);
  Result<Receipt> receipt(Bytes32 const& owner);
  Result<Receipt> withdraw(Bytes32 const& owner);  // only while it waits

  // The practice's side: always with the practice's id, so that none reaches another's.
  Result<std::vector<Listed>> list(std::string const& practice);
  // The sealed file; from here on it counts as opened. Nothing: there is none, or not any more.
  Result<std::optional<std::string>> take(std::string const& practice, std::string const& number,
                                          Seconds now);
  Result<bool> remove(std::string const& practice, std::string const& number);
  Result<std::uint64_t> sweep(Seconds now);

  // The outbox.
  Result<std::vector<Due>> due(Seconds now);
  Result<void> told(std::int64_t row);  // it arrived, or nobody wants it any more
  Result<void> try_again(std::int64_t row, Seconds at);
  Result<std::uint64_t> waiting_to_tell();

 private:
  explicit ShareStore(store::Database database) : database_(std::move(database)) {}
  Result<Receipt> find(Bytes32 const& owner);
  Result<void> insert(Handover const& handover);
  Result<void> scrub();
  template <class Change>
  Result<void> together(Change change);

  std::mutex mutex_;
  store::Database database_;
};

// The code on a receipt, from a key that only the visitor's token gives; and what the store knows of it.
std::string make_number();                   // K7QM-2P4X
std::string code_of(Bytes32 const& secret);  // 16 letters in fours
Bytes32 owner_of(std::string_view code);     // dashes, spaces and small letters do not matter

}  // namespace foyer::handoff
