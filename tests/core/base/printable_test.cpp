#include "core/base/printable.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

TEST_CASE("what turns or breaks a line of a terminal is replaced, letters of all scripts stay") {
  CHECK(core::printable("a\u202Egnp.exe") == "a?gnp.exe");
  for (const char* control : {"\u061C", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u2066", "\u2069",
                              "\uFEFF", "\u0085", "\x1B", "\x7F", "\t", "\xFF"})
    CHECK(core::printable(control) == "?");
  for (const char* word : {"Größe", "얼굴", "顔", "😀", "لوحة", "e\u0301", "a b"})
    CHECK(core::printable(word) == word);
  CHECK(core::printable("\xF0\x9F\x98") == "???");
}

TEST_CASE("no error's line carries a stranger's control characters") {
  const core::Error error("unknown prior: \u202Enaissuag", "a\x1B[31m.png", "one\ntwo");
  CHECK(std::string(error.what()) == "unknown prior: ?naissuag: a?[31m.png (one two)");
  CHECK(error.where() == "a\x1B[31m.png");
}
