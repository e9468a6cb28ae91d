#include "core/base/json.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

namespace {

std::string message_of(std::string_view text) {
  try {
    core::parse_json(text, "file.json");
  } catch (const core::Error& error) {
    return error.what();
  }
  return {};
}

std::string nested(int depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("parsed objects keep the order of their keys") {
  CHECK(core::json_text(core::parse_json(R"({"z": 1, "a": [2, 3]})", "x"), -1) == R"({"z":1,"a":[2,3]})");
}

TEST_CASE("a mistake in JSON is named with file, line and column") {
  const std::string message = message_of("{\n  \"a\": 1,\n  \"b\": ?\n}");
  CHECK(message.find("file.json") != std::string::npos);
  CHECK(message.find("line 3, column 8") != std::string::npos);
}

TEST_CASE("every broken text is core::Error") {
  for (const char* text :
       {"", "{", "[1,", "nul", "1e999", "\"\\u12\"", "\"\xff\"", "{} {}", "{\"a\" 1}", "\"a"}) {
    CAPTURE(text);
    CHECK(message_of(text) != "");
  }
}

TEST_CASE("nesting ends at 64 levels, brackets inside strings do not count") {
  CHECK_NOTHROW(core::parse_json(nested(64), "x"));
  CHECK(message_of(nested(65)).find("64 deep") != std::string::npos);
  CHECK_THROWS_AS(core::parse_json(std::string(1000000, '['), "x"), core::Error);
  CHECK_NOTHROW(core::parse_json("\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"", "x"));
}

TEST_CASE("an object has at most 1024 members, however many lists and objects beside it have") {
  const auto object = [](int members) {
    std::string text = "{";
    for (int i = 0; i < members; ++i) text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + ":\":[{\"a\":0}]";
    return text + "}";
  };
  CHECK(core::parse_json("[" + object(1024) + "," + object(1024) + "]", "x").size() == 2);
  CHECK(message_of(object(1025)).find("1024 members") != std::string::npos);
  CHECK(message_of("[" + object(1025) + "]").find("1024 members") != std::string::npos);
}

TEST_CASE("a closing bracket without its opening one is named with its place") {
  for (const char* text : {"]", "}:", "[1]]", "{}}:"}) {
    CAPTURE(text);
    CHECK(message_of(text).find("not valid JSON at line 1") != std::string::npos);
  }
}

TEST_CASE("text that is no UTF-8 is written with replacement characters instead of failing") {
  CHECK(core::json_text(core::Json("a\xff"), -1) == "\"a\uFFFD\"");
}
