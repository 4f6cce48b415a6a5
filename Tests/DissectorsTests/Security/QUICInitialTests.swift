import CaptureFiles
import Dissectors
import PacketCore
import Testing

@Suite("QUIC: handshake data (RFC 9000 §19.6)")
struct HandshakeAssemblerTests {
  /// The message of the hello in TLSTests.
  static let message = Array(TLSTests.clientHello.dropFirst(5))

  @Test func putsPiecesTogetherInAnyOrder() throws {
    var assembler = QUIC.HandshakeAssembler()
    for start in [120, 0, 60, 90, 30] {
      assembler.add(Array(Self.message[start..<min(start + 70, Self.message.count)]), at: start)
    }
    let hello = try #require(assembler.clientHello)
    #expect(hello.serverName == "www.google.com")
    #expect(assembler.message == Self.message)
  }

  @Test func waitsForWhatIsMissing() {
    var assembler = QUIC.HandshakeAssembler()
    assembler.add(Array(Self.message[0..<50]), at: 0)
    assembler.add(Array(Self.message[60...]), at: 60)
    #expect(assembler.message == nil && assembler.clientHello == nil)
    #expect(assembler.bytes.count == 50)
    assembler.add(Array(Self.message[50..<60]), at: 50)
    #expect(assembler.clientHello != nil)
  }

  @Test func keepsNoMoreThanItsLimit() {
    var assembler = QUIC.HandshakeAssembler()
    assembler.add([1, 2, 3], at: QUIC.HandshakeAssembler.limit)
    assembler.add([1], at: -1)
    for _ in 0..<100 { assembler.add([UInt8](repeating: 1, count: 1000), at: 0) }
    #expect(assembler.bytes.count == 1000)
  }
}
