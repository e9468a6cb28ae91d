#include "tests/ui/null_window.h"

#include <imgui_internal.h>

#include <algorithm>
#include <stdexcept>

namespace ui_test {
namespace {

constexpr int kSide = 16;

class FakeModel final : public core::FrozenModel {
 public:
  explicit FakeModel(core::ModelInfo info) : info_(std::move(info)) {}

  const core::ModelInfo& info() const override { return info_; }

  std::vector<core::Image> generate(std::span<const core::Latent> z,
                                    const core::GenerateOptions&) const override {
    return std::vector<core::Image>(z.size(), core::Image(kSide, kSide, 3, 90));
  }

  core::FeatureMaps generator_maps(std::span<const core::Latent>, int,
                                   const core::GenerateOptions&) const override {
    return {};
  }

  std::vector<float> discriminator_logits(std::span<const core::Image> images) const override {
    return std::vector<float>(images.size(), 0.5f);
  }

  core::FeatureMaps discriminator_maps(std::span<const core::Image>, int) const override { return {}; }

  std::vector<core::GuidedMap> guided(std::span<const core::Image>,
                                      const core::GuidedOptions&) const override {
    return {};
  }

  std::shared_ptr<const core::FrozenModel> with_random_discriminator(std::uint64_t) const override {
    return fake_model(info_);
  }

  std::shared_ptr<const core::FrozenModel> with_settings(const core::ModelSettings&) const override {
    return fake_model(info_);
  }

  std::shared_ptr<const core::FrozenModel> with_settled_statistics(const core::Progress&) const override {
    return fake_model(info_);
  }

