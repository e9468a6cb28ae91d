#include "core/io/images/decode.h"
#include "core/request/data_requests.h"
#include "core/tasks/work.h"

namespace tasks {

core::Image perform(const Work<core::OpenImageRequest>& work) {
  return io::load_image(work.request.file);
}

}  // namespace tasks
