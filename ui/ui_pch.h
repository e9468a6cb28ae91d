#pragma once

// Precompiled for ui, app and their tests. Not <imgui_internal.h>: it differs for the tests, which define
// IMGUI_ENABLE_TEST_ENGINE, and a precompiled header that does not fit is read as text.
#include <fmt/format.h>
#include <icons_font_awesome_6.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
