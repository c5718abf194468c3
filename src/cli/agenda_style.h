// agenda_style.h - how the drawn agenda looks, and what is noted once at its foot because it holds at
// every question.
#pragma once

#include <array>
#include <string_view>

namespace foyer::cli {

inline constexpr std::string_view agenda_style = R"(
svg { --page: #f7f5f1; --paper: #ffffff; --ink: #26302f; --soft: #5c6664; --line: #d9d4ca;
  --choice: #2f6f8f; --milestone: #2e7d5b; --open: #b0722a; --consent: #9a4a6b; --menu: #5b55a0;
  --g0: #2f6f8f; --g1: #a8642a; --g2: #5b55a0; --g3: #9a4a6b; }
@media (prefers-color-scheme: dark) { svg { --page: #171b1c; --paper: #22282a; --ink: #eae7e0; --soft: #a9b1ae; --line: #3a4244;
  --choice: #7fb9d6; --milestone: #7cc7a3; --open: #e0ad6e; --consent: #dc9ab9; --menu: #b0abea;
  --g0: #7fb9d6; --g1: #e0ad6e; --g2: #b0abea; --g3: #dc9ab9; } }
text { font-family: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); }
.page { fill: var(--page); } .paper { fill: var(--paper); stroke: var(--line); }
.name { font-size: 30px; font-weight: 650; } .about { font-size: 14px; fill: var(--soft); }
.chapter { font-size: 16px; font-weight: 650; } .ask { font-size: 12.5px; }
.note { font-size: 10.5px; fill: var(--soft); }
.kind { font-size: 10.5px; font-weight: 650; letter-spacing: .04em; white-space: pre; }
.choice .kind { fill: var(--choice); } .choice .edge { fill: var(--choice); }
.milestone .kind { fill: var(--milestone); } .milestone .edge { fill: var(--milestone); }
.open .kind { fill: var(--open); } .open .edge { fill: var(--open); }
.consent .kind { fill: var(--consent); } .consent .edge { fill: var(--consent); }
.menu .kind { fill: var(--menu); } .menu .edge { fill: var(--menu); }
.when { fill: none; stroke: var(--soft); stroke-width: 1; marker-end: url(#end); } .end { fill: var(--soft); }
.when.g0, .when.g1, .when.g2, .when.g3 { marker-end: none; }
.when.g0 { stroke: var(--g0); } .when.g1 { stroke: var(--g1); } .when.g2 { stroke: var(--g2); } .when.g3 { stroke: var(--g3); }
.bus { font-size: 10.5px; } .bus.g0 { fill: var(--g0); } .bus.g1 { fill: var(--g1); } .bus.g2 { fill: var(--g2); } .bus.g3 { fill: var(--g3); }
)";

struct AgendaNote {
  std::string_view title, text;
};

inline constexpr std::array<AgendaNote, 3> agenda_notes = {{
    {"At every question, by words or by button",
     "Skip, back (and another answer), repeat, why do you ask, help lines, talk to a person, stop. "
     "Stopping is always a whole ending that names the "
     "consultation; help comes first in it after a hard moment."},
    {"Asides",
     "Say it differently, are you human, advice, practical questions, greeting, thanks, complaint, off "
     "topic: one thing is said, and the same question "
     "is asked again. What is not understood is asked once more with the buttons, then left kindly. A "
     "feeling that was named is received in the "
     "visitor's own word; one that is only implied is offered, twice in a conversation at most."},
    {"Danger comes before everything",
     "crisis_now: help lines and the card at once, and the questions wait for “continue”; after a "
     "second time or a plan there are no more. check_in: "
     "one direct question, help lines beside it. After a hard moment tender questions are left out. "
     "Under 18: a kind ending, no contact."},
}};

}  // namespace foyer::cli
