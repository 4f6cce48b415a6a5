import Foundation
import Testing

/// Whether this process may capture: Linux, as root.
private let mayCapture =
  FileManager.default.fileExists(atPath: "/sys/class/net/lo") && getuid() == 0

@Suite("sniff -i", .enabled(if: mayCapture, "capturing needs Linux and root"))
struct LiveTests {
  @Test func endsOnInterruptWithItsCount() throws {
    let sniff = try SniffProcess(
      ["-i", "lo", "-f", "udp port 9"], interruptAfter: .milliseconds(700))
    #expect(sniff.status == 0)
    #expect(sniff.output == "")
    #expect(sniff.errors == "Capturing on 'Loopback: lo'\n0 packets captured\n")
  }

  @Test func endsAfterItsTime() throws {
    let start = ContinuousClock.now
    let sniff = try SniffProcess(["-i", "lo", "-f", "udp port 9", "-a", "duration:0.3"])
    #expect(sniff.status == 0)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func showsOneOfItsOwnPackets() throws {
    let sender = Task.detached {
      let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(socket) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(45678).bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      while !Task.isCancelled {
        _ = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            sendto(socket, "hello", 5, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
    defer { sender.cancel() }
    let file = TemporaryPath(".pcapng")
    let sniff = try SniffProcess(
      ["-i", "lo", "-f", "udp dst port 45678", "-c", "3", "-P", "-w", file.path])
    #expect(sniff.lines.count == 3)
    #expect(sniff.output.contains("→ 45678 Len=5"))
    #expect(sniff.errors.hasSuffix("3 packets captured\n"))
    let again = try SniffProcess(["-r", file.path, "-T", "fields", "-e", "udp.dstport"])
    #expect(again.lines == ["45678", "45678", "45678"])
  }

  @Test func namesWrongFilter() throws {
    let sniff = try SniffProcess(["-i", "lo", "-f", "tcp port"])
    #expect(sniff.status == 1)
    #expect(
      sniff.errors.hasPrefix("sniff: Invalid capture filter \"tcp port\" for interface 'lo'."))
  }

  @Test func namesMissingInterface() throws {
    let sniff = try SniffProcess(["-i", "nosuchinterface"])
    #expect(sniff.status == 1)
    #expect(sniff.errors.contains("nosuchinterface"))
  }
}
