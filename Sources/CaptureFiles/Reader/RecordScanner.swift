import PacketCore

/// Finds the records of one file format in the bytes of a chunk.
protocol RecordScanner {
  /// Writes the records of the whole packets between `position` and `end` into the chunk.
  ///
  /// - Parameter base: Distance of the chunk's first byte from the start of the file.
  mutating func scan(
    _ chunk: Chunk, from position: Int, to end: Int, base: UInt64
  ) -> ScanResult

  /// What the file says about itself so far.
  var info: CaptureFileInfo { get }
}

struct ScanResult {
  /// Records written, from the chunk's first slot on.
  var count: Int
  /// The first byte that was not used.
  var position: Int
  /// What is wrong with the record there, if something is; the records before it are good.
  var fault: CaptureError?
}

/// What no reader of a file may exceed, whatever the file says.
enum RecordLimit {
  /// Most bytes of a packet that is not of one of the link types below, as libpcap has it.
  static var packet: UInt32 { 262_144 }

  /// Throws when no reader would take a packet of this many bytes.
  static func check(_ count: Int, of linkType: LinkType) throws(CaptureError) {
    guard count <= packet(of: linkType) else {
      throw CaptureError(
        .unsupported, "a packet of \(count) bytes; \(packet(of: linkType)) at most are written")
    }
  }

  /// Most captured bytes of a packet.
  ///
  /// D-Bus messages, USB transfers and Elektrobit captures may be larger than any frame; libpcap
  /// allows up to 128 MiB of them, here all but the header of the largest record.
  static func packet(of linkType: LinkType) -> UInt32 {
    switch linkType.rawValue {
    case 189, 220, 231, 249, 279: UInt32(ReadBuffer.recordLimit - 64)
    default: packet
    }
  }
}
