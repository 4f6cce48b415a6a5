import PacketCore

extension FieldValue {
  /// The value without the bytes it was read from, for what was decoded and so stands in no packet.
  func detached(from bytes: [UInt8]) -> FieldValue {
    switch self {
    case .bytes: .string(bytes.isEmpty ? "<MISSING>" : hexadecimal(bytes))
    case .text: .string(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
    default: self
    }
  }
}

/// Two digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
