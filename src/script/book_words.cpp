#include "script/book_words.h"

namespace foyer::script {

BookWords const& book_words(std::string_view locale) {
  static BookWords const en{
      .title = "Script book",
      .practice = "Practice",
      .structure = "Agenda, version",
      .wording = "Wording, version",
      .intro =
          "All that this dialog can ever say, in the order in which it may be heard, each text once "
          "under "
          "its id. {felt} is a feeling in the visitor's own word, {also} a second one, {choice} the "
          "button they tapped.",
      .arrival = "On arrival",
      .agenda = "The agenda",
      .chapter = "Chapter",
      .house = "Whenever it is needed",
      .help = "Help lines",
      .only_if = "asked only after",
      .left = "left open",
      .signature = "I have read this book and agree that visitors of the practice hear these words.",
      .name = "Name",
      .licence = "Licence, state",
      .place = "Place",
      .date = "Date",
      .signed_by = "Signature"};
  static BookWords const es{
      .title = "Libro del guion",
      .practice = "Consultorio",
      .structure = "Agenda, versión",
      .wording = "Textos, versión",
      .intro =
          "Todo lo que este diálogo puede llegar a decir, en el orden en que puede oírse, cada texto "
          "una "
          "vez con su nombre. {felt} es un sentir en la palabra de quien visita; {also}, otro a su "
          "lado; {choice}, el botón que "
          "tocó.",
      .arrival = "Al llegar",
      .agenda = "La agenda",
      .chapter = "Capítulo",
      .house = "Cuando hace falta",
      .help = "Líneas de ayuda",
      .only_if = "solo después de",
      .left = "sin respuesta",
      .signature =
          "He leído este libro y estoy de acuerdo con que quienes visitan el consultorio oigan estas "
          "palabras.",
      .name = "Nombre",
      .licence = "Licencia, estado",
      .place = "Lugar",
      .date = "Fecha",
      .signed_by = "Firma"};
  return locale == "es" ? es : en;
}

}  // namespace foyer::script
