import PacketCore
import Testing

/// A packet of `byteCount` bytes that all have the value of its number.
func packet(
  _ number: Int, at seconds: Double = 0, byteCount: Int = 60, linkType: LinkType = .ethernet
) -> Packet {
  Packet(
    bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: byteCount),
    linkType: linkType, timestamp: Timestamp(nanosecondsSinceEpoch: Int128(seconds * 1e9)))
}

/// What the tests compare of packets.
struct Seen: Equatable, CustomStringConvertible {
  var number: UInt8
  var nanoseconds: Int128
  var description: String { "\(number) at \(nanoseconds)" }

  init(_ packet: Packet) {
    number = packet.bytes.byte(at: 0)
    nanoseconds = packet.timestamp.nanosecondsSinceEpoch
  }
}

/// All packets of a capture, and the error that it ends with.
func collect(_ capture: Capture) async -> (packets: [Packet], error: CaptureError?) {
  var packets: [Packet] = []
  do throws(CaptureError) {
    for try await packet in capture { packets.append(packet) }
  } catch {
    return (packets, error)
  }
  return (packets, nil)
}

// Reads that end where they began: `#expect` cannot hold a borrowed span.
extension Packet {
  var copiedBytes: [UInt8] { bytes.copied() }
  func byte(at offset: Int) -> UInt8 { bytes.byte(at: offset) }
}
