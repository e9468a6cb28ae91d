#include "core/session/failure.h"

#include <exception>
#include <utility>
#include <vector>

#include "core/base/current_error.h"
#include "core/base/library_error.h"
#include "core/base/printable.h"
#include "core/model/tensor_facts.h"

namespace core {
namespace {

std::string parts_of(const Error& error) {
  std::string parts = printable(error.failed());
  if (!error.where().empty()) parts += "\n" + printable(error.where());
  if (!error.hint().empty()) parts += "\n" + printable(error.hint());
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
  } catch (const std::exception& error) {
    return {std::move(title), current_error().what(), error.what()};
  } catch (...) {
    return {std::move(title), current_error().what(), {}};
  }
}

}  // namespace core
