#if Crypto
  import Crypto
  import CryptoExtras
#endif

/// The functions of cryptography that fingerprints and QUIC's Initial packets need: swift-crypto's, which
/// use the processor's instructions, where the package is built with `Crypto`; else those of this folder.
package enum Primitives {
  #if Crypto
    package static func md5(_ message: [UInt8]) -> [UInt8] {
      Array(Insecure.MD5.hash(data: message))
    }

    package static func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }

    package static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
      Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }

    /// A block of AES; nil unless it and the key have 16 bytes.
    package static func encrypt(_ block: [UInt8], key: [UInt8]) -> [UInt8]? {
      var block = block
      guard (try? AES.permute(&block, key: SymmetricKey(data: key))) != nil else { return nil }
      return block
    }

    /// What AES-GCM sealed with a tag behind it; nil when the tag is wrong.
    package static func open(
      _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], authenticating header: [UInt8]
    ) -> [UInt8]? {
      guard sealed.count >= 16, let nonce = try? AES.GCM.Nonce(data: nonce),
        let box = try? AES.GCM.SealedBox(
          nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16)),
        let text = try? AES.GCM.open(box, using: SymmetricKey(data: key), authenticating: header)
      else { return nil }
      return Array(text)
    }
  #else
    package static func md5(_ message: [UInt8]) -> [UInt8] { Digests.md5(message) }

    package static func sha256(_ message: [UInt8]) -> [UInt8] { Digests.sha256(message) }

    package static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
      Digests.hmacSHA256(message, key: key)
    }

    /// A block of AES; nil unless it and the key have 16 bytes.
    package static func encrypt(_ block: [UInt8], key: [UInt8]) -> [UInt8]? {
      AES128(key: key)?.encrypt(block)
    }

    /// What AES-GCM sealed with a tag behind it; nil when the tag is wrong.
    package static func open(
      _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], authenticating header: [UInt8]
    ) -> [UInt8]? {
      AES128(key: key)?.open(sealed, nonce: nonce, authenticating: header)
    }
  #endif
}
