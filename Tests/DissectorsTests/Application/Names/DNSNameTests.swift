import Dissectors
import PacketCore
import Testing

@Suite("DNS: names (RFC 1035 §3.1, §4.1.4)")
struct DNSNameTests {
  let header = hex("0001 0000 0001 0000 0000 0000")

  private func name(_ rest: String) -> DNS.Name? {
    DNS.MessageView(unchecked: (header + hex(rest)).span.bytes).name(at: 12)
  }

  @Test func followsPointersBackwards() {
    let bytes = header + hex("03636f6d00 0161c00c 0162c011")
    let message = DNS.MessageView(unchecked: bytes.span.bytes)
    #expect(message.name(at: 12)?.description == "com")
    #expect(message.name(at: 17)?.description == "a.com")
    #expect(message.name(at: 21)?.description == "b.a.com")
  }

  @Test(arguments: [
    "c00c",  // itself
    "c00e c00c",  // forward
    "0161c00c",  // the label before it, for ever
    "c0ff",  // past the end
    "c0",  // half a pointer
    "40 00", "80 00",  // no label types
    "0361",  // a cut label
    "",
  ])
  func rejectsMalformed(rest: String) {
    #expect(name(rest) == nil)
  }

  @Test func rejectsNamesOfMoreThan255Bytes() {
    let label = "3f" + String(repeating: "61", count: 63)
    #expect(name(label + label + label + "3d" + String(repeating: "61", count: 61) + "00") != nil)
    #expect(name(label + label + label + "3e" + String(repeating: "61", count: 62) + "00") == nil)
  }

  @Test func aChainOfPointersEnds() {
    // Each pointer leads to the one before it.
    var bytes = header + [0]
    for index in 0..<8000 {
      let target = index == 0 ? 12 : 13 + 2 * (index - 1)
      bytes += [0xc0 | UInt8(target >> 8), UInt8(target & 0xff)]
    }
    let message = DNS.MessageView(unchecked: bytes.span.bytes)
    #expect(message.name(at: bytes.count - 2) == .root)
  }

  @Test(arguments: [
    ("www.example.com", "www.example.com"), ("www.example.com.", "www.example.com"), (".", "."),
    (#"a\.b.c"#, #"a\.b.c"#), (#"\065b.c"#, "Ab.c"), (#"\000\255.x"#, #"\000\255.x"#),
    (#"back\\slash"#, #"back\\slash"#),
  ])
  func parsesText(text: String, written: String) throws {
    let name = try #require(DNS.Name(text))
    #expect(name.description == written)
    #expect(DNS.Name(written) == name)
  }

  @Test(arguments: ["", "a..b", ".a", #"\"#, #"\25"#, #"\256"#, String(repeating: "a", count: 64)])
  func refusesText(text: String) {
    #expect(DNS.Name(text) == nil)
  }

  @Test func comparesWithoutCase() {
    let upper: DNS.Name = "WWW.Example.COM"
    #expect(
      upper == "www.example.com" && upper.hashValue == ("www.example.com" as DNS.Name).hashValue)
    #expect(upper != "www.example.org")
    #expect(upper.description == "WWW.Example.COM")
    #expect(upper.labelTexts == ["WWW", "Example", "COM"] && upper.encodedLength == 17)
  }
}

/// A generator of numbers that come out the same each time (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
