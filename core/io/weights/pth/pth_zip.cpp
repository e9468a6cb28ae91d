#include "core/io/weights/pth/pth_zip.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/io/byte_reader.h"
#include "core/io/resave_hints.h"
#include "core/io/utf8.h"
#include "core/io/weights/pth/pickle_flatten.h"
#include "core/io/weights/pth/pth_arrays.h"
#include "core/io/zip/zip_archive.h"

namespace io {
namespace {

constexpr const char* kUnpackHint =
    "a .pth is one archive: unpack this one and open the weights file inside it";

/// The small records of torch.save that say nothing about the weights.
bool is_ignored(std::string_view name) {
  return name == "version" || name == ".format_version" || name == ".storage_alignment" ||
         name == ".data/serialization_id";
}

bool is_pth_entry(std::string_view name) {
  return name == "data.pkl" || name == "byteorder" || name.starts_with("data/") || is_ignored(name);
}

/// The folder that every entry of torch.save lies in, with its slash.
std::string_view folder_of(std::string_view name) {
  return name.substr(0, name.find('/') == std::string_view::npos ? 0 : name.find('/') + 1);
}

/// Says what an archive without torch.save's pickle is.
[[noreturn]] void refuse_files(const ZipDirectory& directory, const std::string& where) {
  const std::vector<ZipRecord>& records = directory.records;
  const bool keras = std::any_of(records.begin(), records.end(),
                                 [](const ZipRecord& record) { return record.name == "model.weights.h5"; });
  refuse_weights(where, "zip directory, entry 1", records.front().at,
                 "an archive with NAME/data.pkl, as torch.save writes it, this is " +
                     (keras ? std::string("a Keras file")
                            : "a zip archive of files, " + quote_name(records.front().name) +
                                  (records.size() > 1 ? " and others" : " alone")),
                 keras ? kConvertHint : kUnpackHint);
}

/// Says what other archive this is before anything else of it is looked at.
void refuse_other_archives(const ZipDirectory& directory, const std::string& where) {
  const std::string_view folder = folder_of(directory.records.front().name);
  bool has_pickle = false;
  for (const ZipRecord& record : directory.records) {
    const std::string_view name = record.name.substr(record.name.starts_with(folder) ? folder.size() : 0);
    if (name == "constants.pkl" || name.starts_with("code/")) {
      refuse_weights(where, "zip directory", record.at,
                     "weights only, not a TorchScript archive, which is a program",
                     "in Python: torch.save(torch.jit.load(file).state_dict(), \"model.pth\")");
    }
    has_pickle = has_pickle || name == "data.pkl";
  }
  if (!has_pickle) refuse_files(directory, where);
  for (std::size_t i = 0; i < directory.records.size(); ++i) {
    const ZipRecord& record = directory.records[i];
    if (!folder.empty() && record.name.starts_with(folder) && is_pth_entry(record.name.substr(folder.size())))
      continue;
    refuse_weights(where, "zip directory, entry " + std::to_string(i + 1), record.at,
                   "an entry that torch.save writes: data.pkl, data/KEY, byteorder, version", kResaveHint);
  }
}

struct PthEntries {
  std::vector<ZipEntry> all;
  std::size_t pickle = 0;
  std::unordered_map<std::string_view, std::size_t> storages;  // by key
};

void check_byte_order(const ZipEntry& entry, const std::string& where) {
  const std::string_view order(reinterpret_cast<const char*>(entry.data.data()), entry.data.size());
  if (order == "little") return;
  refuse_weights(where, "byteorder", entry.offset,
                 order == "big" ? "little-endian data, this file is big-endian" : "\"little\" or \"big\"",
                 "re-save on a little-endian machine, or as safetensors in Python");
}

PthEntries sort_entries(std::vector<ZipEntry> all, const std::string& where) {
  PthEntries entries;
  const std::size_t folder = folder_of(all.front().name).size();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view name = all[i].name.substr(folder);
    if (name == "data.pkl") entries.pickle = i;
    if (name == "byteorder") check_byte_order(all[i], where);
    if (name.starts_with("data/")) entries.storages.emplace(name.substr(5), i);
  }
  entries.all = std::move(all);
  return entries;
}

/// Finds the data of every storage and leaves none over.
void find_storages(PthEntries& entries, PthStorages& storages) {
  for (const PickleStorage& declared : storages.declared) {
    const auto found = entries.storages.find(declared.key);
    if (found == entries.storages.end()) {
      refuse_weights(storages.where, storages.entry, storages.first + declared.at,
                     "an entry data/" + declared.key + " with this storage", kDamagedHint);
    }
    const ZipEntry& entry = entries.all[found->second];
    const std::uint64_t bytes = declared.count * item_size(declared.type);
    if (entry.data.size() != bytes) {
      refuse_weights(storages.where, "data/" + declared.key, entry.offset,
                     std::to_string(bytes) + " bytes, as the pickle declares, it has " +
                         std::to_string(entry.data.size()),
                     kDamagedHint);
    }
    storages.bytes.push_back(entry.data);
    entries.storages.erase(found);
  }
  if (entries.storages.empty()) return;
  const auto by_place = [](const auto& a, const auto& b) { return a.second < b.second; };
  const std::size_t left =
      std::min_element(entries.storages.begin(), entries.storages.end(), by_place)->second;
  refuse_weights(storages.where, "zip entry " + std::to_string(left + 1), entries.all[left].offset,
                 "a storage that the pickle names", kDamagedHint);
}

}  // namespace

WeightsFile parse_pth_zip(std::span<const std::byte> file, const std::string& where) {
  const ZipDirectory directory = read_zip_directory(file, where);
  refuse_other_archives(directory, where);
  PthEntries entries = sort_entries(open_zip_entries(file, directory, where), where);
  const ZipEntry& data = entries.all[entries.pickle];
  const PickleSource source{data.data, where, "data.pkl", data.offset, PersistentIds::kZip};

  PthStorages storages;
  storages.where = where;
  storages.entry = source.entry;
  storages.first = source.first;
  storages.file_bytes = file.size();
  FlatPickle flat;
  {
    Pickle pickle = read_pickle(source);
    if (pickle.size != source.bytes.size()) {
      refuse_weights(where, source.entry, source.first + pickle.size, "the end of data.pkl behind STOP",
                     kResaveHint);
    }
    storages.declared = std::move(pickle.graph.storages);
    find_storages(entries, storages);
    flat = flatten_pickle(pickle, source);
  }  // the graph goes before the arrays come: peak memory
  WeightsFile weights;
  weights.kind = WeightsKind::kPth;
  weights.metadata = std::move(flat.metadata);
  weights.arrays = materialize_tensors(std::move(flat.tensors), storages);
  return weights;
}

}  // namespace io
