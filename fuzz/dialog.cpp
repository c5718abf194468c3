// Whatever stands in an authored file: it loads with faults that name a place, or it is a dialog in which
// every step has an answer, also before `foyer check` has proved anything.
#include <nlohmann/json.hpp>

#include "dialog/files.h"
#include "engine/codec.h"
#include "fuzz.h"
#include "talk.h"

namespace foyer {
namespace {

using fuzz::hold;
using nlohmann::json;
namespace fs = std::filesystem;

// One file of the shipped ones is put in place of by the input.
constexpr std::string_view files[] = {"dialogs/checkin/dialog.json",
                                      "dialogs/checkin/en.json",
                                      "dialogs/common/en.json",
                                      "dialogs/safety/words/en.json",
                                      "practices/demo/practice.json",
                                      "practices/demo/checkin.en.json",
                                      "dialogs/common/never.json",
                                      "dialogs/safety/resources.json",
                                      "dialogs/understanding/en/answers.json",
                                      "dialogs/understanding/en/lexicon.json",
                                      "dialogs/safety/en.json"};
constexpr std::size_t loaded_count = 6;  // the others have a shape only

struct Ground {
  fuzz::Scratch scratch;
  std::string shipped[std::size(files)];

  Ground() {
    for (auto const* folder : {"dialogs/checkin", "dialogs/common", "dialogs/safety/words"}) {
      fs::create_directories(scratch.path() / folder);
      fs::copy(fuzz::source() / folder, scratch.path() / folder);
    }
    fs::create_directories(scratch.path() / "dialogs/understanding/en");
    fs::create_directories(scratch.path() / "practices/demo");
    fs::copy(fuzz::source() / "practices/demo/practice.json", scratch.path() / files[4]);
    for (std::size_t i = 0; i < loaded_count; ++i) {
      std::ifstream in(scratch.path() / files[i], std::ios::binary);
      shipped[i].assign(std::istreambuf_iterator<char>(in), {});
    }
    // In one language, which is half the work, all is said that two could say but that they differ.
    auto agenda = json::parse(shipped[0]);
    agenda["locales"] = {"en"};
    scratch.write(files[0], shipped[0] = agenda.dump());
  }
};

// What is no JSON object is the file as it stands; an object is laid over the shipped one, so that a few
// bytes reach deep.
std::string file_of(std::string_view input, std::string const& shipped) {
  auto const change = json::parse(input, nullptr, false);
  if (!change.is_object() || shipped.empty()) return std::string(input);
  auto file = json::parse(shipped);
  file.merge_patch(change);
  return file.dump(1);
}

void hold_answers(dialog::Dialog const& dialog) {
  auto at = engine::begin(dialog, 1);
  for (int deed = 0; deed <= 0xff; ++deed) {
    auto next = engine::step(dialog, at.state, fuzz::deed_of(static_cast<std::uint8_t>(deed)));
    if (deed % 8 == 0) at = std::move(next);
  }
  auto const back = engine::decode(dialog, engine::encode(dialog, at.state));
  hold(back && *back == at.state, "a talk is resumed where it stood");
}

void hold_faults(std::vector<dialog::Fault> const& faults) {
  for (auto const& fault : faults)
    hold(fault.code.starts_with("FY") && !fault.where.empty() && !fault.what.empty(),
         "a fault has a code, a place and a sentence");
}

void load(fs::path const& folder) {
  auto const practice = dialog::load_practice(folder / "practices/demo");
  if (!practice) return hold(!practice.error().what.empty(), "an error says what is wrong");
  auto const loaded = dialog::load(folder / "dialogs", "checkin", *practice);
  hold((loaded.dialog != nullptr) == loaded.faults.empty(), "it is a dialog, or there are faults");
  hold_faults(loaded.faults);
  if (loaded.dialog) hold_answers(*loaded.dialog);
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  static Ground const ground;
  fuzz::Input input(data, size);
  auto const which = input.choice(std::size(files));
  auto const& shipped = ground.shipped[which];
  auto const file = ground.scratch.write(files[which], file_of(input.rest(), shipped));
  if (which < loaded_count)
    load(ground.scratch.path());
  else
    hold_faults(dialog::check_files(ground.scratch.path() / "dialogs"));
  if (shipped.empty())
    fs::remove(file);
  else
    ground.scratch.write(files[which], shipped);
  return 0;
}
