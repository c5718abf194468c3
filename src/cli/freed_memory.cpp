// Whatever this program frees is overwritten first: a visitor's words pass through strings, JSON values,
// regular expressions and libraries' own copies, and no one can wipe each of them by hand. These take
// the place of the C library's `free` and `realloc` in the whole process (operator delete ends in them
// too). Cost: one memset a free, measured in docs/reliability.md. Not under sanitizers, which bring an
// allocator of their own.
#include <malloc.h>

#include <cstddef>
#include <cstring>

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): glibc names them so
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
// NOLINTEND(bugprone-reserved-identifier)

void free(void* block) noexcept {
  if (block == nullptr) return;
  explicit_bzero(block, malloc_usable_size(block));
  __libc_free(block);
}

void* realloc(void* block, std::size_t size) noexcept {
  if (block == nullptr) return __libc_malloc(size);
  if (size == 0) {
    free(block);
    return nullptr;
  }
  std::size_t const before = malloc_usable_size(block);
  if (size <= before) {  // it stays where it is, and its tail goes
    if (size < before) explicit_bzero(static_cast<char*>(block) + size, before - size);
    return block;
  }
  void* const moved = __libc_malloc(size);
  if (moved == nullptr) return nullptr;
  memcpy(moved, block, before);
  free(block);
  return moved;
}

}  // extern "C"

#endif
