#include "core/io/weights/hugging_face/model_card.h"

#include <string_view>

#include "core/base/printable.h"
#include "core/io/arrays/header_json.h"

namespace io {
namespace {

constexpr std::string_view kLoading = R"(
## Loading

`load.py` builds the generator from `config.json` and loads `model.safetensors` strictly. It needs
`torch` and `safetensors` and executes nothing from the files.

```
pip install torch safetensors
python load.py --count 64 --seed 1 --out sheet.png
```

```python
import load

generator = load.load_generator()       # a torch.nn.Module in eval mode, in float32
images = load.sample(count=64, seed=1)  # [64, channels, height, width]
```

The same files open in ganscope. Its samples differ from those of `load.py` with the same seed: each draws
its z with a random generator of its own.
)";

/// Text as it may stand in Markdown and in a table's cell: markup escaped, on one line.
std::string cell(const std::string& text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>#|~!&";
  std::string escaped;
  for (const char letter : core::printable(text)) {
    if (kMarkup.find(letter) != std::string_view::npos) escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

/// A JSON string is a YAML string.
std::string quoted(const std::string& text) {
  return json_quoted(core::printable(text));
}

std::string front_matter(const ModelCard& card) {
  std::string text = "---\nlicense: " + quoted(card.licence.empty() ? "unknown" : card.licence) + "\n";
  if (card.licence == "other" && !card.licence_name.empty()) {
    text += "license_name: " + quoted(card.licence_name) + "\n";
  }
  text += "library_name: pytorch\npipeline_tag: unconditional-image-generation\ntags:\n";
  for (const std::string& tag : card.tags) text += "- " + quoted(tag) + "\n";
  return text + "---\n";
}

std::string section(const std::string& title, const std::string& body) {
  return body.empty() ? std::string() : "\n## " + title + "\n\n" + body + "\n";
}

}  // namespace

std::string model_card_text(const ModelCard& card) {
  std::string text = front_matter(card) + "# " + cell(card.title) + "\n";
  if (!card.facts.empty()) text += "\n| what | value |\n|---|---|\n";
  for (const auto& [what, value] : card.facts) text += "| " + cell(what) + " | " + cell(value) + " |\n";
  text += kLoading;
  return text + section("Provenance", card.provenance) + section("Limits", card.limits);
}

}  // namespace io
