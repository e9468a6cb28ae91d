#pragma once

#include "core/document/document.h"
#include "core/request/requests.h"

namespace core {

/// A document that shows what made a figure, and where.
struct Restored {
  Document document;
  Workspace workspace = Workspace::kExplore;
};

/// `before` with everything that the figure says in its place: pins, bins, seeds, boxes, features and their
/// settings. A fit is not made here: the boxes and settings it needs are. Images that a figure only names
/// stay out.
Restored restored(const ExportRequest& figure, const ModelInfo& model, const Document& before);

}  // namespace core
