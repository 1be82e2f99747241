# Cramps of two event tables side by side: awk -f compare_cramps.awk TRUTH.tsv FOUND.tsv
# Columns are found by name (onset, duration, trial_type, channel, certainty). A found cramp matches
# a true one when they share at least a fifth of their joint length (IoU 0.2, the usual headline
# criterion for sleep events). Exit code 1 unless all match.
BEGIN { FS = "\t"; files = 0 }
FNR == 1 {
  ++files
  split("", column)
  for (i = 1; i <= NF; ++i) column[$i] = i
  next
}
$(column["trial_type"]) == "cramp" {
  n = ++count[files]
  begin[files, n] = $(column["onset"])
  length_s[files, n] = $(column["duration"])
  site[files, n] = $(column["channel"])
  certainty[files, n] = ("certainty" in column) ? $(column["certainty"]) : ""
}
function overlap(t, f,   from, to, first, last) {
  from = begin[1, t] > begin[2, f] ? begin[1, t] : begin[2, f]
  to = end_of(1, t) < end_of(2, f) ? end_of(1, t) : end_of(2, f)
  first = begin[1, t] < begin[2, f] ? begin[1, t] : begin[2, f]
  last = end_of(1, t) > end_of(2, f) ? end_of(1, t) : end_of(2, f)
  return to > from ? (to - from) / (last - first) : 0
}
function end_of(file, n) { return begin[file, n] + length_s[file, n] }
function clock(s) { return sprintf("%d:%02d:%02d", s / 3600, (s % 3600) / 60, s % 60) }
function event(file, n) {
  return sprintf("%8s %6.1f s  %s", clock(begin[file, n]), length_s[file, n], site[file, n])
}
END {
  printf "  %-44s %s\n", "true cramp", "found"
  for (t = 1; t <= count[1]; ++t) {
    best = 0
    for (f = 1; f <= count[2]; ++f)
      if (!(f in used) && overlap(t, f) > (best ? overlap(t, best) : 0)) best = f
    if (best && overlap(t, best) >= 0.2) {
      used[best] = 1
      ++matched
      printf "  %-44s %s  (%s)\n", event(1, t), event(2, best), certainty[2, best]
    } else {
      printf "! %-44s %s\n", event(1, t), "missed"
    }
  }
  for (f = 1; f <= count[2]; ++f)
    if (!(f in used)) printf "! %-44s %s  (%s)\n", "none", event(2, f), certainty[2, f]
  printf "\n%d true, %d found, %d match\n", count[1], count[2], matched
  exit !(count[1] > 0 && matched == count[1] && matched == count[2])
}
