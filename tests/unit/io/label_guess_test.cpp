// Labels as sleep laboratories, gait laboratories and public files write them.

#include <gtest/gtest.h>

#include <string>

#include "noctemg/montage.hpp"

namespace noctemg {
namespace {

struct Expected {
  const char* label;
  const char* unit;
  const char* muscle;
  Side side;
  Role role;
  MontageSource source;
};

constexpr auto L = Side::left;
constexpr auto R = Side::right;
constexpr auto N = Side::unknown;
constexpr auto guessed = MontageSource::guessed;
constexpr auto unknown = MontageSource::unknown;
constexpr const char* ta = "tibialis_anterior";

class LabelGuess : public testing::TestWithParam<Expected> {};

TEST_P(LabelGuess, GivesMuscleSideRoleAndSource) {
  const auto& expected = GetParam();
  const auto row = guess_channel(expected.label, expected.unit);
  EXPECT_EQ(row.channel, expected.label);
  EXPECT_EQ(row.muscle, expected.muscle) << expected.label;
  EXPECT_EQ(to_text(row.side), to_text(expected.side)) << expected.label;
  EXPECT_EQ(to_text(row.role), to_text(expected.role)) << expected.label;
  EXPECT_EQ(to_text(row.source), to_text(expected.source)) << expected.label;
}

INSTANTIATE_TEST_SUITE_P(SleepLaboratoryLegs, LabelGuess,
                         testing::Values(Expected{"LAT", "uV", ta, L, Role::emg, guessed},
                                         Expected{"RAT", "uV", ta, R, Role::emg, guessed},
                                         Expected{"lat", "", ta, L, Role::emg, guessed},
                                         Expected{"LAT1-LAT2", "uV", ta, L, Role::emg, guessed},
                                         Expected{"EMG LAT", "uV", ta, L, Role::emg, guessed},
                                         Expected{"LAT-RAT", "uV", ta, N, Role::emg, guessed},
                                         Expected{"Leg/L", "uV", ta, L, Role::emg, guessed},
                                         Expected{"Leg/R", "mV", ta, R, Role::emg, guessed},
                                         Expected{"LLEG", "uV", ta, L, Role::emg, guessed},
                                         Expected{"RLEG", "uV", ta, R, Role::emg, guessed},
                                         Expected{"Lleg1-Lleg2", "uV", ta, L, Role::emg, guessed},
                                         Expected{"L Leg", "mV", ta, L, Role::emg, guessed},
                                         Expected{"R Leg", "mV", ta, R, Role::emg, guessed},
                                         Expected{"LEG-L", "uV", ta, L, Role::emg, guessed},
                                         Expected{"Leg 1", "uV", ta, N, Role::emg, guessed},
                                         Expected{"Leg", "", ta, N, Role::emg, guessed},
                                         Expected{"EMG (Leg) L", "uV", ta, L, Role::emg, guessed},
                                         Expected{"LEFTLEG", "uV", ta, L, Role::emg, guessed},
                                         Expected{"EMG Ant Tibial L", "uV", ta, L, Role::emg,
                                                  guessed},
                                         Expected{"EMG Tib", "uV", ta, N, Role::emg, guessed},
                                         Expected{"EMG TibAnt", "uV", ta, N, Role::emg, guessed},
                                         Expected{"TIBANT", "uV", ta, N, Role::emg, guessed},
                                         Expected{"TibL", "uV", ta, L, Role::emg, guessed},
                                         Expected{"RTIB", "uV", ta, R, Role::emg, guessed},
                                         Expected{"PLM l", "uV", ta, L, Role::emg, guessed},
                                         Expected{"PLM r", "uV", ta, R, Role::emg, guessed},
                                         Expected{"Bein links", "uV", ta, L, Role::emg, guessed},
                                         Expected{"EMG Bein re", "uV", ta, R, Role::emg, guessed},
                                         Expected{"Jambe gauche", "uV", ta, L, Role::emg, guessed},
                                         Expected{"Jambe D", "uV", ta, R, Role::emg, guessed},
                                         Expected{"Perna esq", "uV", ta, L, Role::emg, guessed},
                                         Expected{"Perna dir", "uV", ta, R, Role::emg, guessed},
                                         Expected{"Leg L-Leg R", "uV", ta, N, Role::emg, guessed}));

INSTANTIATE_TEST_SUITE_P(
    MovementLaboratoryMuscles, LabelGuess,
    testing::Values(Expected{"EMG VL", "uV", "vastus_lateralis", N, Role::emg, guessed},
                    Expected{"EMG BF", "uV", "biceps_femoris", N, Role::emg, guessed},
                    Expected{"EMG TA", "uV", ta, N, Role::emg, guessed},
                    Expected{"EMG TA needle", "uV", ta, N, Role::emg, guessed},
                    Expected{"EMG GL", "uV", "gastrocnemius_lateralis", N, Role::emg, guessed},
                    Expected{"EMG R ME", "uV", "gluteus_medius", R, Role::emg, guessed},
                    Expected{"EMG R MA", "uV", "gluteus_maximus", R, Role::emg, guessed},
                    Expected{"EMG R FL", "uV", "tensor_fasciae_latae", R, Role::emg, guessed},
                    Expected{"EMG R RF", "uV", "rectus_femoris", R, Role::emg, guessed},
                    Expected{"EMG R VM", "uV", "vastus_medialis", R, Role::emg, guessed},
                    Expected{"EMG R ST", "uV", "semitendinosus", R, Role::emg, guessed},
                    Expected{"EMG R PL", "uV", "peroneus_longus", R, Role::emg, guessed},
                    Expected{"EMG R GM", "uV", "gastrocnemius_medialis", R, Role::emg, guessed},
                    Expected{"EMG R SO", "uV", "soleus", R, Role::emg, guessed},
                    Expected{"GM_R", "uV", "gastrocnemius_medialis", R, Role::emg, guessed},
                    Expected{"MGR", "uV", "gastrocnemius_medialis", R, Role::emg, guessed},
                    Expected{"R-SOL", "uV", "soleus", R, Role::emg, guessed},
                    Expected{"R SO", "uV", "soleus", R, Role::emg, guessed},
                    Expected{"LSOL", "uV", "soleus", L, Role::emg, guessed},
                    Expected{"MG", "uV", "gastrocnemius_medialis", N, Role::emg, guessed},
                    Expected{"LG", "uV", "gastrocnemius_lateralis", N, Role::emg, guessed},
                    Expected{"EMG LGastroc", "uV", "gastrocnemius", L, Role::emg, guessed},
                    Expected{"GastrocL", "uV", "gastrocnemius", L, Role::emg, guessed},
                    Expected{"LGAST", "uV", "gastrocnemius", L, Role::emg, guessed},
                    Expected{"EMG GAS R", "uV", "gastrocnemius", R, Role::emg, guessed},
                    Expected{"EMG GC L", "uV", "gastrocnemius", L, Role::emg, guessed},
                    Expected{"lat gastroc", "uV", "gastrocnemius_lateralis", N, Role::emg, guessed},
                    Expected{"R Lat Gastroc", "uV", "gastrocnemius_lateralis", R, Role::emg,
                             guessed},
                    Expected{"LatGastrocL", "uV", "gastrocnemius_lateralis", L, Role::emg, guessed},
                    Expected{"Gastrocnemius medialis (R)", "uV", "gastrocnemius_medialis", R,
                             Role::emg, guessed},
                    Expected{"MGAS L", "uV", "gastrocnemius_medialis", L, Role::emg, guessed},
                    Expected{"M. tib. ant. rechts", "uV", ta, R, Role::emg, guessed},
                    Expected{"Tib Post L", "uV", "tibialis_posterior", L, Role::emg, guessed},
                    Expected{"Soleus left", "uV", "soleus", L, Role::emg, guessed},
                    Expected{"Vastus lat. L", "uV", "vastus_lateralis", L, Role::emg, guessed},
                    Expected{"Peroneus Longus R", "uV", "peroneus_longus", R, Role::emg, guessed},
                    Expected{"EMG PER", "uV", "peroneus", N, Role::emg, guessed},
                    Expected{"EDB R", "uV", "extensor_digitorum_brevis", R, Role::emg, guessed},
                    Expected{"EMG AH L", "uV", "abductor_hallucis", L, Role::emg, guessed},
                    Expected{"FHB", "uV", "flexor_hallucis_brevis", N, Role::emg, guessed},
                    Expected{"Quadriceps L", "uV", "quadriceps", L, Role::emg, guessed},
                    Expected{"Hamstrings R", "uV", "hamstrings", R, Role::emg, guessed},
                    Expected{"GMED L", "uV", "gluteus_medius", L, Role::emg, guessed},
                    Expected{"Glut Max R", "uV", "gluteus_maximus", R, Role::emg, guessed},
                    Expected{"TFL", "uV", "tensor_fasciae_latae", N, Role::emg, guessed},
                    Expected{"Calf R", "uV", "triceps_surae", R, Role::emg, guessed},
                    Expected{"EMG_TA_L_2", "uV", ta, L, Role::emg, guessed},
                    Expected{"emg1 left ta", "uV", ta, L, Role::emg, guessed}));

INSTANTIATE_TEST_SUITE_P(
    OtherSensors, LabelGuess,
    testing::Values(Expected{"EEG Fpz-Cz", "uV", "", N, Role::eeg, guessed},
                    Expected{"Fp1-A2", "uV", "", N, Role::eeg, guessed},
                    Expected{"C4:M1", "uV", "", N, Role::eeg, guessed},
                    Expected{"C3A2", "uV", "", N, Role::eeg, guessed},
                    Expected{"T3", "uV", "", N, Role::eeg, guessed},
                    Expected{"TP7", "uV", "", N, Role::eeg, guessed},
                    Expected{"AFz", "uV", "", N, Role::eeg, guessed},
                    Expected{"P10", "uV", "", N, Role::eeg, guessed},
                    Expected{"M1", "uV", "", N, Role::eeg, guessed},
                    Expected{"A1", "uV", "", N, Role::eeg, guessed},
                    Expected{"REF_EEG REF_EEG", "uV", "", N, Role::eeg, guessed},
                    Expected{"EEG(sec)", "uV", "", N, Role::eeg, guessed},
                    Expected{"E1-M2", "uV", "", N, Role::ignore, guessed},
                    Expected{"EOG(L)", "uV", "", N, Role::ignore, guessed},
                    Expected{"LEOG", "uV", "", N, Role::ignore, guessed},
                    Expected{"EOG VEOG_II", "uV", "", N, Role::ignore, guessed},
                    Expected{"LOC-A2", "uV", "", N, Role::ignore, guessed},
                    Expected{"ECG", "mV", "", N, Role::ecg, guessed},
                    Expected{"ECG II", "mV", "", N, Role::ecg, guessed},
                    Expected{"EKG1-EKG2", "mV", "", N, Role::ecg, guessed},
                    Expected{"ECGI", "uV", "", N, Role::ecg, guessed},
                    Expected{"Resp oro-nasal", "", "", N, Role::ignore, guessed},
                    Expected{"THOR RES", "", "", N, Role::ignore, guessed},
                    Expected{"ABDO RES", "", "", N, Role::ignore, guessed},
                    Expected{"ABD", "uV", "", N, Role::ignore, guessed},
                    Expected{"NEW AIR", "uV", "", N, Role::ignore, guessed},
                    Expected{"SaO2", "", "", N, Role::ignore, guessed},
                    Expected{"SpO2", "%", "", N, Role::ignore, guessed},
                    Expected{"OX stat", "", "", N, Role::ignore, guessed},
                    Expected{"H.R.", "", "", N, Role::ignore, guessed},
                    Expected{"LIGHT", "", "", N, Role::ignore, guessed},
                    Expected{"C\xC3\xA2nula", "uV", "", N, Role::ignore, guessed},
                    Expected{"Temp rectal", "DegC", "", N, Role::ignore, guessed},
                    Expected{"POSITION", "", "", N, Role::position, guessed},
                    Expected{"Posi\xC3\xA7\xC3\xA3o", "", "", N, Role::position, guessed},
                    Expected{"Event marker", "", "", N, Role::marker, guessed},
                    Expected{"stAtUs", "uV", "", N, Role::marker, guessed},
                    Expected{"tRigGer", "uV", "", N, Role::marker, guessed},
                    Expected{"DIG DTRIG", "uV", "", N, Role::marker, guessed},
                    Expected{"digital_1", "", "", N, Role::marker, guessed},
                    Expected{"acc_x", "g", "", N, Role::accel, guessed},
                    Expected{"ACCZ", "", "", N, Role::accel, guessed},
                    Expected{"left sensor", "m/s^2", "", N, Role::accel, guessed},
                    Expected{"ankle", "deg", "", N, Role::angle, guessed}));

INSTANTIATE_TEST_SUITE_P(
    MusclesThatAreNoLegs, LabelGuess,
    testing::Values(Expected{"EMG submental", "uV", "mentalis", N, Role::ignore, guessed},
                    Expected{"Chin1-Chin2", "uV", "mentalis", N, Role::ignore, guessed},
                    Expected{"EMG Chin", "uV", "mentalis", N, Role::ignore, guessed},
                    Expected{"LCHIN", "uV", "mentalis", N, Role::ignore, guessed},
                    Expected{"EMG FDS R", "uV", "flexor_digitorum_superficialis", R, Role::ignore,
                             guessed},
                    Expected{"EMG Masseter L", "uV", "masseter", L, Role::ignore, guessed},
                    Expected{"EMG Arm L", "uV", "", L, Role::ignore, guessed}));

INSTANTIATE_TEST_SUITE_P(DoubtIsSaid, LabelGuess,
                         testing::Values(Expected{"EMG", "uV", "", N, Role::emg, guessed},
                                         Expected{"EMG 3", "uV", "", N, Role::emg, guessed},
                                         Expected{"EMG L", "uV", "", L, Role::emg, guessed},
                                         Expected{"EMG biceps", "uV", "", N, Role::emg, guessed},
                                         Expected{"EMG TA-GM", "uV", "", N, Role::emg, guessed},
                                         Expected{"R LAT", "uV", "", R, Role::emg, unknown},
                                         Expected{"Leg biceps", "uV", "", N, Role::emg, unknown},
                                         Expected{"A4", "uV", "", N, Role::emg, unknown},
                                         Expected{"EXG1", "uV", "", N, Role::emg, unknown},
                                         Expected{"pink noise", "uV", "", N, Role::emg, unknown},
                                         Expected{"sine 5Hz", "uV", "", N, Role::emg, unknown},
                                         Expected{"SO", "uV", "", N, Role::emg, unknown},
                                         Expected{"ME", "uV", "", N, Role::emg, unknown},
                                         Expected{"PL", "uV", "", N, Role::emg, unknown},
                                         Expected{"Plate", "uV", "", N, Role::emg, unknown},
                                         Expected{"SOMETHING", "", "", N, Role::ignore, unknown},
                                         Expected{"TA", "", "", N, Role::ignore, unknown},
                                         Expected{"Leg", "DegC", "", N, Role::ignore, guessed},
                                         Expected{"", "uV", "", N, Role::emg, unknown},
                                         Expected{"", "", "", N, Role::ignore, unknown},
                                         Expected{"\xFF\xFE", "\xFF", "", N, Role::ignore,
                                                  unknown}));

TEST(CanonicalMuscle, TakesNamesAbbreviationsAndSpellings) {
  EXPECT_EQ(canonical_muscle("GM"), "gastrocnemius_medialis");
  EXPECT_EQ(canonical_muscle("mg"), "gastrocnemius_medialis");
  EXPECT_EQ(canonical_muscle("med gastroc"), "gastrocnemius_medialis");
  EXPECT_EQ(canonical_muscle("Gastrocnemius Lateralis"), "gastrocnemius_lateralis");
  EXPECT_EQ(canonical_muscle("Soleus"), "soleus");
  EXPECT_EQ(canonical_muscle("M. tibialis anterior"), ta);
  EXPECT_EQ(canonical_muscle("chin"), "mentalis");
}

TEST(CanonicalMuscle, IsEmptyForStrangersAndSides) {
  for (const char* text : {"", "heart", "left", "left gastroc", "TA GM", "PLX", "gastroc foo"}) {
    EXPECT_EQ(canonical_muscle(text), "") << text;
  }
}

TEST(CanonicalMuscle, EveryKnownMuscleIsFoundByNameAndAbbreviation) {
  for (const auto& muscle : known_muscles()) {
    EXPECT_EQ(canonical_muscle(muscle.name), muscle.name);
    EXPECT_EQ(canonical_muscle(muscle.abbreviation), muscle.name);
    EXPECT_NE(muscle_group(muscle.name), MuscleGroup::unknown);
  }
  EXPECT_EQ(muscle_group("soleus"), MuscleGroup::calf);
  EXPECT_EQ(muscle_group(ta), MuscleGroup::shin);
  EXPECT_EQ(muscle_group(""), MuscleGroup::unknown);
}

}  // namespace
}  // namespace noctemg
