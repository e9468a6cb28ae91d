#include "ui/shell/toast_queue.h"

#include <doctest/doctest.h>

namespace {

ui::Toast toast(ui::ToastKind kind, const char* title) {
  return {kind, title, {}, {}};
}

}  // namespace

TEST_CASE("a toast leaves after six seconds and stays while it is hovered") {
  ui::ToastQueue queue;
  queue.push(toast(ui::ToastKind::kDone, "saved"), 10);
  queue.tick(15.9);
  REQUIRE(queue.shown().size() == 1);
  queue.hover(queue.shown()[0].id, 15.9);
  queue.tick(21.8);
  CHECK(queue.shown().size() == 1);
  queue.tick(22);
  CHECK(queue.shown().empty());
}

TEST_CASE("an error stays until it was pointed at or left behind, and then six seconds more") {
  ui::ToastQueue queue;
  queue.push(toast(ui::ToastKind::kError, "failed"), 0);
  queue.tick(1e6);
  REQUIRE(queue.shown().size() == 1);
  queue.hover(queue.shown()[0].id, 1e6);
  queue.tick(1e6 + 5.9);
  CHECK(queue.shown().size() == 1);
  queue.tick(1e6 + 6);
  CHECK(queue.shown().empty());
  queue.push(toast(ui::ToastKind::kError, "failed"), 2e6);
  queue.see(2e6 + 10);
  queue.tick(2e6 + 15.9);
  CHECK(queue.shown().size() == 1);
  queue.tick(2e6 + 16);
  CHECK(queue.shown().empty());
}

TEST_CASE("errors that left by themselves are counted until the log was looked at, closed ones are not") {
  ui::ToastQueue queue;
  for (int i = 0; i < 5; ++i) queue.push(toast(ui::ToastKind::kError, "failed"), 0);
  CHECK(queue.unread_errors() == 2);  // three may wait
  queue.close(queue.shown()[0].id);
  CHECK(queue.unread_errors() == 2);
  queue.see(1);
  queue.push(toast(ui::ToastKind::kDone, "saved"), 1);
  queue.tick(8);
  CHECK(queue.shown().empty());
  CHECK(queue.unread_errors() == 4);
  queue.read_errors();
  CHECK(queue.unread_errors() == 0);
}

TEST_CASE("at most three toasts are shown and the oldest makes room") {
  ui::ToastQueue queue;
  for (const char* title : {"a", "b", "c", "d"}) queue.push(toast(ui::ToastKind::kError, title), 0);
  REQUIRE(queue.shown().size() == 3);
  CHECK(queue.shown().front().toast.title == "b");
  CHECK(queue.shown().back().toast.title == "d");
}

TEST_CASE("a toast that asks stays until it is answered") {
  ui::ToastQueue queue;
  ui::Toast question{ui::ToastKind::kDone, "Exported by this program", {}, {}};
  question.asks = true;
  queue.push(question, 0);
  queue.tick(1e6);
  REQUIRE(queue.shown().size() == 1);
  queue.hover(queue.shown().front().id, 10);
  queue.tick(1e6);
  REQUIRE(queue.shown().size() == 1);
  queue.close(queue.shown().front().id);
  CHECK(queue.shown().empty());
}
