// age_stream.h - the payload of age.h: ChaCha20-Poly1305 in chunks of 64 KiB, numbered, the last one
// marked (STREAM), so that nothing can be cut off, swapped or added. Internal to age.cpp.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace foyer::handoff {

std::string seal_stream(Secret const& key, std::string_view plain);
Result<std::string> open_stream(Secret const& key, std::string_view sealed);

}  // namespace foyer::handoff
