/// Protocol indices by name: a hash table for two words, which takes a fifth of a dictionary's time.
/// The names are the program's, none comes from a packet.
package struct NameTable: Sendable {
  private struct Slot {
    var id: ProtocolID
    /// Nil where nothing is.
    var index: Int?
  }

  // At most half full, so that a search ends.
  private var slots = Array(repeating: Slot(id: ProtocolID(low: 0, high: 0), index: nil), count: 16)
  private var count = 0

  package init() {}

  package subscript(id: ProtocolID) -> Int? { slots[place(of: id)].index }

  package mutating func insert(_ id: ProtocolID, _ index: Int) {
    let place = place(of: id)
    if slots[place].index == nil { count += 1 }
    slots[place] = Slot(id: id, index: index)
    if count * 2 > slots.count { grow() }
  }

  /// Where a name is, or would be.
  private func place(of id: ProtocolID) -> Int {
    let mask = slots.count - 1
    let product = (id.low ^ id.high &* 31) &* 0x9e37_79b9_7f4a_7c15
    var place = Int(truncatingIfNeeded: product >> 32) & mask
    while slots[place].index != nil, slots[place].id != id { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = Array(
      repeating: Slot(id: ProtocolID(low: 0, high: 0), index: nil), count: old.count * 2)
    for slot in old where slot.index != nil { slots[place(of: slot.id)] = slot }
  }
}
