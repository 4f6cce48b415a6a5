import Dissectors
import PacketCore

/// Dissects bytes as a packet and checks what holds for every packet.
public enum DissectionExercise {
  /// Bytes before the packet: link type, high byte first, and how many bytes were not captured.
  static var prefixLength: Int { 3 }

  /// What is wrong with how `input` is dissected; nil when nothing is.
  public static func complaint(about input: [UInt8]) -> String? {
    guard input.count >= prefixLength else { return nil }
    let packet = Packet(
      bytes: Array(input[prefixLength...]),
      linkType: LinkType(rawValue: UInt16(input[0]) << 8 | UInt16(input[1])),
      originalLength: input.count - prefixLength + Int(input[2]))
    return complaintAboutHeaders(packet) ?? complaintAboutLayers(packet)
      ?? complaintAboutSummary(packet)
  }

  private static func complaintAboutHeaders(_ packet: Packet) -> String? {
    let headers = packet.headers
    let layout = headers.layout
    let end = packet.capturedLength
    if layout.network != .none {
      guard layout.networkOffset <= layout.payloadOffset, layout.payloadOffset <= layout.end,
        layout.end <= end
      else { return "\(layout) in \(end) bytes" }
    }
    if layout.transport != .none, layout.transportOffset > layout.payloadOffset {
      return "\(layout): transport after payload"
    }
    if let tcp = headers.tcp { _ = tcp.payload.byteCount }
    if let udp = headers.udp { _ = udp.payload.byteCount }
    if let ip = headers.ipv4 { _ = ip.payload.byteCount }
    if let ip = headers.ipv6 { _ = ip.payload.byteCount }
    return headers.payload.byteCount <= end ? nil : "payload beyond the packet"
  }

  private static func complaintAboutLayers(_ packet: Packet) -> String? {
    let table = DissectorTable.standard
    let dissection = packet.dissection(by: table)
    var start = 0
    var text: [UInt8] = []
    for (index, layer) in dissection.path.enumerated() {
      guard layer.offset >= start, layer.offset + layer.length <= packet.capturedLength else {
        return "layer \(index) outside the packet"
      }
      start = layer.offset
      for field in table.entries[layer.protocolIndex].fields {
        var count = 0
        text.removeAll(keepingCapacity: true)
        var complaint: String?
        field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { value, range in
          count += 1
          let bytes = packet.bytes.slice(from: range.lowerBound, count: range.count)
          field.type.write(value, bytes: bytes, into: &text)
          if range.lowerBound < 0 || range.upperBound > packet.capturedLength {
            complaint = "\(field.name) at \(range) of \(packet.capturedLength) bytes"
          }
        }
        if let complaint { return complaint }
        if count > packet.capturedLength + 8 { return "\(count) values of \(field.name)" }
      }
    }
    return nil
  }

  private static let freshSummary = PacketSummary()

  private static func complaintAboutSummary(_ packet: Packet) -> String? {
    var summary = freshSummary
    var position = FramePosition()
    var line: [UInt8] = []
    position.advance(to: packet)
    summary.show(packet, packet.dissection, at: position)
    summary.writeLine(into: &line)
    return line.count < 16 * (packet.capturedLength + 256) ? nil : "a line of \(line.count) bytes"
  }
}
