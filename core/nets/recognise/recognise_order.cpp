#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "core/nets/recognise/recognise_names.h"

namespace nets {
namespace {

std::vector<std::int64_t> numbers_in(const std::string& path) {
  std::vector<std::int64_t> numbers;
  bool inside = false;
  for (const char c : path) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) numbers.push_back(0);
    if (digit) numbers.back() = std::min<std::int64_t>(numbers.back() * 10 + (c - '0'), 1'000'000'000);
    inside = digit;
  }
  return numbers;
}

std::string without_digits(const std::string& path) {
  std::string text;
  std::copy_if(path.begin(), path.end(), std::back_inserter(text), [](char c) { return c < '0' || c > '9'; });
  return text;
}

bool contains(const std::array<std::string_view, 12>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 12> kFirstWords{
    "stem", "fc", "l1", "linear", "project", "dense", "input", "init", "initial", "first", "start", "lin"};
constexpr std::array<std::string_view, 12> kLastWords{"image", "out", "output", "head",  "adv",      "final",
                                                      "last",  "rgb", "to",     "layer", "validity", "score"};

/// -1 for what names of a net's first layer, 1 for what names its last, else 0. A linear layer called "fc" is
/// first in a generator and last in a discriminator.
int end_of_net(const std::string& path, bool linear_last) {
  const std::string first = path.substr(0, path.find('.'));
  if (contains(kFirstWords, first)) return linear_last ? 1 : -1;
  const std::vector<std::string> words = name_words(first);
  const bool last = !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return contains(kLastWords, word);
  });
  return last && first != "layer" ? 1 : 0;
}

using Order = std::vector<const FoundModule*>;

/// "main.3" before "main.10"; a stem first and a head last.
Order by_name(const Order& modules, bool linear_last) {
  Order order = modules;
  const auto key = [linear_last](const FoundModule* module) {
    return std::tuple(end_of_net(module->path, linear_last),
                      without_digits(module->path.substr(0, module->path.find('.'))),
                      numbers_in(module->path), module->path.size());
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  return order;
}

/// conv1, bn1, conv2, bn2 whatever the letters, weights before their BatchNorm.
Order by_number(const Order& modules, bool linear_last) {
  Order order = modules;
  const auto key = [linear_last](const FoundModule* module) {
    return std::tuple(end_of_net(module->path, linear_last), numbers_in(module->path), module->is_norm());
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
  return order;
}

}  // namespace

std::vector<std::vector<const FoundModule*>> module_orders(const FoundNet& net, bool sorted) {
  Order in_file;
  for (const FoundModule& module : net.modules) in_file.push_back(&module);
  std::vector<Order> orders{in_file, by_name(in_file, false), by_number(in_file, false),
                            by_name(in_file, true), by_number(in_file, true)};
  if (sorted) std::rotate(orders.begin(), orders.begin() + 1, orders.end());
  return orders;
}

}  // namespace nets
