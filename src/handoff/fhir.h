// fhir.h - a dialog as a FHIR R4 Questionnaire, and a share as its QuestionnaireResponse, for the
// practice's own records.
//
// The questionnaire names every question once; each milestone is a group that holds its stop, the words
// said to it and its follow-up. The response is the questionnaire with everything taken out to which the
// share says nothing, so that it cannot hold what the questionnaire has not. Nothing is scored. There is
// a subject only where the visitor agreed to be reached. Pure: the same input gives the same text.
#pragma once

#include <string>

#include "base/result.h"
#include "dialog/model.h"
#include "handoff/share.h"

namespace foyer::handoff {

// How a record is written: in which language of the dialog (the others stand beside it as translations),
// and the beginning of every address that it makes up.
struct RecordStyle {
  std::string language;   // one of the dialog's
  std::string base;       // "https://practice.example/fhir" or "urn:foyer:demo"
  std::string publisher;  // the practice's name; empty: none is named
};

std::string fhir_questionnaire(dialog::Dialog const& dialog, RecordStyle const& style);

// Fails where the share names a question or an answer that the dialog does not have (any more): nothing
// that a visitor handed over is left out in silence.
Result<std::string> fhir_response(Share const& share, dialog::Dialog const& dialog,
                                  RecordStyle const& style);

}  // namespace foyer::handoff
