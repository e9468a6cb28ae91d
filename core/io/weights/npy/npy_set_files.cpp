#include "core/io/weights/npy/npy_set_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/ending.h"
#include "core/base/error.h"

namespace io {
namespace {

namespace fs = std::filesystem;

using Numbers = std::map<int, fs::path>;

const char* const kOneFileHint = "give one file of the set instead of the folder";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// STEM_NN.npy with two to four digits.
struct NumberedName {
  std::string stem;
  int number = 0;
};

std::optional<NumberedName> numbered_name(const fs::path& file) {
  if (core::ending_of(file) != ".npy") return std::nullopt;
  const std::string name = file.stem().string();
  const std::size_t bar = name.rfind('_');
  if (bar == std::string::npos) return std::nullopt;
  const std::string digits = name.substr(bar + 1);
  if (digits.size() < 2 || digits.size() > 4 || !std::all_of(digits.begin(), digits.end(), is_digit))
    return std::nullopt;
  return NumberedName{name.substr(0, bar), to_int(digits)};
}

/// What the stem of a set says of it: "200_gen_params.jl" is epoch 200, role gen, rest "200__params.jl".
struct Stem {
  explicit Stem(const std::string& stem) : rest(stem) {
    const auto end = std::find_if_not(stem.begin(), stem.end(), is_digit);
    if (end != stem.begin() && end - stem.begin() <= 9) epoch = to_int({stem.begin(), end});
    for (const std::string_view word : {"discriminator", "discrim", "generator", "gen"}) {
      const std::size_t at = stem.find(word);
      if (at == std::string::npos) continue;
      role = word[0] == 'd' ? "discrim" : "gen";
      rest.erase(at, word.size());
      return;
    }
  }

  bool is_partner_of(const Stem& other) const {
    return rest == other.rest && !role.empty() && !other.role.empty() && role != other.role;
  }

