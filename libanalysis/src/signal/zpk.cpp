#include "signal/zpk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace noctemg::signal::detail {
namespace {

bool is_real(const Complex& root) { return root.imag() == 0; }

/// One of each conjugate pair (the upper one), sorted by real part, then the real roots in order.
std::vector<Complex> upper_then_real(const std::vector<Complex>& roots) {
  std::vector<Complex> upper;
  std::vector<Complex> real;
  for (const Complex& root : roots) {
    const double tolerance = 100 * std::numeric_limits<double>::epsilon() * std::abs(root);
    if (std::abs(root.imag()) <= tolerance) {
      real.emplace_back(root.real(), 0);
    } else if (root.imag() > 0) {
      upper.push_back(root);
    }
  }
  const auto by_real = [](const Complex& a, const Complex& b) {
    return a.real() != b.real() ? a.real() < b.real() : a.imag() < b.imag();
  };
  std::sort(upper.begin(), upper.end(), by_real);
  std::sort(real.begin(), real.end(), by_real);
  upper.insert(upper.end(), real.begin(), real.end());
  return upper;
}

enum class Kind { any, real };

std::size_t nearest(const std::vector<Complex>& roots, const Complex& to, Kind kind) {
  std::size_t best = roots.size();
  for (std::size_t i = 0; i < roots.size(); ++i) {
    if (kind == Kind::real && !is_real(roots[i])) continue;
    if (best == roots.size() || std::abs(roots[i] - to) < std::abs(roots[best] - to)) best = i;
  }
  return best;
}

std::size_t closest_to_circle(const std::vector<Complex>& poles, Kind kind) {
  std::size_t best = poles.size();
  for (std::size_t i = 0; i < poles.size(); ++i) {
    if (kind == Kind::real && !is_real(poles[i])) continue;
    if (best == poles.size() ||
        std::abs(1 - std::abs(poles[i])) < std::abs(1 - std::abs(poles[best]))) {
      best = i;
    }
  }
  return best;
}

Complex take(std::vector<Complex>& roots, std::size_t index) {
  const Complex root = roots[index];
  roots.erase(roots.begin() + static_cast<std::ptrdiff_t>(index));
  return root;
}

Section make_section(Complex z1, Complex z2, Complex p1, Complex p2) {
  return {1, -(z1 + z2).real(), (z1 * z2).real(), 1, -(p1 + p2).real(), (p1 * p2).real()};
}

/// The partner of a root that was taken: its conjugate, or the best of the remaining real ones.
Complex second_pole(std::vector<Complex>& poles, const Complex& first) {
  if (!is_real(first)) return std::conj(first);
  return take(poles, closest_to_circle(poles, Kind::real));
}

Complex second_zero(std::vector<Complex>& zeros, const Complex& first, const Complex& pole) {
  if (!is_real(first)) return std::conj(first);
  return take(zeros, nearest(zeros, pole, Kind::real));
}

}  // namespace

std::vector<Section> to_sections(Zpk filter) {
  if (filter.poles.size() % 2 == 1) {
    filter.poles.emplace_back(0);
    filter.zeros.emplace_back(0);
  }
  std::vector<Section> sections(filter.poles.size() / 2);
  std::vector<Complex> zeros = upper_then_real(filter.zeros);
  std::vector<Complex> poles = upper_then_real(filter.poles);
  for (std::size_t i = sections.size(); i-- > 0;) {
    const Complex p1 = take(poles, closest_to_circle(poles, Kind::any));
    const Complex p2 = second_pole(poles, p1);
    const Complex z1 = take(zeros, nearest(zeros, p1, Kind::any));
    const Complex z2 = second_zero(zeros, z1, p1);
    sections[i] = make_section(z1, z2, p1, p2);
  }
  for (std::size_t i = 0; i < 3 && !sections.empty(); ++i) sections[0][i] *= filter.gain;
  return sections;
}

}  // namespace noctemg::signal::detail
