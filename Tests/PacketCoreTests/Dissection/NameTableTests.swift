import PacketCore
import Testing

@Suite("Table of names")
struct NameTableTests {
  @Test("finds each of a thousand names, and none that is not there")
  func findsAll() {
    var table = NameTable()
    for number in 0..<1000 { table.insert(ProtocolID("name\(number)"), number) }
    for number in 0..<1000 { #expect(table[ProtocolID("name\(number)")] == number) }
    #expect(table["name1000"] == nil)
    #expect(table[""] == nil)
  }

  @Test("keeps the last index of a name")
  func replaces() {
    var table = NameTable()
    table.insert("tcp", 1)
    table.insert("tcp", 2)
    #expect(table["tcp"] == 2)
  }

  @Test("tells names of eight bytes and more apart")
  func longNames() {
    #expect(("ipv6.hop" as ProtocolID) != "ipv6.hopopts")
    #expect(("ipv6.hopopts" as ProtocolID).description == "ipv6.hopopts")
    #expect(("a.name.of.20.bytes.." as ProtocolID) == ProtocolID("a.name.of.20.byt"))
    #expect(("é" as ProtocolID) == ProtocolID("é"))
  }
}
