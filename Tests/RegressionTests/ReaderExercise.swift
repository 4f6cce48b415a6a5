import CaptureFiles
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads bytes as a capture file in two ways, which must agree: from a file, so that all of it comes at
/// once, and from a socket, piece by piece.
public enum ReaderExercise {
  /// What is wrong with how `input` is read; nil when nothing is.
  public static func complaint(about input: [UInt8]) -> String? {
    let whole = outcome(of: temporaryFile(input))
    guard let pieces = socket(with: input) else { return whole.complaint }
    let outcome = outcome(of: pieces)
    if let complaint = whole.complaint ?? outcome.complaint { return complaint }
    if outcome == whole { return nil }
    return "at once: \(whole), in pieces: \(outcome)"
  }

  /// What a reader gave.
  struct Outcome: Equatable {
    var packets = 0
    /// Of all bytes and numbers of the packets.
    var checksum: UInt64 = 0
    var interfaces = 0
    var error: CaptureError?
    var complaint: String?

    mutating func add(_ number: Int) {
      checksum = (checksum ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01b3
    }

    mutating func add(_ bytes: borrowing RawSpan) {
      for index in 0..<bytes.byteCount { add(Int(bytes.byte(at: index))) }
    }
  }

  private static func outcome(of descriptor: CInt) -> Outcome {
    var outcome = Outcome()
    do throws(CaptureError) {
      var reader = try CaptureFileReader(descriptor: descriptor, isOwned: true)
      while let packet = try reader.next() {
        outcome.packets += 1
        outcome.add(packet.bytes)
        outcome.add(packet.optionBytes)
        outcome.add(packet.originalLength)
        outcome.add(Int(packet.linkType.rawValue))
        outcome.add(packet.timestamp.hashValue)
        if packet.interface == nil { outcome.complaint = "a packet without an interface" }
      }
      outcome.interfaces = reader.interfaces.count
      if try reader.next() != nil { outcome.complaint = "a packet after the end" }
    } catch {
      outcome.error = error
    }
    return outcome
  }

  /// A socket from which each read gives a few of `bytes`; nil where it does not take them all.
  private static func socket(with bytes: [UInt8]) -> CInt? {
    var pair: [CInt] = [-1, -1]
    #if os(Linux)
      let kind = CInt(SOCK_SEQPACKET.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    #else
      let kind = SOCK_SEQPACKET
    #endif
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { return nil }
    defer { close(pair[1]) }
    let size = max(1, bytes.count / 61)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        send(pair[1], $0.baseAddress.map { $0 + sent }, min(size, bytes.count - sent), 0)
      }
      guard count > 0 else {
        close(pair[0])
        return nil
      }
      sent += count
    }
    return pair[0]
  }
}
