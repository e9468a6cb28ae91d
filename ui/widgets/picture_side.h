#pragma once

namespace ui {

/// Side in screen pixels at which a picture `pixels` wide is drawn in `room`: a whole enlargement, or a half,
/// a third, ... of it when the room is smaller than the picture. Never below 1.
float picture_side(float room, int pixels);

}  // namespace ui
