#include "store/postgres_store.h"
#include "store/sqlite_store.h"
#include "store/store.h"

namespace foyer::store {

Result<std::unique_ptr<Store>> open_store(std::string const& where) {
  if (where == "memory:") return memory_store();
  if (where.starts_with("postgresql://") || where.starts_with("postgres://"))
    return postgres_store(where);
  return sqlite_store(where.starts_with("sqlite:") ? where.substr(7) : where);
}

}  // namespace foyer::store
