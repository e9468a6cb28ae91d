#include "core/nets/layouts/model_metadata.h"

namespace nets {

bool is_model_file(const io::WeightsFile& file) {
  const auto& said = file.metadata;
  return file.kind == io::WeightsKind::kSafetensors && said.contains("layout") &&
         (said.contains("bn_stats") || said.contains("bn_eps"));
}

}  // namespace nets
