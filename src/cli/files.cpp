#include "cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace foyer::cli {

namespace fs = std::filesystem;

Result<std::string> read_file(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(file.string(), "cannot be read: is it there?");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void> write_new_private(fs::path const& file, std::string const& text) {
  int const handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0)
    return fail(file.string(), std::string("cannot be made: ") + std::strerror(errno) + ".");
  bool const whole = ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                     ::fsync(handle) == 0;
  bool const closed = ::close(handle) == 0;
  if (!whole || !closed) return fail(file.string(), "could not be written whole: is the disk full?");
  return {};
}

Result<void> replace_file(fs::path const& file, std::string const& text) {
  auto const fresh = file.string() + ".new";
  if (auto written = write_new_private(fresh, text); !written) return written;
  std::error_code error;
  fs::permissions(fresh, fs::status(file, error).permissions(), error);
  fs::rename(fresh, file, error);
  if (error) return fail(file.string(), "could not be replaced: " + error.message() + ".");
  return {};
}

}  // namespace foyer::cli
