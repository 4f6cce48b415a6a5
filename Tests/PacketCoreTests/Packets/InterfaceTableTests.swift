import PacketCore
import Testing

@Suite("Interface tables")
struct InterfaceTableTests {
  @Test("An index stays valid as the table grows, and others are nil")
  func growth() {
    let table = InterfaceTable([InterfaceDescription(linkType: .ethernet, name: "a")])
    #expect(table.append(InterfaceDescription(linkType: .rawIP, name: "b")) == 1)
    #expect(table[0]?.name == "a" && table[1]?.name == "b")
    #expect(table.all.map(\.name) == ["a", "b"])
    for index in [-1, 2, .min, .max] { #expect(table[index] == nil) }
  }

  @Test("Tasks that append at once get places of their own")
  func concurrent() async {
    let table = InterfaceTable()
    let places = await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<100).map { _ in table.append(InterfaceDescription(linkType: .ethernet)) }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(places.sorted() == Array(0..<800))
  }
}
