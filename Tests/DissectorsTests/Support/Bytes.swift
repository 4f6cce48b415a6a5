import Dissectors
import PacketCore

/// The bytes that hexadecimal digits spell; spaces are left out.
func hex(_ text: String) -> [UInt8] {
  let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(digits[$0] << 4 | digits[$0 + 1])
  }
}

/// The names of a packet's layers, as `frame.protocols` has them.
func protocols(_ bytes: [UInt8], _ linkType: LinkType) -> String {
  let dissection = Dissection(bytes.span.bytes, linkType: linkType, table: .standard)
  var names: [UInt8] = []
  dissection.writeProtocols(into: &names)
  return String(decoding: names, as: UTF8.self)
}

/// The values of a packet's field, as tshark prints them, between commas.
func field(_ name: String, _ bytes: [UInt8], _ linkType: LinkType) -> String {
  let table = DissectorTable.standard
  let dissection = Dissection(bytes.span.bytes, linkType: linkType, table: table)
  var values: [String] = []
  for (index, layer) in dissection.path.enumerated() {
    for field in table.entries[layer.protocolIndex].fields where field.name == name {
      field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { value, range in
        var text: [UInt8] = []
        field.type.write(
          value, bytes: bytes.span.bytes.slice(from: range.lowerBound, count: range.count),
          into: &text)
        values.append(String(decoding: text, as: UTF8.self))
      }
    }
  }
  return values.joined(separator: ",")
}

/// What a view says to the first of some bytes; nil when it takes them.
func refusal<View: ProtocolView & ~Escapable>(
  _ type: View.Type, _ bytes: [UInt8], first count: Int? = nil
) -> DecodeError? {
  do throws(DecodeError) {
    _ = try View(decoding: bytes.span.bytes.slice(from: 0, count: count ?? .max))
    return nil
  } catch { return error }
}

/// Whether a header of `length` bytes is refused as cut short at each of them, and taken whole.
func refusesEveryCut<View: ProtocolView & ~Escapable>(
  _ type: View.Type, _ bytes: [UInt8], headerLength length: Int
) -> Bool {
  (0..<length).allSatisfy { count in
    guard case .truncated(let needed, count) = refusal(type, bytes, first: count)?.reason else {
      return false
    }
    return needed > count && needed <= length
  } && refusal(type, bytes, first: length) == nil
}

/// Protocol and information of an IP packet, as tshark's columns have them.
func summaryLine(_ bytes: [UInt8]) -> String {
  var summary = PacketSummary()
  let packet = Packet(bytes: bytes)
  let dissection = Dissection(packet.bytes, linkType: .rawIP, table: .standard)
  summary.show(packet, dissection, at: FramePosition())
  var output: [UInt8] = []
  summary.write(.protocolName, into: &output)
  output.append(UInt8(ascii: " "))
  summary.write(.info, into: &output)
  return String(decoding: output, as: UTF8.self)
}
