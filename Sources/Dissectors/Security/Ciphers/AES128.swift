/// The cipher of QUIC's Initial packets: AES with a key of 128 bits
/// ([FIPS 197](https://doi.org/10.6028/NIST.FIPS.197-upd1)), and its Galois/Counter mode
/// ([SP 800-38D](https://doi.org/10.6028/NIST.SP.800-38D)).
///
/// The key stands in the packet, so nothing here takes care that its time tells nothing of it: do not
/// use it for what is secret.
package struct AES128 {
  /// Eleven of 16 bytes.
  private let roundKeys: [UInt8]

  /// Nil unless the key has 16 bytes.
  package init?(key: [UInt8]) {
    guard key.count == 16 else { return nil }
    var keys = key
    var constant: UInt8 = 1
    for start in stride(from: 16, to: 176, by: 4) {
      var word = Array(keys[start - 4..<start])
      if start % 16 == 0 {
        word = [word[1], word[2], word[3], word[0]].map { Self.substitutes[Int($0)] }
        word[0] ^= constant
        constant = Self.doubled(constant)
      }
      for index in 0..<4 { keys.append(keys[start - 16 + index] ^ word[index]) }
    }
    roundKeys = keys
  }

  /// Encrypts a block; nil unless it has 16 bytes.
  package func encrypt(_ block: [UInt8]) -> [UInt8]? {
    guard block.count == 16 else { return nil }
    var state = block
    for index in 0..<16 { state[index] ^= roundKeys[index] }
    var moved = state
    for round in 1...10 {
      for index in 0..<16 {
        // Each row is turned by as many columns as its number.
        moved[index] = Self.substitutes[Int(state[(index + 4 * (index % 4)) % 16])]
      }
      for column in stride(from: 0, to: 16, by: 4) {
        let (a, b, c, d) = (
          moved[column], moved[column + 1], moved[column + 2], moved[column + 3]
        )
        if round == 10 {
          (state[column], state[column + 1], state[column + 2], state[column + 3]) = (a, b, c, d)
        } else {
          let all = a ^ b ^ c ^ d
          state[column] = a ^ all ^ Self.doubled(a ^ b)
          state[column + 1] = b ^ all ^ Self.doubled(b ^ c)
          state[column + 2] = c ^ all ^ Self.doubled(c ^ d)
          state[column + 3] = d ^ all ^ Self.doubled(d ^ a)
        }
      }
      for index in 0..<16 { state[index] ^= roundKeys[round * 16 + index] }
    }
    return state
  }

  /// Doubles an element of the cipher's field.
  private static func doubled(_ byte: UInt8) -> UInt8 { byte << 1 ^ (byte & 0x80 == 0 ? 0 : 0x1b) }

  private static let substitutes: [UInt8] = [
    0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b, 0x6f, 0xc5, 0x30, 0x01, 0x67, 0x2b, 0xfe, 0xd7, 0xab, 0x76,
    0xca, 0x82, 0xc9, 0x7d, 0xfa, 0x59, 0x47, 0xf0, 0xad, 0xd4, 0xa2, 0xaf, 0x9c, 0xa4, 0x72, 0xc0,
    0xb7, 0xfd, 0x93, 0x26, 0x36, 0x3f, 0xf7, 0xcc, 0x34, 0xa5, 0xe5, 0xf1, 0x71, 0xd8, 0x31, 0x15,
    0x04, 0xc7, 0x23, 0xc3, 0x18, 0x96, 0x05, 0x9a, 0x07, 0x12, 0x80, 0xe2, 0xeb, 0x27, 0xb2, 0x75,
    0x09, 0x83, 0x2c, 0x1a, 0x1b, 0x6e, 0x5a, 0xa0, 0x52, 0x3b, 0xd6, 0xb3, 0x29, 0xe3, 0x2f, 0x84,
    0x53, 0xd1, 0x00, 0xed, 0x20, 0xfc, 0xb1, 0x5b, 0x6a, 0xcb, 0xbe, 0x39, 0x4a, 0x4c, 0x58, 0xcf,
    0xd0, 0xef, 0xaa, 0xfb, 0x43, 0x4d, 0x33, 0x85, 0x45, 0xf9, 0x02, 0x7f, 0x50, 0x3c, 0x9f, 0xa8,
    0x51, 0xa3, 0x40, 0x8f, 0x92, 0x9d, 0x38, 0xf5, 0xbc, 0xb6, 0xda, 0x21, 0x10, 0xff, 0xf3, 0xd2,
    0xcd, 0x0c, 0x13, 0xec, 0x5f, 0x97, 0x44, 0x17, 0xc4, 0xa7, 0x7e, 0x3d, 0x64, 0x5d, 0x19, 0x73,
    0x60, 0x81, 0x4f, 0xdc, 0x22, 0x2a, 0x90, 0x88, 0x46, 0xee, 0xb8, 0x14, 0xde, 0x5e, 0x0b, 0xdb,
    0xe0, 0x32, 0x3a, 0x0a, 0x49, 0x06, 0x24, 0x5c, 0xc2, 0xd3, 0xac, 0x62, 0x91, 0x95, 0xe4, 0x79,
    0xe7, 0xc8, 0x37, 0x6d, 0x8d, 0xd5, 0x4e, 0xa9, 0x6c, 0x56, 0xf4, 0xea, 0x65, 0x7a, 0xae, 0x08,
    0xba, 0x78, 0x25, 0x2e, 0x1c, 0xa6, 0xb4, 0xc6, 0xe8, 0xdd, 0x74, 0x1f, 0x4b, 0xbd, 0x8b, 0x8a,
    0x70, 0x3e, 0xb5, 0x66, 0x48, 0x03, 0xf6, 0x0e, 0x61, 0x35, 0x57, 0xb9, 0x86, 0xc1, 0x1d, 0x9e,
    0xe1, 0xf8, 0x98, 0x11, 0x69, 0xd9, 0x8e, 0x94, 0x9b, 0x1e, 0x87, 0xe9, 0xce, 0x55, 0x28, 0xdf,
    0x8c, 0xa1, 0x89, 0x0d, 0xbf, 0xe6, 0x42, 0x68, 0x41, 0x99, 0x2d, 0x0f, 0xb0, 0x54, 0xbb, 0x16,
  ]
}

