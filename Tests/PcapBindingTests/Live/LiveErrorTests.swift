import Foundation
import PacketCore
import PcapBinding
import Testing

@Suite("Live capture: errors name what is missing")
struct LiveErrorTests {
  @Test func unknownInterface() throws {
    let error = #expect(throws: CaptureError.self) { try Capture.live("none0") }
    #expect(error?.code == .noSuchInterface)
    #expect(error?.advice?.contains("lo") == true)
  }

  @Test(arguments: ["", "lo\0x", String(repeating: "x", count: 500)])
  func impossibleName(name: String) throws {
    let error = #expect(throws: CaptureError.self) { try Capture.live(name) }
    #expect(error?.code == .noSuchInterface)
  }

  /// A file never stands for a device, nor a device for a file.
  @Test func fileIsNoInterface() throws {
    let error = #expect(throws: CaptureError.self) { try Capture.live("/etc/passwd") }
    #expect(error?.code == .noSuchInterface)
  }

  @Test(.enabled(if: VirtualLink.isPossible, "\(VirtualLink.requirement)"))
  func filterThatDoesNotCompile() throws {
    let error = #expect(throws: CaptureError.self) {
      try Capture.live("lo", filter: "tcp porrt 443")
    }
    #expect(error?.code == .badFilter)
    #expect(error?.message.contains("syntax error") == true)
  }

  @Test(.enabled(if: VirtualLink.isPossible, "\(VirtualLink.requirement)"))
  func monitorModeOfAWiredInterface() throws {
    let error = #expect(throws: CaptureError.self) { try Capture.live("lo", monitorMode: true) }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("monitor mode") == true)
  }

  @Test(.enabled(if: VirtualLink.isPossible, "\(VirtualLink.requirement)"))
  func linkTypeThatTheInterfaceHasNot() throws {
    let error = #expect(throws: CaptureError.self) {
      try Capture.live("lo", linkType: LinkType(rawValue: 105))
    }
    #expect(error?.code == .unsupported)
  }
}
