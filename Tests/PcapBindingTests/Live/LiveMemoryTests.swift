import Foundation
import PacketCore
import PcapBinding
import Testing

extension LiveTests {
  /// While the loop sleeps, the kernel's buffer fills and drops; the program's memory stays.
  @Test func aSleepingConsumerHoldsLittle() async throws {
    let count = 300_000
    let link = try VirtualLink()
    let sender = try Sender(link)
    let capture = try Capture.live(link.near)
    var before = 0
    var after = 0
    var received: UInt64 = 0
    let sending = Task { try await sender.sendAside(20_000, length: 1000, rate: 100_000) }
    for try await batch in capture.batches {
      received += UInt64(batch.count)
      if after == 0, received > 1000 {
        // What the capture needs at most is in use by now.
        try await sending.value
        try await Task.sleep(for: .milliseconds(50))
        before = try Self.residentMemory()
        try await sender.sendAside(count, length: 1000)
        try await Task.sleep(for: .milliseconds(50))
        after = try Self.residentMemory()
        capture.stop()
      }
    }
    let statistics = try #require(try capture.statistics())
    print("a sleeping consumer: \(before >> 10) KiB, then \(after >> 10) KiB")
    #expect(after - before < 16 << 20)
    #expect(statistics.droppedByKernel > 0)
    #expect(received == statistics.received)
    #expect(received + statistics.droppedByKernel == UInt64(count + 20_000))
  }

  /// Bytes of the process that are in memory.
  private static func residentMemory() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      .split(separator: " ")
    return (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
