import Dissectors
import PacketCore

/// An IPv4 packet with a UDP datagram (RFC 791, RFC 768); to be read as ``LinkType.rawIP``.
func datagram(_ payload: [UInt8], from source: UInt16, to destination: UInt16) -> [UInt8] {
  let length = 28 + payload.count
  return [
    0x45, 0, UInt8(length >> 8), UInt8(length & 0xff), 0, 1, 0, 0, 64, 17, 0, 0,
    192, 0, 2, 1, 192, 0, 2, 2,
  ] + ports(source, destination)
    + [UInt8((length - 20) >> 8), UInt8((length - 20) & 0xff), 0, 0] + payload
}

/// An IPv4 packet with a TCP segment (RFC 9293); to be read as ``LinkType.rawIP``.
func segment(_ payload: [UInt8], from source: UInt16, to destination: UInt16) -> [UInt8] {
  let length = 40 + payload.count
  return [
    0x45, 0, UInt8(length >> 8), UInt8(length & 0xff), 0, 1, 0, 0, 64, 6, 0, 0,
    192, 0, 2, 1, 192, 0, 2, 2,
  ] + ports(source, destination)
    + [0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0x10, 0, 0, 0, 0, 0] + payload
}

private func ports(_ source: UInt16, _ destination: UInt16) -> [UInt8] {
  [
    UInt8(source >> 8), UInt8(source & 0xff), UInt8(destination >> 8), UInt8(destination & 0xff),
  ]
}

/// Reads all fields of all layers of a raw IP packet, for what happens on the way.
@discardableResult
func readEveryField(_ packet: [UInt8], table: DissectorTable = .standard) -> Int {
  let dissection = Dissection(packet.span.bytes, linkType: .rawIP, table: table)
  var output: [UInt8] = []
  for (index, layer) in dissection.path.enumerated() {
    for field in table.entries[layer.protocolIndex].fields {
      field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { value, range in
        let bytes = packet.span.bytes.slice(from: range.lowerBound, count: range.count)
        field.type.write(value, bytes: bytes, into: &output)
      }
    }
  }
  return output.count
}
