import Dissectors
import PacketCore
import Testing

@Suite("IKE (RFC 7296) and WireGuard")
struct KeyExchangeTests {
  /// Corpus: libpcap/tests/filter/isakmp4500.pcap, frame 3.
  let firstVersion = hex(
    """
    100000646423100000deadba080045000140000040003f11b595c00102fec001021701f401f4012c95ac9e89f238
    8f90bc1e00000000000000000110020000000000000001240d000094000000010000000100000088000100040300
    002000010000800b0001800c0e10800100058002000180030003800400050300002001010000800b0001800c0e10
    800100058002000280030003800400050300002002010000800b0001800c0e108001000580020002800300038004
    00020000002003010000800b0001800c0e10800100058002000180030003800400020d0000104f456b5262475852
    766d50450d000014afcad71368a1f1c96b8696fc775701000d0000144a131c81070358455c5728f20e95452f0d00
    00147d9419a65310ca6f2c179d9215529d560d000014cd60464335df21f87cfdb2fc68b6a448000000144485152d
    18b6bbcd0be8a8469579ddcc
    """)
  /// Corpus: suricata-verify/tests/ikev2-weak-dh/IKEv2_SA_INIT_2-8-weak.pcap, frame 1.
  let secondVersion = hex(
    """
    4500010c0000000040119699d49e9d02d49e9d0801f401f400f8000061d3693ce12af52800000000000000002820
    220800000000000000f02200001c312fd2e1cea72d0f7f3d1ccac96bb0c4c8d70f39dba193e42100008800020000
    b0c808b9480d4d4ae92c0e8f115d9338d4d0bb8361cfd19562ee5e2444b7f67137e472b2aa9b4455bafc4abadd89
    daa86e0583ffd2abb28933faa3fabf3ee84430c05afeb9652fc9befd377dd9d10001cd656eb617ba3ba39d0346f9
    1a063bba6d186a3f20188ca0e8e4b79e3e912f13d309a8d655501592f742e408fda88ddc000000300000002c0101
    00040300000c0100000c800e01000300000802000005030000080300000c0000000804000002
    """)
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/WireGuard.pcap, frame 1.
  let initiation = hex(
    """
    a2e63494b5833a36e5bf5af80800458800b0024b0000401163560a0900010a090002a9c6ca6c009c14c201000000
    d837d0305fcec7c8e5c8e2e3f7989eef60c228d82329d602b6b1e2bb9d068f89cf9d4d4532780f6d27264f7b9870
    1fdc27a4ec00aeb6becdbef2332f1b4084cadb93823935c012ae255e7b25eff13940c321fa6bd66a2a87b061db14
    30173e937f569349de2856dc5f2616763eeeafc0533b01dd965e7ec76976e28f683d671200000000000000000000
    000000000000
    """)
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/WireGuard.pcap, frame 3.
  let transport = hex(
    """
    a2e63494b5833a36e5bf5af808004500009c024c0000401163f10a0900010a090002a9c6ca6c008814ae04000000
    06f47dab0000000000000000a4ebc12ee3f990da18033a0789c04e2700f6f5c271d42ac4b4d6262e666549b445a7
    436e829bffb6ac65f05648bc0c391fe7c5884874376127164940188f03dba67af8388eaab76c593628bf9dc7be03
    346d912e916dad862545454701364f2d2486d7ced4c8642ce547ddb26ef6a46b
    """)

