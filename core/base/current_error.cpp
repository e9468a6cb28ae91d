#include "core/base/current_error.h"

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

#include "core/base/atomic_file.h"
#include "core/base/memory.h"

namespace core {
namespace {

constexpr std::size_t kLongestMessage = 300;

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.size() > kLongestMessage) line = line.substr(0, kLongestMessage) + "...";
  return line;
}

}  // namespace

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::filesystem::filesystem_error& error) {
    return file_error("could not use the file", error.code().value(), error.path1());
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::length_error&) {  // of a vector or a text: more than can be addressed
    return out_of_memory();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again)
      return Error("the system gives no more threads, " + state_of_memory(), {},
                   "close other programs, or ask for fewer --threads");
    return Error("the system refused: " + error.code().message());
  } catch (const std::exception& error) {
    return Error(first_line(error.what()));
  } catch (...) {
    return Error("an unknown failure");
  }
}

}  // namespace core
