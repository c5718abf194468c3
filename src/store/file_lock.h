// file_lock.h - who uses a store's file: any number of servers, or one restore.
//
// An advisory lock (flock) on a file of its own beside the store, `FILE-lock`; the kernel lets it go
// when the process ends, however it ends. A value: held until destroyed.
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/result.h"

namespace foyer::store {

class FileLock {
 public:
  enum class Use : std::uint8_t { shared, alone };

  static Result<FileLock> take(std::string const& file, Use use) {
    std::string const name = file + "-lock";
    int const descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
      return fail(file, std::string("it cannot be opened for writing: ") + std::strerror(errno));
    FileLock lock(descriptor);
    if (::flock(descriptor, (use == Use::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return lock;
    return fail(file, use == Use::alone ? "a server is using it; stop the server first"
                                        : "a backup is being restored to it; try again in a moment");
  }

  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace foyer::store
