import Dissectors
import PacketCore

/// The values of a field in one layer's bytes, as tshark prints them, between commas.
func values<View: ProtocolView & ~Escapable>(
  _ name: String, of type: View.Type, _ bytes: [UInt8], port: UInt16 = 9
) -> String {
  var table = DissectorTable.standard
  table.register(type)
  _ = table.bind(.tcpPort(port), to: View.id)
  let packet = segment(bytes, from: 50000, to: port)
  let dissection = Dissection(packet.span.bytes, linkType: .rawIP, table: table)
  var texts: [String] = []
  for (index, layer) in dissection.path.enumerated()
  where table.entries[layer.protocolIndex].id == View.id {
    for field in table.entries[layer.protocolIndex].fields where field.name == name {
      field.forEachValue(in: dissection.bytes, path: dissection.path, at: index) { value, range in
        var text: [UInt8] = []
        field.type.write(
          value, bytes: packet.span.bytes.slice(from: range.lowerBound, count: range.count),
          into: &text)
        texts.append(String(decoding: text, as: UTF8.self))
      }
    }
  }
  return texts.joined(separator: ",")
}

/// The bytes of a text, each line of it ending with CR LF.
func lines(_ text: String...) -> [UInt8] { Array(text.map { $0 + "\r\n" }.joined().utf8) }

/// The verdict of a protocol's probe.
func verdict<View: ProtocolView & ~Escapable>(
  _ type: View.Type, _ bytes: [UInt8]
) -> ContentProbe.Verdict? {
  View.probe?.test(bytes.span.bytes)
}

/// Reads every field of a layer whose bytes are cut here and there, and changed at random: what
/// matters is that it ends.
func survivesHostileBytes<View: ProtocolView & ~Escapable>(
  _ type: View.Type, _ bytes: [UInt8], port: UInt16 = 9
) {
  var table = DissectorTable.standard
  _ = table.bind(.tcpPort(port), to: View.id)
  var random = SeededGenerator(seed: 7)
  for count in stride(from: 0, to: bytes.count, by: 5) {
    readEveryField(segment(Array(bytes.prefix(count)), from: 50000, to: port), table: table)
  }
  for _ in 0..<25 {
    var changed = bytes
    for _ in 0..<3 {
      changed[Int(random.next() % UInt64(max(changed.count, 1)))] = UInt8(
        truncatingIfNeeded: random.next())
    }
    readEveryField(segment(changed, from: 50000, to: port), table: table)
  }
}
