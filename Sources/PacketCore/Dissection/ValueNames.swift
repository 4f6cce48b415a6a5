/// What the numbers of a field are called: `[1: "Request", 2: "Reply"]`.
public struct ValueNames: Sendable, ExpressibleByDictionaryLiteral {
  private let numbers: [UInt64]
  private let texts: [String]

  /// Of a number that is given twice, the last name counts.
  public init(dictionaryLiteral elements: (UInt64, StaticString)...) {
    var names: [UInt64: String] = [:]
    for (number, text) in elements { names[number] = text.description }
    numbers = names.keys.sorted()
    texts = numbers.compactMap { names[$0] }
  }

  /// The name of `number`; nil when it has none. Takes a logarithm of the table's size in steps.
  public subscript(number: UInt64) -> String? {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number ? texts[low] : nil
  }

  /// All numbers that have a name, in order.
  public var all: [(number: UInt64, name: String)] {
    zip(numbers, texts).map { (number: $0, name: $1) }
  }
}
