import Foundation
import PacketCore
import Synchronization
import Testing

@testable import PcapBinding

#if os(Linux)
  /// Packets of a busy interface are read where the kernel put them. What a program keeps stands
  /// nevertheless, and the kernel gets its memory back.
  extension LiveTests {
    @Suite("Packets lent from the kernel's ring")
    struct LendingTests {
      /// The kernel writes over its blocks many times; packets that are kept stay as they were.
      @Test(arguments: [1, 700, 5000])
      func keptPacketsStand(every step: Int) async throws {
        let link = try VirtualLink()
        let capture = try Capture.live(link.near)
        let sending = Self.send(100_000, over: link, then: capture)
        var kept: [Packet] = []
        var numbers: [Int] = []
        var seen = 0
        for try await packet in capture {
          if seen % step == 0 {
            kept.append(packet)
            numbers.append(Self.number(packet))
          }
          seen += 1
        }
        try await sending.value
        let dropped = try #require(try capture.statistics()).droppedByKernel
        #expect(seen + Int(dropped) == 100_000)
        #expect(!kept.isEmpty)
        #expect(kept.map(Self.number) == numbers)
        #expect(numbers == numbers.sorted())
      }

      /// Other threads read a batch while its block is given back.
      @Test func keptPacketsStandForOtherThreads() async throws {
        let link = try VirtualLink()
        let capture = try Capture.live(link.near)
        let sending = Self.send(100_000, over: link, then: capture)
        let (seen, wrong) = try await withThrowingTaskGroup(of: Int.self) { group in
          var seen = 0
          for try await batch in capture.batches {
            seen += batch.count
            let numbers = batch.map(Self.number)
            group.addTask { Self.countWrong(batch, numbers, rounds: 20) }
          }
          return (seen, try await group.reduce(0, +))
        }
        try await sending.value
        #expect(seen > 0)
        #expect(wrong == 0)
      }

      /// Sends numbered frames, and stops `capture` when all have arrived.
      private static func send(
        _ count: Int, over link: VirtualLink, then capture: Capture
      ) -> Task<Void, any Error> {
        Task {
          defer { capture.stop() }
          try await Sender(link).sendAside(count, rate: 100_000)
        }
      }

      private static func countWrong(_ batch: PacketBatch, _ numbers: [Int], rounds: Int) -> Int {
        (0..<rounds).reduce(0) { wrong, _ in
          wrong + zip(batch, numbers).count { number($0) != $1 }
        }
      }

      /// A tag that the kernel took out is put back in its memory.
      @Test func showsTags() async throws {
        let count = 5000
        let frame: [UInt8] =
          [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x81, 0, 0x60, 5, 0x88, 0xb5]
          + (0..<46).map { UInt8($0) }
        let link = try VirtualLink()
        let handle = try LiveHandle(link.near)
        try Sender(link).repeatFrame(frame, count: count)
        try await Task.sleep(for: .milliseconds(100))
        var right = 0
        while let batch = try handle.readBatch() {
          right += batch.count { $0.bytes.copied() == frame }
        }
        #expect(right == count)
        #expect(Self.lentCount(handle) > 0)
      }

      /// A limit is kept to, also in the middle of a block, and what is kept stands.
      @Test func handsOverNoMoreThanAskedFor() async throws {
        let count = 5000
        let link = try VirtualLink()
        let handle = try LiveHandle(link.near)
        try Sender(link).send(count)
        try await Task.sleep(for: .milliseconds(100))
        var kept: [Packet] = []
        while let batch = try handle.readBatch(limit: 7) {
          #expect(batch.count <= 7)
          kept.append(contentsOf: batch)
        }
        #expect(kept.map(Self.number) == Array(0..<count))
        #expect(Self.lentCount(handle) > 0)
      }

      /// A packet that outlives its capture does not keep the kernel capturing.
      @Test func keptPacketsHoldNoSocket() async throws {
        let link = try VirtualLink()
        let index = if_nametoindex(link.near)
        var handle: LiveHandle? = try LiveHandle(link.near)
        try Sender(link).send(5000)
        try await Task.sleep(for: .milliseconds(100))
        let packet = try #require(try handle?.readBatch()?.first)
        #expect(try Self.socketCount(index) > 0)
        handle = nil
        #expect(try Self.socketCount(index) == 0)
        #expect(Self.number(packet) == 0)
      }

      /// What ``Sender/send(_:from:length:rate:)`` has put into a frame.
      private static func number(_ packet: Packet) -> Int {
        Int(packet.bytes.bigEndian(UInt32.self, at: 14))
      }

      private static func lentCount(_ handle: LiveHandle) -> UInt64 {
        handle.state.withLock { $0.ring?.lentCount ?? 0 }
      }

      /// Packet sockets that are bound to an interface.
      private static func socketCount(_ index: UInt32) throws -> Int {
        let table = try String(contentsOfFile: "/proc/net/packet", encoding: .utf8)
        return table.split(separator: "\n").dropFirst().count {
          let columns = $0.split(separator: " ")
          return columns.count > 4 && columns[4] == "\(index)"
        }
      }
    }
  }
#endif
