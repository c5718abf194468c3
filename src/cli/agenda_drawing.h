// agenda_drawing.h - a dialog's agenda as one SVG picture: the trunk in rows, in the file's order; each
// chapter a column under the menu; what a question depends on as a thin line. Light and dark by the
// reader's own setting.
#pragma once

#include <string>

#include "dialog/model.h"

namespace foyer::cli {

std::string draw_agenda(dialog::Dialog const& dialog, dialog::Words const& words);

}  // namespace foyer::cli
