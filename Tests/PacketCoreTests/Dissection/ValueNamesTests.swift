import PacketCore
import Testing

@Suite("Names of a field's numbers")
struct ValueNamesTests {
  let names: ValueNames = [40: "forty", 2: "two", 7: "seven", 2: "second", .max: "most"]

  @Test(arguments: [(2, "second"), (7, "seven"), (40, "forty"), (.max, "most")])
  func findsEach(number: UInt64, text: String) { #expect(names[number] == text) }

  @Test(arguments: [0, 1, 3, 41, .max - 1])
  func hasNoneForOthers(number: UInt64) { #expect(names[number] == nil) }

  @Test func canBeEmpty() {
    let none: ValueNames = [:]
    #expect(none[0] == nil)
  }
}
