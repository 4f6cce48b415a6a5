import CaptureFiles
import PacketCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads bytes as a capture file, writes what was read and reads that again: nothing may differ.
public enum WriterExercise {
  /// What is wrong with how `input` is written; nil when nothing is.
  public static func complaint(about input: [UInt8]) -> String? {
    complaintAboutBlocks(input) ?? complaintAboutPackets(input)
  }

  /// Blocks are what they were byte for byte; what they hold can be written from its parts.
  private static func complaintAboutBlocks(_ input: [UInt8]) -> String? {
    guard input.first == 0x0a,
      var reader = try? PcapNGBlockReader(descriptor: temporaryFile(input), isOwned: true)
    else { return nil }
    var bytes: [UInt8] = []
    while let block = try? reader.next() {
      bytes += block.bytes
      guard let content = try? block.content else { continue }
      let copy = PcapNGBlock(content, byteOrder: block.byteOrder)
      guard let read = try? copy.content, read == content else {
        return "\(content) becomes \(String(describing: try? copy.content))"
      }
    }
    return input.starts(with: bytes) ? nil : "blocks that differ from their file"
  }

  /// Packets are what they were when they come back from a pcapng file.
  private static func complaintAboutPackets(_ input: [UInt8]) -> String? {
    let output = temporaryFile([])
    defer { close(output) }
    let packets = packets(of: temporaryFile(input))
    do throws(CaptureError) {
      var writer = try CaptureFileWriter(descriptor: output, format: .pcapng)
      for packet in packets {
        do throws(CaptureError) {
          try writer.write(packet)
        } catch  where error.code == .unsupported || error.code == .limitExceeded {
          return nil
        }
      }
      try writer.close()
    } catch {
      return "\(error)"
    }
    lseek(output, 0, SEEK_SET)
    let read = Self.packets(of: dup(output))
    guard read.count == packets.count else { return "\(packets.count) packets, then \(read.count)" }
    for (index, (old, new)) in zip(packets, read).enumerated() {
      if let complaint = difference(old, new) { return "packet \(index): \(complaint)" }
    }
    return nil
  }

  private static func packets(of descriptor: CInt) -> [Packet] {
    var packets: [Packet] = []
    guard var reader = try? CaptureFileReader(descriptor: descriptor, isOwned: true) else {
      return []
    }
    while packets.count < 1000, let packet = try? reader.next() { packets.append(packet) }
    return packets
  }

  private static func difference(_ old: Packet, _ new: Packet) -> String? {
    if old.hasTimestamp, old.timestamp != new.timestamp {
      return "\(old.timestamp), then \(new.timestamp)"
    }
    if old.linkType != new.linkType { return "\(old.linkType), then \(new.linkType)" }
    if old.originalLength != new.originalLength {
      return "\(old.originalLength) bytes on the wire, then \(new.originalLength)"
    }
    if old.capturedLength != new.capturedLength {
      return "\(old.capturedLength) bytes, then \(new.capturedLength)"
    }
    for index in 0..<old.capturedLength where old.bytes.byte(at: index) != new.bytes.byte(at: index)
    {
      return "byte \(index) differs"
    }
    return nil
  }
}
