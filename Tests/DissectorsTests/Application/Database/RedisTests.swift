import Dissectors
import PacketCore
import Testing

@Suite("Redis (RESP)")
struct RedisTests {
  private func value(_ name: String, _ bytes: [UInt8]) -> String {
    values(name, of: Redis.self, bytes, port: 6379)
  }

  /// mercury/unit_tests/pcaps/redis.pcap.
  @Test func readsACommand() {
    let bytes = lines("*2", "$7", "COMMAND", "$4", "DOCS")
    #expect(value("resp.array.length", bytes) == "2")
    #expect(value("resp.bulk_string.length", bytes) == "7,4")
    #expect(value("resp.bulk_string.value", bytes) == "434f4d4d414e44,444f4353")
    #expect(value("resp.array", bytes) == "1")
  }

  @Test func readsReplies() {
    let bytes = lines("+OK", "-ERR no", ":-42", "$-1", "*-1")
    #expect(value("resp.string", bytes) == "OK")
    #expect(value("resp.error", bytes) == "ERR no")
    #expect(value("resp.integer", bytes) == "-42")
    #expect(value("resp.bulk_string.length", bytes) == "-1")
    #expect(value("resp.array.length", bytes) == "-1")
  }

  @Test func showsACutString() {
    #expect(value("resp.bulk_string.length", lines("$100", "abc")) == "100")
    #expect(value("resp.bulk_string.value", lines("$100", "abc")) == "6162630d0a")
  }

  /// tcpdump/resp_3_malicious.pcap has such lengths; arrays that nest without end are another lie.
  @Test func liesDoNotHurt() {
    #expect(value("resp.array.length", lines("*9999999999999", ":1")) == "9999999999999")
    let nested = Array(String(repeating: "*1\r\n", count: 2000).utf8)
    #expect(value("resp.array", nested).split(separator: ",").count == 2000)
    survivesHostileBytes(Redis.self, lines("*2", "$3", "GET", "*1", ":5"), port: 6379)
  }
}
