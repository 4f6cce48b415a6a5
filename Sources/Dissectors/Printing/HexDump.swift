public import PacketCore

/// Bytes as `tshark -x` prints them: sixteen a line, with their offset before and their ASCII behind.
///
///     0000  02 00 00 00 00 02 02 00 00 00 00 01[08 00]45 00   ..............E.
public enum HexDump {
  /// - Parameter marked: Bytes that are put between brackets: those of a field.
  public static func write(
    _ bytes: RawSpan, marking marked: Range<Int>? = nil, into output: inout [UInt8]
  ) {
    let marked = marked.map { $0.isEmpty ? nil : $0 } ?? nil
    for start in stride(from: 0, to: bytes.byteCount, by: 16) {
      let end = min(start + 16, bytes.byteCount)
      output.append(hex: UInt64(start), width: 4)
      output.append(32)
      for offset in start..<start + 16 {
        // A bracket takes the place of the space before its byte, or behind its last.
        output.append(gap(before: offset, start, end, marked))
        if offset < end {
          output.append(hex: UInt64(bytes.byte(at: offset)), width: 2)
        } else {
          output.append("  ")
        }
      }
      output.append(gap(before: start + 16, start, end, marked))
      output.append("  ")
      for offset in start..<end {
        let byte = bytes.byte(at: offset)
        output.append(0x20..<0x7f ~= byte ? byte : UInt8(ascii: "."))
      }
      output.append(UInt8(ascii: "\n"))
    }
  }

  private static func gap(
    before offset: Int, _ start: Int, _ end: Int, _ marked: Range<Int>?
  ) -> UInt8 {
    guard let marked else { return 32 }
    if offset > start, offset <= end, marked.contains(offset - 1),
      offset == marked.upperBound || offset == start + 16
    {
      return UInt8(ascii: "]")
    }
    if offset < end, marked.contains(offset), offset == marked.lowerBound || offset == start {
      return UInt8(ascii: "[")
    }
    return 32
  }
}

extension Packet {
  /// The packet's bytes, sixteen a line.
  ///
  /// - Parameter marked: Bytes that are put between brackets, as `PacketTree.Node.range` tells
  ///   them.
  public func hexDump(marking marked: Range<Int>? = nil) -> String {
    var output: [UInt8] = []
    HexDump.write(bytes, marking: marked, into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
