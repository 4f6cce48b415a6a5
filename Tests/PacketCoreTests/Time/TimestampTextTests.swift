import Foundation
import PacketCore
import Testing

@Suite("Timestamps as text (RFC 3339)")
struct TimestampTextTests {
  @Test(
    "Prints nine digits, in UTC, and reads them back",
    arguments: [
      (0, 0, "1970-01-01T00:00:00.000000000Z"),
      (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
      (951_782_400, 1, "2000-02-29T00:00:00.000000001Z"),
      (1_795_507_200, 123_456_789, "2026-11-24T08:00:00.123456789Z"),
      (253_402_300_799, 0, "9999-12-31T23:59:59.000000000Z"),
      (253_402_300_800, 0, "+10000-01-01T00:00:00.000000000Z"),
      (-62_135_596_800, 0, "0001-01-01T00:00:00.000000000Z"),
      (-62_167_219_200, 0, "0000-01-01T00:00:00.000000000Z"),
      (-62_167_219_201, 0, "-0001-12-31T23:59:59.000000000Z"),
      (Int64.max, 999_999_999, "+292277026596-12-04T15:30:07.999999999Z"),
      (Int64.min, 0, "-292277022657-01-27T08:29:52.000000000Z"),
    ] as [(Int64, UInt32, String)])
  func roundTrip(seconds: Int64, nanoseconds: UInt32, text: String) {
    let time = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    #expect(time.description == text)
    #expect(Timestamp(text) == time)
  }

  @Test(
    "Reads offsets, any fraction, lower case and a space",
    arguments: [
      ("2026-11-24T08:00:00Z", 0), ("2026-11-24t08:00:00z", 0), ("2026-11-24 08:00:00Z", 0),
      ("2026-11-24T09:30:00+01:30", 0), ("2026-11-23T20:00:00-12:00", 0),
      ("2026-11-24T08:00:00-00:00", 0), ("2026-11-24T07:59:60Z", 0),
      ("2026-11-24T08:00:00.5Z", 500_000_000), ("2026-11-24T08:00:00.000000001Z", 1),
      ("2026-11-24T08:00:00.1234567899999Z", 123_456_789), ("+2026-11-24T08:00:00.0Z", 0),
    ] as [(String, UInt32)])
  func reads(text: String, nanoseconds: UInt32) {
    #expect(Timestamp(text) == Timestamp(seconds: 1_795_507_200, nanoseconds: nanoseconds))
  }

  @Test(
    "Refuses what is no date, and what is out of range",
    arguments: [
      "", "2026", "2026-11-24", "2026-11-24T08:00:00", "2026-11-24T08:00Z", "2026-11-24T08:00:00.Z",
      "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z",
      "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-00T00:00:00Z",
      "2026-11-24T24:00:00Z", "2026-11-24T08:60:00Z", "2026-11-24T08:00:61Z",
      "2026-11-24T08:00:00+24:00", "2026-11-24T08:00:00+0100", "2026-11-24T08:00:00Z ",
      "26-11-24T08:00:00Z", "12026-11-24T08:00:00Z", "2026-1-24T08:00:00Z",
      "+292277026596-12-04T15:30:08Z", "-292277022657-01-27T08:29:51Z",
      "+9999999999999-01-01T00:00:00Z", "+999999999999-12-31T23:59:59Z", "20261124T080000Z",
    ])
  func rejects(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("Agrees with Foundation on the first of every month and the day before, 1600 to 2400")
  func everyMonth() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for month in 0..<(12 * 800) {
      let parts = DateComponents(year: 1600 + month / 12, month: month % 12 + 1, day: 1)
      let seconds = Int64(try #require(calendar.date(from: parts)).timeIntervalSince1970)
      let text = Timestamp(seconds: seconds).description
      let expected = String(format: "%04d-%02d-01", 1600 + month / 12, month % 12 + 1)
      #expect(text == expected + "T00:00:00.000000000Z")
      let before = Timestamp(seconds: seconds - 1)
      #expect(Timestamp(before.description) == before)
    }
  }

  @Test(
    "Seconds as tshark prints frame.time_epoch",
    arguments: [
      (1_338_986_423, 226_395_000, "1338986423.226395000"), (0, 0, "0.000000000"),
      (0, 1, "0.000000001"), (-1, 500_000_000, "-0.500000000"), (-1, 0, "-1.000000000"),
      (-2, 999_999_999, "-1.000000001"), (Int64.min, 0, "-9223372036854775808.000000000"),
      (Int64.min, 1, "-9223372036854775807.999999999"),
    ] as [(Int64, UInt32, String)])
  func seconds(seconds: Int64, nanoseconds: UInt32, text: String) {
    #expect(Timestamp(seconds: seconds, nanoseconds: nanoseconds).secondsText == text)
  }

  @Test("Is encoded as text")
  func codable() throws {
    let time = Timestamp(seconds: 1_795_507_200, nanoseconds: 5)
    let json = try JSONEncoder().encode([time])
    #expect(String(decoding: json, as: UTF8.self) == #"["2026-11-24T08:00:00.000000005Z"]"#)
    #expect(try JSONDecoder().decode([Timestamp].self, from: json) == [time])
  }
}
