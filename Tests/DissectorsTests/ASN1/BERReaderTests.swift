import Dissectors
import PacketCore
import Testing

@Suite("BER (X.690)")
struct BERReaderTests {
  /// The elements on one level, as their tag numbers and contents.
  private func elements(
    _ text: String, rules: BERReader.Rules = .basic, isCut: Bool = false
  ) -> (numbers: [UInt32], contents: [[UInt8]], hasFailed: Bool) {
    let bytes = hex(text)
    var reader = BERReader(bytes.span.bytes, rules: rules, isCut: isCut)
    var numbers: [UInt32] = []
    var contents: [[UInt8]] = []
    while let element = reader.next() {
      numbers.append(element.tag.number)
      contents.append(reader.slice(element).copied())
    }
    return (numbers, contents, reader.hasFailed)
  }

  @Test func readsShortAndLongLengths() {
    let found = elements("020105 04820003616263 0400")
    #expect(found.numbers == [2, 4, 4] && !found.hasFailed)
    #expect(found.contents == [[5], [0x61, 0x62, 0x63], []])
  }

  @Test func readsTagsOfSeveralBytes() {
    let found = elements("1f1f00 bf8101 00 5f8fffffff7f00")
    #expect(found.numbers == [31, 129, 0xffff_ffff] && !found.hasFailed)
  }

  /// A tag that does not fit, or that never ends.
  @Test(arguments: ["1f9080808000 00", "1fffffffffff7f00", "1f80", "1f"])
  func refusesTags(text: String) {
    #expect(elements(text).hasFailed)
  }

  /// Lengths beyond the end, of too many bytes, of none that are there, and the reserved one.
  @Test(arguments: [
    "0402aa", "0481", "048201", "04ff00", "0489 010000000000000000 00", "0488 ffffffffffffffff 00",
    "0488 7fffffffffffffff 00", "04", "0480", "30 80 0401",
  ])
  func refusesLyingLengths(text: String) {
    #expect(elements(text).hasFailed)
    #expect(elements(text).numbers.isEmpty)
  }

  @Test func clipsTheLastElementOfACutMessage() throws {
    let bytes = hex("020101 3009 0401aa 0405bbcc")
    var reader = BERReader(bytes.span.bytes, isCut: true)
    let first = reader.next()
    let second = reader.next(.sequence)
    let sequence = try #require(second)
    #expect(first?.isCut == false)
    #expect(sequence.isCut && sequence.contents == 5..<12 && reader.isAtEnd)
    var parts = reader.contents(of: sequence)
    let whole = parts.next()
    let rest = parts.next()
    let cut = try #require(rest)
    #expect(whole?.isCut == false)
    #expect(cut.isCut && parts.slice(cut).copied() == [0xbb, 0xcc])
    #expect(parts.integer(cut) == nil && !parts.hasFailed)
  }

  @Test func refusesAnElementThatLeavesItsSequence() throws {
    let bytes = hex("3003 0405aa 0401bb")
    var reader = BERReader(bytes.span.bytes, isCut: true)
    let found = reader.next()
    let sequence = try #require(found)
    var parts = reader.contents(of: sequence)
    let part = parts.next()
    let after = reader.next()
    #expect(part == nil && parts.hasFailed && after != nil)
  }

  @Test func findsTheEndOfAnIndefiniteLength() throws {
    let bytes = hex("3080 0401aa 3080 0000 a080 3080 0000 0000 0000 020107")
    var reader = BERReader(bytes.span.bytes)
    let found = reader.next(.sequence)
    let outer = try #require(found)
    #expect(outer.contents == 2..<17 && outer.end == 19)
    let last = reader.next(.integer)
    let number = last.flatMap { reader.integer($0) }
    #expect(number == 7)
    var parts = reader.contents(of: outer)
    var count = 0
    while parts.next() != nil { count += 1 }
    #expect(count == 3 && !parts.hasFailed)
  }

  @Test func boundsNesting() {
    let definite = (1...100).reduce([UInt8]()) { inner, _ in
      inner.count < 126 ? [0x30, UInt8(inner.count)] + inner : inner
    }
    var reader = BERReader(definite.span.bytes)
    var depth = 0
    while let element = reader.next() {
      depth += 1
      reader = reader.contents(of: element)
    }
    #expect(depth == BERReader.depthLimit + 1)
    let indefinite = [UInt8](repeating: 0, count: 4000).indices.map {
      UInt8($0 % 2 == 0 ? 0x30 : 0x80)
    }
    var endless = BERReader(indefinite.span.bytes, isCut: true)
    let none = endless.next()
    #expect(none == nil && endless.hasFailed)
  }

