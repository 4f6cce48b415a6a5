import Dissectors
import PacketCore
import Testing

@Suite("MQTT (3.1.1, 5.0)")
struct MQTTTests {
  /// Version 5, with an authentication method, a will, name and password.
  let connect = hex(
    """
    10 24 0004 4d515454 05 c6 003c  06 15 0003 666f6f  0002 6964  00 0001 77 0002 6d73
    0001 75 0002 7077
    """)
  let publish = hex("32 0a 0003 612f62 0007 686921")

  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: MQTT.self, bytes, port: 1883)
  }

  @Test func readsConnect() {
    #expect(value("mqtt.msgtype", connect) == "1")
    #expect(value("mqtt.len", connect) == "36")
    #expect(value("mqtt.protoname", connect) == "MQTT")
    #expect(value("mqtt.ver", connect) == "5")
    #expect(value("mqtt.kalive", connect) == "60")
    #expect(value("mqtt.conflag.willflag", connect) == "1")
    #expect(value("mqtt.property_id", connect) == "0x15")
    #expect(value("mqtt.prop_string", connect) == "foo")
    #expect(value("mqtt.clientid", connect) == "id")
    #expect(value("mqtt.willtopic", connect) == "w")
    #expect(value("mqtt.willmsg", connect) == "6d73")
    #expect(value("mqtt.username", connect) == "u")
    #expect(value("mqtt.passwd", connect) == "pw")
  }

  @Test func readsPublish() {
    #expect(value("mqtt.topic", publish) == "a/b")
    #expect(value("mqtt.qos", publish) == "1")
    #expect(value("mqtt.msgid", publish) == "7")
    #expect(value("mqtt.msg", publish) == "686921")
  }

  /// The version tells; the form of the packet gives it away.
  @Test func readsSubscriptionsOfBothVersions() {
    #expect(value("mqtt.sub.qos", hex("82 06 0001 0001 61 01")) == "1")
    let five = hex("82 07 0001 00 0001 61 01")
    #expect(value("mqtt.subscription_options_qos", five) == "1")
    #expect(value("mqtt.topic", five) == "a")
    #expect(value("mqtt.conack.val", hex("20 02 01 05")) == "5")
    #expect(value("mqtt.connack.reason_code", hex("20 03 00 8c 00")) == "140")
  }

  @Test func readsSeveralPackets() {
    #expect(value("mqtt.msgtype", connect + publish + hex("c000 d000 e000")) == "1,3,12,13,14")
  }

  @Test func isKnownByConnect() {
    #expect(verdict(MQTT.self, connect) == .certain)
    #expect(verdict(MQTT.self, publish) == .possible)
    #expect(verdict(MQTT.self, hex("30 ffffffffff")) == .refused)
    #expect(verdict(MQTT.self, hex("10 0c 0004 58585858 05 02 003c")) == .refused)
    #expect(protocols(segment(connect, from: 50000, to: 12345), .rawIP) == "raw:ip:tcp:mqtt")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(MQTT.self, connect, headerLength: 2))
    survivesHostileBytes(MQTT.self, connect + publish, port: 1883)
  }
}
