import PacketCore
import Synchronization

/// Packets without end, and how many have been asked for.
final class CountingPackets: Sequence, Sendable {
  private let asked = Atomic(0)
  private let packet = PacketCoreTests.packet(1)

  var count: Int { asked.load(ordering: .sequentiallyConsistent) }

  func makeIterator() -> AnyIterator<Packet> {
    AnyIterator {
      self.asked.add(1, ordering: .sequentiallyConsistent)
      return self.packet
    }
  }
}