  @Test func distinguishedRulesWantTheShortestLength() {
    #expect(elements("04817f", rules: .distinguished).hasFailed)
    #expect(elements("0482000161", rules: .distinguished).hasFailed)
    #expect(elements("3080 0000", rules: .distinguished).hasFailed)
    #expect(!elements("040161", rules: .distinguished).hasFailed)
  }

  @Test(arguments: [
    ("020100", 0), ("02017f", 127), ("020180", -128), ("0202ff7f", -129),
    ("020400ffffff", 0xffffff),
    ("0208 8000000000000000", Int64.min), ("0209 000000000000000001", nil), ("0200", nil),
  ])
  func readsIntegers(text: String, number: Int64?) {
    let bytes = hex(text)
    var reader = BERReader(bytes.span.bytes)
    let element = reader.next(.integer)
    let read = element.flatMap { reader.integer($0) }
    #expect(read == number)
  }

  @Test(arguments: [
    ("0201ff", nil), ("0209 00ffffffffffffffff", UInt64.max), ("020200ff", 255),
    ("020a 00010000000000000000", nil),
  ])
  func readsUnsigned(text: String, number: UInt64?) {
    let bytes = hex(text)
    var reader = BERReader(bytes.span.bytes)
    let element = reader.next(.integer)
    let read = element.flatMap { reader.unsigned($0) }
    #expect(read == number)
  }

  @Test(arguments: [
    ("2a864886f70d010101", "1.2.840.113549.1.1.1"), ("2b06010201010300", "1.3.6.1.2.1.1.3.0"),
    ("8837", "2.999"), ("00", "0.0"), ("6983ffffff7f", "2.25.1073741823"),
    ("69 81ffffffffffffffff7f", "2.25.18446744073709551615"),
  ])
  func objectIdentifiers(encoded: String, text: String) {
    let bytes = hex(encoded)
    #expect(OID(encoded: bytes.span.bytes) == OID(text))
    if encoded.count < 12 { #expect(OID(text)?.encoded == bytes) }
  }

  /// None at all, an arc without an end, one of more than 64 bits.
  @Test(arguments: ["", "2b86", "2a ffffffffffffffffffff7f"])
  func refusesObjectIdentifiers(encoded: String) {
    let bytes = hex(encoded)
    #expect(OID(encoded: bytes.span.bytes) == nil)
  }

  @Test(arguments: ["", "1", "3.1", "1.40", "1..2", "1.a", "-1.2"])
  func refusesObjectIdentifierTexts(text: String) {
    #expect(OID(text) == nil)
  }

  @Test(arguments: [
    ("170d 3439313233313233353935395a", Int64(2_524_607_999)),
    ("170d 3530303130313030303030305a", -631_152_000),
    ("180f 32303035303831343130333835325a", 1_124_015_932),
    ("1813 32303035303831343130333835322b30313030", 1_124_012_332),
    ("180f 32303035303233303130333835325a", nil), ("1800", nil), ("1803 323030", nil),
  ])
  func readsTimes(text: String, seconds: Int64?) {
    let bytes = hex(text)
    var reader = BERReader(bytes.span.bytes)
    let element = reader.next()
    let read = element.flatMap { reader.timestamp($0) }
    #expect(read?.seconds == seconds)
  }

  @Test(arguments: [
    ("1e04 00e42603", "ä☃"), ("1c04 0001f600", "😀"), ("1402 e941", "éA"), ("0c02 c3a4", "ä"),
    ("1e03 004100", "A\u{0}"),
  ])
  func readsStrings(text: String, value: String) {
    let bytes = hex(text)
    var reader = BERReader(bytes.span.bytes)
    let element = reader.next()
    let read = element.map { reader.string($0) }
    #expect(read == value)
  }

  /// Every reader ends, within as many steps as there are bytes, on random bytes.
  @Test(arguments: 0..<64)
  func endsOnRandomBytes(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    let bytes = (0..<512).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 32) & (seed % 2 == 0 ? 0xff : 0xbf)
    }
    for start in 0..<bytes.count {
      var reader = BERReader(bytes.span.bytes, start..<600)
      var steps = 0
      while let element = reader.next() {
        steps += 1
        #expect(element.range.upperBound <= bytes.count && element.end > element.start)
        _ = (reader.integer(element), reader.objectIdentifier(element), reader.flags(element))
        _ = (reader.timestamp(element), reader.boolean(element), reader.unsigned(element))
        reader = reader.contents(of: element)
      }
      #expect(steps <= BERReader.depthLimit + 2)
    }
  }
}
