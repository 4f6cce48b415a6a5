import PacketCore
import Synchronization

/// The plans of a table's protocols, each made when the protocol is first seen, and the tree of the
/// layer at hand.
struct PacketPlans: Sendable {
  private var plans: [ProtocolPlan?]
  /// Those that another copy has made, for printers that share the packets of a file among them.
  private let shared: SharedPlans
  let frame = ProtocolPlan("frame", "Frame", FrameField.inTree.map { PlannedField($0) })
  private let frameReaders = FrameField.inTree.map(\.reader)
  /// The same without those that stand in a packet's options, with their places.
  private let plainFrameFields = FrameField.inTree.indices.filter {
    !FrameField.inTree[$0].isOption
  }
  private let protocolsField = FrameField.inTree.firstIndex { $0.name == "frame.protocols" }
  /// The texts of `frame.protocols` that have been made, by the layers' indices in the table.
  private var protocolTexts: [UInt64: String] = [:]
  var tree = LayerTree()

  init(_ table: DissectorTable) {
    shared = SharedPlans(table)
    plans = Array(repeating: nil, count: table.entries.count)
  }

  /// The plan of the protocol at an index of the table.
  mutating func plan(_ index: Int) -> ProtocolPlan {
    guard plans.indices.contains(index) else { return frame }
    if let plan = plans[index] { return plan }
    let plan = shared.plan(index)
    plans[index] = plan
    return plan
  }

  /// Fills ``tree`` with what the capture knows of the packet.
  mutating func readFrame(
    _ packet: borrowing Packet, _ dissection: borrowing Dissection, _ position: FramePosition
  ) {
    tree.clear()
    let whole = 0..<packet.capturedLength
    if packet.optionBytes.byteCount == 0 {
      for place in plainFrameFields.indices {
        let index = plainFrameFields[place]
        if index == protocolsField, let text = protocolsText(dissection) {
          tree.add(index, .string(text), whole)
          continue
        }
        frameReaders[index].read(packet, dissection, position) { tree.add(index, $0, whole) }
      }
    } else {
      for index in frameReaders.indices {
        frameReaders[index].read(packet, dissection, position) { tree.add(index, $0, whole) }
      }
    }
    tree.linkFlat()
  }

  /// The names of the layers; nil when there are more than a number can tell apart.
  private mutating func protocolsText(_ dissection: borrowing Dissection) -> String? {
    let path = dissection.path
    guard path.count <= 5 else { return nil }
    var key: UInt64 = 1
    for index in 0..<path.count {
      let layer = path[index]
      guard layer.protocolIndex < 1 << 11 else { return nil }
      let mark: UInt64 = layer.flags.contains(.etherType) ? 1 : 0
      key = key << 12 | UInt64(layer.protocolIndex) << 1 | mark
    }
    if let text = protocolTexts[key] { return text }
    var names: [UInt8] = []
    dissection.writeProtocols(into: &names)
    let text = String(decoding: names, as: UTF8.self)
    protocolTexts[key] = text
    return text
  }

  /// Fills ``tree`` with a layer's fields.
  ///
  /// - Returns: The protocol's plan.
  mutating func readLayer(
    _ packet: RawSpan, _ path: borrowing LayerPath, _ index: Int
  ) -> ProtocolPlan {
    let plan = plan(path[index].protocolIndex)
    tree.read(LayerFields(in: packet, path: path, at: index), by: plan)
    return plan
  }
}

/// The plans of a table's protocols, each made once.
private final class SharedPlans: Sendable {
  private let table: DissectorTable
  private let made = Mutex<[Int: ProtocolPlan]>([:])

  init(_ table: DissectorTable) { self.table = table }

  func plan(_ index: Int) -> ProtocolPlan {
    made.withLock { made in
      if let plan = made[index] { return plan }
      let plan = ProtocolPlan(table.entries[index])
      made[index] = plan
      return plan
    }
  }
}

extension FrameField {
  /// In the order of Wireshark's tree.
  static let inTree: [FrameField] = {
    let first = all.filter { $0.name.hasPrefix("frame.interface") }
    let second = all.filter { ["frame.encap_type"].contains($0.name) }
    let taken = Set((first + second).map(\.name))
    return first + second + all.filter { !taken.contains($0.name) }
  }()
}
