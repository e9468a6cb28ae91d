#pragma once

#include <string>
#include <utility>
#include <vector>

namespace io {

/// What the README.md of a Hugging Face folder says. All texts are UTF-8; a stranger's text may stand in
/// `title`, `facts`, `tags` and the licence: what Markdown or YAML would take as markup is escaped there.
struct ModelCard {
  std::string title;
  /// Hugging Face's identifier ("mit", "cc-by-4.0"); "other" with licence_name; empty = "unknown".
  std::string licence;
  std::string licence_name;  // with "other"
  std::vector<std::string> tags = {"dcgan", "gan"};
  std::vector<std::pair<std::string, std::string>> facts;  // rows of the table: what, value
  std::string provenance;  // Markdown: data, training, the file it was read from
  std::string limits;      // Markdown
};

/// The whole README.md: the YAML block Hugging Face reads, the facts, how to load, provenance and limits.
std::string model_card_text(const ModelCard& card);

}  // namespace io
