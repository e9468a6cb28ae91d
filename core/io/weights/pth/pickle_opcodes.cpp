#include "core/io/weights/pth/pickle_opcodes.h"

#include <array>

namespace io {
namespace {

struct Named {
  std::uint8_t opcode;
  const char* name;
};

constexpr std::array kNames = {
    Named{'(', "MARK"},
    Named{'.', "STOP"},
    Named{'N', "NONE"},
    Named{0x88, "NEWTRUE"},
    Named{0x89, "NEWFALSE"},
    Named{'J', "BININT"},
    Named{'K', "BININT1"},
    Named{'M', "BININT2"},
    Named{0x8A, "LONG1"},
    Named{'G', "BINFLOAT"},
    Named{'X', "BINUNICODE"},
    Named{'U', "SHORT_BINSTRING"},
    Named{'T', "BINSTRING"},
    Named{')', "EMPTY_TUPLE"},
    Named{'t', "TUPLE"},
    Named{0x85, "TUPLE1"},
    Named{0x86, "TUPLE2"},
    Named{0x87, "TUPLE3"},
    Named{']', "EMPTY_LIST"},
    Named{'a', "APPEND"},
    Named{'e', "APPENDS"},
    Named{'}', "EMPTY_DICT"},
    Named{'s', "SETITEM"},
    Named{'u', "SETITEMS"},
    Named{'c', "GLOBAL"},
    Named{'R', "REDUCE"},
    Named{'b', "BUILD"},
    Named{'Q', "BINPERSID"},
    Named{'q', "BINPUT"},
    Named{'r', "LONG_BINPUT"},
    Named{'h', "BINGET"},
    Named{'j', "LONG_BINGET"},
    Named{0x80, "PROTO"},
    Named{'0', "POP"},
    Named{'1', "POP_MARK"},
    Named{'2', "DUP"},
    Named{'F', "FLOAT"},
    Named{'I', "INT"},
    Named{'L', "LONG"},
    Named{'P', "PERSID"},
    Named{'S', "STRING"},
    Named{'V', "UNICODE"},
    Named{'d', "DICT"},
    Named{'g', "GET"},
    Named{'i', "INST"},
    Named{'l', "LIST"},
    Named{'o', "OBJ"},
    Named{'p', "PUT"},
    Named{0x81, "NEWOBJ"},
    Named{0x82, "EXT1"},
    Named{0x83, "EXT2"},
    Named{0x84, "EXT4"},
    Named{0x8B, "LONG4"},
    Named{'B', "BINBYTES"},
    Named{'C', "SHORT_BINBYTES"},
    Named{0x8C, "SHORT_BINUNICODE"},
    Named{0x8D, "BINUNICODE8"},
    Named{0x8E, "BINBYTES8"},
    Named{0x8F, "EMPTY_SET"},
    Named{0x90, "ADDITEMS"},
    Named{0x91, "FROZENSET"},
    Named{0x92, "NEWOBJ_EX"},
    Named{0x93, "STACK_GLOBAL"},
    Named{0x94, "MEMOIZE"},
    Named{0x95, "FRAME"},
    Named{0x96, "BYTEARRAY8"},
    Named{0x97, "NEXT_BUFFER"},
    Named{0x98, "READONLY_BUFFER"},
};

}  // namespace

std::string pickle_opcode_name(std::uint8_t opcode) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::string number = std::string("opcode 0x") + kHex[opcode >> 4] + kHex[opcode & 15];
  for (const Named& named : kNames) {
    if (named.opcode == opcode) return std::string(named.name) + " (" + number + ")";
  }
  return number;
}

}  // namespace io
