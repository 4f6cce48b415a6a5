/// How fast a capture is replayed.
public struct ReplayPace: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case speed(Double)
    case rate(Double)
  }
  private let kind: Kind

  /// As fast as the packets were recorded.
  public static var recorded: ReplayPace { .recorded(speed: 1) }

  /// `speed` times as fast as the packets were recorded.
  ///
  /// - Parameter speed: More than 0; 2 halves the time between packets.
  public static func recorded(speed: Double) -> ReplayPace {
    precondition(speed > 0, "a speed is more than 0")
    return ReplayPace(kind: .speed(speed))
  }

  /// `rate` packets in each second, whatever their timestamps.
  ///
  /// - Parameter rate: More than 0.
  public static func packetsPerSecond(_ rate: Double) -> ReplayPace {
    precondition(rate > 0, "a rate is more than 0")
    return ReplayPace(kind: .rate(rate))
  }

  /// When a packet is due, counted from the first one.
  ///
  /// - Parameters:
  ///   - gap: Time of the packet after that of the first, as recorded.
  ///   - number: Packets before it.
  func due(gap: Duration, number: Int) -> Duration {
    let seconds =
      switch kind {
      case .speed(let speed): gap / .seconds(1) / speed
      case .rate(let rate): Double(number) / rate
      }
    // Thirty years are as good as for ever, and no sum with them overflows.
    return .nanoseconds(Int64(min(max(seconds, 0), 1e9) * 1e9))
  }
}
