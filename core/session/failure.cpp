#include "core/session/failure.h"

#include <exception>
#include <new>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kLongestMessage = 300;

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.size() > kLongestMessage) line = line.substr(0, kLongestMessage) + "...";
  return line;
}

}  // namespace

Failed failure(std::string title) {
  try {
    throw;
  } catch (const Error& error) {
    std::string details = error.failed();
    if (!error.where().empty()) details += "\n" + error.where();
    if (!error.hint().empty()) details += "\n" + error.hint();
    return {std::move(title), error.what(), std::move(details)};
  } catch (const std::bad_alloc&) {
    return {std::move(title), kOutOfMemory, {}};
  } catch (const std::exception& error) {
    return {std::move(title), first_line(error.what()), error.what()};
  } catch (...) {
    return {std::move(title), "an unknown failure", {}};
  }
}

}  // namespace core