  /// What tshark says of it.
  @Test func readsFirstVersion() {
    #expect(protocols(firstVersion, .ethernet) == "eth:ethertype:ip:udp:isakmp")
    #expect(field("isakmp.ispi", firstVersion, .ethernet) == "9e89f2388f90bc1e")
    #expect(field("isakmp.rspi", firstVersion, .ethernet) == "0000000000000000")
    #expect(
      field("isakmp.nextpayload", firstVersion, .ethernet) == "1,13,0,3,3,3,0,13,13,13,13,13,0")
    #expect(field("isakmp.version", firstVersion, .ethernet) == "0x10")
    #expect(field("isakmp.mjver", firstVersion, .ethernet) == "0x01")
    #expect(field("isakmp.mnver", firstVersion, .ethernet) == "0x00")
    #expect(field("isakmp.exchangetype", firstVersion, .ethernet) == "2")
    #expect(field("isakmp.flags", firstVersion, .ethernet) == "0x00")
    #expect(field("isakmp.messageid", firstVersion, .ethernet) == "0x00000000")
    #expect(field("isakmp.length", firstVersion, .ethernet) == "292")
    #expect(field("isakmp.typepayload", firstVersion, .ethernet) == "1,2,3,3,3,3,13,13,13,13,13,13")
    #expect(
      field("isakmp.reserved", firstVersion, .ethernet)
        == "00,00,00,0000,00,0000,00,0000,00,0000,00,00,00,00,00,00")
    #expect(
      field("isakmp.payloadlength", firstVersion, .ethernet)
        == "148,136,32,32,32,32,16,20,20,20,20,20")
    #expect(field("isakmp.sa.doi", firstVersion, .ethernet) == "1")
    #expect(field("isakmp.sa.situation", firstVersion, .ethernet) == "00000001")
    #expect(field("isakmp.prop.number", firstVersion, .ethernet) == "0")
    #expect(field("isakmp.prop.protoid", firstVersion, .ethernet) == "1")
    #expect(field("isakmp.spisize", firstVersion, .ethernet) == "0")
    #expect(field("isakmp.prop.transforms", firstVersion, .ethernet) == "4")
    #expect(field("isakmp.trans.number", firstVersion, .ethernet) == "0,1,2,3")
    #expect(field("isakmp.trans.id", firstVersion, .ethernet) == "1,1,1,1")
    #expect(
      field("isakmp.ike.attr", firstVersion, .ethernet)
        == "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1")
  }

  /// What tshark says of it.
  @Test func readsSecondVersion() {
    #expect(protocols(secondVersion, .rawIP) == "raw:ip:udp:isakmp")
    #expect(field("isakmp.ispi", secondVersion, .rawIP) == "61d3693ce12af528")
    #expect(field("isakmp.rspi", secondVersion, .rawIP) == "0000000000000000")
    #expect(field("isakmp.nextpayload", secondVersion, .rawIP) == "40,34,33,0,0,3,3,3,0")
    #expect(field("isakmp.version", secondVersion, .rawIP) == "0x20")
    #expect(field("isakmp.mjver", secondVersion, .rawIP) == "0x02")
    #expect(field("isakmp.mnver", secondVersion, .rawIP) == "0x00")
    #expect(field("isakmp.exchangetype", secondVersion, .rawIP) == "34")
    #expect(field("isakmp.flags", secondVersion, .rawIP) == "0x08")
    #expect(field("isakmp.messageid", secondVersion, .rawIP) == "0x00000000")
    #expect(field("isakmp.length", secondVersion, .rawIP) == "240")
    #expect(field("isakmp.typepayload", secondVersion, .rawIP) == "40,34,33,2,3,3,3,3")
    #expect(field("isakmp.criticalpayload", secondVersion, .rawIP) == "0,0,0")
    #expect(field("isakmp.reserved7", secondVersion, .rawIP) == "0x00,0x00,0x00")
    #expect(field("isakmp.payloadlength", secondVersion, .rawIP) == "28,136,48,44,12,8,8,8")
    #expect(
      field("isakmp.nonce", secondVersion, .rawIP)
        == "312fd2e1cea72d0f7f3d1ccac96bb0c4c8d70f39dba193e4")
    #expect(field("isakmp.key_exchange.dh_group", secondVersion, .rawIP) == "2")
    #expect(field("isakmp.reserved", secondVersion, .rawIP) == "0000,00,00,00,00,00,00,00,00,00")
    #expect(field("isakmp.prop.number", secondVersion, .rawIP) == "1")
    #expect(field("isakmp.prop.protoid", secondVersion, .rawIP) == "1")
    #expect(field("isakmp.spisize", secondVersion, .rawIP) == "0")
    #expect(field("isakmp.prop.transforms", secondVersion, .rawIP) == "4")
    #expect(field("isakmp.tf.type", secondVersion, .rawIP) == "1,2,3,4")
    #expect(field("isakmp.ike2.attr", secondVersion, .rawIP) == "1")
  }

  /// What tshark says of it.
  @Test func readsInitiation() {
    #expect(protocols(initiation, .ethernet) == "eth:ethertype:ip:udp:wg")
    #expect(field("wg.type", initiation, .ethernet) == "1")
    #expect(field("wg.reserved", initiation, .ethernet) == "000000")
    #expect(field("wg.sender", initiation, .ethernet) == "0x30d037d8")
    #expect(
      field("wg.ephemeral", initiation, .ethernet) == "X87HyOXI4uP3mJ7vYMIo2CMp1gK2seK7nQaPic+dTUU="
    )
    #expect(field("wg.mac1", initiation, .ethernet) == "533b01dd965e7ec76976e28f683d6712")
    #expect(field("wg.mac2", initiation, .ethernet) == "00000000000000000000000000000000")
  }

  /// What tshark says of it.
  @Test func readsTransport() {
    #expect(protocols(transport, .ethernet) == "eth:ethertype:ip:udp:wg")
    #expect(field("wg.type", transport, .ethernet) == "4")
    #expect(field("wg.reserved", transport, .ethernet) == "000000")
    #expect(field("wg.receiver", transport, .ethernet) == "0xab7df406")
    #expect(field("wg.counter", transport, .ethernet) == "0")
    #expect(field("wg.encrypted_packet", transport, .ethernet) == "1")
  }

  @Test func readsEachField() throws {
    let reply = try WireGuard(
      decoding: (hex("03000000 01000000") + Array(repeating: 0, count: 56)).span.bytes)
    #expect(reply.kind == .cookieReply && reply.receiver == 1 && reply.sender == nil)
    let data = try WireGuard(
      decoding: (hex("04000000 02000000 0300000000000000") + Array(repeating: 0, count: 16)).span
        .bytes)
    #expect(data.kind == .data && data.receiver == 2 && data.counter == 3)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(WireGuard.self, hex("04000000"), headerLength: 4))
    #expect(
      refusesEveryCut(
        ISAKMP.self, Array(repeating: 0, count: 16) + hex("00200000 00000000 0000001c"),
        headerLength: 28))
    #expect(refusesEveryCut(UDPEncapsulation.self, [0xff], headerLength: 1))
  }

  /// A message of another length than its type's, or with reserved bits, is of another protocol.
  @Test func refusesOtherBytes() {
    let handshake = hex("01000000") + Array(repeating: UInt8(7), count: 144)
    #expect(protocols(datagram(handshake, from: 40000, to: 40001), .rawIP) == "raw:ip:udp:wg")
    #expect(
      !protocols(datagram(Array(handshake.dropLast()), from: 40000, to: 51820), .rawIP).contains(
        "wg"))
    var reserved = handshake
    reserved[1] = 1
    #expect(!protocols(datagram(reserved, from: 40000, to: 51820), .rawIP).contains("wg"))
    #expect(
      !protocols(datagram(hex("0400000000000000"), from: 40000, to: 51820), .rawIP).contains("wg"))
  }

  @Test func tellsWhatFollowsOnPort4500() {
    let exchange = hex("00000000") + Array(repeating: UInt8(1), count: 28)
    #expect(
      protocols(datagram(exchange, from: 4500, to: 4500), .rawIP) == "raw:ip:udp:udpencap:isakmp")
    let keepalive = datagram([0xff], from: 4500, to: 4500)
    #expect(protocols(keepalive, .rawIP) == "raw:ip:udp:udpencap")
    let encrypted = datagram(hex("0000000100000001aabbccdd"), from: 4500, to: 4500)
    #expect(protocols(encrypted, .rawIP).hasPrefix("raw:ip:udp:udpencap:esp"))
  }

  /// Each byte after the indices as a lie.
  @Test func survivesLies() {
    for index in secondVersion.indices.dropFirst(44) {
      for lie in [UInt8(0), 1, 3, 0x7f, 0xff] {
        var bytes = secondVersion
        bytes[index] = lie
        #expect(!protocols(bytes, .rawIP).isEmpty)
        _ = field("isakmp.typepayload", bytes, .rawIP)
        _ = field("isakmp.ike2.attr.value", bytes, .rawIP)
      }
    }
  }
}
