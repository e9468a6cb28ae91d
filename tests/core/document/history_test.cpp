#include "core/document/history.h"

#include <doctest/doctest.h>

namespace {

core::Document with_columns(int columns) {
  core::Document document;
  document.arithmetic.turn_columns = columns;
  return document;
}

}  // namespace

TEST_CASE("undo and redo walk over whole documents") {
  core::History history(with_columns(1));
  CHECK_FALSE(history.can_undo());
  history.push("two", with_columns(2));
  history.push("three", with_columns(3));
  CHECK(history.undo() == with_columns(2));
  CHECK(history.undo() == with_columns(1));
  CHECK_FALSE(history.can_undo());
  CHECK(history.redo() == with_columns(2));
  CHECK(history.redo() == with_columns(3));
  CHECK_FALSE(history.can_redo());
}

TEST_CASE("undo at the start and redo at the end stay where they are") {
  core::History history(with_columns(1));
  CHECK(history.undo() == with_columns(1));
  CHECK(history.redo() == with_columns(1));
  CHECK(history.position() == 0);
}

TEST_CASE("a new change drops what could have been redone") {
  core::History history(with_columns(1));
  history.push("two", with_columns(2));
  history.undo();
  history.push("five", with_columns(5));
  CHECK_FALSE(history.can_redo());
  CHECK(history.entries().size() == 2);
  CHECK(history.entries().back().label == "five");
  CHECK(history.undo() == with_columns(1));
}

TEST_CASE("a gesture that changed nothing is not recorded") {
  core::History history(with_columns(1));
  history.push("same", with_columns(1));
  CHECK(history.entries().size() == 1);
}

TEST_CASE("at most 200 entries are kept, the oldest go first") {
  core::History history(with_columns(0));
  for (int i = 1; i <= 500; ++i) history.push("step", with_columns(i));
  CHECK(history.entries().size() == 200);
  CHECK(history.position() == 199);
  CHECK(history.go_to(0) == with_columns(301));
}

TEST_CASE("any entry can be gone to, and a place past the end is the end") {
  core::History history(with_columns(0));
  for (int i = 1; i <= 5; ++i) history.push("step", with_columns(i));
  CHECK(history.go_to(2) == with_columns(2));
  CHECK(history.can_redo());
  CHECK(history.go_to(99) == with_columns(5));
}