 private:
  core::ModelInfo info_;
};

/// What a renderer would do with the font atlas, without a renderer.
void accept_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else {
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

}  // namespace

core::ModelInfo fake_info(int nz) {
  core::ModelInfo info;
  info.name = "rooms";
  info.layout = "classic";
  info.size = kSide;
  info.channels = 3;
  info.nz = nz;
  info.ngf = info.ndf = 8;
  info.weights = "ema";
  info.has_discriminator = true;
  info.step = 4334;
  info.sha256 = std::string(64, 'a');
  for (int block = 0; block < 3; ++block) {
    info.generator_blocks.push_back({16 >> block, 4 << block, 4 << block});
    info.discriminator_blocks.push_back({8 << block, 8 >> block, 8 >> block});
  }
  info.modes = {core::BatchNormMode::kPopulation, core::BatchNormMode::kRunning};
  return info;
}

core::ModelInfo foreign_info() {
  core::ModelInfo info = fake_info(16);
  info.name = "netG";
  info.source.file = "/models/netG.pth";
  info.words = "as in pytorch/examples: 4 transposed convolutions, 16 x 16 x 3; G only";
  info.format = "PyTorch .pth";
  info.layout = "chain";
  info.weights = "raw";
  info.prior_is_guess = true;
  info.classes = 12;
  info.statistics_difference = 0.128;
  info.metadata = {{"license", "CC0-1.0"}};
  return info;
}

core::FrozenModelPtr fake_model(core::ModelInfo info) {
  return std::make_shared<FakeModel>(std::move(info));
}

core::FrozenModelPtr fake_model(int nz) {
  return fake_model(fake_info(nz));
}

std::shared_ptr<const core::TrainSnapshot> fake_training(core::Phase phase) {
  auto train = std::make_shared<core::TrainSnapshot>();
  train->phase = phase;
  train->options.data = "rooms";
  train->options.size = kSide;
  auto history = std::make_shared<std::vector<core::StepStats>>();
  for (int step = 1; step <= 40; ++step) history->push_back({step, 1.0 / step, 2.0, 0.6, 0.3, 0.35, 0.2});
  train->latest = history->back();
  train->history = history;
  train->images_per_second = 212;
  train->seconds_left = 1570;
  train->checkpoints = {{30, "/runs/a/step-30", 25'900'000, 0.6, 0.3}};
  train->grid = std::make_shared<const std::vector<core::Image>>(64, core::Image(kSide, kSide, 3, 120));
  train->grid_step = 40;
  return train;
}

NullWindow::NullWindow(const Options& options) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = options.size;
  io.DeltaTime = 1.0f / 60;
  io.ConfigFlags |= ImGuiConfigFlags_DockingEnable;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigErrorRecoveryEnableAssert = false;
  ImGuiContext& g = *ImGui::GetCurrentContext();
  g.ErrorCallbackUserData = this;
  g.ErrorCallback = [](ImGuiContext*, void* self, const char* text) {
    static_cast<NullWindow*>(self)->errors.emplace_back(text);
  };
  ui::UiOptions ui;
  ui.fonts = std::filesystem::path(GANSCOPE_BINARY_DIR) / "assets" / "fonts";
  ui.workspace = options.workspace;
  ui.theme = options.theme;
  ui.scale = options.scale;
  ui.first_minute = options.first_minute;
  ui.pseudo_locale = options.pseudo_locale;
  ui.native_dialogs = false;
  ui.log_file = options.log_file;
  ui.keep_log_line = [this](const ui::LogLine& line) { kept_log.push_back(line); };
  ui.device = "CPU";
  snapshot.train = std::make_shared<core::TrainSnapshot>();
  ui_ = std::make_unique<ui::Ui>(std::move(ui));
}

NullWindow::~NullWindow() {
  ui_.reset();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  ImGui::DestroyContext();
}

void NullWindow::frame(std::vector<core::Event> events) {
  text.clear();
  ui_->prepare(1);
  ImGui::NewFrame();
  ui_->draw(snapshot, std::move(events));
  ImGui::Render();
  accept_textures();
  for (core::Command& command : ui_->take_commands()) commands.push_back(std::move(command));
  if (const auto request = ui_->take_request()) {
    requests.push_back(*request);
    answer(*request);
  }
  if (on_frame) on_frame();
}

void NullWindow::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

void NullWindow::open_model(int nz) {
  open_model(fake_info(nz));
}

void NullWindow::open_model(core::ModelInfo info) {
  open_model(fake_model(std::move(info)));
}

void NullWindow::open_model(core::FrozenModelPtr model) {
  snapshot.model = std::move(model);
  ++snapshot.model_version;
  frame({core::ModelOpened{snapshot.model}});
}

void NullWindow::press(ImGuiKeyChord keys) {
  ImGuiIO& io = ImGui::GetIO();
  const auto key = static_cast<ImGuiKey>(keys & ~ImGuiMod_Mask_);
  for (const bool down : {true, false}) {
    for (const ImGuiKey modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
      if (keys & modifier) io.AddKeyEvent(modifier, down);
    io.AddKeyEvent(key, down);
    frame();
  }
}

void NullWindow::run_command(std::string_view words) {
  press(ImGuiMod_Ctrl | ImGuiKey_P);
  for (const char letter : words) ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(letter));
  frames(2);
  press(ImGuiKey_Enter);
  frames(3);
}

void NullWindow::point(ImVec2 at) {
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  frame();
}

void NullWindow::click(ImVec2 at, int button) {
  point(at);
  for (const bool down : {true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(button, down);
    frame();
  }
}

void NullWindow::click(std::string_view label) {
  const auto& drawn = text.strings();
  const auto one = std::find_if(drawn.rbegin(), drawn.rend(),
                                [&](const test::DrawnString& each) { return each.text == label; });
  if (one != drawn.rend()) return click(one->middle());
  const auto part = std::find_if(drawn.rbegin(), drawn.rend(), [&](const test::DrawnString& each) {
    return each.text.find(label) != std::string::npos;
  });
  if (part != drawn.rend()) return click(part->middle());
  throw std::runtime_error("nothing reads " + std::string(label));
}

std::vector<test::DrawnString> NullWindow::read(std::string_view panel) const {
  const std::string id = "###" + std::string(panel);
  const auto belongs = [&](const ImGuiWindow* window) {
    const std::string name = window->Name;  // "Title###id", "Title###id/child"
    const std::size_t at = name.find(id);
    if (at == std::string::npos) return false;
    return at + id.size() == name.size() || name[at + id.size()] == '/';
  };
  std::vector<test::DrawnString> found;
  for (const test::DrawnString& drawn : text.strings())
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
      if (window->ID == drawn.window && belongs(window)) found.push_back(drawn);
  return found;
}

void NullWindow::click_in(std::string_view panel, std::string_view label) {
  for (const test::DrawnString& drawn : read(panel))
    if (drawn.text == label) return click(drawn.middle());
  throw std::runtime_error("nothing in " + std::string(panel) + " reads " + std::string(label));
}

void NullWindow::answer(const core::RenderRequest& request) {
  std::vector<core::SurfaceRequest> wanted = request.live;
  wanted.insert(wanted.end(), request.background.begin(), request.background.end());
  for (const core::SurfaceRequest& one : wanted) {
    auto pictures = std::make_shared<core::SurfacePictures>();
    pictures->stamp = request.stamp;
    pictures->version = ++version_;
    pictures->z = one.z;
    pictures->tiles.assign(one.z.size(), core::Image(kSide, kSide, 3, 100));
    pictures->tile_versions.assign(one.z.size(), version_);
    if (one.with_score) pictures->logits.assign(one.z.size(), 0.3f);
    snapshot.surfaces[static_cast<std::size_t>(one.surface)] = std::move(pictures);
  }
}

}  // namespace ui_test
