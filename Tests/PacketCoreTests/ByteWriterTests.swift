import PacketCore
import Testing

@Suite("Byte writer")
struct ByteWriterTests {
  @Test func appendsInNetworkOrder() {
    var writer = ByteWriter()
    writer.append(0x01 as UInt8)
    writer.append(0x0203 as UInt16)
    writer.append(-2 as Int32)
    writer.append(zeros: 2)
    writer.append(contentsOf: [9, 8])
    #expect(writer.bytes == [1, 2, 3, 0xff, 0xff, 0xff, 0xfe, 0, 0, 9, 8])
    #expect(writer.count == 11)
  }

  @Test func patchesOnlyWhatIsThere() {
    var writer = ByteWriter()
    writer.append(zeros: 4)
    writer.patch(0x0102 as UInt16, at: 1)
    writer.patch(0x0304 as UInt16, at: 3)
    writer.patch(0xff as UInt8, at: -1)
    writer.patch(0xff as UInt8, at: 4)
    #expect(writer.bytes == [0, 1, 2, 3])
  }

  @Test func countsWhatIsAppended() throws {
    var writer = ByteWriter()
    writer.append(7 as UInt8)
    try writer.appendCounted(UInt16.self, "test", "Length") { writer in writer.append(zeros: 3) }
    #expect(writer.bytes == [7, 0, 3, 0, 0, 0])
  }

  @Test func refusesALengthThatDoesNotFit() {
    var writer = ByteWriter()
    #expect(throws: EncodeError(protocolID: "test", field: "Length")) {
      try writer.appendCounted(UInt8.self, "test", "Length") { writer in writer.append(zeros: 256) }
    }
  }
}
