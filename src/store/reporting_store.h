// reporting_store.h - a store that tells an operator, too, when a visitor's turn could not be kept or
// read.
//
// Everything is passed on as it is. `report` may be called on any thread, and as often as something
// fails.
#pragma once

#include <functional>
#include <memory>

#include "store/store.h"

namespace foyer::store {

std::unique_ptr<Store> reporting_store(std::unique_ptr<Store> inner,
                                       std::function<void(Error const&)> report);

}  // namespace foyer::store
