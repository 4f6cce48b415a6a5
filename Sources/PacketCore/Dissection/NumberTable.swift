/// Protocol indices by number: an array as far as the numbers are small, else a dictionary.
struct NumberTable: Sendable {
  private var small: [UInt16] = []
  private var large: [UInt32: Int] = [:]

  subscript(number: UInt32) -> Int? {
    @inline(__always)
    get {
      guard number < 65536 else { return large[number] }
      guard number < UInt32(small.count) else { return nil }
      let index = small[Int(number)]
      return index == 0 ? nil : Int(index) - 1
    }
    set {
      guard number < 65536 else {
        large[number] = newValue
        return
      }
      let missing = Int(number) + 1 - small.count
      if missing > 0 { small.append(contentsOf: repeatElement(0, count: missing)) }
      small[Int(number)] = newValue.map { UInt16(clamping: $0 + 1) } ?? 0
    }
  }
}
