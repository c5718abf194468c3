// score.h - precision, recall and F1 per class, from pairs of sets of labels (one label being a set of
// one).
#pragma once

#include <map>
#include <ostream>
#include <set>
#include <string>

namespace foyer::cli {

struct Counts {
  int hit = 0, extra = 0, missed = 0;
  double precision() const { return hit + extra ? double(hit) / (hit + extra) : 0; }
  double recall() const { return hit + missed ? double(hit) / (hit + missed) : 0; }
  double f1() const { return 2 * hit + extra + missed ? 2.0 * hit / (2 * hit + extra + missed) : 0; }
};

class Score {
 public:
  void add(std::set<std::string> const& gold, std::set<std::string> const& found);
  // Mean F1 of the classes that occur in the gold (of `only` these, when given).
  double macro_f1(std::set<std::string> const& only = {}) const;
  double accuracy() const { return rows_ ? double(right_) / rows_ : 0; }
  int pairs(std::string const& gold, std::string const& found) const;  // single labels only
  int rows() const { return rows_; }
  void print(std::ostream& out) const;

 private:
  std::map<std::string, Counts> classes_;
  std::map<std::pair<std::string, std::string>, int> confusion_;
  int rows_ = 0, right_ = 0;
};

}  // namespace foyer::cli
