// check.h - the proof of one dialog: its lines, and every talk that its agenda can lead to. Behind
// `foyer check`, and asked by the server at start and at each reload, which keeps the old dialog when
// there is a finding.
#pragma once

#include "verify/catalogue.h"
#include "verify/finding.h"

namespace foyer::verify {

Report check(dialog::Loaded const& loaded, Never const& never, Step const& step);
Report check(dialog::Loaded const& loaded, Never const& never);  // over engine::step itself

}  // namespace foyer::verify
