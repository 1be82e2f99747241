#include "io/muscles.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "io/label_words.hpp"
#include "io/plain_text.hpp"
#include "noctemg/montage.hpp"

namespace noctemg {
namespace {

using enum MuscleGroup;

/// Groups follow the compartments. The long and short peroneus bend the foot down with the calf;
/// the third pulls it up with the shin.
constexpr std::array muscles = {
    Muscle{"tibialis_anterior", "TA", shin},
    Muscle{"extensor_digitorum_longus", "EDL", shin},
    Muscle{"extensor_hallucis_longus", "EHL", shin},
    Muscle{"peroneus_tertius", "PT", shin},
    Muscle{"gastrocnemius_medialis", "GM", calf},
    Muscle{"gastrocnemius_lateralis", "GL", calf},
    Muscle{"gastrocnemius", "GA", calf},
    Muscle{"soleus", "SOL", calf},
    Muscle{"triceps_surae", "TS", calf},
    Muscle{"plantaris", "PLA", calf},
    Muscle{"tibialis_posterior", "TP", calf},
    Muscle{"flexor_hallucis_longus", "FHL", calf},
    Muscle{"flexor_digitorum_longus", "FDL", calf},
    Muscle{"peroneus_longus", "PL", calf},
    Muscle{"peroneus_brevis", "PB", calf},
    Muscle{"peroneus", "PER", calf},
    Muscle{"vastus_lateralis", "VL", thigh_front},
    Muscle{"vastus_medialis", "VM", thigh_front},
    Muscle{"vastus_intermedius", "VI", thigh_front},
    Muscle{"rectus_femoris", "RF", thigh_front},
    Muscle{"quadriceps", "QUAD", thigh_front},
    Muscle{"sartorius", "SAR", thigh_front},
    Muscle{"biceps_femoris", "BF", thigh_back},
    Muscle{"semitendinosus", "ST", thigh_back},
    Muscle{"semimembranosus", "SM", thigh_back},
    Muscle{"hamstrings", "HAM", thigh_back},
    Muscle{"adductor_longus", "AL", hip},
    Muscle{"adductor_magnus", "AM", hip},
    Muscle{"gracilis", "GRA", hip},
    Muscle{"gluteus_medius", "GMED", hip},
    Muscle{"gluteus_maximus", "GMAX", hip},
    Muscle{"tensor_fasciae_latae", "TFL", hip},
    Muscle{"extensor_digitorum_brevis", "EDB", foot},
    Muscle{"abductor_hallucis", "AH", foot},
    Muscle{"flexor_hallucis_brevis", "FHB", foot},
    Muscle{"flexor_digitorum_brevis", "FDB", foot},
    Muscle{"mentalis", "CHIN", other},
    Muscle{"masseter", "MAS", other},
    Muscle{"temporalis", "TEM", other},
    Muscle{"sternocleidomastoid", "SCM", other},
    Muscle{"flexor_digitorum_superficialis", "FDS", other},
    Muscle{"extensor_digitorum", "EDC", other},
    Muscle{"biceps_brachii", "BB", other},
    Muscle{"triceps_brachii", "TB", other},
    Muscle{"deltoid", "DEL", other},
    Muscle{"intercostals", "IC", other},
    Muscle{"diaphragm", "DIA", other},
};

struct Rule {
  std::string_view stems;  ///< separated by blanks, all of them needed
  std::string_view muscle;
};

constexpr std::array rules = {
    Rule{"tib", "tibialis_anterior"},  // the surface muscle; the posterior one is always spelt out
    Rule{"tib ant", "tibialis_anterior"},
    Rule{"tib post", "tibialis_posterior"},
    Rule{"gastroc", "gastrocnemius"},
    Rule{"gastroc med", "gastrocnemius_medialis"},
    Rule{"gastroc lat", "gastrocnemius_lateralis"},
    Rule{"calf", "triceps_surae"},
    Rule{"calf med", "gastrocnemius_medialis"},
    Rule{"calf lat", "gastrocnemius_lateralis"},
    Rule{"triceps surae", "triceps_surae"},
    Rule{"soleus", "soleus"},
    Rule{"plantaris", "plantaris"},
    Rule{"peron", "peroneus"},
    Rule{"per", "peroneus"},
    Rule{"peron long", "peroneus_longus"},
    Rule{"per long", "peroneus_longus"},
    Rule{"peron brev", "peroneus_brevis"},
    Rule{"per brev", "peroneus_brevis"},
    Rule{"peron tertius", "peroneus_tertius"},
    Rule{"ext dig long", "extensor_digitorum_longus"},
    Rule{"ext dig brev", "extensor_digitorum_brevis"},
    Rule{"ext hal", "extensor_hallucis_longus"},
    Rule{"ext hal long", "extensor_hallucis_longus"},
    Rule{"flex hal long", "flexor_hallucis_longus"},
    Rule{"flex hal brev", "flexor_hallucis_brevis"},
    Rule{"flex dig long", "flexor_digitorum_longus"},
    Rule{"flex dig brev", "flexor_digitorum_brevis"},
    Rule{"flex dig superficialis", "flexor_digitorum_superficialis"},
    Rule{"ext dig", "extensor_digitorum"},
    Rule{"abd hal", "abductor_hallucis"},
    Rule{"vastus lat", "vastus_lateralis"},
    Rule{"vastus med", "vastus_medialis"},
    Rule{"vastus inter", "vastus_intermedius"},
    Rule{"rectus fem", "rectus_femoris"},
    Rule{"quad", "quadriceps"},
    Rule{"sartorius", "sartorius"},
    Rule{"biceps fem", "biceps_femoris"},
    Rule{"semitendinosus", "semitendinosus"},
    Rule{"semimembranosus", "semimembranosus"},
    Rule{"ham", "hamstrings"},
    Rule{"add long", "adductor_longus"},
    Rule{"add magnus", "adductor_magnus"},
    Rule{"gracilis", "gracilis"},
    Rule{"glut med", "gluteus_medius"},
    Rule{"glut medius", "gluteus_medius"},
    Rule{"glut max", "gluteus_maximus"},
    Rule{"tensor fasc", "tensor_fasciae_latae"},
    Rule{"tensor fasc latae", "tensor_fasciae_latae"},
    Rule{"masseter", "masseter"},
    Rule{"temporalis", "temporalis"},
    Rule{"sternocleidomastoid", "sternocleidomastoid"},
    Rule{"biceps brachii", "biceps_brachii"},
    Rule{"triceps brachii", "triceps_brachii"},
    Rule{"deltoid", "deltoid"},
    Rule{"intercostal", "intercostals"},
    Rule{"diaphragm", "diaphragm"},
};

std::string_view exact_name(std::string_view lower_text) {
  for (const auto& muscle : muscles) {
    if (muscle.name == lower_text || io::lower(muscle.abbreviation) == lower_text) {
      return muscle.name;
    }
  }
  const auto* known = io::find_abbreviation(lower_text);
  return known ? known->muscle : std::string_view{};
}

/// Words that change nothing once the muscle is spelt out.
bool is_filler(const io::Word& word) {
  return word.kind == io::WordKind::emg || word.text == "m" || word.text == "musculus" ||
         word.text == "muscle" || word.text == "caput" || word.text == "head";
}

}  // namespace

namespace io {

std::string_view more_exact(std::string_view a, std::string_view b) noexcept {
  if (a.empty() || a == b) return b;
  if (b.empty()) return a;
  if (b.size() > a.size() && b.substr(0, a.size()) == a && b[a.size()] == '_') return b;
  if (a.size() > b.size() && a.substr(0, b.size()) == b && a[b.size()] == '_') return a;
  return {};
}

std::string_view muscle_of_stems(const std::set<std::string>& stems) {
  std::size_t best_size = 0;
  std::string_view best;
  for (const auto& rule : rules) {
    const auto needed = split(rule.stems, ' ');
    const bool met = std::all_of(needed.begin(), needed.end(), [&](std::string_view stem) {
      return stems.contains(std::string(stem));
    });
    if (!met || needed.size() < best_size) continue;
    best = needed.size() > best_size ? rule.muscle : more_exact(best, rule.muscle);
    if (needed.size() == best_size && best.empty()) return {};
    best_size = needed.size();
  }
  return best;
}

}  // namespace io

std::span<const Muscle> known_muscles() noexcept { return muscles; }

MuscleGroup muscle_group(std::string_view canonical_name) noexcept {
  for (const auto& muscle : muscles) {
    if (muscle.name == canonical_name) return muscle.group;
  }
  return MuscleGroup::unknown;
}

std::string canonical_muscle(std::string_view text) {
  const auto plain = io::lower(io::trimmed(text));
  if (const auto name = exact_name(plain); !name.empty()) return std::string(name);
  std::set<std::string> stems;
  std::string_view from_abbreviation;
  for (const auto& word : io::label_words(io::label_tokens(plain))) {
    if (word.kind == io::WordKind::chin) return "mentalis";
    if (word.kind == io::WordKind::stem) {
      stems.insert(word.text);
    } else if (word.kind == io::WordKind::abbreviation) {
      const auto name = io::find_abbreviation(word.text)->muscle;
      from_abbreviation = io::more_exact(from_abbreviation, name);
      if (from_abbreviation.empty()) return {};
    } else if (!is_filler(word)) {
      return {};
    }
  }
  return std::string(io::more_exact(io::muscle_of_stems(stems), from_abbreviation));
}

}  // namespace noctemg
