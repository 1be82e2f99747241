#include "io/label_vocabulary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/label_words.hpp"

namespace noctemg::io {
namespace {

constexpr std::array abbreviations = {
    Abbreviation{"ta", "tibialis_anterior", Needs::hint},
    Abbreviation{"at", "tibialis_anterior", Needs::side_or_emg},
    Abbreviation{"tp", "tibialis_posterior", Needs::emg},
    Abbreviation{"gm", "gastrocnemius_medialis", Needs::hint},
    Abbreviation{"mg", "gastrocnemius_medialis", Needs::hint},
    Abbreviation{"gl", "gastrocnemius_lateralis", Needs::hint},
    Abbreviation{"lg", "gastrocnemius_lateralis", Needs::hint},
    Abbreviation{"ga", "gastrocnemius", Needs::side_or_emg},
    Abbreviation{"gc", "gastrocnemius", Needs::side_or_emg},
    Abbreviation{"gcm", "gastrocnemius_medialis", Needs::hint},
    Abbreviation{"gcl", "gastrocnemius_lateralis", Needs::hint},
    Abbreviation{"mgas", "gastrocnemius_medialis", Needs::nothing},
    Abbreviation{"mgast", "gastrocnemius_medialis", Needs::nothing},
    Abbreviation{"mgastroc", "gastrocnemius_medialis", Needs::nothing},
    Abbreviation{"gastrocm", "gastrocnemius_medialis", Needs::nothing},
    Abbreviation{"so", "soleus", Needs::side_or_emg},
    Abbreviation{"sol", "soleus", Needs::nothing},
    Abbreviation{"pl", "peroneus_longus", Needs::side_or_emg},
    Abbreviation{"pb", "peroneus_brevis", Needs::emg},
    Abbreviation{"edb", "extensor_digitorum_brevis", Needs::nothing},
    Abbreviation{"edl", "extensor_digitorum_longus", Needs::nothing},
    Abbreviation{"ehl", "extensor_hallucis_longus", Needs::nothing},
    Abbreviation{"ah", "abductor_hallucis", Needs::side_or_emg},
    Abbreviation{"abh", "abductor_hallucis", Needs::hint},
    Abbreviation{"fhb", "flexor_hallucis_brevis", Needs::nothing},
    Abbreviation{"fhl", "flexor_hallucis_longus", Needs::nothing},
    Abbreviation{"fdb", "flexor_digitorum_brevis", Needs::nothing},
    Abbreviation{"fdl", "flexor_digitorum_longus", Needs::nothing},
    Abbreviation{"vl", "vastus_lateralis", Needs::hint},
    Abbreviation{"vm", "vastus_medialis", Needs::hint},
    Abbreviation{"vmo", "vastus_medialis", Needs::hint},
    Abbreviation{"rf", "rectus_femoris", Needs::hint},
    Abbreviation{"bf", "biceps_femoris", Needs::hint},
    Abbreviation{"bflh", "biceps_femoris", Needs::nothing},
    Abbreviation{"bfsh", "biceps_femoris", Needs::nothing},
    Abbreviation{"st", "semitendinosus", Needs::side_or_emg},
    Abbreviation{"sm", "semimembranosus", Needs::side_or_emg},
    Abbreviation{"al", "adductor_longus", Needs::emg},
    Abbreviation{"me", "gluteus_medius", Needs::emg},
    Abbreviation{"gmed", "gluteus_medius", Needs::nothing},
    Abbreviation{"ma", "gluteus_maximus", Needs::emg},
    Abbreviation{"glm", "gluteus_maximus", Needs::hint},
    Abbreviation{"gmax", "gluteus_maximus", Needs::nothing},
    Abbreviation{"fl", "tensor_fasciae_latae", Needs::emg},
    Abbreviation{"tfl", "tensor_fasciae_latae", Needs::nothing},
    Abbreviation{"fds", "flexor_digitorum_superficialis", Needs::nothing},
    Abbreviation{"scm", "sternocleidomastoid", Needs::nothing},
};

using Pair = std::pair<std::string_view, std::string_view>;

/// Spellings of anatomical words and the form that rules use. Sorting is not needed: looked up a
/// few dozen times per recording.
constexpr std::array word_stems = {
    Pair{"tib", "tib"},
    Pair{"tibial", "tib"},
    Pair{"tibialis", "tib"},
    Pair{"tibia", "tib"},
    Pair{"ant", "ant"},
    Pair{"anterior", "ant"},
    Pair{"post", "post"},
    Pair{"posterior", "post"},
    Pair{"gas", "gastroc"},
    Pair{"gast", "gastroc"},
    Pair{"gastro", "gastroc"},
    Pair{"gastroc", "gastroc"},
    Pair{"gastrocs", "gastroc"},
    Pair{"gastrocnemius", "gastroc"},
    Pair{"gastrocnemio", "gastroc"},
    Pair{"med", "med"},
    Pair{"medial", "med"},
    Pair{"medialis", "med"},
    Pair{"medius", "medius"},
    Pair{"lat", "lat"},
    Pair{"lateral", "lat"},
    Pair{"lateralis", "lat"},
    Pair{"soleus", "soleus"},
    Pair{"soleo", "soleus"},
    Pair{"per", "per"},
    Pair{"peron", "peron"},
    Pair{"peroneus", "peron"},
    Pair{"peroneal", "peron"},
    Pair{"fibularis", "peron"},
    Pair{"long", "long"},
    Pair{"longus", "long"},
    Pair{"brev", "brev"},
    Pair{"brevis", "brev"},
    Pair{"tertius", "tertius"},
    Pair{"ext", "ext"},
    Pair{"extensor", "ext"},
    Pair{"flex", "flex"},
    Pair{"flexor", "flex"},
    Pair{"dig", "dig"},
    Pair{"digitorum", "dig"},
    Pair{"hal", "hal"},
    Pair{"hall", "hal"},
    Pair{"hallucis", "hal"},
    Pair{"abd", "abd"},
    Pair{"abductor", "abd"},
    Pair{"add", "add"},
    Pair{"adductor", "add"},
    Pair{"magnus", "magnus"},
    Pair{"vast", "vastus"},
    Pair{"vastus", "vastus"},
    Pair{"intermedius", "inter"},
    Pair{"rect", "rectus"},
    Pair{"rectus", "rectus"},
    Pair{"fem", "fem"},
    Pair{"femoris", "fem"},
    Pair{"quad", "quad"},
    Pair{"quads", "quad"},
    Pair{"quadriceps", "quad"},
    Pair{"bic", "biceps"},
    Pair{"biceps", "biceps"},
    Pair{"ham", "ham"},
    Pair{"hams", "ham"},
    Pair{"hamstring", "ham"},
    Pair{"hamstrings", "ham"},
    Pair{"semit", "semitendinosus"},
    Pair{"semitend", "semitendinosus"},
    Pair{"semitendinosus", "semitendinosus"},
    Pair{"semim", "semimembranosus"},
    Pair{"semimembranosus", "semimembranosus"},
    Pair{"glut", "glut"},
    Pair{"glute", "glut"},
    Pair{"gluteus", "glut"},
    Pair{"max", "max"},
    Pair{"maximus", "max"},
    Pair{"tensor", "tensor"},
    Pair{"fasc", "fasc"},
    Pair{"fascia", "fasc"},
    Pair{"fasciae", "fasc"},
    Pair{"latae", "latae"},
    Pair{"lata", "latae"},
    Pair{"sartorius", "sartorius"},
    Pair{"sart", "sartorius"},
    Pair{"gracilis", "gracilis"},
    Pair{"plantaris", "plantaris"},
    Pair{"triceps", "triceps"},
    Pair{"surae", "surae"},
    Pair{"calf", "calf"},
    Pair{"wade", "calf"},
    Pair{"mollet", "calf"},
    Pair{"panturrilha", "calf"},
    Pair{"masseter", "masseter"},
    Pair{"temporalis", "temporalis"},
    Pair{"deltoid", "deltoid"},
    Pair{"deltoideus", "deltoid"},
    Pair{"brachii", "brachii"},
    Pair{"intercostal", "intercostal"},
    Pair{"diaphragm", "diaphragm"},
    Pair{"superficialis", "superficialis"},
    Pair{"sternocleidomastoid", "sternocleidomastoid"},
    Pair{"forearm", "arm"},
    Pair{"arm", "arm"},
    Pair{"arms", "arm"},
};

constexpr std::array<std::string_view, 18> left_words = {
    "l",         "left",      "lt",   "lft",      "li",       "links",
    "gauche",    "gche",      "esq",  "esquerda", "esquerdo", "izq",
    "izquierda", "izquierdo", "izda", "sx",       "sinistra", "sinistro"};
constexpr std::array<std::string_view, 21> right_words = {
    "r",       "right", "rt",  "rgt",     "re",      "rechts", "droit",
    "droite",  "dte",   "dir", "direita", "direito", "der",    "derecha",
    "derecho", "dcha",  "dx",  "destra",  "destro",  "dext",   "dexter"};
constexpr std::array<std::string_view, 11> leg_words = {
    "leg", "legs", "plm", "plms", "bein", "beine", "jambe", "jambes", "perna", "pierna", "gamba"};
constexpr std::array<std::string_view, 9> chin_words = {
    "chin", "mentalis", "ment", "mental", "submental", "submentalis", "kinn", "menton", "queixo"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view text) noexcept {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

const Abbreviation* find_abbreviation(std::string_view lower_text) noexcept {
  for (const auto& entry : abbreviations) {
    if (entry.text == lower_text) return &entry;
  }
  return nullptr;
}

std::string_view stem_of(std::string_view text) noexcept {
  for (const auto& [spelling, stem] : word_stems) {
    if (spelling == text) return stem;
  }
  return {};
}

bool is_left_word(std::string_view text) noexcept { return contains(left_words, text); }
bool is_right_word(std::string_view text) noexcept { return contains(right_words, text); }
bool is_leg_word(std::string_view text) noexcept { return contains(leg_words, text); }
bool is_chin_word(std::string_view text) noexcept { return contains(chin_words, text); }

}  // namespace noctemg::io
