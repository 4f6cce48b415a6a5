import Dissectors
import Testing

@Suite("Hashes and the cipher of QUIC's Initial packets")
struct CipherTests {
  /// RFC 1321 appendix A.5.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func hashesWithMD5(text: String, hash: String) {
    #expect(Digests.md5(Array(text.utf8)) == hex(hash))
    #expect(Primitives.md5(Array(text.utf8)) == hex(hash))
  }

  /// FIPS 180-4's examples; the second message fills a block but for its length.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func hashesWithSHA256(text: String, hash: String) {
    #expect(Digests.sha256(Array(text.utf8)) == hex(hash))
    #expect(Primitives.sha256(Array(text.utf8)) == hex(hash))
  }

  /// RFC 4231 §4.3 and §4.7, whose key is longer than a block.
  @Test func authenticatesWithSHA256() {
    let short = Digests.hmacSHA256(
      Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
    #expect(short == hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
    let long = Digests.hmacSHA256(
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      key: [UInt8](repeating: 0xaa, count: 131))
    #expect(long == hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"))
  }

  /// FIPS 197 appendix C.1.
  @Test func encryptsABlock() {
    let key = hex("000102030405060708090a0b0c0d0e0f")
    let block = hex("00112233445566778899aabbccddeeff")
    let expected = hex("69c4e0d86a7b0430d8cdb78070b4c55a")
    #expect(AES128(key: key)?.encrypt(block) == expected)
    #expect(Primitives.encrypt(block, key: key) == expected)
    #expect(AES128(key: Array(key.dropLast())) == nil)
    #expect(AES128(key: key)?.encrypt(Array(block.dropLast())) == nil)
  }

  /// The fourth test of Galois/Counter mode's specification: neither text nor header fills its blocks.
  @Test func opensWhatIsSealed() throws {
    let cipher = try #require(AES128(key: hex("feffe9928665731c6d6a8f9467308308")))
    let nonce = hex("cafebabefacedbaddecaf888")
    let header = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    var sealed = hex(
      """
      42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e
      21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091
      5bc94fbc3221a5db94fae95ae7121a47
      """)
    let text = hex(
      """
      d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
      """)
    #expect(cipher.open(sealed, nonce: nonce, authenticating: header) == text)
    #expect(cipher.open(sealed, nonce: nonce, authenticating: []) == nil)
    #expect(cipher.open(Array(sealed.prefix(15)), nonce: nonce, authenticating: header) == nil)
    sealed[3] ^= 1
    #expect(cipher.open(sealed, nonce: nonce, authenticating: header) == nil)
  }
}
