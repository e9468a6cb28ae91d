#include "core/request/feature_list.h"

#include <doctest/doctest.h>

#include "core/base/error.h"

TEST_CASE("a feature list reads numbers and ranges in their order") {
  CHECK(core::parse_feature_list("0-5,17") == std::vector<int>{0, 1, 2, 3, 4, 5, 17});
  CHECK(core::parse_feature_list(" 9, 3 - 4 ") == std::vector<int>{9, 3, 4});
  CHECK(core::parse_feature_list("7") == std::vector<int>{7});
}

TEST_CASE("a feature list that is none is refused") {
  for (const char* text :
       {"", ",", "1,", "a", "5-3", "-1", "1-", "1--2", "0-99999999999", "0-1000000", "2000000"})
    CHECK_THROWS_AS(core::parse_feature_list(text), core::UsageError);
}

TEST_CASE("a feature list names 4096 features at most") {
  CHECK(core::parse_feature_list("0-4095").size() == 4096);
  CHECK(core::parse_feature_list("9,0-4094").size() == 4096);
  CHECK_THROWS_AS(core::parse_feature_list("0-4096"), core::UsageError);
  CHECK_THROWS_AS(core::parse_feature_list("9,0-4095"), core::UsageError);
  CHECK_THROWS_AS(core::parse_feature_list("0-4095,9"), core::UsageError);
}

TEST_CASE("a feature list is written so that it reads back, runs joined") {
  for (const char* text : {"0-5,17", "3", "9,3-5", "1,2", "4,4"}) {
    CAPTURE(text);
    CHECK(core::feature_list_text(core::parse_feature_list(text)) == text);
  }
  CHECK(core::feature_list_text({}).empty());
}
