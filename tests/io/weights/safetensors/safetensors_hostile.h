#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tests {

/// The reason why the file was refused; empty when it was accepted. Either way it must be answered within its
/// time and memory (TimeLimit, PeakMemory), and a refusal must name the path, an entry, the byte, what was
/// expected and what to do.
std::string safetensors_answer(const std::vector<std::byte>& bytes);

/// The same for a file that a fuzzer may start from.
std::string safetensors_refusal(const std::vector<std::byte>& bytes);
std::string safetensors_refusal(const std::string& json, std::size_t buffer_bytes);

/// One tensor with the given shape and offsets over a buffer of `buffer_bytes`.
std::string shape_refusal(const std::string& dtype, const std::string& shape, std::uint64_t begin,
                          std::uint64_t end, std::size_t buffer_bytes);

}  // namespace tests