extension AES128 {
  /// Decrypts in Galois/Counter mode with a tag of 16 bytes behind the text.
  ///
  /// - Parameter nonce: 12 bytes.
  /// - Returns: Nil when the tag does not fit the text, the nonce and what is authenticated with them.
  package func open(_ sealed: [UInt8], nonce: [UInt8], authenticating header: [UInt8]) -> [UInt8]? {
    guard sealed.count >= 16, nonce.count == 12,
      let key = encrypt([UInt8](repeating: 0, count: 16)),
      let mask = encrypt(nonce + [0, 0, 0, 1])
    else { return nil }
    var text = Array(sealed.dropLast(16))
    var hash = GaloisHash(key: key)
    hash.add(header)
    hash.add(text)
    hash.add(GaloisHash.bytes(UInt64(header.count * 8)) + GaloisHash.bytes(UInt64(text.count * 8)))
    guard zip(hash.value, mask).map(^) == Array(sealed.suffix(16)) else { return nil }
    for (number, start) in stride(from: 0, to: text.count, by: 16).enumerated() {
      let counter = GaloisHash.bytes(UInt64(number + 2)).suffix(4)
      guard let mask = encrypt(nonce + counter) else { return nil }
      for index in start..<min(start + 16, text.count) { text[index] ^= mask[index - start] }
    }
    return text
  }
}

/// The hash of the Galois/Counter mode: of blocks of 16 bytes, seen as polynomials whose highest bit
/// is that of the power 0.
private struct GaloisHash {
  typealias Block = (high: UInt64, low: UInt64)

  private let key: Block
  private var state: Block = (0, 0)

  init(key: [UInt8]) { self.key = Self.block(key[...]) }

  var value: [UInt8] { Self.bytes(state.high) + Self.bytes(state.low) }

  /// Adds bytes, and zeros up to the end of a block.
  mutating func add(_ bytes: [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let block = Self.block(bytes[start..<min(start + 16, bytes.count)])
      state = product((state.high ^ block.high, state.low ^ block.low))
    }
  }

  private func product(_ factor: Block) -> Block {
    var sum: Block = (0, 0)
    var power = key
    for word in [factor.high, factor.low] {
      for bit in 0..<64 {
        // All ones when the bit is set.
        let chosen = 0 &- (word >> UInt64(63 - bit) & 1)
        sum = (sum.high ^ power.high & chosen, sum.low ^ power.low & chosen)
        let carry = 0 &- (power.low & 1)
        power = (power.high >> 1 ^ carry & (0xe1 << 56), power.low >> 1 | power.high << 63)
      }
    }
    return sum
  }

  private static func block(_ bytes: ArraySlice<UInt8>) -> Block {
    var block: Block = (0, 0)
    for (index, byte) in bytes.enumerated() {
      let shifted = UInt64(byte) << UInt64(56 - 8 * (index % 8))
      if index < 8 { block.high |= shifted } else { block.low |= shifted }
    }
    return block
  }

  static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
  }
}
