#include "core/base/current_error.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

#include "core/base/memory.h"
#include "core/session/failure.h"

namespace {

/// The memory in use may grow between two looks at it.
std::string without_digits(std::string line) {
  std::erase_if(line, [](char letter) { return (letter >= '0' && letter <= '9') || letter == ','; });
  return line;
}

template <class Exception>
std::string line_of(const Exception& thrown) {
  std::string told;
  try {
    throw thrown;
  } catch (...) {
    told = core::failure("A title").message;
    CHECK(without_digits(told) == without_digits(core::current_error().what()));
  }
  return told;
}

}  // namespace

TEST_CASE("no raw text of a library reaches a person") {
  const auto missing = std::make_error_code(std::errc::no_such_file_or_directory);
  CHECK(line_of(std::filesystem::filesystem_error("directory iterator cannot open", "/a/b", missing)) ==
        "could not use the file, no such file or directory: /a/b (check the path)");
  for (const std::string& line :
       {line_of(std::bad_alloc()), line_of(std::length_error("vector::_M_default_append"))}) {
    CAPTURE(line);
    CHECK(line.starts_with("out of memory, "));
    CHECK(line.find(" MB in use") != std::string::npos);
    CHECK(line.find("ask for fewer") != std::string::npos);
  }
  const auto none = std::make_error_code(std::errc::resource_unavailable_try_again);
  CHECK(line_of(std::system_error(none, "thread")).starts_with("the system gives no more threads, "));
  CHECK(line_of(core::Error("what", "where", "hint")) == "what: where (hint)");
}

TEST_CASE("what was asked for stands in the line about memory") {
  CHECK(core::out_of_memory(4'000'000'000)
            .failed()
            .starts_with("out of memory, 4,000 MB more were asked for, "));
}
