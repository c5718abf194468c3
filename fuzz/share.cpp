// What the practice opens: keys, files sealed by age's format, and the document in them.
#include "handoff/share.h"

#include <nlohmann/json.hpp>

#include "dialog/load.h"
#include "fuzz.h"
#include "handoff/fhir.h"

namespace foyer {
namespace {

using fuzz::hold;
using fuzz::Input;
using namespace handoff;

Identity const& practice() {
  static Identity const made = make_identity();
  return made;
}

void keys(std::string_view text) {
  if (auto const recipient = read_recipient(text)) {
    auto const again = read_recipient(to_text(*recipient));
    hold(again && *again == *recipient, "a key that was read is written and read again");
  }
  if (auto const identity = read_identity_file(text)) {
    auto const again = read_identity(to_text(*identity));
    hold(again && recipient_of(*again) == recipient_of(*identity), "so is an identity");
  }
}

void sealed_by_nobody(std::string_view file) {
  hold(!open(practice(), file), "a file that was sealed to nobody here does not open");
}

void damaged(Input& input) {
  constexpr std::string_view words = "a visitor's own words";
  auto const sealed = seal({recipient_of(practice())}, words).value();
  fuzz::hold_sealed(input, sealed, words, [](auto const& file) { return open(practice(), file); });
}

dialog::Dialog const& checkin() {
  std::filesystem::path const source = FOYER_SOURCE;
  static auto const loaded =
      dialog::load(source / "dialogs", "checkin", dialog::load_practice(source / "practices/demo").value());
  return *loaded.dialog;
}

void record(Share const& share) {
  auto const written = fhir_response(share, checkin(), {"en", "urn:foyer:demo", ""});
  hold(!written || nlohmann::json::accept(*written), "a record is JSON");
}

void document(std::string_view json) {
  auto const share = read_share(json);
  if (!share) return;
  auto const written = write(*share);
  auto const again = read_share(written);
  hold(again && write(*again) == written, "a share that was read is written and read again");
  hold(in_brief_order(share->entries).size() == share->entries.size(), "no entry is lost in the brief");
  brief_text(*share);
  record(*share);
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  Input input(data, size);
  switch (input.choice(4)) {
    case 0: keys(input.rest()); break;
    case 1: sealed_by_nobody(input.rest()); break;
    case 2: damaged(input); break;
    default: document(input.rest());
  }
  return 0;
}
