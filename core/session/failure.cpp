#include "core/session/failure.h"

#include <exception>
#include <new>
#include <utility>
#include <vector>

#include "core/base/library_error.h"
#include "core/model/tensor_facts.h"

namespace core {
namespace {

constexpr std::size_t kLongestMessage = 300;

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.size() > kLongestMessage) line = line.substr(0, kLongestMessage) + "...";
  return line;
}

std::string parts_of(const Error& error) {
  std::string parts = error.failed();
  if (!error.where().empty()) parts += "\n" + error.where();
  if (!error.hint().empty()) parts += "\n" + error.hint();
  return parts;
}

std::string list_of(const std::vector<TensorFacts>& tensors) {
  std::string list;
  for (const TensorFacts& one : tensors) list += "\n" + one.type + " " + one.name + ", " + shape_text(one);
  return list;
}

}  // namespace

Failed failure(std::string title) {
  try {
    throw;
  } catch (const UnknownTensors& error) {
    return {std::move(title), error.what(), parts_of(error) + list_of(error.tensors())};
  } catch (const LibraryError& error) {
    return {std::move(title), error.what(), parts_of(error) + "\n" + error.said()};
  } catch (const Error& error) {
    return {std::move(title), error.what(), parts_of(error)};
  } catch (const std::bad_alloc&) {
    return {std::move(title), kOutOfMemory, {}};
  } catch (const std::exception& error) {
    return {std::move(title), first_line(error.what()), error.what()};
  } catch (...) {
    return {std::move(title), "an unknown failure", {}};
  }
}

}  // namespace core