  int epoch = -1;
  std::string role;
  std::string rest;
};

struct Folder {
  fs::path path;
  std::map<std::string, Numbers> sets;  // by stem
  std::vector<fs::path> named;
};

Folder list(const fs::path& path) {
  Folder folder{path, {}, {}};
  std::error_code error;
  fs::directory_iterator entries(path, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::error_code not_readable;
    if (!entries->is_regular_file(not_readable)) continue;
    const fs::path& file = entries->path();
    if (const auto name = numbered_name(file)) {
      const auto [other, added] = folder.sets[name->stem].emplace(name->number, file);
      if (!added) {
        throw core::Error("the number " + std::to_string(name->number) + " stands there twice, also as " +
                              other->second.filename().string(),
                          file.string(), "keep one of the two files");
      }
    } else if (core::ending_of(file) == ".npy") {
      folder.named.push_back(file);
    }
  }
  if (error) throw core::Error("cannot list the folder, " + error.message(), path.string(), "check the path");
  return folder;
}

/// 2 before 10: runs of digits are compared as numbers.
bool natural_less(const fs::path& a, const fs::path& b) {
  const std::string left = a.filename().string(), right = b.filename().string();
  std::size_t i = 0, j = 0;
  while (i < left.size() && j < right.size()) {
    if (!is_digit(left[i]) || !is_digit(right[j])) {
      if (left[i] != right[j]) return left[i] < right[j];
      ++i, ++j;
      continue;
    }
    const auto run = [](const std::string& text, std::size_t& at) {
      while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
      const std::size_t first = at;
      while (at < text.size() && is_digit(text[at])) ++at;
      return std::string_view(text).substr(first, at - first);
    };
    const std::string_view x = run(left, i), y = run(right, j);
    if (x.size() != y.size()) return x.size() < y.size();
    if (x != y) return x < y;
  }
  return left.size() - i != right.size() - j ? left.size() - i < right.size() - j : left < right;
}

void add_numbered(const Folder& folder, const std::string& stem, NpySetFiles& result) {
  const Numbers& numbers = folder.sets.at(stem);
  int expected = 1;
  for (const auto& [number, file] : numbers) {
    const auto digits = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (number != expected) {
      throw core::Error("the set has no number " + digits(expected) + " before " + digits(number),
                        file.string(), "put every file of the set, from 01 on, into one folder");
    }
    const std::string role = Stem(stem).role;
    result.files.push_back({(role.empty() ? "" : role + ".") + digits(number), file});
    ++expected;
  }
}

/// The set and, where there is one, the other network of the same epoch: the generator first.
NpySetFiles numbered_set(const Folder& folder, const std::string& stem) {
  NpySetFiles result;
  std::vector<std::string> stems = {stem};
  for (const auto& [other, numbers] : folder.sets) {
    if (Stem(other).is_partner_of(Stem(stem))) stems.push_back(other);
  }
  if (stems.size() > 2)
    throw core::Error("several sets go with " + stem, folder.path.string(), "keep one pair in the folder");
  std::sort(stems.begin(), stems.end(),
            [](const auto& a, const auto& b) { return Stem(a).role > Stem(b).role; });
  for (const std::string& each : stems) add_numbered(folder, each, result);
  result.metadata["set"] = "numbered";
  if (Stem(stem).epoch >= 0) result.metadata["epoch"] = std::to_string(Stem(stem).epoch);
  return result;
}

NpySetFiles named_set(Folder folder) {
  NpySetFiles result;
  std::sort(folder.named.begin(), folder.named.end(), natural_less);
  for (const fs::path& file : folder.named) result.files.push_back({file.stem().string(), file});
  result.metadata["set"] = "named";
  return result;
}

/// The newest set of a folder.
NpySetFiles folder_set(const Folder& folder) {
  if (folder.sets.empty() && folder.named.empty()) {
    throw core::Error("the folder holds neither model.safetensors nor .npy files", folder.path.string(),
                      "give a file, or the folder with the files NAME_01.npy, NAME_02.npy, ...");
  }
  if (folder.sets.empty()) return named_set(folder);
  if (!folder.named.empty()) {
    throw core::Error("the folder holds numbered .npy files and others, such as " +
                          folder.named.front().filename().string(),
                      folder.path.string(), kOneFileHint);
  }
  std::map<int, std::vector<std::string>> epochs;
  for (const auto& [stem, numbers] : folder.sets) epochs[Stem(stem).epoch].push_back(stem);
  const auto& newest = *epochs.rbegin();
  const bool clear =
      newest.second.size() == 1 ||
      (newest.second.size() == 2 && Stem(newest.second[0]).is_partner_of(Stem(newest.second[1])));
  if (!clear)
    throw core::Error("the folder holds several sets of one epoch", folder.path.string(), kOneFileHint);
  NpySetFiles result = numbered_set(folder, newest.second.front());
  if (epochs.size() > 1) {
    std::string others;
    for (const auto& [epoch, stems] : epochs) {
      if (epoch == newest.first) continue;
      others += (others.empty() ? "" : ", ") + (epoch < 0 ? "without a number" : std::to_string(epoch));
    }
    result.metadata["note"] =
        "epoch " + std::to_string(newest.first) + " is the newest in the folder (others: " + others + ")";
  }
  return result;
}

}  // namespace

NpySetFiles find_npy_set(const fs::path& folder_or_file) {
  std::error_code error;
  const fs::file_status status = fs::status(folder_or_file, error);
  if (!fs::exists(status))
    throw core::Error("there is no such file or folder", folder_or_file.string(), "check the path");
  if (fs::is_directory(status)) return folder_set(list(folder_or_file));
  const fs::path parent = folder_or_file.has_parent_path() ? folder_or_file.parent_path() : fs::path(".");
  const std::string extension = core::ending_of(folder_or_file);
  if (extension == ".jl") {
    const Folder folder = list(parent);
    const std::string stem = folder_or_file.filename().string();
    if (folder.sets.contains(stem)) return numbered_set(folder, stem);
    throw core::Error("the numbers of a .jl list stand in files of their own, " + stem +
                          "_01.npy and so on, which are not beside it",
                      folder_or_file.string(), "put them into the same folder");
  }
  if (extension != ".npy")
    throw core::Error("not a file of a .npy set", folder_or_file.string(),
                      "give the folder of the set or one of its .npy files");
  if (const auto name = numbered_name(folder_or_file)) return numbered_set(list(parent), name->stem);
  return named_set(list(parent));
}

}  // namespace io
