import Dissectors
import PacketCore
import Testing

@Suite("Telnet (RFC 854)")
struct TelnetTests {
  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: Telnet.self, bytes, port: 23)
  }

  @Test func readsCommandsAndText() {
    let bytes = hex("fffb03 fffd18 fff1") + lines("login: ")
    #expect(value("telnet.cmd", bytes) == "251,253,241")
    #expect(value("telnet.subcmd", bytes) == "3,24")
    #expect(value("telnet.data", bytes) == "login: \\r\\n")
  }

  @Test func readsSubnegotiations() {
    let bytes =
      hex("fffa 1f 0050 0018 fff0") + hex("fffa 18 00") + Array("xterm".utf8) + hex("fff0")
    #expect(value("telnet.naws_subopt.width", bytes) == "80")
    #expect(value("telnet.naws_subopt.height", bytes) == "24")
    #expect(value("telnet.string_subopt.value", bytes) == "xterm")
    #expect(value("telnet.cmd", bytes) == "250,240,250,240")
    #expect(value("telnet.option_data", hex("fffa 22 010b fff0")) == "010b")
  }

  /// Two bytes 255 are one of data (RFC 854).
  @Test func knowsDataOf255() throws {
    let bytes = hex("61 ffff 62 fff1")
    let view = try Telnet(decoding: bytes.span.bytes)
    var items = view.items
    #expect(items.next() == .text(0..<4))
    #expect(items.next() == .command(Telnet.Command(rawValue: 241), 4..<6))
    #expect(items.next() == nil)
  }

  @Test func showsWhatIsThereOfACutCommand() throws {
    for bytes in [hex("ff"), hex("fffb"), hex("fffa"), hex("fffa18")] {
      let view = try Telnet(decoding: bytes.span.bytes)
      var items = view.items
      #expect(items.next() != nil)
    }
    survivesHostileBytes(Telnet.self, hex("fffa 1f 0050 0018 fff0 fffb03 6162 0d0a"), port: 23)
  }
}
