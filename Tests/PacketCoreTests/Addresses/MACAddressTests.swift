import PacketCore
import Testing

@Suite("MAC addresses")
struct MACAddressTests {
  let address = MACAddress(0x00, 0x00, 0x5e, 0x00, 0x53, 0xaf)

  @Test(
    "Reads colons, hyphens and dots",
    arguments: ["00:00:5e:00:53:af", "00-00-5E-00-53-AF", "0000.5e00.53af"])
  func parses(text: String) {
    #expect(MACAddress(text) == address)
    #expect(MACAddress(text)?.description == "00:00:5e:00:53:af")
  }

  @Test(
    "Refuses anything else",
    arguments: [
      "", "00:00:5e:00:53", "00:00:5e:00:53:af:00", "00:00-5e:00:53:af", "0:0:5e:0:53:af",
      "00005e0053af", "0000:5e00:53af", "00.00.5e.00.53.af", "00:00:5e:00:53:ag",
      " 00:00:5e:00:53:a", "00:00:5e:00:53:a ", "::::::::::::::::::",
    ])
  func rejects(text: String) {
    #expect(MACAddress(text) == nil)
  }

  @Test("The bytes are read in the order in which they are sent")
  func reads() {
    let bytes: [UInt8] = [0xff, 0x00, 0x00, 0x5e, 0x00, 0x53, 0xaf]
    #expect(MACAddress(bytes.span.bytes, at: 1) == address)
    #expect(MACAddress(bytes.span.bytes, at: 2).rawValue == 0)
    #expect(address.octets == [0x00, 0x00, 0x5e, 0x00, 0x53, 0xaf])
    #expect(address.rawValue == 0x5e_0053_af)
    #expect(address.organization == 0x00005e)
  }

  @Test("The two low bits of the first byte say group and local")
  func bits() {
    #expect(!address.isMulticast && !address.isBroadcast && !address.isLocallyAdministered)
    #expect(MACAddress("01:00:5e:00:00:01")?.isMulticast == true)
    #expect(MACAddress("02:00:00:00:00:01")?.isLocallyAdministered == true)
    #expect(MACAddress("02:00:00:00:00:01")?.isMulticast == false)
    #expect(MACAddress.broadcast.isBroadcast && MACAddress.broadcast.isMulticast)
    #expect(MACAddress.broadcast.description == "ff:ff:ff:ff:ff:ff")
  }

  @Test("Bits above the 48th are dropped, so that equal addresses are equal")
  func upperBits() {
    #expect(MACAddress(rawValue: .max) == .broadcast)
  }
}
